"""What a person is found by in texts: names, addresses and numbers, however they are written."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

BLOT: Final = "×××"
"""What takes the place of a name or number that is erased."""
SHORTEST_WORD, SHORTEST_NUMBER = 2, 7
_EITHER_SIDE = 16
_BETWEEN = r"[\s\-—－–·.()（）]*"
_EXTENSION = re.compile(r"转|分机|内线|ext|#", re.IGNORECASE)
_APART = re.compile(r"[/、,，;；|\n]+|(?<=\d{7})\s+(?=\+?\d{7})")
_MOBILE = re.compile(r"(?:(?:00)?86|0)?(1[3-9]\d{9})")
_LANDLINE = re.compile(r"(?:(?:00)?860?|0)(10|2\d|[3-9]\d\d)(\d{7,8})")
_ABROAD = re.compile(r"(?:00)?(852|853|886)(\d{8,9})")
_LOCAL = (7, 8)
"""Digits of a number within its town."""
_FULL_WIDTH = {ord(digit): ord(digit) - ord("0") + ord("０") for digit in "0123456789"}


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A telephone number as it is dialled next door; ``country`` and ``area`` may stand before."""

    digits: str
    country: str = ""
    area: str = ""

    @property
    def pattern(self) -> str:
        """Return what it looks like in a text: with or without what may stand before."""
        country = area = alone = ""
        if self.country:
            country = rf"(?:(?:\+|00)?{_spread(self.country)}{_BETWEEN})?[0０]?"
        if self.area:
            area = rf"(?:[(（]?[0０]?{_spread(self.area)}{_BETWEEN})?"
            alone = r"(?<!\d[\-—－–)）])"  # a number of another town has its area there
        return rf"(?<!\d){alone}{country}{area}{_spread(self.digits)}(?!\d)"

    @property
    def ends(self) -> tuple[str, str]:
        """Return how it begins and ends, wherever it is written."""
        return self.digits[:3], self.digits[-4:]


@dataclass(frozen=True)
class Needles:
    """What a person is found by: names and addresses, and telephone numbers."""

    words: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()

    @property
    def any(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.words or self.numbers)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = [_word_pattern(word) for word in sorted(self.words, key=len, reverse=True)]
        numbers = [number.pattern for number in self.numbers]
        return re.compile("|".join(words + numbers) or r"(?!)", re.IGNORECASE)

    def are_in(self, value: Any) -> bool:
        """Tell whether a text, or any text of a JSON value, holds one of them."""
        return any(self._pattern.search(text) for text in _texts(value))

    def blotted(self, value: Any) -> Any:
        """Return a text or JSON value with each of them blotted out."""
        if isinstance(value, str):
            return self._pattern.sub(BLOT, value)
        if isinstance(value, dict):
            return {key: self.blotted(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.blotted(one) for one in value]
        return value

    def excerpt(self, value: Any) -> str:
        """Return what stands around the first of them; empty where none is."""
        for text in _texts(value):
            if (found := self._pattern.search(text)) is not None:
                first = max(0, found.start() - _EITHER_SIDE)
                last = found.end() + _EITHER_SIDE
                cut = " ".join(text[first:last].split())
                return ("…" if first else "") + cut + ("…" if last < len(text) else "")
        return ""


def needles_of(words: Iterable[str], telephones: Iterable[str]) -> Needles:
    """Return what to look for: no word of one letter, no number too short to be anybody's."""
    named = {_word(word) for word in words}
    numbers = {number for typed in telephones for number in numbers_in(typed)}
    return Needles(
        tuple(sorted(word for word in named if len(word) >= SHORTEST_WORD)),
        tuple(sorted(numbers)),
    )


def needles_in(typed: str) -> Needles:
    """Return what somebody typed to look for: a number where there are only digits and strokes."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    if re.fullmatch(r"[\d\s\-—()+]+", plain):
        return needles_of((), [plain])
    return needles_of([typed], ())


def numbers_in(typed: str) -> Iterator[Number]:
    """Give the numbers of a field for telephones: one or several, with area and extension.

    Of a hidden one nobody knows the middle: it is none.
    """
    for one in _APART.split(unicodedata.normalize("NFKC", typed)):
        if "*" in one:
            continue
        number = _number(re.findall(r"\d+", _EXTENSION.split(one)[0]))
        if len(number.digits) >= SHORTEST_NUMBER:
            yield number


def wide(text: str) -> str:
    """Return digits in full width, as an input method writes them."""
    return text.translate(_FULL_WIDTH)


def _number(groups: Sequence[str]) -> Number:
    digits = "".join(groups)
    if found := _MOBILE.fullmatch(digits):
        return Number(found[1], "86")
    if found := _ABROAD.fullmatch(digits):
        return Number(found[2], found[1])
    return _landline(groups) or Number(digits)


def _landline(groups: Sequence[str]) -> Number | None:
    """Read area, number and extension; None where it is none of this country."""
    local = next((n for n, group in enumerate(groups) if len(group) in _LOCAL), None)
    if local is not None and groups[local + 1 :]:
        groups = groups[: local + 1]  # behind it stands the extension
    found = _LANDLINE.fullmatch("".join(groups))
    if found is not None:
        return Number(found[2], "86", found[1])
    return Number(groups[0]) if local == 0 else None


def _spread(digits: str) -> str:
    """Return a pattern of digits with whatever stands between them."""
    return _BETWEEN.join(f"[{digit}{wide(digit)}]" for digit in digits)


def _word(word: str) -> str:
    """Return a name as it is looked for: Chinese ones are written with and without spaces."""
    parts = word.split()
    return ("" if not word.isascii() else " ").join(parts)


def _word_pattern(word: str) -> str:
    if word.isascii():
        return r"\s+".join(map(re.escape, word.split()))
    return r"\s*".join(map(re.escape, word))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
