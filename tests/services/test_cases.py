"""Problems from entry to closing: times, numbers, states, steps, and taking everything back."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from app.db import Desk
from app.domain.case_times import DEFAULT_SEVERITY_TIMES
from app.domain.cases import (
    AnswerDraft,
    CaseDraft,
    ClosingDraft,
    SolutionDraft,
    StepDraft,
)
from app.domain.types import (
    BookingId,
    CaseId,
    CaseKind,
    CaseState,
    CaseStepId,
    ClientId,
    CommunicationId,
    ContactId,
    DepartmentId,
    Reaction,
    Severity,
)
from app.errors import AppError, ConflictError, InvalidInputError
from app.models import Action, Case, CaseEvent, CaseStep
from app.queries.one_case import case_draft, case_record, step_draft
from app.services.bin import purge_items, restore_items
from app.services.case_steps import add_step, change_step, delete_step
from app.services.cases import (
    answer_case,
    change_case,
    change_solution,
    close_case,
    delete_cases,
    open_case,
    reopen_case,
    set_severity,
    solve_case,
    take_up_case,
)
from app.services.merging import merge_clients
from app.services.undo import undo_action
from tests.cases import department_id, new_case, new_step, version_of
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import NOW, TODAY
from tests.filled import filled_once

ANSWER = AnswerDraft("已致歉", TODAY, time(1))
SOLVED = SolutionDraft("减免一晚房费", "减免房费", Decimal(680), "滤网堵塞", "每季清洗")
CONTENT = ClosingDraft(Reaction.PLEASED, "谢谢")


@filled_once
def client_id(desk: Desk) -> ClientId:
    return new_client(desk)


def the_case(desk: Desk, case_id: CaseId) -> Case:
    with desk.db.read() as session:
        return session.get_one(Case, case_id)


def events(desk: Desk, case_id: CaseId) -> list[tuple[CaseState, str]]:
    with desk.db.read() as session:
        record = case_record(session, case_id)
    assert record is not None
    return [(event.state, event.note) for event in reversed(record.events)]


def last_action(desk: Desk) -> Any:
    with desk.db.read() as session:
        return session.scalars(select(Action).order_by(Action.id.desc()).limit(1)).one()


def undo(desk: Desk) -> None:
    undo_action(desk, last_action(desk).id)


def wrong(desk: Desk, client_id: ClientId | None, **changes: Any) -> dict[str, str]:
    draft = CaseDraft(client_id=client_id, title="冷", received_on=TODAY, received_time=time(1))
    with pytest.raises(InvalidInputError) as caught:
        open_case(desk, replace(draft, **changes))
    return dict(caught.value.fields)


def solved(desk: Desk, client_id: ClientId) -> CaseId:
    case_id = new_case(desk, client_id)
    solve_case(desk, case_id, SOLVED, version=version_of(desk, case_id))
    return case_id


def closed(desk: Desk, client_id: ClientId) -> CaseId:
    case_id = solved(desk, client_id)
    close_case(desk, case_id, CONTENT, version=version_of(desk, case_id))
    return case_id


def test_a_problem_is_opened_with_its_number_and_times(desk, client_id):
    case_id = new_case(desk, client_id, severity=Severity.URGENT)
    case = the_case(desk, case_id)
    assert (case.number, case.state) == ("2025-0001", CaseState.WAITING)
    assert case.answer_due_at == case.received_at + timedelta(hours=2)
    assert case.solve_due_on == date(2025, 12, 22), "Saturday's urgent problem is Monday's"
    assert events(desk, case_id) == [(CaseState.WAITING, "收到")]
    assert last_action(desk).summary == "已登记问题 2025-0001：华东机械"
    undo(desk)
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(CaseEvent)) == 0


def test_the_clients_standard_may_be_shorter_than_the_severity(desk):
    by_grade = new_client(desk, "甲公司", grade="A")
    case = the_case(desk, new_case(desk, by_grade))
    assert DEFAULT_SEVERITY_TIMES[Severity.ORDINARY].answer_hours == 24
    assert case.answer_due_at == case.received_at + timedelta(hours=2)


def test_a_day_set_by_hand_is_kept(desk, client_id):
    case_id = new_case(desk, client_id, solve_due_on=date(2026, 2, 1))
    assert the_case(desk, case_id).solve_due_on == date(2026, 2, 1)


def test_numbers_begin_anew_each_year_and_are_never_given_twice(desk, client_id):
    first = new_case(desk, client_id)
    second = new_case(desk, client_id)
    older = new_case(desk, client_id, received_on=date(2024, 5, 6))
    delete_cases(desk, [first])
    third = new_case(desk, client_id)
    numbers = [the_case(desk, id_).number for id_ in (second, third, older)]
    assert numbers == ["2025-0002", "2025-0003", "2024-0001"]
    with desk.write() as session:
        session.get_one(Case, third).number = "2025-10000"
    assert the_case(desk, new_case(desk, client_id)).number == "2025-10001"


def test_what_breaks_a_rule_is_told_and_nothing_is_stored(desk, client_id):
    assert set(wrong(desk, None)) == {"client_id"}
    assert set(wrong(desk, ClientId(99))) == {"client_id"}
    assert "早于" in wrong(desk, client_id, solve_due_on=TODAY - timedelta(3))["solve_due_on"]
    stranger = new_contact(desk, new_client(desk, "别家"))
    assert set(wrong(desk, client_id, contact_id=stranger)) == {"contact_id"}
    gone = {"communication_id": CommunicationId(9)}
    assert set(wrong(desk, client_id, **gone)) == {"communication_id"}
    assert set(wrong(desk, client_id, booking_id=BookingId(9))) == {"booking_id"}


def test_from_complaint_to_content_client(desk, client_id):
    contact = new_contact(desk, client_id)
    case_id = new_case(desk, client_id, contact_id=contact)
    take_up_case(desk, case_id, version=version_of(desk, case_id))
    answer_case(desk, case_id, ANSWER, version=version_of(desk, case_id))
    solve_case(desk, case_id, SOLVED, version=version_of(desk, case_id))
    close_case(desk, case_id, CONTENT, version=version_of(desk, case_id))
    case = the_case(desk, case_id)
    assert (case.state, case.satisfaction) == (CaseState.CLOSED, Reaction.PLEASED)
    assert (case.solution, case.compensation_amount) == ("减免一晚房费", Decimal(680))
    assert case.closed_at == NOW
    assert [state for state, _note in events(desk, case_id)] == [
        CaseState.WAITING,
        CaseState.WORKING,
        CaseState.WORKING,
        CaseState.SOLVED,
        CaseState.CLOSED,
    ]
    assert events(desk, case_id)[-1][1] == "满意　谢谢"


def test_a_problem_is_taken_up_once_by_who_sits_here(desk, client_id):
    staff_id = new_staff(desk)
    own = Desk(desk.db, staff_id, lambda: NOW)
    case_id = new_case(desk, client_id)
    take_up_case(own, case_id, version=version_of(desk, case_id))
    assert the_case(desk, case_id).staff_id == staff_id
    with pytest.raises(AppError, match="已经是“处理中”"):
        take_up_case(own, case_id, version=version_of(desk, case_id))
    other = new_case(desk, client_id, staff_id=staff_id)
    take_up_case(desk, other, version=version_of(desk, other))
    assert the_case(desk, other).staff_id == staff_id


def test_an_answer_may_not_come_before_the_question(desk, client_id):
    case_id = new_case(desk, client_id, received_time=time(2))
    with pytest.raises(InvalidInputError) as caught:
        answer_case(desk, case_id, ANSWER, version=version_of(desk, case_id))
    assert "不能早于" in caught.value.fields["answered_on"]


def test_nothing_closes_without_a_solution_or_without_asking(desk, client_id):
    case_id = new_case(desk, client_id)
    with pytest.raises(AppError, match="还没有解决办法"):
        close_case(desk, case_id, CONTENT, version=version_of(desk, case_id))
    with pytest.raises(InvalidInputError, match="没有解决办法"):
        solve_case(desk, case_id, SolutionDraft(), version=version_of(desk, case_id))
    solve_case(desk, case_id, SOLVED, version=version_of(desk, case_id))
    with pytest.raises(InvalidInputError, match="问过客户"):
        close_case(desk, case_id, ClosingDraft(), version=version_of(desk, case_id))
    assert the_case(desk, case_id).state is CaseState.SOLVED
    with pytest.raises(AppError, match="“已解决”"):
        solve_case(desk, case_id, SOLVED, version=version_of(desk, case_id))


def test_a_solution_is_the_first_answer_where_there_was_none(desk, client_id):
    case = the_case(desk, solved(desk, client_id))
    assert (case.answered_at, case.answer) == (NOW, "减免一晚房费")


def test_a_reopened_problem_keeps_what_was_before(desk, client_id):
    case_id = closed(desk, client_id)
    before = events(desk, case_id)
    with pytest.raises(InvalidInputError, match="为什么"):
        reopen_case(desk, case_id, " ", version=version_of(desk, case_id))
    reopen_case(desk, case_id, "又冷了", version=version_of(desk, case_id))
    case = the_case(desk, case_id)
    assert (case.state, case.solved_at, case.closed_at) == (CaseState.WORKING, None, None)
    assert (case.satisfaction, case.closing_words) == (None, "")
    assert case.solution == "减免一晚房费", "it is there to be mended"
    assert events(desk, case_id) == [*before, (CaseState.WORKING, "重新处理：又冷了")]
    undo(desk)
    assert the_case(desk, case_id).state is CaseState.CLOSED
    assert events(desk, case_id) == before


def test_a_reopened_problem_is_due_from_its_reopening_whatever_is_changed(desk, client_id):
    case_id = closed(desk, client_id)
    later = Desk(desk.db, None, lambda: NOW + timedelta(30))
    reopen_case(later, case_id, "又冷了", version=version_of(desk, case_id))
    set_severity(later, case_id, Severity.URGENT, version=version_of(desk, case_id))
    assert the_case(desk, case_id).solve_due_on == date(2026, 1, 20), "a working day after"
    case = changed(later, case_id, severity=Severity.SERIOUS)
    assert case.solve_due_on == date(2026, 1, 22)
    changed(later, case_id, solve_due_on=date(2026, 3, 1))
    assert changed(later, case_id, solve_due_on=None).solve_due_on == date(2026, 1, 22)
    solve_case(later, case_id, SOLVED, version=version_of(desk, case_id))
    again = Desk(desk.db, None, lambda: NOW + timedelta(60))
    reopen_case(again, case_id, "还是冷", version=version_of(desk, case_id))
    take = changed(again, case_id, severity=Severity.URGENT)
    assert take.solve_due_on == date(2026, 2, 24), "the last reopening counts, after 春节"


def test_a_changed_severity_moves_what_is_not_yet_met(desk, client_id):
    case_id = new_case(desk, client_id)
    answer_case(desk, case_id, ANSWER, version=version_of(desk, case_id))
    answer_due = the_case(desk, case_id).answer_due_at
    set_severity(desk, case_id, Severity.URGENT, version=version_of(desk, case_id))
    case = the_case(desk, case_id)
    assert case.answer_due_at == answer_due, "answered already"
    assert case.solve_due_on == date(2025, 12, 22)
    solve_case(desk, case_id, SOLVED, version=version_of(desk, case_id))
    set_severity(desk, case_id, Severity.ORDINARY, version=version_of(desk, case_id))
    assert the_case(desk, case_id).solve_due_on == date(2025, 12, 22), "solved already"


def changed(desk: Desk, case_id: CaseId, **changes: Any) -> Case:
    with desk.db.read() as session:
        loaded = case_draft(session, case_id)
    assert loaded is not None
    draft, version = loaded
    change_case(desk, case_id, replace(draft, **changes), version=version)
    return the_case(desk, case_id)


def test_saving_unchanged_changes_nothing(desk, client_id):
    case_id = new_case(desk, client_id)
    before = the_case(desk, case_id)
    after = changed(desk, case_id)
    assert (after.received_at, after.solve_due_on) == (before.received_at, before.solve_due_on)


def test_a_changed_form_moves_the_times_but_not_a_day_set_by_hand(desk, client_id):
    case_id = new_case(desk, client_id)
    case = changed(desk, case_id, severity=Severity.URGENT)
    assert case.answer_due_at == case.received_at + timedelta(hours=2)
    assert case.solve_due_on == date(2025, 12, 22)
    case = changed(desk, case_id, severity=Severity.SERIOUS, solve_due_on=date(2026, 1, 31))
    assert case.solve_due_on == date(2026, 1, 31)
    case = changed(desk, case_id, solve_due_on=None)
    assert case.solve_due_on == date(2025, 12, 24), "without a day the rules decide again"


def test_a_stale_or_deleted_problem_is_not_overwritten(desk, client_id):
    case_id = new_case(desk, client_id)
    with desk.db.read() as session:
        loaded = case_draft(session, case_id)
    assert loaded is not None
    changed(desk, case_id, title="别的")
    with pytest.raises(ConflictError):
        change_case(desk, case_id, *loaded[:1], version=loaded[1])
    delete_cases(desk, [case_id])
    with pytest.raises(ConflictError):
        set_severity(desk, case_id, Severity.URGENT, version=3)
    with pytest.raises(ConflictError):
        take_up_case(desk, CaseId(99), version=1)


def test_a_solution_can_be_corrected(desk, client_id):
    case_id = new_case(desk, client_id)
    with pytest.raises(ConflictError):
        change_solution(desk, case_id, SOLVED, version=version_of(desk, case_id))
    solve_case(desk, case_id, SOLVED, version=version_of(desk, case_id))
    better = replace(SOLVED, cause="风机老化")
    change_solution(desk, case_id, better, version=version_of(desk, case_id))
    assert the_case(desk, case_id).cause == "风机老化"


def test_deleted_problems_come_back_from_the_bin_or_go_for_good(desk, client_id):
    from app.domain.clients_bin import BinKind
    from app.queries.bin import bin_items

    case_id = new_case(desk, client_id)
    delete_cases(desk, [case_id])
    with desk.db.read() as session:
        (item,) = bin_items(session, frozenset({BinKind.CASE}))
        assert case_record(session, case_id) is None
        assert case_draft(session, case_id) is None
    assert item.title == "2025-0001　会场空调太冷"
    restore_items(desk, [item])
    assert the_case(desk, case_id).deleted_at is None
    assert last_action(desk).summary == "已恢复 1 个问题"
    delete_cases(desk, [case_id])
    assert purge_items(desk, [item]) == 1


def test_merged_clients_bring_their_problems(desk, client_id):
    other = new_client(desk, "并入的")
    case_id = new_case(desk, other)
    merge_clients(desk, client_id, other)
    assert the_case(desk, case_id).client_id == client_id


def the_step(desk: Desk, step_id: CaseStepId) -> CaseStep:
    with desk.db.read() as session:
        return session.get_one(CaseStep, step_id)


def answered(desk: Desk, step_id: CaseStepId, answer: str) -> StepDraft:
    return replace(step_draft(the_step(desk, step_id)), answer=answer, answered_on=TODAY)


def test_a_department_is_asked_and_answers(desk, client_id):
    case_id = new_case(desk, client_id)
    step_id = new_step(desk, case_id, due_on=TODAY)
    assert the_case(desk, case_id).state is CaseState.WORKING
    assert events(desk, case_id)[-1] == (CaseState.WORKING, "交给工程部：请检修空调")
    change_step(desk, step_id, answered(desk, step_id, "已换滤网"), version=1)
    step = the_step(desk, step_id)
    assert (step.answer, step.answered_on) == ("已换滤网", TODAY)
    assert events(desk, case_id)[-1][1] == "工程部答复：已换滤网"
    undo(desk)
    assert the_step(desk, step_id).answered_on is None


def test_a_step_is_changed_and_taken_back(desk, client_id):
    case_id = new_case(desk, client_id)
    step_id = new_step(desk, case_id)
    draft = StepDraft(department_id(desk, "客房部"), "王经理", "换房", TODAY)
    change_step(desk, step_id, draft, version=1)
    assert last_action(desk).summary == "已修改交给客房部的事（问题 2025-0001）"
    assert the_step(desk, step_id).person == "王经理"
    with pytest.raises(ConflictError):
        delete_step(desk, step_id, version=1)
    delete_step(desk, step_id, version=2)
    with pytest.raises(ConflictError):
        change_step(desk, step_id, replace(draft, answer="迟了", answered_on=TODAY), version=2)


def test_steps_need_a_department_and_a_problem(desk, client_id):
    case_id = new_case(desk, client_id)
    with pytest.raises(InvalidInputError, match="责任部门"):
        add_step(desk, case_id, StepDraft(asked="修", asked_on=TODAY))
    with pytest.raises(InvalidInputError, match="已被删除"):
        add_step(desk, case_id, StepDraft(DepartmentId(99), asked="修", asked_on=TODAY))
    delete_cases(desk, [case_id])
    with pytest.raises(ConflictError):
        new_step(desk, case_id)
    with pytest.raises(ConflictError):
        new_step(desk, CaseId(99))


def test_contacts_of_a_problem_may_be_named_freely(desk, client_id):
    case_id = new_case(desk, client_id, contact_id=None, contact_name="总机")
    assert the_case(desk, case_id).contact_id is None
    case = changed(desk, case_id, contact_id=ContactId(new_contact(desk, client_id)))
    assert case.contact_id is not None
    assert case.kind is CaseKind.COMPLAINT
