from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import text

from app.domain.screening.rules import DEFAULT_RULES
from app.domain.types import Dimension, GradeSource, Post, ScreeningState
from app.errors import CancelledError, InvalidInputError, NotAllowedError
from app.models import Client
from app.queries.screening.differences import Change, differences
from app.queries.screening.lines import (
    latest_screening,
    screening_head,
    submissions,
)
from app.queries.screening.seals import broken_seals
from app.services.screening.changing_rules import change_rules
from app.services.screening.handing_in import (
    approve_screening,
    send_back,
    submit_own_lines,
    submit_screening,
)
from app.services.screening.judging import set_remark
from app.services.screening.opening import compile_screening, open_screening, recompute_screening
from tests.conftest import TODAY
from tests.screening_office import YEAR, Office, line_id, line_of, lines_by_code
from tests.screening_scores import set_hand_score


@pytest.fixture
def office(desk):
    return Office(desk)


@pytest.fixture
def boss(office):
    return office.staff("总监", Post.DIRECTOR)


@pytest.fixture
def sellers(office):
    return [office.staff("小陈"), office.staff("小周")]


@pytest.fixture
def clients(office, sellers):
    return office.year_of_three(sellers)


@pytest.fixture
def screening_id(office, clients):
    return office.compiled()


def state(db, screening_id):
    with db.read() as session:
        return screening_head(session, screening_id).state


@pytest.fixture
def approved(desk, office, boss, sellers, screening_id):
    at = office.at(sellers[0])
    set_hand_score(at, line_id(desk, screening_id, "A"), Dimension.FUTURE, Decimal(9), "领先")
    set_remark(at, line_id(desk, screening_id, "A"), "续约")
    submit_screening(office.at(boss), screening_id)
    approve_screening(office.at(boss), screening_id)
    return screening_id


def test_when_the_last_salesperson_hands_in_the_whole_is_handed_in(
    desk, db, office, sellers, screening_id
):
    submit_own_lines(office.at(sellers[0]), screening_id)
    assert state(db, screening_id) is ScreeningState.DRAFT
    assert line_of(desk, screening_id, "A").state is ScreeningState.SUBMITTED
    assert line_of(desk, screening_id, "B").state is ScreeningState.DRAFT
    with pytest.raises(NotAllowedError, match="已经提交"):
        submit_own_lines(office.at(sellers[0]), screening_id)
    submit_own_lines(office.at(sellers[1]), screening_id)
    assert state(db, screening_id) is ScreeningState.SUBMITTED
    with db.read() as session:
        head = screening_head(session, screening_id)
        assert (head.submitted_by, head.submitted_on) == ("小周", TODAY)
        handed = submissions(session, screening_id)
    assert [(one.name, one.lines, one.submitted_at is None) for one in handed] == [
        ("小周", 2, False),
        ("小陈", 1, False),
    ]


def test_who_has_no_lines_hands_nothing_in(desk, office, boss, screening_id):
    with pytest.raises(NotAllowedError, match="名下"):
        submit_own_lines(office.at(boss), screening_id)


def test_nothing_is_handed_in_before_it_is_compiled(desk, office, boss):
    screening_id = open_screening(desk, YEAR)
    with pytest.raises(NotAllowedError, match="统计"):
        submit_screening(office.at(boss), screening_id)


def test_a_screening_without_clients_is_not_handed_in(office, boss):
    with pytest.raises(NotAllowedError, match="没有列入筛选的客户"):
        submit_screening(office.at(boss), office.compiled())


def test_only_a_supervisor_hands_in_for_all(office, boss, sellers, screening_id):
    submit_own_lines(office.at(sellers[0]), screening_id)
    with pytest.raises(NotAllowedError, match="总监"):
        submit_screening(office.at(sellers[1]), screening_id)
    submit_screening(office.at(boss), screening_id)
    assert state(office.db, screening_id) is ScreeningState.SUBMITTED


def test_the_own_screening_is_handed_in_by_oneself(db, office, sellers, clients):
    own = office.compiled(manager_id=sellers[1])
    submit_screening(office.at(sellers[1]), own)
    assert state(db, own) is ScreeningState.SUBMITTED


def test_what_is_sent_back_can_be_mended(office, boss, sellers, screening_id):
    submit_screening(office.at(boss), screening_id)
    send_back(office.at(boss), screening_id, " 请补理由 ", staff_id=sellers[0])
    assert state(office.db, screening_id) is ScreeningState.DRAFT
    mine, other = (line_of(office.desk, screening_id, code) for code in "AB")
    assert (mine.sent_back, mine.state) == ("请补理由", ScreeningState.DRAFT)
    assert (other.sent_back, other.state) == ("", ScreeningState.SUBMITTED)
    set_hand_score(office.at(sellers[0]), mine.id, Dimension.FUTURE, Decimal(5), "稳")
    submit_own_lines(office.at(sellers[0]), screening_id)
    assert state(office.db, screening_id) is ScreeningState.SUBMITTED
    send_back(office.at(boss), screening_id, "全部重来")
    assert {line_of(office.desk, screening_id, code).sent_back for code in "AB"} == {"全部重来"}


