from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine, event

from app.domain.screening.points import Part
from app.domain.types import Dimension, Post, ScreeningLineId
from app.errors import ConflictError, InvalidInputError, NotAllowedError
from app.models import ScreeningScore
from app.services.screening.handing_in import submit_own_lines, submit_screening
from app.services.screening.judging import (
    ScoreEntry,
    clear_score,
    set_remark,
    set_scores,
)
from app.services.screening.opening import compile_screening
from tests.screening_office import Office, line_id, line_of
from tests.screening_scores import override_suggestion, set_hand_score


@contextmanager
def listening(target, name, function):
    event.listen(target, name, function)
    yield
    event.remove(target, name, function)


@pytest.fixture
def office(desk):
    return Office(desk)


@pytest.fixture
def boss(office):
    return office.staff("总监", Post.DIRECTOR)


@pytest.fixture
def seller(office):
    return office.staff("小陈")


@pytest.fixture
def screening_id(office, boss, seller):
    for code, manager, amount in (("A", seller, 60_000), ("B", boss, 300_000)):
        office.booking(office.client(code, manager_id=manager), date(2025, 3, 1), amount)
    return office.compiled()


def test_points_by_hand_move_total_grade_and_rank(desk, office, seller, screening_id):
    own = line_id(desk, screening_id, "A")
    at = office.at(seller)
    assert line_of(desk, screening_id, "A").rank == 2
    override_suggestion(at, own, Dimension.VOLUME, Decimal(40), "含分公司")
    override_suggestion(at, own, Dimension.SAFETY, Decimal(20), "次日到账")
    line = line_of(desk, screening_id, "A")
    assert (line.result.total, line.result.percent, line.result.grade) == (60, 100, "A")
    assert (line.rank, line_of(desk, screening_id, "B").rank) == (1, 2)
    clear_score(at, own, Dimension.VOLUME, Part.MEASURED)
    clear_score(at, own, Dimension.VOLUME, Part.MEASURED)
    assert line_of(desk, screening_id, "A").result.total == 36


def test_a_judgement_is_corrected_in_place(desk, db, office, seller, screening_id):
    own, at = line_id(desk, screening_id, "A"), office.at(seller)
    for points in (3, 4):
        set_hand_score(at, own, Dimension.COOPERATION, Decimal(points), "配合")
    assert line_of(desk, screening_id, "A").points[Dimension.COOPERATION].total == 4
    with db.read() as session:
        assert session.query(ScreeningScore).count() == 1


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ((Dimension.FUTURE, Part.HAND, Decimal("10.1"), "好"), "0 与 10 分之间"),
        ((Dimension.FUTURE, Part.HAND, Decimal(-1), "好"), "0 与 10 分之间"),
        ((Dimension.FUTURE, Part.HAND, Decimal("NaN"), "好"), "0 与 10 分之间"),
        ((Dimension.FUTURE, Part.MEASURED, Decimal(1), "好"), "0 与 0 分之间"),
        ((Dimension.COOPERATION, Part.HAND, Decimal(6), "好"), "0 与 5 分之间"),
        ((Dimension.VOLUME, Part.MEASURED, Decimal(41), "好"), "0 与 40 分之间"),
        ((Dimension.FUTURE, Part.HAND, Decimal("1.25"), "好"), "一位小数"),
        ((Dimension.FUTURE, Part.HAND, Decimal(5), "  "), "理由"),
        ((Dimension.FUTURE, Part.HAND, Decimal(5), "好" * 301), "300 字以内"),
    ],
)
def test_points_outside_their_part_or_without_a_reason_are_refused(
    office, seller, screening_id, wrong, words
):
    own = line_id(office.desk, screening_id, "A")
    with pytest.raises(InvalidInputError) as refused:
        set_scores(office.at(seller), [ScoreEntry(own, *wrong)])
    told = refused.value.fields[f"{own}.{wrong[0].value}"]
    assert words in told
    assert "A 公司" in told


