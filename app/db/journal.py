"""Keeps, in the same transaction, what each action changed: from what to what.

The journal is the audit and the material of every 撤销. It sees what goes through the unit of
work; ``change_many`` does the same for one UPDATE over many rows. Facts that follow from other
rows are not journalled. Of a file the journal holds the content while the row itself is gone.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Table, insert, inspect, select, update
from sqlalchemy.orm import Session

from app.models.base import Base

if TYPE_CHECKING:
    from app.models import Action

OWN = frozenset({"action", "change"})
UNTOLD = frozenset({*OWN, "client_fact", "client_year", "form_draft", "sign_in", "recovery_code"})
"""Tables the journal leaves out: itself, facts of other rows, unsaved forms, secrets."""

CENT = Decimal("0.01")
ROWS_A_STATEMENT = 500
"""SQLite takes a limited number of values in one IN (...)."""


def encode(value: Any) -> Any:
    """Turn a column's value into JSON: dates and decimals as text, bytes as base64.

    A value as set and the same value as read back give the same text: instants in UTC, decimals
    with the two places the tables keep.
    """
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value.quantize(CENT, ROUND_HALF_UP))
    return b64encode(value).decode() if isinstance(value, bytes) else value


def decode(table: Table, column: str, value: Any) -> Any:
    """Turn what ``encode`` made back into the column's value."""
    if value is None:
        return None
    kind = table.c[column].type.python_type
    if kind in (date, datetime, time):
        return kind.fromisoformat(value)
    if kind is Decimal or issubclass(kind, Enum):
        return kind(value)
    if kind is bytes:
        return b64decode(value)
    return value


def changes_of(item: Base) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the changed columns of an object about to be flushed: before and after."""
    before: dict[str, Any] = {}
    after: dict[str, Any] = {}
    state = inspect(item)
    for attribute in state.mapper.column_attrs:
        history = state.attrs[attribute.key].history
        if history.has_changes() and attribute.key != "version":
            before[attribute.key] = encode(history.deleted[0]) if history.deleted else None
            after[attribute.key] = encode(history.added[0]) if history.added else None
    return before, after


class Recorder:
    """Collects the changes of one unit of work and writes them with its action."""

    def __init__(self, action: "Action") -> None:
        self.action = action
        self.tables: set[str] = set()
        self._changes: list[dict[str, Any]] = []

    def inserted(self, item: Base) -> None:
        """Note a new row."""
        self._note(item.__tablename__, _row_id(item), "insert", None, None)

    def updated(self, item: Base) -> None:
        """Note a changed row, if a column really changed."""
        before, after = changes_of(item)
        if before != after:
            self._note(item.__tablename__, _row_id(item), "update", before, after)

    def deleted(self, item: Base) -> None:
        """Note a row that goes, with everything it held."""
        columns = inspect(item).mapper.column_attrs
        before = {column.key: encode(getattr(item, column.key)) for column in columns}
        self._note(item.__tablename__, _row_id(item), "delete", before, None)

    def note_update(
        self, table: str, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Note a change made by a statement. Values are encoded."""
        self._note(table, row_id, "update", dict(before), dict(after))

    def note_insert(self, table: str, row_id: int) -> None:
        """Note a row added by a statement."""
        self._note(table, row_id, "insert", None, None)

    def note_delete(self, table: str, row_id: int, before: Mapping[str, Any]) -> None:
        """Note a row removed by a statement. Values are encoded."""
        self._note(table, row_id, "delete", dict(before), None)

    def note_reveal(self, table: str, row_id: int) -> None:
        """Note that hidden data of a row were shown; nothing changed."""
        self._note(table, row_id, "reveal", None, None)

    def touch(self, table: str) -> None:
        """Note that rows of a table changed, for the news alone."""
        if table not in OWN:
            self.tables.add(table)

    def store(self, session: Session) -> int | None:
        """Write the action and its changes; None when nothing was to be told."""
        if not self._changes and not self.action.summary:
            return None
        self.action.undoable = self.action.undoable and bool(self._changes)
        session.add(self.action)
        session.flush()
        action_id = self.action.id
        if self._changes:
            from app.models import Change

            rows = [{"action_id": action_id, **change} for change in self._changes]
            session.execute(insert(Change.__table__), rows)
        return action_id

    def _note(
        self,
        table: str,
        row_id: int,
        kind: str,
        before: dict[str, Any] | None,
        after: dict[str, Any] | None,
    ) -> None:
        self.touch(table)
        if table not in UNTOLD:
            self._changes.append(
                {
                    "table_name": table,
                    "row_id": row_id,
                    "kind": kind,
                    "before": before,
                    "after": after,
                }
            )


def recorder(session: Session) -> Recorder:
    """Return the recorder of a write session."""
    found: Recorder = session.info["recorder"]
    return found


def change_many(
    session: Session, model: type[Base], ids: Iterable[int], values: Mapping[str, Any]
) -> int:
    """Give these rows the same new values, told to the journal; return how many changed.

    The version column is counted up, so that an open form notices.
    """
    table = model.__table__
    changed = 0
    wanted = list(ids)
    for start in range(0, len(wanted), ROWS_A_STATEMENT):
        changed += _change_some(session, table, wanted[start : start + ROWS_A_STATEMENT], values)
    return changed


def _change_some(
    session: Session, table: Table, ids: Sequence[int], values: Mapping[str, Any]
) -> int:
    columns = [table.c[name] for name in values]
    found = session.execute(select(table.c.id, *columns).where(table.c.id.in_(ids))).all()
    after = {name: encode(value) for name, value in values.items()}
    changed = []
    for row_id, *old in found:
        before = dict(zip(values, map(encode, old), strict=True))
        if before != after:
            recorder(session).note_update(table.name, row_id, before, after)
            changed.append(row_id)
    new = dict(values)
    if "version" in table.c:
        new["version"] = table.c.version + 1
    if changed:
        session.execute(update(table).where(table.c.id.in_(changed)).values(new))
    return len(changed)


def _row_id(item: Base) -> int:
    key = inspect(item).mapper.primary_key_from_instance(item)
    return int(key[0])
