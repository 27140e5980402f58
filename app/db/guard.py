"""What a restricted person writes: every row changed is noted, and refused where it is not theirs.

Temporary triggers, on connections of their own, note each changed row's client and right in a
list; at the end of the unit of work it is compared with the clients that were the person's at its
beginning. So no statement can be forgotten, one by hand or a cascade of SQLite's included, and
handing oneself a client first does not help. The file itself has no triggers.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from app.db.reach import (
    EDITED,
    LOGGED,
    PERSONAL,
    RESERVED,
    RESERVED_COLUMNS,
    SHARED,
    SHARED_COLUMNS,
    SIGNED,
    Path,
)
from app.db.sight import Ask, list_clients
from app.domain.rights import Right, Viewer, refusal, refusal_of_client
from app.errors import NotAllowedError

NEW = "new"
"""Noted for a file that is opened: ``staff_id`` is who is to manage it."""
TOUCHED = """
    CREATE TEMP TABLE touched
    (right TEXT NOT NULL, client_id INTEGER, staff_id INTEGER, whose INTEGER NOT NULL)
"""
OLD_ONES, NEW_ONES = ("OLD",), ("NEW",)
EVENTS = (("INSERT", NEW_ONES), ("UPDATE", (*OLD_ONES, *NEW_ONES)), ("DELETE", OLD_ONES))


def install(ask: Ask) -> None:
    """Make the list and the triggers that fill it, once a connection; ``ask`` is the driver's."""
    ask(TOUCHED)
    for number, statement in enumerate(_triggers(ask)):
        ask(f"CREATE TEMP TRIGGER guard_{number} {statement}")


def begin(ask: Ask, viewer: Viewer) -> None:
    """Note anew, and list whose clients are whose before anything changes."""
    ask("DELETE FROM temp.touched")
    list_clients(ask, viewer)


def check(ask: Ask, viewer: Viewer) -> None:
    """Refuse what is not this person's.

    Raises:
        NotAllowedError: A row was changed that is not the person's to change.
    """
    for found in (_reserved, _personal, _opened, _of_clients):
        if (told := found(ask, viewer)) is not None:
            raise NotAllowedError(told)


def _reserved(ask: Ask, viewer: Viewer) -> str | None:
    rows = ask("SELECT DISTINCT right FROM temp.touched WHERE NOT whose AND right <> ?", (NEW,))
    rights = sorted(Right(name) for (name,) in rows)
    return next((refusal(right) for right in rights if not viewer.may(right)), None)


def _personal(ask: Ask, viewer: Viewer) -> str | None:
    others = "SELECT right FROM temp.touched WHERE whose AND staff_id IS NOT ? LIMIT 1"
    row = ask(others, (viewer.staff_id,)).fetchone()
    if row is None:
        return None
    right = Right(row[0])
    return refusal_of_client(right, "") if right in (Right.SCORE, Right.EDIT) else refusal(right)


def _opened(ask: Ask, viewer: Viewer) -> str | None:
    query = "SELECT staff_id FROM temp.touched WHERE right = ? AND staff_id IS NOT NULL"
    managers = {id_ for (id_,) in ask(query, (NEW,))}
    return refusal(Right.REASSIGN) if managers - viewer.people(Right.EDIT) else None


def _of_clients(ask: Ask, viewer: Viewer) -> str | None:
    """Find a client whose rows were changed, and that is neither the person's nor new."""
    others = f"(staff_id IS NOT NULL AND staff_id <> {int(viewer.staff_id or 0)})"
    for right, reach, only in (
        (Right.EDIT, "own", ""),
        (Right.SHARE, "own", ""),
        (Right.LOG, "seen", f"AND NOT {others}"),
        (Right.LOG, "own", f"AND {others}"),
    ):
        query = f"""
            SELECT client_id FROM temp.touched WHERE right = ? AND NOT whose {only}
            AND client_id NOT IN (SELECT id FROM temp.{reach})
            AND client_id NOT IN (SELECT client_id FROM temp.touched WHERE right = '{NEW}') LIMIT 1
        """  # noqa: S608 - words of our own
        if (row := ask(query, (right.value,)).fetchone()) is not None:
            return refusal_of_client(right, _name_seen(ask, row[0]))
    return None


def _name_seen(ask: Ask, client_id: int) -> str:
    query = "SELECT name FROM main.client WHERE id = ? AND id IN (SELECT id FROM temp.seen)"
    row = ask(query, (client_id,)).fetchone()
    return "" if row is None else str(row[0])


def _triggers(ask: Ask) -> Iterator[str]:
    yield from _client_triggers()
    for tables, right in ((EDITED, Right.EDIT), (LOGGED, Right.LOG), (SHARED, Right.SHARE)):
        for table, path in tables.items():
            yield from _on(table, partial(_noted, right, table, path))
    for table, reserved in RESERVED.items():
        yield from _on(table, partial(_reserved_note, reserved), _own_columns(ask, table))
    for table, (whose, right) in PERSONAL.items():
        yield from _on(table, _personal_note(whose, right), _own_columns(ask, table))


def _client_triggers() -> Iterator[str]:
    yield from _on("client", lambda row: _note(Right.EDIT.value, f"{row}.id"))
    for right, columns in RESERVED_COLUMNS.items():
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
        what = _note(right.value, "NEW.id")
        yield f"AFTER UPDATE ON main.client WHEN {changed} BEGIN {what} END"
        if right is not Right.REASSIGN:
            given = " OR ".join(f"coalesce(NEW.{column}, 0) <> 0" for column in columns)
            yield f"AFTER INSERT ON main.client WHEN {given} BEGIN {what} END"
    opened = "".join(
        _note(NEW, "NEW.id", f"NEW.{column}") for column in RESERVED_COLUMNS[Right.REASSIGN]
    )
    yield f"AFTER INSERT ON main.client BEGIN {opened} END"


def _noted(right: Right, table: str, path: Path, row: str) -> str:
    """Return the note of a row of a client, signed where only its writer may change it."""
    client = f"{row}.{path.column}"
    if path.parent:
        client = f"(SELECT client_id FROM main.{path.parent} WHERE id = {client})"  # noqa: S608 - likewise
    signed = f"{row}.staff_id" if table in SIGNED and row == "OLD" else "NULL"
    return _note(right.value, client, signed)


def _reserved_note(right: Right, _row: str) -> str:
    return _note(right.value)


def _personal_note(whose: str, right: Right) -> Callable[[str], str]:
    return lambda row: _note(right.value, "NULL", whose.format(row=row), whose=True)


def _note(right: str, client: str = "NULL", staff: str = "NULL", *, whose: bool = False) -> str:
    return f"INSERT INTO touched VALUES ('{right}', {client}, {staff}, {whose:d});"  # noqa: S608 - likewise


def _on(table: str, note: Callable[[str], str], columns: str = "") -> Iterable[str]:
    for event, rows in EVENTS:
        of = columns if event == "UPDATE" else ""
        notes = "".join(map(note, rows))
        yield f"AFTER {event}{of} ON main.{table} BEGIN {notes} END"


def _own_columns(ask: Ask, table: str) -> str:
    """Return which columns of a table are not everybody's, as a trigger names them."""
    columns = {row[1] for row in ask(f"PRAGMA main.table_info({table})")}
    own = (f'"{name}"' for name in sorted(columns - set(SHARED_COLUMNS.get(table, ()))))
    return f" OF {', '.join(own)}"