def test_several_scores_are_kept_all_or_none(desk, db, office, boss, screening_id):
    ids = [line_id(desk, screening_id, code) for code in "AB"]
    good = [ScoreEntry(id_, Dimension.FUTURE, Part.HAND, Decimal(5), "稳") for id_ in ids]
    bad = ScoreEntry(ids[1], Dimension.COOPERATION, Part.HAND, Decimal(9), "稳")
    with pytest.raises(InvalidInputError):
        set_scores(office.at(boss), [*good, bad])
    with db.read() as session:
        assert session.query(ScreeningScore).count() == 0
    set_scores(office.at(boss), good)
    with db.read() as session:
        assert session.query(ScreeningScore).count() == 2


def test_points_taken_back_are_given_again_in_one_step(desk, db, office, boss, screening_id):
    own, at = line_id(desk, screening_id, "A"), office.at(boss)
    place = (own, Dimension.FUTURE, Part.HAND)
    set_scores(at, [ScoreEntry(*place, Decimal(5), "稳")])
    set_scores(at, [ScoreEntry(*place, None), ScoreEntry(*place, Decimal(3), "人走了")])
    set_scores(at, [ScoreEntry(*place, Decimal(2), "一"), ScoreEntry(*place, Decimal(1), "二")])
    with db.read() as session:
        (score,) = session.query(ScreeningScore)
        assert (score.points, score.reason) == (1, "二")


def test_many_lines_are_asked_for_at_once(desk, office, seller, screening_id):
    at = office.at(seller)
    others = [office.client(code, manager_id=seller) for code in "CDE"]
    for client_id in others:
        office.booking(client_id, date(2025, 3, 1), 1_000)
    compile_screening(desk, screening_id)

    def asked(codes, points):
        entries = [
            ScoreEntry(line_id(desk, screening_id, code), Dimension.FUTURE, Part.HAND, points, "稳")
            for code in codes
        ]
        told = []
        with listening(Engine, "before_cursor_execute", lambda *args: told.append(args[2])):
            set_scores(at, entries)
        return sum(statement.startswith("SELECT") for statement in told)

    assert asked("C", Decimal(2)) == asked("ACDE", Decimal(3))


def test_salespersons_score_their_own_clients_only(desk, office, seller, boss, screening_id):
    theirs = line_id(desk, screening_id, "B")
    with pytest.raises(NotAllowedError, match="不属于您"):
        set_hand_score(office.at(seller), theirs, Dimension.FUTURE, Decimal(5), "稳")
    with pytest.raises(NotAllowedError):
        set_remark(office.at(seller), theirs, "备注")
    set_hand_score(
        office.at(boss), line_id(desk, screening_id, "A"), Dimension.FUTURE, Decimal(5), "稳"
    )


def test_nobody_in_particular_scores_nothing(desk, screening_id):
    with pytest.raises(NotAllowedError, match="您是谁"):
        set_hand_score(desk, line_id(desk, screening_id, "A"), Dimension.FUTURE, Decimal(5), "稳")


def test_what_is_handed_in_is_scored_by_nobody(desk, office, seller, boss, screening_id):
    own = line_id(desk, screening_id, "A")
    submit_own_lines(office.at(seller), screening_id)
    with pytest.raises(NotAllowedError, match="已提交"):
        set_hand_score(office.at(seller), own, Dimension.FUTURE, Decimal(5), "稳")
    set_hand_score(office.at(boss), own, Dimension.FUTURE, Decimal(5), "稳")
    submit_screening(office.at(boss), screening_id)
    with pytest.raises(NotAllowedError, match="退回"):
        set_hand_score(office.at(boss), own, Dimension.FUTURE, Decimal(6), "稳")


def test_a_line_that_is_gone_is_a_conflict(office, boss):
    with pytest.raises(ConflictError):
        set_remark(office.at(boss), ScreeningLineId(99), "备注")
