from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.domain.screening.line import NoGrade
from app.domain.screening.rules import DEFAULT_RULES, Method, bands
from app.domain.types import Dimension, Post, ScreeningId, ScreeningState
from app.errors import CancelledError, ConflictError, InvalidInputError, NotAllowedError
from app.models import Action, Screening, ScreeningScore
from app.queries.screening.lines import (
    latest_screening,
    screening_head,
    screening_heads,
    screening_line,
    screening_lines,
)
from app.services.screening import opening
from app.services.screening.changing_rules import change_rules, save_office_rules
from app.services.screening.judging import set_remark
from app.services.screening.opening import (
    compile_screening,
    default_cut_off,
    open_screening,
    recompute_screening,
    set_step,
)
from tests.conftest import TODAY
from tests.domain.screening_evidence import with_rule
from tests.screening_office import CUT_OFF, YEAR, Office, line_id, line_of, lines_by_code
from tests.screening_scores import override_suggestion, set_hand_score


@pytest.fixture
def office(desk):
    return Office(desk)


@pytest.fixture
def boss(office):
    return office.staff("总监", Post.DIRECTOR)


def test_a_year_is_opened_once_and_compiled(desk, db, office, boss):
    id_ = office.client("A", manager_id=boss)
    office.booking(id_, date(2025, 3, 1), 250_000)
    screening_id = office.compiled()
    assert open_screening(desk, YEAR) == screening_id
    line = line_of(desk, screening_id, "A")
    assert (line.name, line.manager, line.rank) == ("A 公司", "总监", 1)
    assert line.points[Dimension.VOLUME].suggestion == 28
    assert (line.result.total, line.result.available, line.result.completeness) == (28, 60, 60)
    with db.read() as session:
        head = screening_head(session, screening_id)
        assert (head.year, head.version, head.cut_off_on, head.scope) == (YEAR, 1, CUT_OFF, "")
        assert head.compiled_at is not None
        assert screening_heads(session) == [head]
        assert latest_screening(session, YEAR).id == screening_id


def test_equal_clients_share_a_rank_and_the_ungraded_stand_last(desk, db, office, boss):
    for code, amount in (("A", 60_000), ("B", 300_000), ("C", 60_000), ("D", 10)):
        office.booking(office.client(code, manager_id=boss), date(2025, 3, 1), amount)
    office.client("E", manager_id=boss)
    screening_id = office.compiled()
    with db.read() as session:
        lines = screening_lines(session, screening_id)
    assert [(line.code, line.rank) for line in lines] == [
        ("B", 1),
        ("A", 2),
        ("C", 2),
        ("D", 4),
        ("E", None),
    ]
    assert lines[-1].result.no_grade is NoGrade.TOO_YOUNG


def test_two_clients_of_one_name_are_two_lines(desk, db, office, boss):
    for code in "AB":
        office.client(code, name="同名公司", manager_id=boss)
    with db.read() as session:
        assert len(lines_by_code(session, office.compiled())) == 2


def test_a_year_without_bookings_and_an_office_without_clients_compile(desk, db, office, boss):
    empty = office.compiled(2019, date(2019, 12, 31))
    office.client("A", manager_id=boss)
    screening_id = office.compiled()
    with db.read() as session:
        assert screening_lines(session, empty) == []
        line = lines_by_code(session, screening_id)["A"]
    assert (line.result.total, line.result.available) == (0, 40)
    assert line.rank is None


def test_one_salesperson_s_clients_are_a_screening_of_their_own(desk, db, office, boss):
    office.client("A", manager_id=boss)
    other = office.staff("乙")
    office.client("B", manager_id=other)
    whole, own = office.compiled(), office.compiled(manager_id=other)
    assert whole != own
    with db.read() as session:
        assert list(lines_by_code(session, own)) == ["B"]
        assert screening_head(session, own).scope == "乙"
        assert latest_screening(session, YEAR, other).id == own
        assert [one.code for one in screening_lines(session, whole, manager_id=other)] == ["B"]


