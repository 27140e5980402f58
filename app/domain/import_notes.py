"""What a clerk should know of a file before it is taken in: what is left out or converted."""

from collections.abc import Sequence

from app.domain.cells import ONE
from app.domain.import_advice import advice
from app.domain.importable import Holds
from app.domain.imported_trade import REVENUES
from app.domain.imports import Layout, fillable, hidden_rows, signs_unclear, unit_of
from app.domain.sheets import Sheet
from app.domain.types import ImportKind
from app.i18n import _

MOST_TOLD = 10
"""Rows named in a sentence."""


def layout_notes(sheets: Sequence[Sheet], layout: Layout) -> tuple[str, ...]:
    """Return a sentence for each such thing; none where the whole file is read as it stands."""
    return (
        *_units(sheets[layout.sheet], layout),
        *_amounts_worked_out(layout),
        *_payments_below_zero(sheets[layout.sheet], layout),
        *_rows_not_shown(sheets[layout.sheet], layout),
        *_columns_not_shown(sheets[layout.sheet], layout),
        *_columns_left_out(layout),
        *(advice(layout) if layout.kind is ImportKind.CLIENTS else ()),
        *_clients_above(sheets[layout.sheet]),
        *_sheets_together(sheets[layout.sheet]),
        *_sheets_left_out(sheets, layout),
    )


def _units(sheet: Sheet, layout: Layout) -> list[str]:
    """Tell which amounts are not in yuan; those of other money are refused row by row."""
    amounts = {field.name for field in fillable(layout) if field.holds is Holds.MONEY}
    told = _("“{heading}”不是按元写的：表里的 1 按 {scale} 元导入。")
    scales = (
        (heading, unit_of(sheet, layout, place).scale)
        for place, heading in enumerate(layout.header.headings)
        if layout.columns[place] in amounts
    )
    return [
        told.format(heading=heading, scale=f"{scale:,.0f}")
        for heading, scale in scales
        if scale != ONE
    ]


def _amounts_worked_out(layout: Layout) -> list[str]:
    """Tell where the amounts of bookings come from that have no column of their own."""
    heads = dict(zip(layout.columns, layout.header.headings, strict=True))
    if layout.kind is not ImportKind.BOOKINGS or "amount" in heads:
        return []
    if parts := [heading for name, heading in heads.items() if name in REVENUES]:
        return [_("没有总金额的列：金额由{columns}相加。").format(columns="、".join(parts))]
    if "rate" in heads:
        return [_("没有总金额的列：金额由“{rate}”乘房夜得出。").format(rate=heads["rate"])]
    return [_("没有金额的列：这些预订不会有金额。")]


def _payments_below_zero(sheet: Sheet, layout: Layout) -> list[str]:
    """Tell why rows of a ledger come back that writes below zero what clients paid."""
    if not signs_unclear(sheet, layout):
        return []
    told = _(
        "“{heading}”多数是负数，分不清是客户付的款还是退款，都退回。"
        "客户付的款请改成正数；真是退款，请把列名写成“金额（退款为负）”。"
    )
    heading = layout.header.headings[layout.columns.index("amount")]
    return [told.format(heading=heading)]


def _rows_not_shown(sheet: Sheet, layout: Layout) -> list[str]:
    rows = hidden_rows(sheet, layout)
    if not rows:
        return []
    told = _("有 {n:,} 行在 Excel 里是隐藏的或被筛选掉的，也导入（行号 {rows}）。")
    if layout.visible_only:
        told = _("有 {n:,} 行在 Excel 里是隐藏的或被筛选掉的，不导入（行号 {rows}）。")
    places = "、".join(sheet.place(row + 1) for row in rows[:MOST_TOLD])
    if len(rows) > MOST_TOLD:
        places = _("{places} …").format(places=places)
    return [told.format(n=len(rows), rows=places)]


def _columns_not_shown(sheet: Sheet, layout: Layout) -> list[str]:
    named = enumerate(zip(layout.header.headings, layout.columns, strict=True))
    used = [text for place, (text, name) in named if name and place in sheet.hidden_columns]
    told = _("在 Excel 里隐藏的列，也导入：{columns}。")
    return [told.format(columns="、".join(used))] if used else []


def _columns_left_out(layout: Layout) -> list[str]:
    named = zip(layout.header.headings, layout.columns, strict=True)
    left = [heading for heading, name in named if heading and name is None]
    return [_("没有用到的列：{columns}。").format(columns="、".join(left))] if left else []


def _clients_above(sheet: Sheet) -> list[str]:
    told = _("没有客户的列：每一行的客户，是它上面单独写一行的那一家。")
    return [told] if sheet.parted else []


def _sheets_together(sheet: Sheet) -> list[str]:
    names = "、".join(piece.name for piece in sheet.pieces)
    return [_("标题相同的工作表合在一起导入：{sheets}。").format(sheets=names)] if names else []


def _sheets_left_out(sheets: Sequence[Sheet], layout: Layout) -> list[str]:
    """Tell of sheets with content that are not this one, nor among its pieces."""
    names = {piece.name for piece in sheets[layout.sheet].pieces}
    left = [
        _("{name}（隐藏的）").format(name=sheet.name) if sheet.hidden else sheet.name
        for number, sheet in enumerate(sheets)
        if number != layout.sheet and sheet.name not in names and not sheet.pieces
    ]
    return [_("没有导入的工作表：{sheets}。").format(sheets="、".join(left))] if left else []
