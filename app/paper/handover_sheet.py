"""The paper on which clients are handed over (交接单), signed by both sides and the manager."""

from collections.abc import Iterator, Sequence

from app.domain.exported import Imprint, PolicyHead
from app.domain.handover import HandoverTotals, totals
from app.domain.written import amount_if_any, day_text
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.flow import Section, Space, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.table import Align, PaperColumn, Row, RowStyle, Table
from app.paper.units import LANDSCAPE, mm
from app.queries.handover import HandedClient, HandoverRecord

_WIDTH = LANDSCAPE.body.width()
_LAST_ROWS = 2
"""That stay with the sum and the signatures."""

_COLUMNS = (
    PaperColumn(_("序"), 9, align=Align.CENTRE),
    PaperColumn(_("客户"), 32, weight=2),
    PaperColumn(_("等级"), 9, align=Align.CENTRE),
    PaperColumn(_("联系人"), 24),
    PaperColumn(_("今年"), 21, number=True),
    PaperColumn(_("去年"), 21, number=True),
    PaperColumn(_("应收"), 20, number=True),
    PaperColumn(_("其中逾期"), 20, number=True),
    PaperColumn(_("最近联系"), 17),
    PaperColumn(_("协议到期"), 17),
    PaperColumn(_("未办的待办和问题"), 40, weight=3),
    PaperColumn(_("交接说明"), 24, weight=2),
)


def handover_document(record: HandoverRecord, policy: PolicyHead, imprint: Imprint) -> FlowDocument:
    """Lay out a handover: who to whom, each client's state, three signatures."""
    title = _("客户交接单")
    body = LANDSCAPE.body
    table = Table(_COLUMNS, _WIDTH, points=7.5)
    sections = [
        Section([(PolicyHeadBlock(policy, title, _WIDTH, columns=4),)]),
        Section([(FieldsBlock(_facts(record), _WIDTH, columns=4),)]),
        Section([(Space(mm(2)),)]),
        Section(list(_units(record, table, body.height())), header=table.header),
    ]
    running = f"{title}　{record.row.from_name} → {record.row.to_name}　{record.row.handed_on}"
    return FlowDocument(running, sections, setup=LANDSCAPE, imprint=imprint)


def _facts(record: HandoverRecord) -> list[Field]:
    row = record.row
    return [
        Field(_("交出人"), row.from_name),
        Field(_("接手人"), row.to_name),
        Field(_("交接日期"), row.handed_on.isoformat()),
        Field(_("客户数"), f"{row.clients:,}"),
        Field(_("原因"), row.reason, span=3),
        Field(_("经办"), row.staff),
    ]


def _units(record: HandoverRecord, table: Table, height: float) -> Iterator[Unit]:
    """Yield the rows, the last ones together with the sum and the signatures."""
    cells = [_cells(place, one) for place, one in enumerate(record.lines, 1)]
    rows: list[Row] = list(table.rows(cells, height - table.header.height))
    summed = table.row(_sum(totals(one.figures for one in record.lines)), RowStyle.TOTAL)
    signed = SignOffBlock([_("交出人"), _("接手人"), _("销售部经理")])
    for row in rows[:-_LAST_ROWS]:
        yield (row,)
    yield (*rows[-_LAST_ROWS:], summed, signed)


def _cells(place: int, one: HandedClient) -> Sequence[str]:
    state = one.figures
    return (
        str(place),
        f"{state.name}\n{state.code}",
        state.grade or "",
        state.contact,
        amount_if_any(state.amount),
        amount_if_any(state.last_amount),
        amount_if_any(state.receivable),
        amount_if_any(state.overdue),
        day_text(state.last_contact_on),
        day_text(state.agreement_ends_on),
        "\n".join(state.matters),
        one.remark,
    )


def _sum(whole: HandoverTotals) -> Sequence[str]:
    open_ones = _("待办 {tasks:,} 项，问题 {cases:,} 个")
    return (
        "",
        _("合计 {n:,} 个客户").format(n=whole.clients),
        "",
        "",
        amount_if_any(whole.amount),
        amount_if_any(whole.last_amount),
        amount_if_any(whole.receivable),
        amount_if_any(whole.overdue),
        "",
        "",
        open_ones.format(tasks=whole.open_tasks, cases=whole.open_cases),
        "",
    )
