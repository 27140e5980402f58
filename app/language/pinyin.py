"""Pinyin of names: keys to sort by, and the text in which a search looks.

The dictionary of pypinyin is loaded by the first Chinese name that is read here, not before:
opening a window must not wait for it.
"""

import os
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice, product
from math import prod

from app.language.readings import RARE, READINGS, SURNAMES, WORDS
from app.language.telephones import NOT_DIGITS, numbers_in

MOST_SPELLINGS = 8
LONGEST_SORT_KEY = 300
SEPARATOR = "\n"
CHINESE_LAST = "{"  # follows "z", so that digits and Latin letters sort before Chinese; the space
# after each syllable precedes every letter, so that 阿里 (a li) sorts before 安徽 (an hui)
LONGEST_SURNAME = 2
LONGEST_PERSON = 4
WORD = re.compile("|".join(sorted(WORDS, key=len, reverse=True)))
SUFFIXED_PLACE = re.compile(r"^(?:([^省市]{2,3})省)?(?:([^省市]{2,3})市)?")
NOT_WORDS = re.compile(r"[\W_]+")
TELEPHONE = re.compile(r"[\d\s()+\-–—]*\d[\d\s()+\-–—]*")

Readings = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameKeys:
    """What a name is sorted and found by.

    Attributes:
        sort_key: Compares as an office sorts: digits, Latin letters, Chinese by pinyin; equal
            sounds by the characters.
        full: Its whole pinyin without tones or spaces (ü as v), the usual reading first.
        initials: The first letters, the usual reading first; also without a place's 省 and 市.
    """

    sort_key: str
    full: tuple[str, ...]
    initials: tuple[str, ...]


def keys(text: str, *, person: bool = False) -> NameKeys:
    """Return the keys of a name; a ``person``'s first character is read as a surname."""
    return _keys(_letters(_plain(text)), person=person)


def search_text(
    *,
    code: str,
    names: Iterable[str],
    people: Iterable[str] = (),
    telephones: Iterable[str] = (),
) -> str:
    """Return the text in which ``query_words`` of a search are looked for, one piece a line.

    Args:
        code: The client's code.
        names: Its full, short, English and former names; a short one may be a person's.
        people: Names of its contacts.
        telephones: Of the client and its contacts, as typed.
    """
    plain = _plain(code)
    pieces = [plain, _letters(plain)]
    for person, texts in ((False, names), (True, people)):
        for plain in filter(None, map(_plain, texts)):
            letters = _letters(plain)
            found = [_keys(letters, person=person)]
            if not person and len(letters) <= LONGEST_PERSON:
                found.append(_keys(letters, person=True))
            pieces += [plain, letters, *(key for one in found for key in one.full + one.initials)]
    for telephone in telephones:
        pieces += numbers_in(telephone)
    return SEPARATOR.join(dict.fromkeys(filter(None, pieces)))


def query_words(typed: str) -> Sequence[str]:
    """Return the words that must all stand in a ``search_text``, as they stand there."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if TELEPHONE.fullmatch(text):
        return (NOT_DIGITS.sub("", text),)
    return tuple(_plain(word) for word in text.split())


def _keys(letters: str, *, person: bool) -> NameKeys:
    readings = _readings(letters, person=person)
    usual = "".join(map(_sorted_as, letters, readings))
    spellings = list(_spellings(readings))
    full = ["".join(spelling) for spelling in spellings]
    if "v" in full[0] and _has_umlaut(readings):
        full.append(full[0].replace("v", "u"))
    initials = ["".join([sound[0] for sound in spelling]) for spelling in spellings]
    if skipped := _place_suffixes(letters):
        initials += [_without(spelling, skipped) for spelling in initials]
    return NameKeys(
        sort_key=f"{usual} {letters}"[:LONGEST_SORT_KEY],
        full=tuple(dict.fromkeys(full)),
        initials=tuple(dict.fromkeys(initials)),
    )


def _plain(text: str) -> str:
    """Drop white space and fold widths and case."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _letters(plain: str) -> str:
    """Drop punctuation."""
    return NOT_WORDS.sub("", plain)


def _readings(letters: str, *, person: bool) -> list[Readings]:
    found = list(map(_character, letters))
    if person:
        _apply_surname(letters, found)
        return found
    for word in WORD.finditer(letters):
        found[word.start() : word.end()] = [(sound,) for sound in WORDS[word[0]]]
    return found


def _apply_surname(letters: str, found: list[Readings]) -> None:
    """Put the reading of the surname first and keep the others, in which it is looked for too."""
    longest_first = (letters[:length] for length in range(LONGEST_SURNAME, 0, -1))
    sounds = next((SURNAMES[name] for name in longest_first if name in SURNAMES), ())
    for place, sound in enumerate(sounds):
        found[place] = (sound, *(other for other in found[place] if other != sound))


@cache
def _character(letter: str) -> Readings:
    """Return every reading of one character, itself where it has none."""
    if letter in READINGS:
        return READINGS[letter]
    sound = RARE.get(letter) or _dictionary_reading(letter)
    return (sound or letter,)


def _dictionary_reading(letter: str) -> str:
    if letter.isascii():
        return ""
    first = _dictionary().get(ord(letter), "").split(",")[0]
    bare = unicodedata.normalize("NFD", first).replace("u\N{COMBINING DIAERESIS}", "v")
    return "".join(sign for sign in bare if sign.isascii())


@cache
def _sorted_as(letter: str, readings: Readings) -> str:
    return letter if readings[0] == letter else f"{CHINESE_LAST}{readings[0]} "


@cache
def _dictionary() -> dict[int, str]:
    # pypinyin's own switches: the phrases alone would take 45 MB, and none of them is used
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "1")
    from pypinyin.constants import PINYIN_DICT

    return PINYIN_DICT


def _spellings(readings: Sequence[Readings]) -> Iterable[Sequence[str]]:
    """Give every way to read the name; where there are too many, one change from the usual."""
    if prod(map(len, readings)) <= MOST_SPELLINGS:
        return product(*readings)
    usual = [several[0] for several in readings]
    changes = (
        [*usual[:place], sound, *usual[place + 1 :]]
        for place, several in enumerate(readings)
        for sound in several[1:]
    )
    return [usual, *islice(changes, MOST_SPELLINGS)]


def _has_umlaut(readings: Sequence[Readings]) -> bool:
    return any(several[0].startswith(("lv", "nv")) for several in readings)


def _place_suffixes(letters: str) -> list[int]:
    match = SUFFIXED_PLACE.match(letters)
    return [] if match is None else [match.end(group) for group in (1, 2) if match[group]]


def _without(spelling: str, places: Sequence[int]) -> str:
    return "".join(sign for place, sign in enumerate(spelling) if place not in places)
