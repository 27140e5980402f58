"""What no text may hold, be it typed, pasted or imported."""

import re

_CONTROL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u180e"
    "\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""Not to be seen; those that turn the direction of writing would turn the rest of the line."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return the text without control characters, lone surrogates and outer spaces."""
    if not text.isprintable():
        text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
        text = _CONTROL.sub("", text)
    return text.strip()
