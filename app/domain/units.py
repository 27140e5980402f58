"""The unit of a column of amounts: yuan, ten thousands of them, or other money."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from app.domain.cells import ONE, Cell, word
from app.domain.plain_text import clean
from app.i18n import _


@dataclass(frozen=True, slots=True)
class Unit:
    """What 1 in such a column is worth.

    Attributes:
        scale: In yuan, where it is yuan.
        foreign: The word for other money, as the file writes it; "" for yuan.
    """

    scale: Decimal = ONE
    foreign: str = ""

    @property
    def label(self) -> str:
        """Return how a heading names the unit."""
        return self.foreign or _LABELS.get(self.scale, _("元"))


YUAN = Unit()

_LABELS = {
    Decimal(1000): _("千元"),
    Decimal(10_000): _("万元"),
    Decimal(1_000_000): _("百万元"),
    Decimal(100_000_000): _("亿元"),
}

_NO_NAME = "(?=元|圆|人民币|[^一-鿿]|$)"
"""What follows a unit; 万科, 亿达 and 万豪 are names."""
_SCALES = (
    (re.compile(f"亿{_NO_NAME}"), Decimal(10) ** 8),
    (re.compile(f"百万{_NO_NAME}|million"), Decimal(10) ** 6),
    (re.compile(f"万{_NO_NAME}"), Decimal(10) ** 4),
    (re.compile(r"[千仟]元|\([千仟k]\)|'000|\(000s?\)|thousand|[¥$]k\b|rmbk|krmb"), Decimal(1000)),
)
_FOREIGN = re.compile(
    r"美[元金]|港[币元]|欧元|日[元圆]|英镑|澳元|新台币|台币|加元|韩元|新加坡元|澳门元|泰铢"
    r"|(?<![a-z])(?:usd|us\$|hkd|hk\$|eur|jpy|gbp|aud|twd|nt\$|cad|krw|sgd|mop|thb)(?![a-z])|[$€£]"
)
_YUAN = re.compile(r"人民币|rmb|cny|元|¥")
_ABOVE = re.compile(
    r"(?:货币|金额|计量|计价)?单位[:：]?([^,，;；。)]{1,12})|currency[:：]?(.{1,8})"
)
_BEGINS_WITH_UNIT = re.compile(
    r"(?:为|是)?(?:人民币|rmb|cny|¥)?[(]?(?:[百千仟万亿]+(?:元|$)|[^一-鿿]+$)"
)


def unit_in(heading: str) -> Unit | None:
    """Return the unit that a heading names: 金额(万元), Amount (USD); None where it names none."""
    text = word(clean(heading))
    if found := _FOREIGN.search(text):
        return Unit(foreign=found[0].upper())
    for pattern, scale in _SCALES:
        if pattern.search(text):
            return Unit(scale)
    return YUAN if _YUAN.search(text) else None


def unit_above(rows: Iterable[Iterable[Cell]]) -> Unit:
    """Return the unit told above the headings, “单位：万元”; yuan where none is."""
    for row in rows:
        for cell in row:
            told = _ABOVE.search(word(clean(cell))) if isinstance(cell, str) else None
            if told and (unit := _unit_said(told[1] or told[2])) is not None:
                return unit
    return YUAN


def _unit_said(told: str) -> Unit | None:
    """Return the unit that is told after 单位; 单位名称：亿达(集团) tells a name."""
    unit = unit_in(told)
    named = unit is not None and unit.scale != ONE and not _BEGINS_WITH_UNIT.match(told)
    return None if named else unit
