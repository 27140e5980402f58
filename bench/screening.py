"""Compiling a year-end screening, against raw sqlite3 running the same aggregation."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from app.db import Desk
from app.services.screening.opening import compile_screening, open_screening
from bench.desk import desk_copy
from bench.figures import Figure, alternately
from bench.office import TODAY

RUNS = 3
YEAR = TODAY.year

SUMS = """SELECT client_id, CAST(strftime('%m', arrival_on) AS INTEGER), status, sum(amount),
sum(room_nights), count(*), sum(amount - cost), sum(CASE WHEN cost IS NOT NULL THEN amount END),
sum(CASE WHEN due_on <= :day THEN amount END)
FROM booking WHERE arrival_on >= :first AND arrival_on < :end AND deleted_at IS NULL
GROUP BY 1, 2, 3"""
PAID = """SELECT b.client_id, sum(r.amount) FROM receipt r JOIN booking b ON b.id = r.booking_id
WHERE r.received_on <= :day AND r.deleted_at IS NULL AND b.status = 'completed'
AND b.deleted_at IS NULL AND b.arrival_on >= :first AND b.arrival_on < :end GROUP BY 1"""
OPEN = """SELECT b.client_id, b.due_on, b.amount - coalesce(sum(r.amount), 0) AS open
FROM booking b LEFT JOIN receipt r ON r.booking_id = b.id AND r.received_on <= :day
AND r.deleted_at IS NULL WHERE b.status = 'completed' AND b.deleted_at IS NULL
AND b.arrival_on < :end GROUP BY b.id HAVING open <> 0"""
POOLS = """SELECT client_id, sum(amount) FROM receipt WHERE booking_id IS NULL
AND received_on <= :day AND deleted_at IS NULL GROUP BY client_id"""
COMPLAINTS = """SELECT client_id, count(*) FROM communication WHERE held_on >= :first
AND held_on < :end AND channel = 'hotline' AND deleted_at IS NULL GROUP BY client_id"""
LAST = "SELECT client_id, amount FROM client_year WHERE year = :year - 1"
CLIENTS = """SELECT c.id, c.code, c.name, c.manager_id, s.name, c.terms_days, c.status,
f.first_stay_on FROM client c LEFT JOIN staff s ON s.id = c.manager_id
LEFT JOIN client_fact f ON f.client_id = c.id WHERE c.deleted_at IS NULL ORDER BY c.code"""


def figures(office: Path) -> Iterator[Figure]:
    """Compile a whole year and store it; fetch what it is made of."""
    with desk_copy(office) as desk:
        screening = open_screening(desk, YEAR)
        ours, floor = alternately(
            lambda: compile_screening(desk, screening), lambda: _fetch(desk), RUNS
        )
    yield Figure(
        "screening compiled and stored (floor: raw aggregation)", ours, floor=floor, most_ratio=3
    )


def _fetch(desk: Desk) -> None:
    days = {"first": f"{YEAR}-01-01", "end": f"{YEAR + 1}-01-01", "day": str(TODAY), "year": YEAR}
    with closing(sqlite3.connect(desk.db.path)) as raw:
        raw.execute("PRAGMA cache_size=-16000")
        for query in (SUMS, PAID, OPEN, POOLS, COMPLAINTS, LAST, CLIENTS):
            raw.execute(query, days).fetchall()