def test_hand_scores_and_remarks_outlive_a_compilation(desk, db, office, boss):
    id_ = office.client("A", manager_id=boss)
    office.booking(id_, date(2025, 3, 1), 60_000)
    screening_id = office.compiled()
    at = office.at(boss)
    own = line_id(desk, screening_id, "A")
    set_hand_score(at, own, Dimension.FUTURE, Decimal("8.5"), " 行业领先 ")
    override_suggestion(at, own, Dimension.VOLUME, Decimal(20), "漏录一团")
    set_remark(at, own, " 明年谈年会 ")
    office.booking(id_, date(2025, 4, 1), 600_000)
    compile_screening(desk, screening_id)
    line = line_of(desk, screening_id, "A")
    assert line.remark == "明年谈年会"
    volume, future = line.points[Dimension.VOLUME], line.points[Dimension.FUTURE]
    assert (volume.suggestion, volume.total) == (34, 20)
    assert (future.hand.points, future.hand.reason, future.hand.by) == (
        Decimal("8.5"),
        "行业领先",
        "总监",
    )
    assert future.hand.on == TODAY
    assert (line.result.total, line.result.available) == (Decimal("28.5"), 70)
    with db.read() as session:
        assert session.query(ScreeningScore).count() == 2


def test_a_salesperson_who_left_keeps_the_judgement(desk, db, office, boss):
    office.client("A", manager_id=boss)
    screening_id = office.compiled()
    set_hand_score(
        office.at(boss), line_id(desk, screening_id, "A"), Dimension.FUTURE, Decimal(5), "稳"
    )
    with desk.write() as session:
        session.query(ScreeningScore).one().staff_id = None
    compile_screening(desk, screening_id)
    assert line_of(desk, screening_id, "A").points[Dimension.FUTURE].hand.by == ""


def test_a_cancelled_compilation_changes_nothing(desk, db, office, boss):
    office.client("A", manager_id=boss)
    screening_id = office.compiled()
    office.client("B", manager_id=boss)
    told = []

    def stop(what):
        told.append(what)
        if what == "正在保存":
            raise CancelledError

    with pytest.raises(CancelledError):
        compile_screening(desk, screening_id, step=stop)
    with db.read() as session:
        assert list(lines_by_code(session, screening_id)) == ["A"]
    assert told[-2:] == ["正在计算建议分", "正在保存"]


@pytest.mark.parametrize("moment", ["正在计算建议分（2/3）", "正在保存（2/3）"])
def test_a_long_compilation_tells_how_far_it_is_and_can_be_cancelled(
    desk, office, boss, monkeypatch, moment
):
    monkeypatch.setattr(opening, "TELL_EVERY", 2)
    screening_id = office.compiled()
    for code in "ABC":
        office.client(code, manager_id=boss)

    def stop(what):
        if what == moment:
            raise CancelledError

    with pytest.raises(CancelledError):
        compile_screening(desk, screening_id, step=stop)
    with desk.db.read() as session:
        assert lines_by_code(session, screening_id) == {}


def test_rules_that_change_while_it_compiles_are_noticed(desk, office, boss):
    office.client("A", manager_id=boss)
    screening_id = office.compiled()
    other = with_rule(Dimension.VOLUME, bands=bands((10, 40)))

    def change(what):
        if what == "正在保存":
            change_rules(office.at(boss), screening_id, other)

    with pytest.raises(ConflictError):
        compile_screening(desk, screening_id, step=change)


def test_a_screening_that_is_gone_is_a_conflict(desk):
    for use in (compile_screening, lambda d, i: set_step(d, i, 1)):
        with pytest.raises(ConflictError):
            use(desk, ScreeningId(99))


@pytest.mark.parametrize("year", [1989, TODAY.year + 1])
def test_a_year_that_cannot_be_is_refused(desk, year):
    with pytest.raises(InvalidInputError) as refused:
        open_screening(desk, year)
    assert set(refused.value.fields) == {"year"}


def test_a_cut_off_before_the_year_is_refused(desk):
    with pytest.raises(InvalidInputError) as refused:
        open_screening(desk, YEAR, date(2024, 12, 31))
    assert set(refused.value.fields) == {"cut_off_on"}


def test_a_cut_off_in_another_age_is_refused(desk):
    with pytest.raises(InvalidInputError, match="2100"):
        open_screening(desk, 2024, date(9999, 12, 31))


def test_the_cut_off_is_the_year_s_end_or_today_and_can_be_moved(desk, db):
    assert default_cut_off(desk, YEAR) == TODAY
    assert default_cut_off(desk, 2024) == date(2024, 12, 31)
    screening_id = open_screening(desk, YEAR)
    assert open_screening(desk, YEAR, TODAY) == screening_id
    assert open_screening(desk, YEAR, date(2025, 11, 30)) == screening_id
    with db.read() as session:
        assert screening_head(session, screening_id).cut_off_on == date(2025, 11, 30)


