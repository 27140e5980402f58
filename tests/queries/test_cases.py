"""The problems as listed, on the board, in numbers, and as help given."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from app.domain.cases import AnswerDraft, ClosingDraft, SolutionDraft
from app.domain.communications import CommunicationDraft
from app.domain.types import (
    CaseKind,
    CaseState,
    Channel,
    CommunicationId,
    Reaction,
    Severity,
)
from app.models import Case
from app.queries import cases as cases_of_the_board
from app.queries.case_counts import case_counts, client_help, month_starts
from app.queries.case_times import case_standard
from app.queries.cases import CaseColumn, CaseFilter, board, case_ids, case_rows, start_of
from app.queries.one_case import case_of_entry, case_record, draft_from_entry
from app.services.cases import answer_case, close_case, delete_cases, solve_case
from app.services.clients_bulk import delete_clients
from app.services.communications import add_communication, delete_communications
from tests.cases import department_id, new_case, new_step, version_of
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import NOW, TODAY
from tests.filled import filled_once


@filled_once
def client_id(desk):
    return new_client(desk)


def ids(desk, by=CaseColumn.RECEIVED, *, descending=True, **wanted):
    with desk.db.read() as session:
        return case_ids(session, CaseFilter(**wanted), by=by, descending=descending)


def put(desk, case_id, **values):
    """Set what only time brings about."""
    with desk.write() as session:
        case = session.get_one(Case, case_id)
        for name, value in values.items():
            setattr(case, name, value)


def solve(desk, case_id):
    solve_case(desk, case_id, SolutionDraft("已办"), version=version_of(desk, case_id))


def close(desk, case_id):
    solve(desk, case_id)
    said = ClosingDraft(Reaction.PLEASED)
    close_case(desk, case_id, said, version=version_of(desk, case_id))


def test_every_filter_narrows(desk, client_id):
    staff = new_staff(desk)
    other = new_client(desk, "南方旅行社")
    one = new_case(desk, client_id, title="热水慢", staff_id=staff, severity=Severity.URGENT)
    two = new_case(
        desk, other, kind=CaseKind.PAYMENT, contact_name="赵会计", received_on=date(2025, 11, 3)
    )
    new_step(desk, two, "财务部")
    solve(desk, two)
    assert set(ids(desk)) == {one, two}
    for found, wanted in (
        ([one], {"text": "热水"}),
        ([two], {"text": "赵会计 2025-0002"}),
        ([two], {"text": "nflxs"}),
        ([one], {"client_id": client_id}),
        ([two], {"kinds": frozenset({CaseKind.PAYMENT})}),
        ([one], {"severities": frozenset({Severity.URGENT})}),
        ([two], {"states": frozenset({CaseState.SOLVED})}),
        ([two], {"department_ids": frozenset({department_id(desk, "财务部")})}),
        ([one], {"staff_ids": frozenset({staff})}),
        ([one], {"received_from": TODAY}),
        ([two], {"received_to": date(2025, 11, 3)}),
        ([two], {"ids": frozenset({two, 99})}),
    ):
        assert ids(desk, **wanted) == found, wanted


def test_what_is_late_is_found_by_answer_and_by_solution(desk, client_id):
    on_time = new_case(desk, client_id)
    unanswered = new_case(desk, client_id)
    put(desk, unanswered, answer_due_at=NOW - timedelta(minutes=1))
    unsolved = new_case(desk, client_id)
    put(desk, unsolved, solve_due_on=TODAY - timedelta(1))
    done = new_case(desk, client_id)
    solve(desk, done)
    put(desk, done, solve_due_on=TODAY - timedelta(9))
    answered = new_case(desk, client_id)
    answer = AnswerDraft("已致歉", TODAY, time(1))
    answer_case(desk, answered, answer, version=version_of(desk, answered))
    put(desk, answered, answer_due_at=NOW - timedelta(hours=5))
    assert set(ids(desk, late_at=NOW)) == {unanswered, unsolved}
    assert on_time in ids(desk)


@pytest.mark.parametrize("by", list(CaseColumn))
def test_every_column_sorts_both_ways(desk, client_id, by):
    staff = new_staff(desk)
    first = new_case(desk, client_id, title="a", severity=Severity.ORDINARY, staff_id=staff)
    second = new_case(
        desk,
        new_client(desk, "中原商贸"),
        title="b",
        kind=CaseKind.PAYMENT,
        severity=Severity.URGENT,
        staff_id=new_staff(desk, "周样"),
        received_time=time(1),
        solve_due_on=date(2026, 3, 1),
    )
    solve(desk, second)
    put(desk, first, solved_at=NOW - timedelta(1))
    up, down = ids(desk, by, descending=False), ids(desk, by)
    assert up == [first, second]
    assert down == [second, first]


def test_empty_cells_come_last_either_way(desk, client_id):
    nobody = new_case(desk, client_id)
    somebody = new_case(desk, client_id, staff_id=new_staff(desk))
    assert ids(desk, CaseColumn.STAFF) == [somebody, nobody]
    assert ids(desk, CaseColumn.STAFF, descending=False) == [somebody, nobody]


def test_deleted_problems_and_those_of_deleted_clients_are_not_listed(desk, client_id):
    gone = new_case(desk, client_id)
    delete_cases(desk, [gone])
    other = new_client(desk, "别家")
    new_case(desk, other)
    delete_clients(desk, [other])
    assert ids(desk) == []


def test_a_row_names_whom_it_concerns(desk, client_id):
    contact = new_contact(desk, client_id, "张伟")
    case_id = new_case(desk, client_id, contact_id=contact, staff_id=new_staff(desk, "李明"))
    for name in ("工程部", "客房部", "工程部"):
        new_step(desk, case_id, name)
    with desk.db.read() as session:
        (row,) = case_rows(session, [case_id, 99])
    assert (row.contact, row.staff, row.client_name) == ("张伟", "李明", "华东机械")
    assert row.departments == ("工程部", "客房部")
    assert row.clock.state is CaseState.WORKING


def test_the_board_shows_the_late_first_and_counts_all(desk, client_id, monkeypatch):
    monkeypatch.setattr(cases_of_the_board, "CARDS", 2)
    cases = [new_case(desk, client_id, title=str(n)) for n in range(4)]
    put(desk, cases[2], solve_due_on=TODAY - timedelta(1))
    put(desk, cases[3], severity=Severity.URGENT)
    closed = [new_case(desk, client_id) for _n in range(3)]
    for number, case_id in enumerate(closed):
        close(desk, case_id)
        put(desk, case_id, closed_at=NOW + timedelta(minutes=number))
    solved = new_case(desk, client_id)
    solve(desk, solved)
    with desk.db.read() as session:
        columns = board(session, CaseFilter(), now=NOW)
    assert [(c.state, c.count, c.late) for c in columns] == [
        (CaseState.WAITING, 4, 1),
        (CaseState.WORKING, 0, 0),
        (CaseState.SOLVED, 1, 0),
        (CaseState.CLOSED, 3, 0),
    ]
    assert [card.id for card in columns[0].cards] == [cases[2], cases[3]]
    assert [card.id for card in columns[2].cards] == [solved]
    assert [card.id for card in columns[3].cards] == [closed[2], closed[1]], "the latest first"


def entry(desk, client_id, **more):
    values = {
        "channel": Channel.HOTLINE,
        "held_on": TODAY,
        "held_time": time(1, 30),
        "summary": "投诉会场空调过冷，会议中途两次报修。",
        "reaction": Reaction.DISPLEASED,
    }
    return add_communication(desk, CommunicationDraft(client_id=client_id, **(values | more)))


def test_a_log_entry_proposes_its_problem(desk, client_id):
    contact = new_contact(desk, client_id)
    entry_id = entry(desk, client_id, contact_ids=(contact,))
    with desk.db.read() as session:
        draft = draft_from_entry(session, entry_id)
        assert case_of_entry(session, entry_id) is None
    assert (draft.kind, draft.severity) == (CaseKind.COMPLAINT, Severity.SERIOUS)
    assert (draft.contact_id, draft.received_time) == (contact, time(1, 30))
    assert draft.title == "投诉会场空调过冷，会议中途两次报修。"
    case_id = new_case(desk, client_id, communication_id=entry_id)
    with desk.db.read() as session:
        assert case_of_entry(session, entry_id) == case_id
        record = case_record(session, case_id)
    assert (record.entry.id, record.entry.channel) == (entry_id, Channel.HOTLINE)
    delete_communications(desk, [entry_id])
    with desk.db.read() as session:
        assert draft_from_entry(session, entry_id) is None
        assert draft_from_entry(session, CommunicationId(99)) is None
        assert case_record(session, case_id).entry is None


def test_an_entry_without_time_or_contact_is_enough(desk, client_id):
    entry_id = entry(desk, client_id, held_time=None, contact_name="总机")
    with desk.db.read() as session:
        draft = draft_from_entry(session, entry_id)
    assert (draft.contact_id, draft.contact_name, draft.received_time) == (None, "总机", time(9))


def test_a_record_holds_steps_and_history_newest_first(desk, client_id):
    from tests.trade import new_booking

    with desk.write() as session:
        booking = new_booking(session, client_id, TODAY, number="YD1")
    case_id = new_case(desk, client_id, booking_id=booking)
    new_step(desk, case_id, due_on=TODAY)
    with desk.db.read() as session:
        record = case_record(session, case_id)
        assert case_record(session, 99) is None
    assert record.booking_number == "YD1"
    assert [event.note for event in record.events] == ["交给工程部：请检修空调", "收到"]
    (step,) = record.steps
    assert step.department == "工程部"
    assert not step.is_late(TODAY)
    assert step.is_late(TODAY + timedelta(1))


def test_numbers_count_by_kind_department_and_month(desk, client_id):
    one = new_case(desk, client_id)
    new_step(desk, one, "工程部")
    new_step(desk, one, "工程部")
    new_step(desk, one, "前厅部")
    new_case(desk, client_id, kind=CaseKind.TRANSFER, received_on=date(2025, 2, 28))
    new_case(desk, client_id, received_on=date(2024, 12, 31))
    with desk.db.read() as session:
        counts = case_counts(session, CaseFilter(), today=TODAY)
    assert dict(counts.by_kind)[CaseKind.COMPLAINT] == 2
    assert dict(counts.by_kind)[CaseKind.OTHER] == 0
    assert [(name, n) for _id, name, n in counts.by_department] == [("前厅部", 1), ("工程部", 1)]
    assert [day for day, n in counts.by_month if n] == [date(2025, 2, 1), date(2025, 12, 1)]
    assert counts.by_month[0][0] == date(2025, 1, 1)


def test_the_first_minute_of_a_month_is_its_own(desk, client_id):
    new_case(desk, client_id, received_on=date(2025, 12, 1), received_time=time(0, 0))
    new_case(desk, client_id, received_on=date(2025, 11, 30), received_time=time(23, 59))
    with desk.db.read() as session:
        months = dict(case_counts(session, CaseFilter(), today=TODAY).by_month)
    assert (months[date(2025, 12, 1)], months[date(2025, 11, 1)]) == (1, 1)
    assert start_of(date(2025, 12, 1)).astimezone(UTC) <= datetime(2025, 12, 2, tzinfo=UTC)


def test_twelve_months_end_with_this_one():
    assert month_starts(TODAY)[0] == date(2025, 1, 1)
    assert month_starts(TODAY)[-1] == date(2025, 12, 1)


def test_help_given_is_counted_with_the_time_it_took(desk, client_id):
    quick = new_case(desk, client_id, kind=CaseKind.BOOKING)
    slow = new_case(desk, client_id, kind=CaseKind.BOOKING)
    new_case(desk, client_id, kind=CaseKind.PAYMENT)
    new_case(desk, client_id, kind=CaseKind.COMPLAINT)
    for case_id, hours in ((quick, 1), (slow, 3)):
        solve(desk, case_id)
        with desk.db.read() as session:
            received = session.get_one(Case, case_id).received_at
        put(desk, case_id, solved_at=received + timedelta(hours=hours))
    with desk.db.read() as session:
        given = client_help(session, client_id)
    assert [row.kind for row in given.rows] == [
        CaseKind.COMPLAINT,
        CaseKind.BOOKING,
        CaseKind.PAYMENT,
    ]
    assert (given.given.count, given.given.done, given.given.minutes) == (3, 2, 120)
    assert given.rows[2].minutes is None


def test_no_help_took_no_time(desk, client_id):
    with desk.db.read() as session:
        assert client_help(session, client_id).given.minutes is None


def test_the_standard_is_the_grades_else_the_standings(desk, client_id):
    graded = new_client(desk, "甲公司", grade="A")
    with desk.db.read() as session:
        assert case_standard(session, graded, today=TODAY).label == "A 级"
        assert case_standard(session, client_id, today=TODAY).label == "准客户"
