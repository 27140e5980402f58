"""The sheet on which a department answers for a problem (问题处理单), one for each department."""

from collections.abc import Iterator, Sequence
from functools import partial

from app.domain.exported import Imprint, PolicyHead
from app.domain.written import day_text, moment_text
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.fields import Field, FieldsBlock
from app.paper.flow import Section, Space, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.joined import JoinedDocument
from app.paper.parts import Part, parts_to_sign
from app.paper.units import PORTRAIT, mm
from app.queries.one_case import CaseRecord, StepRow

_WIDTH = PORTRAIT.body.width()
_POINTS = 9
_ROOM = mm(26)
"""Left to write by hand."""


def case_sheets(
    record: CaseRecord, steps: Sequence[StepRow], policy: PolicyHead, imprint: Imprint
) -> JoinedDocument:
    """Lay out a sheet for each of these steps of departments; one without, where none is asked."""
    title = _("问题处理单 {number}").format(number=record.row.number)
    shown: Sequence[StepRow | None] = steps or (None,)
    sheets = [partial(case_sheet, record, step, policy, imprint) for step in shown]
    return JoinedDocument(title, PORTRAIT, sheets)


def case_sheet(
    record: CaseRecord, step: StepRow | None, policy: PolicyHead, imprint: Imprint
) -> FlowDocument:
    """Lay out the sheet of one department; one page unless what was asked is long."""
    title = _("问题处理单")
    sections = [
        Section([(PolicyHeadBlock(policy, title, _WIDTH, columns=3),)]),
        Section([(FieldsBlock(_facts(record, step), _WIDTH, columns=3),)]),
        Section([(Space(mm(2)),)]),
        Section(_parts(record, step)),
    ]
    department = "" if step is None else step.department
    running = "　".join(filter(None, (title, record.row.number, department)))
    return FlowDocument(running, sections, setup=PORTRAIT, imprint=imprint)


def _facts(record: CaseRecord, step: StepRow | None) -> list[Field]:
    row = record.row
    facts = [
        Field(_("编号"), row.number),
        Field(_("类型"), row.kind.label),
        Field(_("轻重"), row.severity.label),
        Field(_("客户"), row.client_name, span=2),
        Field(_("联系人"), row.contact),
        Field(_("问题"), row.title, span=2),
        Field(_("怎样得知"), record.channel.label if record.channel else ""),
        Field(_("收到时间"), moment_text(row.received_at)),
        Field(_("答复期限"), moment_text(row.answer_due_at)),
        Field(_("解决期限"), day_text(row.solve_due_on)),
        Field(_("责任部门"), "" if step is None else step.department),
        Field(_("经办人"), "" if step is None else step.draft.person),
        Field(_("跟进人"), row.staff),
    ]
    if step is None:
        return facts
    return [
        *facts,
        Field(_("交办日期"), day_text(step.draft.asked_on)),
        Field(_("部门期限"), day_text(step.draft.due_on)),
        Field(_("答复日期"), day_text(step.draft.answered_on)),
    ]


def _parts(record: CaseRecord, step: StepRow | None) -> Iterator[Unit]:
    """Yield what was asked, then room for what the department writes and signs."""
    sign_off = SignOffBlock([_("部门经办人"), _("部门负责人"), _("销售部跟进人"), _("销售部经理")])
    done = "" if step is None else step.draft.answer
    parts = (
        Part(_("客户的要求和经过"), record.asked),
        Part(_("请部门办理"), "" if step is None else step.draft.asked),
        Part(_("部门的处理结果"), done, _ROOM),
        Part(_("原因"), record.cause, _ROOM),
        Part(_("今后的改进"), record.improvement, _ROOM),
    )
    return parts_to_sign(parts, sign_off, PORTRAIT, points=_POINTS)
