"""Everything a person can do to a problem (问题), from its entry until the client is content."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from itertools import pairwise

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.db.journal import change_many
from app.domain.case_course import OPEN_STATES, move_problem, number_of, place_in_year
from app.domain.case_times import CaseDue, case_due
from app.domain.cases import (
    AnswerDraft,
    CaseDraft,
    ClosingDraft,
    SolutionDraft,
    answer_problems,
    closing_problems,
    problems,
    reopening_problems,
    solution_problems,
    tidied,
)
from app.domain.types import CaseId, CaseState, Severity
from app.errors import AppError, ConflictError, InvalidInputError
from app.i18n import _
from app.models import Booking, Case, CaseEvent, Client, Communication, Contact
from app.queries.case_times import case_standard
from app.queries.severity_times import severity_times
from app.queries.working_days import working_days
from app.services.rows import client_named, refuse, row_as_loaded

MOMENT = ("received_on", "received_time")
Belonging = type[Contact] | type[Communication] | type[Booking]


def open_case(desk: Desk, draft: CaseDraft) -> CaseId:
    """Note a problem and return its id; it waits to be taken up, and its times begin.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or a contact is gone.
    """
    draft = _checked(desk, draft)
    with desk.write() as session:
        client = _owner(session, draft)
        case = Case(number=_next_number(session, draft), state=CaseState.WAITING)
        _write(case, draft)
        due = _due(session, desk, case, case.received_at)
        case.answer_due_at = due.answer_due_at
        case.solve_due_on = draft.solve_due_on or due.solve_due_on
        session.add(case)
        session.flush()
        _note(desk, session, case, _("收到"))
        told = _("已登记问题 {number}：{client}")
        describe(session, told.format(number=case.number, client=client.name))
        return CaseId(case.id)


def change_case(desk: Desk, case_id: CaseId, draft: CaseDraft, *, version: int) -> None:
    """Save a problem that was loaded at ``version``.

    Where severity, client or the moment of receipt is another, what is not yet met is due anew;
    a day set by hand stays.

    Raises:
        InvalidInputError: The draft breaks a rule, or the client or a contact is gone.
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    draft = _checked(desk, draft)
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        _owner(session, draft)
        before = (case.severity, case.client_id, case.received_at, case.solve_due_on)
        _write(case, draft)
        by_hand = draft.solve_due_on is not None and draft.solve_due_on != before[3]
        case.solve_due_on = draft.solve_due_on
        if before[:3] != (case.severity, case.client_id, case.received_at):
            _set_due(session, desk, case, keep_solving=by_hand)
        elif draft.solve_due_on is None:
            case.solve_due_on = _due(session, desk, case, _begun(session, case)).solve_due_on
        describe(session, _("已修改问题 {number}").format(number=case.number))


def set_severity(desk: Desk, case_id: CaseId, severity: Severity, *, version: int) -> None:
    """Say how serious a problem is; what is not yet met is due anew.

    Raises:
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        case.severity = severity
        _set_due(session, desk, case)
        told = _("问题 {number} 定为“{severity}”，期限已重新计算")
        describe(session, told.format(number=case.number, severity=severity.label))


def take_up_case(desk: Desk, case_id: CaseId, *, version: int) -> None:
    """Begin to work on a problem; who has nobody to follow it gets who sits here.

    Raises:
        AppError: It is being worked on, or done, already.
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        if case.state is not CaseState.WAITING:
            told = _("问题 {number} 已经是“{state}”，不用再开始。")
            raise AppError(told.format(number=case.number, state=case.state.label))
        if case.staff_id is None:
            case.staff_id = desk.staff_id
        begin_work(desk, session, case, _("开始处理"))
        describe(session, _("问题 {number} 开始处理").format(number=case.number))


def answer_case(desk: Desk, case_id: CaseId, draft: AnswerDraft, *, version: int) -> None:
    """Keep what the client was first answered; a second time the first answer is corrected.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        received = case.received_at.astimezone()
        refuse(answer_problems(draft, received=received, now=desk.now().astimezone()))
        assert draft.answered_on is not None  # noqa: S101 - checked above
        assert draft.answered_time is not None  # noqa: S101 - likewise
        at = datetime.combine(draft.answered_on, draft.answered_time).astimezone()
        case.answer, case.answered_at = draft.answer.strip(), max(at, case.received_at)
        begin_work(desk, session, case, _("答复客户：{text}").format(text=case.answer))
        describe(session, _("问题 {number} 已记下答复").format(number=case.number))


def solve_case(desk: Desk, case_id: CaseId, draft: SolutionDraft, *, version: int) -> None:
    """Mark a problem solved; where the client had no answer yet, the solution is the first one.

    It is not closed: the client has to be asked.

    Raises:
        InvalidInputError: There is no solution, or a text is too long.
        AppError: It is solved already.
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    refuse(solution_problems(draft))
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        _move(case, CaseState.SOLVED)
        for name, value in asdict(draft).items():
            setattr(case, name, value)
        case.solved_at = desk.now()
        if case.answered_at is None:
            case.answered_at, case.answer = desk.now(), draft.solution
        _note(desk, session, case, draft.solution)
        told = _("问题 {number} 已解决，请问客户是否满意再关闭")
        describe(session, told.format(number=case.number))


def change_solution(desk: Desk, case_id: CaseId, draft: SolutionDraft, *, version: int) -> None:
    """Correct what was written about the solution of a solved problem.

    Raises:
        InvalidInputError: There is no solution, or a text is too long.
        ConflictError: The problem is not solved, or was changed since it was loaded.
    """
    refuse(solution_problems(draft))
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        if case.solved_at is None:
            raise ConflictError
        for name, value in asdict(draft).items():
            setattr(case, name, value)
        describe(session, _("已修改问题 {number} 的解决情况").format(number=case.number))


