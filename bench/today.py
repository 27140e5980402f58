"""What is to be done today for everyone, and the calendar, against the raw statements."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from app.cycles import no_search_for_cycles
from app.domain.calendar import month_of
from app.queries.calendar import CalendarFilter, calendar_days
from app.queries.cases import CaseFilter, board
from app.queries.today import TodayScope, overdue_money, today_keys, today_lines
from bench.busy import add_busy_days
from bench.desk import desk_copy
from bench.figures import Figure, alternately, milliseconds
from bench.office import TODAY
from bench.painted import NOW

RUNS = 7
SHOWN = 9

RAW = (
    """SELECT id FROM task WHERE status = 'open' AND deleted_at IS NULL AND due_on < :today
    AND client_id NOT IN (SELECT id FROM client WHERE deleted_at IS NOT NULL)
    ORDER BY due_on, due_time, id""",
    """SELECT id FROM task WHERE status = 'open' AND deleted_at IS NULL
    AND due_on BETWEEN :today AND :sunday
    AND client_id NOT IN (SELECT id FROM client WHERE deleted_at IS NOT NULL)
    ORDER BY due_on, due_time, id""",
    """SELECT id FROM client_case WHERE state IN ('waiting', 'working') AND deleted_at IS NULL
    AND (solve_due_on <= :sunday OR answered_at IS NULL AND answer_due_at < :sunday)
    ORDER BY solve_due_on, id""",
    """SELECT c.id FROM client c LEFT JOIN client_fact f ON f.client_id = c.id
    WHERE c.deleted_at IS NULL AND c.status = 'active'
    AND coalesce(f.last_made_on, date(c.created_at)) <= date(:sunday, '-' || CASE c.grade
    WHEN 'A' THEN 14 WHEN 'B' THEN 30 WHEN 'C' THEN 60 WHEN 'D' THEN 90 ELSE 60 END || ' days')
    AND NOT EXISTS (SELECT 1 FROM task t WHERE t.client_id = c.id AND t.rule = 'contact'
    AND t.deleted_at IS NULL) ORDER BY c.grade, f.last_made_on, c.id""",
    """SELECT c.id FROM client c LEFT JOIN client_fact f ON f.client_id = c.id
    WHERE c.deleted_at IS NULL AND c.status = 'active' AND c.grade IN ('A', 'B', 'C')
    AND coalesce(f.last_visit_on, date(c.created_at)) <= date(:sunday, '-' || CASE c.grade
    WHEN 'A' THEN 30 WHEN 'B' THEN 60 ELSE 120 END || ' days')
    AND NOT EXISTS (SELECT 1 FROM task t WHERE t.client_id = c.id AND t.rule = 'visit'
    AND t.deleted_at IS NULL) ORDER BY c.grade, f.last_visit_on, c.id""",
    """SELECT p.id, p.client_id, p.birth_month, p.birth_day, p.birth_lunar, p.birth_leap
    FROM contact p JOIN client c ON c.id = p.client_id WHERE p.deleted_at IS NULL AND NOT p.left
    AND p.birth_month IN (11, 12, 1) AND c.deleted_at IS NULL AND c.status = 'active'""",
    """SELECT id FROM client WHERE deleted_at IS NULL AND status = 'active'
    AND grade IN ('A', 'B', 'C') ORDER BY grade, id""",
    """SELECT a.id FROM agreement a JOIN client c ON c.id = a.client_id
    WHERE a.deleted_at IS NULL AND a.valid_to <= :in_sixty AND c.deleted_at IS NULL
    AND NOT EXISTS (SELECT 1 FROM agreement b WHERE b.client_id = a.client_id
    AND b.deleted_at IS NULL AND b.id <> a.id AND b.valid_to > a.valid_to)
    ORDER BY a.valid_to, a.id""",
)

CALENDAR = (
    """SELECT id, due_on FROM task WHERE status IN ('open', 'done') AND deleted_at IS NULL
    AND due_on BETWEEN :first AND :last ORDER BY due_on, due_time, id""",
    """SELECT id, held_on FROM communication WHERE channel = 'visit' AND deleted_at IS NULL
    AND held_on BETWEEN :first AND :last ORDER BY held_on, held_time, id""",
)


def figures(office: Path) -> Iterator[Figure]:
    """Ask for everybody's day as the page does: all keys, and the lines seen first."""
    scope = TodayScope(NOW)
    month = CalendarFilter(*month_of(TODAY))
    with desk_copy(office) as desk:
        add_busy_days(desk)

        def today() -> None:
            with no_search_for_cycles(), desk.db.read() as session:  # as the workers do
                keys = today_keys(session, scope)
                today_lines(session, scope, {group: own[:SHOWN] for group, own in keys.items()})

        def calendar() -> None:
            with desk.db.read() as session:
                calendar_days(session, month)

        def problems() -> None:
            with desk.db.read() as session:
                board(session, CaseFilter(), now=NOW)

        def money() -> None:
            with desk.db.read() as session:
                overdue_money(session, scope)

        today()
        ours, floor = alternately(today, lambda: _raw(desk.db.path, RAW), RUNS)
        yield Figure(
            "today for everyone, without money (floor: raw statements)",
            ours,
            floor=floor,
            most=300,
            most_ratio=2,
        )
        ours, floor = alternately(calendar, lambda: _raw(desk.db.path, CALENDAR), RUNS)
        yield Figure("a calendar month for everyone", ours, floor=floor, most=100)
        yield Figure("the board of problems", milliseconds(problems), most=100)
        yield Figure("overdue money, beside the window", milliseconds(money, 3))


def _raw(path: Path, queries: Sequence[str]) -> None:
    first, last = month_of(TODAY)
    days = {
        "first": str(first),
        "last": str(last),
        "today": str(TODAY),
        "sunday": str(TODAY + timedelta(1)),
        "in_sixty": str(TODAY + timedelta(60)),
    }
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA cache_size=-16000")
        for query in queries:
            raw.execute(query, days).fetchall()
