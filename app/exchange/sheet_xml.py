"""Rows of a sheet as the workbook format writes them (ECMA-376, SpreadsheetML), and their place.

openpyxl makes the workbook: styles, widths, print set-up, protection. It takes about 25 µs for
each cell, so rows are written here, and put into its empty sheets.
"""

import re
import shutil
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZipFile

from app.exchange.columns import CellValue, Formula

Styled = tuple[str, int, CellValue]
"""A cell: its column's letters, the number of its style, what it holds."""

_DAY_ZERO = date(1899, 12, 30)
_FIRST_SAFE_DAY = date(1900, 3, 1)
"""Excel counts a day that 1900 did not have; before it, days are written as text."""
_SECONDS = 86_400
_NO_ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')


def row_xml(number: int, cells: Iterable[Styled], height: float | None = None) -> str:
    """Return one row; empty cells only where their style is to be seen."""
    tall = "" if height is None else f' ht="{height:g}" customHeight="1"'
    parts = [f'<row r="{number}"{tall}>']
    for letters, style, value in cells:
        write = _WRITERS.get(type(value), _other)
        parts.append(f'<c r="{letters}{number}" s="{style}"{write(value)}')
    parts.append("</row>")
    return "".join(parts)


def _text(text: str) -> str:
    if "&" in text or "<" in text or ">" in text:
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    kept = ' xml:space="preserve"' if text != text.strip() or "\n" in text else ""
    return f' t="inlineStr"><is><t{kept}>{text}</t></is></c>'


def _number(number: int | Decimal) -> str:
    return f"><v>{number}</v></c>"


def _flag(flag: bool) -> str:  # noqa: FBT001 - the value of a cell
    return f' t="b"><v>{flag:d}</v></c>'


def _day(day: date) -> str:
    if day < _FIRST_SAFE_DAY:
        return _text(day.isoformat())
    return f"><v>{(day - _DAY_ZERO).days}</v></c>"


def _moment(moment: datetime) -> str:
    days = (moment.date() - _DAY_ZERO).days
    return f"><v>{days + _share_of_day(moment.time())}</v></c>"


def _hour(hour: time) -> str:
    return f"><v>{_share_of_day(hour)}</v></c>"


def _share_of_day(hour: time) -> float:
    return (hour.hour * 3600 + hour.minute * 60 + hour.second) / _SECONDS


def _formula(formula: Formula) -> str:
    kind = ' t="str"' if isinstance(formula.value, str) else ""
    text = formula.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"{kind}><f>{text}</f><v>{formula.value}</v></c>"


def _nothing(_value: None) -> str:
    return "/>"


def _other(value: CellValue) -> str:
    return _text(str(value))


_WRITERS: Mapping[type, Callable[..., str]] = {
    str: _text,
    int: _number,
    Decimal: _number,
    bool: _flag,
    date: _day,
    datetime: _moment,
    time: _hour,
    Formula: _formula,
    type(None): _nothing,
}


def put_rows(empty: IO[bytes], target: Path, rows: Mapping[str, tuple[IO[bytes], str]]) -> None:
    """Write a workbook whose sheets were empty, with their rows put in.

    Args:
        empty: The workbook as openpyxl saved it.
        target: The file to write.
        rows: For the path of each sheet inside the workbook its rows and their dimension.
    """
    with ZipFile(empty) as source, ZipFile(target, "w", ZIP_DEFLATED) as made:
        for part in source.namelist():
            if part not in rows:
                made.writestr(part, source.read(part))
                continue
            own, dimension = rows[part]
            content = _DIMENSION.sub(
                f'<dimension ref="{dimension}"/>'.encode(), source.read(part), count=1
            )
            before, after = _NO_ROWS.split(content, maxsplit=1)
            with made.open(part, "w", force_zip64=True) as sheet:
                sheet.write(before + b"<sheetData>")
                own.seek(0)
                shutil.copyfileobj(own, sheet, 1 << 20)
                sheet.write(b"</sheetData>" + after)
