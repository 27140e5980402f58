"""Rows that are gone for good: nothing brings them back, and a later row of their number is no kin.

SQLite gives a number anew once the highest row is gone; so no step may stay that would be undone on
whatever has that number by then.
"""

from collections.abc import Iterable, Mapping, Set

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models import Action, Base, Change
from app.queries.id_lists import all_of

Rows = Mapping[str, Set[int]]
"""Ids by table."""


def with_their_own(session: Session, name: str, ids: Iterable[int]) -> Rows:
    """Return these rows of a table, and all that go along when they are deleted."""
    found: dict[str, set[int]] = {name: set(ids)}
    waiting = [(name, found[name])]
    while waiting:
        above, some = waiting.pop()
        for table in Base.metadata.tables.values():
            for key in table.foreign_keys:
                if key.column.table.name != above or key.ondelete != "CASCADE":
                    continue
                if "id" not in table.c:
                    continue
                query = select(table.c.id).where(key.parent.in_(all_of(some)))
                new = set(session.scalars(query)) - found.get(table.name, set())
                if new:
                    found.setdefault(table.name, set()).update(new)
                    waiting.append((table.name, new))
    return found


def close_steps(session: Session, rows: Rows) -> None:
    """Let nobody undo what was done to these rows."""
    for name, ids in rows.items():
        own = (Change.table_name == name) & Change.row_id.in_(all_of(ids))
        close_actions(session, session.scalars(select(Change.action_id).where(own)))


def empty_journal(session: Session, rows: Rows) -> None:
    """Take out of the journal what these rows held; that they were changed stays."""
    table = Base.metadata.tables[Change.__tablename__]
    for name, ids in rows.items():
        own = (table.c.table_name == name) & table.c.row_id.in_(all_of(ids))
        session.execute(update(table).where(own).values(before=None, after=None))


def close_actions(session: Session, action_ids: Iterable[int]) -> None:
    """Let nobody undo these actions."""
    closed = update(Action).where(Action.id.in_(all_of(set(action_ids))))
    session.execute(closed.values(undoable=False).execution_options(synchronize_session=False))