def close_case(desk: Desk, case_id: CaseId, draft: ClosingDraft, *, version: int) -> None:
    """Close a solved problem with what the client said.

    Raises:
        InvalidInputError: The client was not asked, or a text is too long.
        AppError: There is no solution yet, or it is closed already.
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        _move(case, CaseState.CLOSED)
        refuse(closing_problems(draft))
        case.satisfaction, case.closing_words = draft.satisfaction, draft.closing_words.strip()
        case.closed_at = desk.now()
        said = "" if draft.satisfaction is None else draft.satisfaction.label
        _note(desk, session, case, "　".join(filter(None, (said, case.closing_words))))
        told = _("问题 {number} 已关闭，客户{said}")
        describe(session, told.format(number=case.number, said=said))


def reopen_case(desk: Desk, case_id: CaseId, reason: str, *, version: int) -> None:
    """Take up a solved or closed problem again; its history stays, its solution is due anew.

    Raises:
        InvalidInputError: There is no reason; under ``reason``.
        AppError: It is still being worked on.
        ConflictError: The problem was changed or deleted since it was loaded.
    """
    refuse(reopening_problems(reason))
    with desk.write() as session:
        case = row_as_loaded(session, Case, case_id, version)
        _move(case, CaseState.WORKING)
        case.solved_at = case.closed_at = case.satisfaction = None
        case.closing_words = ""
        case.solve_due_on = _due(session, desk, case, desk.now()).solve_due_on
        _note(desk, session, case, _("重新处理：{why}").format(why=reason.strip()))
        describe(session, _("问题 {number} 重新处理").format(number=case.number))


def delete_cases(desk: Desk, case_ids: Sequence[CaseId]) -> None:
    """Put problems into the recycle bin."""
    with desk.write() as session:
        count = change_many(session, Case, case_ids, {"deleted_at": desk.now()})
        describe(session, _("已删除 {count} 个问题").format(count=count))


def begin_work(desk: Desk, session: Session, case: Case, note: str) -> None:
    """Note something done about a problem; one that waited is being worked on from now on."""
    if case.state is CaseState.WAITING:
        case.state = CaseState.WORKING
    _note(desk, session, case, note)


def _checked(desk: Desk, draft: CaseDraft) -> CaseDraft:
    tidy = tidied(draft)
    refuse(problems(tidy, now=desk.now().astimezone().replace(tzinfo=None)))
    return tidy


def _owner(session: Session, draft: CaseDraft) -> Client:
    client = client_named(session, draft.client_id)
    belongings: tuple[tuple[Belonging, int | None, str, str], ...] = (
        (Contact, draft.contact_id, "contact_id", _("这个联系人不在该客户名下，请重新选择。")),
        (Communication, draft.communication_id, "communication_id", _("沟通记录不是该客户的。")),
        (Booking, draft.booking_id, "booking_id", _("预订不是该客户的。")),
    )
    for model, own_id, name, told in belongings:
        owner = select(model.client_id).where(model.id == own_id)
        if own_id is not None and session.scalar(owner) != client.id:
            raise InvalidInputError({name: told})
    return client


def _write(case: Case, draft: CaseDraft) -> None:
    for name, value in asdict(draft).items():
        if name not in MOMENT:
            setattr(case, name, value)
    assert draft.received_on is not None  # noqa: S101 - checked by the rules
    at = datetime.combine(draft.received_on, draft.received_time or time.min)
    case.received_at = at.astimezone().astimezone(UTC)


def last_place(session: Session, year: int) -> int:
    """Return the place of the greatest number given in a year, deleted problems included."""
    greatest = session.scalar(
        select(Case.number)
        .where(Case.number.startswith(f"{year}-"))
        .order_by(func.length(Case.number).desc(), Case.number.desc())
        .limit(1)
    )
    return 0 if greatest is None else place_in_year(greatest)


def _next_number(session: Session, draft: CaseDraft) -> str:
    assert draft.received_on is not None  # noqa: S101 - checked by the rules
    year = draft.received_on.year
    return number_of(year, last_place(session, year) + 1)


def _due(session: Session, desk: Desk, case: Case, since: datetime) -> CaseDue:
    standard = case_standard(session, case.client_id, today=desk.today())
    days = working_days(session)
    return case_due(since, case.severity, standard, severity_times(session), days)


def _begun(session: Session, case: Case) -> datetime:
    """Return from when a problem's times count: since it was last reopened, else received."""
    own = select(CaseEvent.at, CaseEvent.state).where(CaseEvent.case_id == case.id)
    course = session.execute(own.order_by(CaseEvent.id)).all()
    reopened = [
        event.at
        for before, event in pairwise(course)
        if event.state in OPEN_STATES and before.state not in OPEN_STATES
    ]
    return reopened[-1] if reopened else case.received_at


def _set_due(session: Session, desk: Desk, case: Case, *, keep_solving: bool = False) -> None:
    """Put what is not yet met on new times."""
    due = _due(session, desk, case, _begun(session, case))
    if case.answered_at is None:
        case.answer_due_at = due.answer_due_at
    if case.solved_at is None and not keep_solving:
        case.solve_due_on = due.solve_due_on


def _move(case: Case, wanted: CaseState) -> None:
    if why := move_problem(case.state, wanted):
        raise AppError(why)
    case.state = wanted


def _note(desk: Desk, session: Session, case: Case, note: str) -> None:
    session.add(
        CaseEvent(
            case_id=case.id, at=desk.now(), staff_id=desk.staff_id, state=case.state, note=note
        )
    )
