"""How far a file in the making is, and names that every office computer accepts."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from app.errors import CancelledError
from app.i18n import _

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]
T = TypeVar("T")
TELL_EVERY = 500

_NAMES_OF_DEVICES = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE
)
_NOT_IN_NAMES = re.compile(
    r'[\\/:*?"<>|\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+'
)
_LONGEST_NAME = 80
_MOST_BYTES = 250
"""With its ending; Linux takes 255, and a character may need four."""


def tell_often(
    rows: Iterable[T], of: int, progress: Progress | None, cancelled: Stop | None
) -> Iterator[tuple[int, T]]:
    """Give rows with their number, from 1, telling every few hundred, once written, how far it is.

    Raises:
        CancelledError: ``cancelled`` said so.
    """
    for number, row in enumerate(rows, 1):
        yield number, row
        if number % TELL_EVERY == 0 or number == of:
            if cancelled is not None and cancelled():
                raise CancelledError
            if progress is not None:
                progress(number, of)


def file_name(text: str, suffix: str) -> str:
    """Return a name that every office computer accepts, made of a client's name or a title."""
    name = _NOT_IN_NAMES.sub("_", unicodedata.normalize("NFC", text)).strip(" ._")
    room = _MOST_BYTES - len(suffix.encode())
    cut = name[:_LONGEST_NAME].encode()[:room].decode(errors="ignore")
    name = cut.rstrip(" ._") or _("未命名")
    return f"{'_' if _NAMES_OF_DEVICES.fullmatch(name) else ''}{name}{suffix}"
