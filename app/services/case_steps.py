"""What is handed to a department about a problem, and what it answers."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.cases import StepDraft, step_problems
from app.domain.types import CaseId, CaseStepId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Case, CaseStep, Department
from app.services.cases import begin_work
from app.services.rows import refuse, row_as_loaded, row_there


def add_step(desk: Desk, case_id: CaseId, draft: StepDraft) -> CaseStepId:
    """Hand a problem, or a part of it, to a department; one that waited is now worked on.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The problem was deleted.
    """
    refuse(step_problems(draft, today=desk.today()))
    with desk.write() as session:
        case = row_there(session, Case, case_id)
        name = _department(session, draft)
        step = CaseStep(case_id=case_id, **asdict(draft))
        session.add(step)
        session.flush()
        begin_work(
            desk, session, case, _("交给{name}：{asked}").format(name=name, asked=draft.asked)
        )
        told = _("问题 {number} 已交给{name}")
        describe(session, told.format(number=case.number, name=name))
        return CaseStepId(step.id)


def change_step(desk: Desk, step_id: CaseStepId, draft: StepDraft, *, version: int) -> None:
    """Save a department's step that was loaded at ``version``; an answer in it is kept as one.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The step was changed or deleted since it was loaded.
    """
    refuse(step_problems(draft, today=desk.today()))
    with desk.write() as session:
        step, case = _current(session, step_id, version)
        name = _department(session, draft)
        answered = draft.answered_on is not None and step.answered_on is None
        for field, value in asdict(draft).items():
            setattr(step, field, value)
        told = _("已修改交给{name}的事（问题 {number}）")
        if answered:
            note = _("{name}答复：{text}").format(name=name, text=draft.answer)
            begin_work(desk, session, case, note)
            told = _("已记下{name}的答复（问题 {number}）")
        describe(session, told.format(number=case.number, name=name))


def delete_step(desk: Desk, step_id: CaseStepId, *, version: int) -> None:
    """Take back what was handed to a department by mistake.

    Raises:
        ConflictError: The step was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        step, case = _current(session, step_id, version)
        session.delete(step)
        describe(session, _("已删除一条部门事项（问题 {number}）").format(number=case.number))


def _current(session: Session, step_id: CaseStepId, version: int) -> tuple[CaseStep, Case]:
    step = row_as_loaded(session, CaseStep, step_id, version)
    return step, row_there(session, Case, step.case_id)


def _department(session: Session, draft: StepDraft) -> str:
    department = session.get(Department, draft.department_id)
    if department is None:
        raise InvalidInputError({"department_id": _("这个部门已被删除，请重新选择。")})
    return department.name
