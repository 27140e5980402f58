"""A year has one newest edition, and only that one is computed anew."""

from datetime import date

import pytest
from sqlalchemy import select

from app.domain.types import Post
from app.errors import NotAllowedError
from app.models import Client
from app.queries.screening.later_years import lines_graded_later
from app.queries.screening.lines import screening_heads
from app.queries.service_changes import clients_changing_service
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.opening import recompute_screening
from tests.screening_office import YEAR, Office, line_of


@pytest.mark.parametrize("own", [False, True])
def test_only_the_newest_edition_is_recomputed(desk, own):
    office = Office(desk)
    boss = office.staff("总监", Post.DIRECTOR)
    office.booking(office.client("A", manager_id=boss), date(YEAR, 3, 1))
    other = office.compiled(manager_id=None if own else boss)
    first = office.compiled(manager_id=boss if own else None)
    at = office.at(boss)
    for screening_id in (first, other):
        submit_screening(at, screening_id)
        approve_screening(at, screening_id)
    second = recompute_screening(at, first)
    with pytest.raises(NotAllowedError, match="已有第 2 版"):
        recompute_screening(at, first)
    submit_screening(at, second)
    approve_screening(at, second)
    with pytest.raises(NotAllowedError, match="已有第 2 版"):
        recompute_screening(at, first)
    recompute_screening(at, second)
    recompute_screening(at, other)
    with desk.db.read() as session:
        assert sorted(head.version for head in screening_heads(session)) == [1, 1, 2, 2, 3]


def test_an_old_year_approved_afterwards_leaves_the_newer_grades(desk):
    office = Office(desk)
    boss = office.staff("总监", Post.DIRECTOR)
    good = office.client("A", manager_id=boss)
    gone = office.client("B", manager_id=boss)
    office.booking(good, date(YEAR - 1, 3, 1), 100)
    office.booking(good, date(YEAR, 3, 1), 1_200_000)
    office.booking(gone, date(YEAR - 1, 3, 1), 100)
    at, grades, told, kept = office.at(boss), [], [], []
    for year in (YEAR, YEAR - 1):
        screening_id = office.compiled(year, date(year, 12, 31))
        with desk.db.read() as session:
            kept.append(lines_graded_later(session, screening_id))
            told += clients_changing_service(session, screening_id, date(YEAR, 12, 31))
        submit_screening(at, screening_id)
        approve_screening(at, screening_id)
        with desk.db.read() as session:
            found = session.scalars(select(Client).order_by(Client.code))
            grades.append([client.grade for client in found])
    assert line_of(desk, screening_id, "A").result.grade == "D", "in the old year"
    assert grades == [["C", None], ["C", "D"]]
    assert kept == [0, 1]
    assert told == [good, gone], "nor is another service announced"
