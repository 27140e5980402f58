"""Merging two clients: no seal breaks, nothing people wrote is lost, every line is found again."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.domain.types import ActionId, Dimension, Post, ScreeningState
from app.models import Action, ScreeningLine
from app.queries.screening.differences import Change, differences
from app.queries.screening.of_client import client_screenings
from app.queries.screening.seals import broken_seals
from app.services.merging import merge_clients
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.judging import set_remark
from app.services.screening.opening import compile_screening, recompute_screening
from app.services.undo import undo_action
from tests.screening_office import YEAR, Office, line_id, line_of
from tests.screening_scores import set_hand_score

BEFORE = YEAR - 1


@pytest.fixture
def office(desk):
    """Two files of one client: both screened this year, one alone the year before."""
    made = Office(desk)
    made.boss = made.staff("总监", Post.DIRECTOR)
    made.keep = made.client("KH1", name="华联商务", manager_id=made.boss)
    made.booking(made.keep, date(YEAR, 3, 1), 1000)
    made.lose = made.client("KH9", name="华联商务有限公司", manager_id=made.boss)
    for year in (BEFORE, YEAR):
        made.booking(made.lose, date(year, 5, 1), 500)
    return made


@pytest.fixture
def approved(office):
    """Approve the year before, where the kept file is left out, and this year with both."""
    boss = office.at(office.boss)
    ids = [office.compiled(BEFORE, date(BEFORE, 12, 31)), office.compiled()]
    with office.desk.write() as session:
        early = select(ScreeningLine).where(
            ScreeningLine.screening_id == ids[0], ScreeningLine.client_id == office.keep
        )
        session.delete(session.scalars(early).one())
    for id_ in ids:
        submit_screening(boss, id_)
        approve_screening(boss, id_)
    return ids


def lines(office, client_id):
    with office.db.read() as session:
        found = client_screenings(session, client_id)
    return [(head.year, line.code) for head, line in found]


def seals(office):
    with office.db.read() as session:
        return broken_seals(session)


def last_action(office):
    with office.db.read() as session:
        return ActionId(session.scalars(select(Action.id).order_by(Action.id.desc())).first())


def test_every_line_of_both_files_is_on_the_card_of_the_kept_one(office, approved):
    assert lines(office, office.keep) == [(YEAR, "KH1")]
    merge_clients(office.desk, office.keep, office.lose)
    assert lines(office, office.keep) == [(YEAR, "KH1"), (YEAR, "KH9"), (BEFORE, "KH9")]
    third = office.client("KH0", manager_id=office.boss)
    merge_clients(office.desk, third, office.keep)
    assert lines(office, third) == [(YEAR, "KH1"), (YEAR, "KH9"), (BEFORE, "KH9")]


def test_no_seal_breaks_by_merging_undoing_and_doing_again(office, approved):
    assert seals(office) == []
    merge_clients(office.desk, office.keep, office.lose)
    assert seals(office) == []
    undo_action(office.desk, last_action(office))
    assert seals(office) == []
    assert lines(office, office.lose) == [(YEAR, "KH9"), (BEFORE, "KH9")]
    assert lines(office, office.keep) == [(YEAR, "KH1")]
    merge_clients(office.desk, office.lose, office.keep)
    assert seals(office) == []
    assert lines(office, office.lose) == [(YEAR, "KH9"), (YEAR, "KH1"), (BEFORE, "KH9")]


def test_a_new_edition_after_merging_counts_both_and_tells_what_went(office, approved):
    merge_clients(office.desk, office.keep, office.lose)
    new_id = recompute_screening(office.at(office.boss), approved[1])
    assert line_of(office.desk, new_id, "KH1").evidence.amount == 1500
    with office.db.read() as session:
        found = {one.code: one.change for one in differences(session, new_id)}
    assert found == {"KH1": Change.CHANGED, "KH9": Change.REMOVED}
    assert seals(office) == []


def test_what_was_written_about_the_other_file_of_a_draft_goes_along(office):
    screening_id = office.compiled()
    boss = office.at(office.boss)
    ours, theirs = (line_id(office.desk, screening_id, code) for code in ("KH1", "KH9"))
    set_hand_score(boss, ours, Dimension.FUTURE, Decimal(8), "行业领先")
    set_hand_score(boss, theirs, Dimension.FUTURE, Decimal(3), "平平")
    set_hand_score(boss, theirs, Dimension.COOPERATION, Decimal(4), "付款准时")
    set_remark(boss, ours, "老朋友")
    set_remark(boss, theirs, "另一份档案")
    merge_clients(boss, office.keep, office.lose)
    compile_screening(boss, screening_id)
    line = line_of(office.desk, screening_id, "KH1")
    assert line.points[Dimension.FUTURE].hand.points == 8
    assert line.points[Dimension.COOPERATION].hand.reason == "付款准时"
    assert line.points[Dimension.COOPERATION].hand.by == "总监"
    assert line.remark == "老朋友；另一份档案"
    assert lines(office, office.keep) == [(YEAR, "KH1")]


def test_scores_go_along_where_only_the_other_file_has_any(office):
    screening_id = office.compiled()
    boss = office.at(office.boss)
    theirs = line_id(office.desk, screening_id, "KH9")
    set_hand_score(boss, theirs, Dimension.FUTURE, Decimal(3), "平平")
    merge_clients(boss, office.keep, office.lose)
    undo_action(boss, last_action(office))
    compile_screening(boss, screening_id)
    assert line_of(office.desk, screening_id, "KH9").points[Dimension.FUTURE].hand.points == 3
    merge_clients(boss, office.keep, office.lose)
    compile_screening(boss, screening_id)
    line = line_of(office.desk, screening_id, "KH1")
    assert line.points[Dimension.FUTURE].hand.points == 3
    assert line.state is ScreeningState.DRAFT
