"""Telephone numbers as they are typed into one field."""

import re
import unicodedata

BETWEEN = re.compile(r"[/、,;|\n]+|\s{2,}")
NOT_DIGITS = re.compile(r"\D+")


def numbers_in(typed: str) -> list[str]:
    """Return the digits of each number of a field; several stand apart by / 、 , ; or a line."""
    parts = BETWEEN.split(unicodedata.normalize("NFKC", typed))
    return [digits for part in parts if (digits := NOT_DIGITS.sub("", part))]
