"""The sheet by which departments make ready for an important guest (接待单)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from PySide6.QtGui import QPainter

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.flow import Section, Space, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.table import PaperColumn, Row, Table
from app.paper.units import PORTRAIT, PageSetup, mm
from app.queries.receptions import ReceptionRow

_WIDTH = PORTRAIT.body.width()
_ROOM = mm(24)
"""Left to write by hand."""

_SIGNING = 3
"""So many departments have room to sign."""


class ReceptionSheets:
    """One sheet for each reception, one after the other; some ``departments`` sign each."""

    setup: PageSetup = PORTRAIT

    def __init__(
        self,
        rows: Sequence[ReceptionRow],
        departments: Sequence[str],
        policy: PolicyHead,
        imprint: Imprint,
    ) -> None:
        self.title = _("接待单")
        sheets = [reception_sheet(row, departments, policy, imprint) for row in rows]
        self._pages = [(sheet, page) for sheet in sheets for page in range(sheet.page_count)]

    @property
    def page_count(self) -> int:
        """How many pages all sheets have together."""
        return len(self._pages)

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw one page of the sheet it belongs to."""
        sheet, own_page = self._pages[page]
        sheet.paint(painter, own_page)


def reception_sheet(
    row: ReceptionRow, departments: Sequence[str], policy: PolicyHead, imprint: Imprint
) -> FlowDocument:
    """Lay out the sheet of one guest: who comes when, what is made ready, who signs."""
    title = _("接待单")
    sections = [
        Section([(PolicyHeadBlock(policy, title, _WIDTH, columns=3),)]),
        Section([(FieldsBlock(_facts(row), _WIDTH, columns=3),)]),
        Section([(Space(mm(2)),)]),
        Section(_parts(row, departments)),
    ]
    running = f"{title}　{row.client_name}　{row.draft.guest}　{row.draft.arrives_on}"
    return FlowDocument(running, sections, setup=PORTRAIT, imprint=imprint)


def _facts(row: ReceptionRow) -> list[Field]:
    draft = row.draft
    time = "" if draft.arrives_time is None else f" {draft.arrives_time:%H:%M}"
    leaves = "" if draft.leaves_on is None else draft.leaves_on.isoformat()
    return [
        Field(_("客户"), row.client_name, span=2),
        Field(_("客户等级"), row.client_grade or ""),
        Field(_("客人"), draft.guest),
        Field(_("级别"), draft.rank),
        Field(_("人数"), "" if draft.people is None else str(draft.people)),
        Field(_("到达"), f"{draft.arrives_on}{time}"),
        Field(_("离开"), leaves),
        Field(_("状态"), draft.state.label),
        Field(_("联系人"), row.contact, span=2),
        Field(_("接待人"), row.staff),
    ]


def _parts(row: ReceptionRow, departments: Sequence[str]) -> Iterator[Unit]:
    """Yield what is to be made ready, with room to write what was done."""
    table = Table([PaperColumn("", 100, weight=1)], _WIDTH, points=9.5)
    written = (
        (_("各部门的准备"), row.draft.prepared, _ROOM),
        (_("礼节"), row.draft.courtesies, _ROOM),
        (_("备注"), row.draft.remark, 0.0),
        (_("接待后的记录（客人的意见、没有做到的）"), "", _ROOM),
    )
    units: list[Unit] = []
    for title, text, room in written:
        if text or room:
            units += _part(table, title, text, room)
    signed = SignOffBlock([_("接待人"), *departments[:_SIGNING], _("销售部经理")])
    yield from units[:-1]
    yield (*units[-1], signed)


def _part(table: Table, title: str, text: str, room: float) -> list[Unit]:
    heading = table.group(title)
    highest = PORTRAIT.body.height() - heading.height - SignOffBlock.height
    rows: list[Row] = list(table.rows([(text,)], highest))
    rows[-1] = replace(rows[-1], height=max(rows[-1].height, room))
    first, *others = [(one,) for one in rows]
    return [(heading, *first), *others]