def test_a_moved_cut_off_has_to_be_compiled_again(office, db):
    screening_id = office.compiled()
    with db.read() as session:
        assert screening_head(session, screening_id).compiled_at is not None
    open_screening(office.desk, YEAR, date(2025, 11, 30))
    with db.read() as session:
        assert screening_head(session, screening_id).compiled_at is None


def test_the_wizard_is_reopened_where_it_was_left(desk, db):
    screening_id = open_screening(desk, YEAR)
    set_step(desk, screening_id, 3)
    with db.read() as session:
        assert "" not in session.scalars(select(Action.summary)).all(), "it is nothing done"
        assert screening_head(session, screening_id).step == 3
        assert screening_line(session, 99) is None
        assert screening_head(session, 99) is None
        assert screening_lines(session, 99) == []


def test_new_rules_score_every_line_anew_and_keep_the_hand_scores(desk, db, office, boss):
    for code, amount in (("A", 100), ("B", 200)):
        office.booking(office.client(code, manager_id=boss), date(2025, 3, 1), amount)
    screening_id = office.compiled()
    at = office.at(boss)
    set_hand_score(at, line_id(desk, screening_id, "A"), Dimension.FUTURE, Decimal(10), "好")
    change_rules(at, screening_id, with_rule(Dimension.VOLUME, method=Method.PERCENTILE))
    with db.read() as session:
        lines = lines_by_code(session, screening_id)
    assert [lines[code].points[Dimension.VOLUME].suggestion for code in "AB"] == [0, 40]
    assert lines["A"].result.total == 10
    assert (lines["A"].rank, lines["B"].rank) == (2, 1)


def test_rules_can_be_changed_before_there_are_lines(db, office, boss):
    screening_id = office.compiled()
    rules = replace(DEFAULT_RULES, bookings_min=5)
    change_rules(office.at(boss), screening_id, rules)
    with db.read() as session:
        assert screening_head(session, screening_id).rules == rules


def test_a_remark_alone_outlives_a_compilation(desk, office, boss):
    office.client("A", manager_id=boss)
    screening_id = office.compiled()
    set_remark(office.at(boss), line_id(desk, screening_id, "A"), "续约")
    compile_screening(desk, screening_id)
    assert line_of(desk, screening_id, "A").remark == "续约"


def test_unsound_rules_are_refused(desk, office, boss):
    screening_id = office.compiled()
    wrong = replace(DEFAULT_RULES, grades=())
    for save in (
        lambda: change_rules(office.at(boss), screening_id, wrong),
        lambda: save_office_rules(office.at(boss), wrong),
    ):
        with pytest.raises(InvalidInputError) as refused:
            save()
        assert "grades" in refused.value.fields


def test_only_supervisors_change_rules(desk, office, boss):
    screening_id = office.compiled()
    at = office.at(office.staff("甲"))
    for change in (
        lambda: change_rules(at, screening_id, DEFAULT_RULES),
        lambda: save_office_rules(at, DEFAULT_RULES),
    ):
        with pytest.raises(NotAllowedError):
            change()


def test_the_next_screening_begins_with_the_office_s_rules(desk, db, office, boss):
    strict = replace(DEFAULT_RULES, completeness_min=Decimal(90))
    save_office_rules(office.at(boss), DEFAULT_RULES)
    save_office_rules(office.at(boss), strict)
    with db.read() as session:
        assert screening_head(session, open_screening(desk, YEAR)).rules == strict


def test_a_draft_is_compiled_again_rather_than_recomputed(desk, office, boss):
    screening_id = office.compiled()
    with pytest.raises(NotAllowedError):
        recompute_screening(office.at(boss), screening_id)
    with pytest.raises(NotAllowedError):
        recompute_screening(office.at(boss), ScreeningId(99))


def test_a_screening_handed_in_is_not_compiled(desk, office, boss):
    screening_id = office.compiled()
    with desk.write() as session:
        session.get(Screening, screening_id).state = ScreeningState.SUBMITTED
    with pytest.raises(NotAllowedError, match="退回"):
        compile_screening(desk, screening_id)