def test_sending_back_needs_a_reason_and_something_to_send(office, boss, screening_id):
    with pytest.raises(InvalidInputError):
        send_back(office.at(boss), screening_id, "  ")
    with pytest.raises(NotAllowedError, match="还没有提交"):
        send_back(office.at(boss), screening_id, "重来")


def test_only_a_supervisor_approves_what_is_handed_in(desk, office, boss, sellers, screening_id):
    with pytest.raises(NotAllowedError, match="还没有全部提交"):
        approve_screening(office.at(boss), screening_id)
    submit_screening(office.at(boss), screening_id)
    with pytest.raises(NotAllowedError, match="总监"):
        approve_screening(office.at(sellers[0]), screening_id)


def test_approval_gives_the_clients_their_grades(desk, db, office, clients, approved):
    with db.read() as session:
        head = screening_head(session, approved)
        assert (head.state, head.approved_by) == (ScreeningState.APPROVED, "总监")
        lines = lines_by_code(session, approved)
        for code, id_ in clients.items():
            client = session.get(Client, id_)
            assert client.grade == lines[code].result.grade
            assert client.grade_source is GradeSource.SCREENING
        future = lines["A"].points[Dimension.FUTURE]
        assert (future.hand.by, future.hand.points) == ("小陈", 9)


def test_a_line_without_a_grade_leaves_the_client_s_grade(desk, db, office, boss, sellers):
    id_ = office.client("N", manager_id=sellers[0], grade="B")
    screening_id = office.compiled()
    submit_screening(office.at(boss), screening_id)
    approve_screening(office.at(boss), screening_id)
    with db.read() as session:
        assert session.get(Client, id_).grade == "B"


def test_nothing_changes_an_approved_year(office, boss, clients, approved):
    before = line_of(office.desk, approved, "A")
    office.booking(clients["A"], date(2025, 5, 1), 999_999)
    for change in (
        lambda: compile_screening(office.desk, approved),
        lambda: set_remark(office.at(boss), before.id, "改"),
        lambda: set_hand_score(office.at(boss), before.id, Dimension.FUTURE, Decimal(1), "改"),
        lambda: change_rules(office.at(boss), approved, DEFAULT_RULES),
        lambda: send_back(office.at(boss), approved, "改"),
        lambda: open_screening(office.desk, YEAR, date(2025, 6, 30)),
    ):
        with pytest.raises(NotAllowedError, match="已批准"):
            change()
    assert line_of(office.desk, approved, "A") == before


@pytest.mark.parametrize("moment", ["正在汇总预订与收款", "正在保存"])
def test_a_new_edition_that_is_stopped_leaves_nothing(office, boss, approved, moment):
    def stop(told):
        if told.startswith(moment):
            raise CancelledError

    with pytest.raises(CancelledError):
        recompute_screening(office.at(boss), approved, step=stop)
    with office.db.read() as session:
        assert latest_screening(session, YEAR).id == approved
    recompute_screening(office.at(boss), approved)


def test_a_new_edition_takes_over_what_people_decided_and_lists_the_differences(
    office, boss, sellers, clients, approved
):
    office.booking(clients["B"], date(2025, 5, 1), 999_999)
    added = office.client("X", manager_id=sellers[0])
    with office.desk.write() as session:
        session.get(Client, clients["C"]).manager_id = None
        session.get(Client, clients["C"]).deleted_at = office.desk.now()
    new = recompute_screening(office.at(boss), approved)
    with office.db.read() as session:
        head = latest_screening(session, YEAR)
        assert (head.id, head.version, head.supersedes_id) == (new, 2, approved)
        changed = {one.code: one for one in differences(session, new)}
        assert differences(session, approved) == []
    assert {code: one.change for code, one in changed.items()} == {
        "B": Change.CHANGED,
        "C": Change.REMOVED,
        "X": Change.ADDED,
    }
    assert (changed["B"].before.amount, changed["B"].after.amount) == (60_000, 1_059_999)
    assert changed["X"].client_id == added
    line = line_of(office.desk, new, "A")
    assert (line.remark, line.points[Dimension.FUTURE].total) == ("续约", 9)
    with pytest.raises(NotAllowedError):
        recompute_screening(office.at(sellers[0]), approved)


def test_fault_35_an_approved_year_is_sealed(db, approved):
    with db.read() as session:
        assert broken_seals(session) == []


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("update screening_line set grade = 'A' where client_code = 'B'", "B"),
        ("update screening_line set amount = amount + 1 where client_code = 'A'", "A"),
        ("update screening_line set total = null where client_code = 'C'", "C"),
        ("update screening_line set points = replace(points, '9', '8')", "A"),
        ("update screening set cut_off_on = '2025-12-30'", "A"),
        ("delete from screening_line where client_code = 'C'", ""),
    ],
)
def test_fault_35_a_change_from_outside_is_named(desk, db, approved, statement, code):
    with desk.write() as session:
        session.connection().execute(text(statement))
    with db.read() as session:
        (broken,) = broken_seals(session)
    assert (broken.screening_id, broken.client_code) == (approved, code)


def test_merging_clients_or_a_leaving_salesperson_breaks_no_seal(desk, db, approved):
    with desk.write() as session:
        session.connection().execute(
            text("update screening_line set manager_id = null, client_id = 1")
        )
    with db.read() as session:
        assert broken_seals(session) == []
