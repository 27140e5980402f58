"""What a restricted person reads: every table that holds clients, cut to what the person may see.

SQLite looks for a table among a connection's temporary ones first. So a temporary view of the
table's name, made on connections of their own, stands between the file and whatever is asked:
no statement can forget it, neither one written by hand.
"""

from collections.abc import Callable, Iterable
from typing import Any

from app.db import masks
from app.db.reach import SEEN_BY_CLIENT, Path
from app.domain.rights import EVERYTHING, Member, Right, Viewer, viewer_of
from app.domain.types import CaseState, Post, StaffId, TaskStatus

Ask = Callable[..., Any]
"""Takes a statement, and values for it, to the file; returns its rows."""

MAKE_LISTS = (
    "PRAGMA temp_store = MEMORY",
    "CREATE TEMP TABLE seen (id INTEGER PRIMARY KEY)",
    "CREATE TEMP TABLE own (id INTEGER PRIMARY KEY)",
    masks.MAKE_LIST,
)
VERSION = "SELECT data_version, (SELECT id FROM main.staff LIMIT 1) FROM pragma_data_version"
MEMBERS = "SELECT id, post, active, leader_id FROM main.staff"
IN_CHARGE = """
    SELECT id FROM main.client WHERE manager_id IN ({people})
    UNION SELECT id FROM main.client WHERE relationship_manager_id IN ({people})
    UNION SELECT id FROM main.client WHERE manager_id IS NULL AND relationship_manager_id IS NULL
"""
LENT = f"""
    UNION SELECT client_id FROM main.client_share WHERE staff_id IS NULL OR staff_id = {{me}}
    UNION SELECT client_id FROM main.task
        WHERE staff_id = {{me}} AND status = '{TaskStatus.OPEN.value}' AND deleted_at IS NULL
    UNION SELECT client_id FROM main.client_case
        WHERE staff_id = {{me}} AND state <> '{CaseState.CLOSED.value}' AND deleted_at IS NULL
"""  # noqa: S608 - codes of our own
VISIBLE = "IN (SELECT id FROM temp.seen)"
"""Stands after a column with a plus, so that SQLite asks it of a row it has found: led to rows by
the list, it would go through all of it for each row of another table."""

LED_BY_CLIENT = ("communication",)
"""Where the list leads to the rows: the longest table of which everything is listed at once."""


def viewer_on(ask: Ask, staff_id: StaffId | None) -> Viewer:
    """Return what a person may do, as the file says now."""
    if staff_id is None:
        return EVERYTHING
    members = [
        Member(StaffId(id_), Post(post), bool(active), leader_id)
        for id_, post, active, leader_id in ask(MEMBERS)
    ]
    return viewer_of(members, staff_id)


def version_of(ask: Ask) -> int:
    """Return what changes with everybody else's write, once it can no longer change.

    The first read of a transaction holds writers off; only then the number stands.
    """
    number, _first = ask(VERSION).fetchone()
    return int(number)


def make_lists(ask: Ask) -> None:
    """Make the lists of clients, once a connection; nothing of them comes to the disk."""
    for statement in MAKE_LISTS:
        ask(statement)


def list_clients(ask: Ask, viewer: Viewer) -> None:
    """Fill the lists of the clients a person sees and edits."""
    for name, right, more in (("seen", Right.SEE, LENT), ("own", Right.EDIT, "")):
        people = ",".join(str(int(id_)) for id_ in sorted(viewer.people(right)))
        chosen = (IN_CHARGE + more).format(people=people, me=int(viewer.staff_id or 0))
        ask(f"DELETE FROM temp.{name}")  # noqa: S608 - two names
        ask(f"INSERT INTO temp.{name} {chosen}")
    masks.list_masked(ask, viewer)


def cut(ask: Ask, viewer: Viewer) -> None:
    """Put the views between this connection and the tables, for this person."""
    uncut(ask)
    list_clients(ask, viewer)
    for name, condition in conditions(int(viewer.staff_id or 0)):
        columns = masks.columns(ask, name)
        ask(
            f'CREATE TEMP VIEW "{name}" AS SELECT {columns} FROM main."{name}" WHERE {condition}'  # noqa: S608 - our own
        )


def uncut(ask: Ask) -> None:
    """Take the views away."""
    views = ask("SELECT name FROM temp.sqlite_master WHERE type = 'view'").fetchall()
    for (name,) in views:
        ask(f'DROP VIEW temp."{name}"')


def conditions(me: int) -> Iterable[tuple[str, str]]:
    """Return each table that is cut, with the condition under which a row is seen, as SQL."""
    yield "client", f"+id {VISIBLE}"
    for name, path in SEEN_BY_CLIENT.items():
        yield name, _of_client(name, path)
    yield "distinct_pair", f"+first_id {VISIBLE} AND +second_id {VISIBLE}"
    yield "handover", _exists("handover_line", "handover_id = handover.id")
    yield "form_draft", f"staff_id = {me}"
    yield "change", _of_row(("client", *SEEN_BY_CLIENT))
    yield "action", f"staff_id = {me} OR " + _exists("change", "action_id = action.id")


def _of_client(name: str, path: Path) -> str:
    if path.parent:
        return _exists(path.parent, f"id = {name}.{path.column}")
    led = "" if name in LED_BY_CLIENT else "+"
    return f"{led}{path.column} {VISIBLE}"


def _of_row(tables: Iterable[str]) -> str:
    """Return whether the row a change tells of is seen."""
    cases = " ".join(
        f"WHEN '{name}' THEN " + _exists(name, "id = change.row_id")
        for name in tables
        if name not in ("client_fact", "client_year")  # not journalled, and without an id
    )
    return f"CASE table_name {cases} ELSE 0 END"


def _exists(table: str, condition: str) -> str:
    """Return whether a row is seen in another cut table."""
    return f'EXISTS (SELECT 1 FROM temp."{table}" AS other WHERE other.{condition})'  # noqa: S608 - our own
