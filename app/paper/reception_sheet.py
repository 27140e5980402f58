"""The sheet by which departments make ready for an important guest (接待单)."""

from collections.abc import Iterator, Sequence
from functools import partial

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.flow import Section, Space, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.joined import JoinedDocument
from app.paper.parts import Part, parts_to_sign
from app.paper.units import PORTRAIT, mm
from app.queries.receptions import ReceptionRow

_WIDTH = PORTRAIT.body.width()
_ROOM = mm(24)
"""Left to write by hand."""

_SIGNING = 3
"""So many departments have room to sign."""


def reception_sheets(
    rows: Sequence[ReceptionRow],
    departments: Sequence[str],
    policy: PolicyHead,
    imprint: Imprint,
) -> JoinedDocument:
    """Lay out one sheet for each reception; some ``departments`` sign each."""
    sheets = [partial(reception_sheet, row, departments, policy, imprint) for row in rows]
    return JoinedDocument(_("接待单"), PORTRAIT, sheets)


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
    parts = (
        Part(_("各部门的准备"), row.draft.prepared, _ROOM),
        Part(_("礼节"), row.draft.courtesies, _ROOM),
        Part(_("备注"), row.draft.remark),
        Part(_("接待后的记录（客人的意见、没有做到的）"), "", _ROOM),
    )
    sign_off = SignOffBlock([_("接待人"), *departments[:_SIGNING], _("销售部经理")])
    return parts_to_sign(parts, sign_off, PORTRAIT, points=9.5)
