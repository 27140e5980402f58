"""Birthdays as offices write them, solar or lunar; see ``cells`` for the manner."""

import re
from dataclasses import replace
from datetime import date

from app.domain.birthdays import LUNAR_DAYS, LUNAR_MONTHS, Birthday
from app.domain.cell_dates import day, no_day
from app.domain.cells import Cell, CellError, shown, word
from app.domain.day_order import Told, alone
from app.domain.traditional import simplified
from app.errors import InvalidInputError
from app.i18n import _

YOUNGEST_CONTACT = 14
"""A birthday in a later year is a day whose year Excel made up when 1月5日 was typed."""

_LUNAR_WORDS = re.compile(r"\(?(?:农历|阴历|旧历|农|lunar)\)?:?|\([阴旧]\)")
_SOLAR_WORDS = re.compile(r"\(?(?:公历|阳历|新历|国历)\)?:?|\([公阳新]\)")
_BOTH_WORDS = re.compile(r"[公阳新]历?[/、或和与]?[农阴旧]历?|[农阴旧]历?[/、或和与]?[公阳新]历?")
_SAYS_LUNAR = frozenset(["农历", "农", "阴历", "阴", "旧历", "lunar", "是", "yes", "y", "1", "√"])
_SAYS_SOLAR = frozenset(
    ["公历", "公", "阳历", "阳", "新历", "国历", "solar", "否", "no", "n", "0", "×"]
)
_LUNAR_DAY = re.compile(
    r"(?:([\d〇零○一二三四五六七八九]{4})[-/.年]?)?(闰)?"
    r"(十[一二]|[正元一二三四五六七八九十冬腊]|\d{1,2})(?:月|[-/.])"
    r"(初[一二三四五六七八九十]|十[一二三四五六七八九]|二十[一二三四五六七八九]?|廿[一二三四五六七八九]?"
    r"|三十|卅|[一二三四五六七八九十]|\d{1,2})[日号]?"
)
_SOLAR_DAY = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_COMPACT_DAY = re.compile(r"(\d{2})(\d{2})")
_CHINESE_DIGITS = str.maketrans("〇零○一二三四五六七八九", "000123456789")
_OTHER_MONTHS = {"元": 1, "一": 1, "十一": 11, "十二": 12}
_OTHER_DAYS = {"廿": 20, "卅": 30, "二十": 20}


def calendar_of(heading: str) -> bool | None:
    """Tell whether days under a heading are lunar; None where it names both calendars."""
    said = word(heading)
    lunar, solar = _LUNAR_WORDS.search(said), _SOLAR_WORDS.search(said)
    if (lunar and solar) or _BOTH_WORDS.search(said):
        return None
    return bool(lunar)


def is_lunar(cell: Cell) -> bool:
    """Tell what a cell of its own says of the birthday beside it: 农历, 公历, or 是 for lunar.

    Raises:
        CellError: It names no calendar.
    """
    said = word(shown(cell))
    if said not in _SAYS_LUNAR | _SAYS_SOLAR:
        raise CellError(_("应填“公历”或“农历”。"))
    return said in _SAYS_LUNAR


def birthday(
    cell: Cell,
    *,
    today: date,
    system_1904: bool = False,
    order: Told = alone,
    lunar: bool | None = False,
) -> Birthday:
    """Return a birthday: a date, “1月5日”, “01-05”, “农历八月十五”, “农历1980年闰四月初三”.

    Args:
        cell: As it stands.
        today: Tells a year of birth from one that Excel made up.
        system_1904: Bare day numbers count from 1904.
        order: Asked which of three numbers is what.
        lunar: Whether a day that does not say what it is is lunar; None where that is not known.

    Raises:
        CellError: No birthday can be read in it.
    """
    if isinstance(cell, str) and _SOLAR_WORDS.search(word(cell)):
        lunar = False
    try:
        if isinstance(cell, str) and (found := _lunar_birthday(cell, surely=bool(lunar))):
            return found
        if lunar is None:
            raise CellError(_UNCLEAR)
        found = _solar_birthday(cell, today=today, system_1904=system_1904, order=order)
        return replace(found, lunar=lunar)
    except InvalidInputError:
        raise no_day(cell) from None


_UNCLEAR = _(
    "列名写着公历和农历，分不清这一天是哪一种：请写成“农历八月十五”或“公历8月15日”，"
    "或在“核对列”里不导入这一列。"
)


def _lunar_birthday(cell: str, *, surely: bool) -> Birthday | None:
    written = word(cell)
    bare = _LUNAR_WORDS.sub("", written)
    found = _LUNAR_DAY.fullmatch(bare)
    if not found:
        if bare != written:
            raise no_day(cell)
        return None
    year, leap, month_, day_ = found.groups()
    if bare == written and not surely and (day_.isdigit() or bare[-1] in "日号"):
        return None
    known = None if year is None else int(year.translate(_CHINESE_DIGITS))
    return Birthday(known, _lunar_month(month_), _lunar_day(day_), lunar=True, leap=bool(leap))


def _lunar_month(word: str) -> int:
    if word.isdigit():
        return int(word)
    return _OTHER_MONTHS.get(word) or LUNAR_MONTHS.index(word) + 1


def _lunar_day(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word in _OTHER_DAYS:
        return _OTHER_DAYS[word]
    if word.startswith("二十"):
        word = "廿" + word[2:]
    return LUNAR_DAYS.index(word if len(word) > 1 else "初" + word) + 1


def _solar_birthday(cell: Cell, *, today: date, system_1904: bool, order: Told) -> Birthday:
    if isinstance(cell, str):
        written = _SOLAR_WORDS.sub("", word(cell)).translate(_CHINESE_DIGITS)
        found = _SOLAR_DAY.fullmatch(written) or _COMPACT_DAY.fullmatch(written)
        if found:
            return Birthday(None, int(found[1]), int(found[2]))
        cell = _SOLAR_WORDS.sub("", simplified(cell))
    born = day(cell, system_1904=system_1904, order=order)
    known = born.year if born.year <= today.year - YOUNGEST_CONTACT else None
    return Birthday(known, born.month, born.day)
