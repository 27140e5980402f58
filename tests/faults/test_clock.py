"""Fault 72: the clock jumps, or the year ends, while a year is screened and approved."""

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.domain.types import Post
from app.models import Client
from app.queries.screening.lines import screening_lines
from app.queries.screening.seals import broken_seals
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.opening import compile_screening, open_screening
from tests.conftest import NOW
from tests.screening_office import CUT_OFF, YEAR, Office

BEIJING = timezone(timedelta(hours=8))
EVE = datetime(2025, 12, 31, 23, 59, 58, tzinfo=BEIJING)
MIDNIGHT = timedelta(seconds=4)
JUMPS = {
    "the same day": (NOW, NOW, NOW),
    "the year ends before the approval": (EVE, EVE, EVE + MIDNIGHT),
    "the year ends before it is handed in": (EVE, EVE + MIDNIGHT, EVE + 2 * MIDNIGHT),
    "back to a year long past": (EVE, EVE, EVE.replace(year=2009, day=1)),
    "far ahead and back": (EVE, EVE.replace(year=2041), EVE),
    "back by an hour between two steps": (NOW, NOW - timedelta(hours=1), NOW),
}


def approved(desk, clocks):
    """Screen and approve a year; each of the three steps has its own time."""
    office = Office(desk)
    boss = office.staff("总监", Post.DIRECTOR)
    for number in range(4):
        client = office.client(f"S{number}", manager_id=boss)
        for month in (1, 6, 12):
            day = date(YEAR, month, 28)
            booking = office.booking(client, day, 10 ** (number + 2))
            office.receipt(client, day, 10 ** (number + 2), booking)
    office.done()
    compiling, submitting, approving = (
        replace(office.at(boss), clock=lambda at=at: at) for at in clocks
    )
    screening_id = open_screening(compiling, YEAR, CUT_OFF)
    compile_screening(compiling, screening_id)
    submit_screening(submitting, screening_id)
    approve_screening(approving, screening_id)
    return screening_id


def frozen(desk, screening_id):
    with desk.db.read() as session:
        lines = screening_lines(session, screening_id)
        grades = session.scalars(select(Client.grade).order_by(Client.id)).all()
        return [(line.code, line.rank, line.evidence.months, line.result) for line in lines], grades


@pytest.mark.parametrize("jump", JUMPS)
def test_fault_72_a_year_is_approved_alike_whatever_the_clock_does(desk, jump):
    screening_id = approved(desk, JUMPS[jump])
    lines, grades = frozen(desk, screening_id)
    assert [line[:2] for line in lines] == [("S3", 1), ("S2", 2), ("S1", 3), ("S0", 3)]
    assert [sum(months) for _code, _rank, months, _result in lines] == [300_000, 30_000, 3_000, 300]
    percents = [result.percent for *_line, result in lines]
    assert percents == [Decimal(text) for text in ("81.5", "53.8", "41.5", "41.5")]
    assert grades == ["D", "D", "D", "A"]
    with desk.db.read() as session:
        assert broken_seals(session) == []
    later = replace(desk, clock=lambda: EVE + MIDNIGHT)
    next_id = open_screening(replace(later, staff_id=1), YEAR + 1)
    assert next_id != screening_id
    assert frozen(desk, screening_id) == (lines, grades), "the new year leaves the approved one"
