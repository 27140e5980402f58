"""How columns of a sheet look in Excel."""

from dataclasses import replace
from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

from app.exchange.columns import BookColumn, Format

_HEADER_FILL = PatternFill("solid", fgColor="FFE6E9EE")
_INPUT_FILL = PatternFill("solid", fgColor="FFFFF4CC")
_RULE = Side(style="thin", color="FFB5BAC2")
_FRAME = Border(left=_RULE, right=_RULE, top=_RULE, bottom=_RULE)
_LEFT = Alignment(vertical="center")
_CENTRE = Alignment(horizontal="center", vertical="center")
_WRAP = Alignment(vertical="center", wrap_text=True)
_TITLE = Alignment(horizontal="center", vertical="center", wrap_text=True)


_NUMBER_FORMATS = {
    Format.CODE: "@",
    # the room of a blank after a number, or it touches the text in the next column
    Format.WHOLE: "#,##0_ ",
    Format.MONEY: "#,##0.00_ ;[Red]-#,##0.00_ ",
    Format.PERCENT: '0.0"%"',
    Format.DAY: "yyyy-mm-dd",
    Format.TIME: "hh:mm",
}


class Look:
    """The numbers under which the workbook knows a column's styles."""

    def __init__(self, sheet: Any, column: BookColumn) -> None:
        self.plain: int = _styled(sheet, column).style_id
        quoted = _styled(sheet, column)
        quoted.quotePrefix = True  # the text stays text even when somebody edits it
        self.quoted: int = quoted.style_id
        total = _styled(sheet, replace(column, entered=False))
        total.font, total.fill = _font(bold=True), _HEADER_FILL
        self.total: int = total.style_id


def title_style(sheet: Any) -> int:
    """Return the number of the style of column titles."""
    cell = WriteOnlyCell(sheet)
    cell.font, cell.fill = _font(bold=True), _HEADER_FILL
    cell.border, cell.alignment = _FRAME, _TITLE
    return int(cell.style_id)


def line_style(sheet: Any, *, size: float, bold: bool) -> int:
    """Return the number of the style of a line above a table."""
    cell = WriteOnlyCell(sheet)
    cell.font = _font(size=size, bold=bold)
    return int(cell.style_id)


def _styled(sheet: Any, column: BookColumn) -> Any:
    cell = WriteOnlyCell(sheet)
    cell.number_format = _NUMBER_FORMATS.get(column.format, "General")
    if column.format is Format.LONG:
        cell.alignment = _WRAP
    else:
        cell.alignment = _CENTRE if column.centred or column.format is Format.DAY else _LEFT
    if column.entered:
        cell.fill, cell.border = _INPUT_FILL, _FRAME
        cell.protection = Protection(locked=False)
    return cell


def _font(*, size: float = 11, bold: bool = False) -> Font:
    return Font(name="Calibri", family=2, scheme="minor", size=size, bold=bold)
