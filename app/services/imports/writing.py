"""Writes the rows of an import, or only pretends to, for a preview."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Column, Dialect, Integer, MetaData, Table, insert, update
from sqlalchemy.orm import Session

from app.db.database import touch
from app.db.journal import recorder
from app.models import Base
from app.models.types import Hundredths
from app.queries.imports import Plain, plain_type

ROWS_A_STATEMENT = 5_000


class Writer:
    """Adds and changes rows of one import batch.

    Rows it adds carry the batch; rows it changes go to the journal, so that the batch can be
    undone. Without a batch nothing is written: it is a preview, and new rows get ids below 0.
    """

    def __init__(self, session: Session, batch_id: int | None, *, now: datetime) -> None:
        self.session = session
        self.batch_id = batch_id
        self.now = now
        self._pretended = 0

    @property
    def created(self) -> dict[str, Any]:
        """Return what every new row has besides its own columns."""
        return {"import_batch_id": self.batch_id, "deleted_at": None, "version": 1}

    @property
    def opened(self) -> dict[str, Any]:
        """Return the same for a new client."""
        return {**self.created, "created_at": self.now}

    @property
    def pretends(self) -> bool:
        """Tell whether nothing is written."""
        return self.batch_id is None

    def add(self, model: type[Base], rows: Sequence[Plain]) -> None:
        """Add rows that have the same columns."""
        if self.pretends:
            return
        if not rows:
            return
        table = _plain_copy(model)
        touch(self.session, table.name)
        connection = self.session.connection()
        left = _left_to_defaults(rows[0], table)
        names = [*rows[0], *left]
        statement = insert(table).compile(dialect=connection.dialect, column_keys=names)
        places = statement.positiontup
        assert places is not None  # noqa: S101 - SQLite's driver takes values by their place
        tuples = _tuples(rows, places, left, table, connection.dialect)
        connection.exec_driver_sql(str(statement), tuples)

    def add_known(self, model: type[Base], rows: Sequence[Plain]) -> list[int]:
        """Add rows that have the same columns and return their ids, in order."""
        if self.pretends or not rows:
            self._pretended -= len(rows)
            return list(range(self._pretended, self._pretended + len(rows)))
        table = _plain_copy(model)
        touch(self.session, table.name)
        statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
        found: list[int] = []
        for start in range(0, len(rows), ROWS_A_STATEMENT):
            some = rows[start : start + ROWS_A_STATEMENT]
            found += self.session.connection().execute(statement, some).scalars()
        return found

    def note_added(self, model: type[Base], row_ids: Sequence[int]) -> None:
        """Journal added rows whose table knows no batch, so that undoing finds them."""
        if not self.pretends:
            for row_id in row_ids:
                recorder(self.session).note_insert(model.__tablename__, row_id)

    def change(
        self, model: type[Base], row_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        """Change a row; ``before`` holds what the same columns held."""
        if self.pretends:
            return
        table = _plain_copy(model)
        values = {**after, "version": table.c.version + 1}
        own = table.c.id == row_id
        self.session.connection().execute(update(table).where(own).values(values))
        told = recorder(self.session)
        told.note_update(table.name, row_id, _journalled(model, before), _journalled(model, after))


def _left_to_defaults(row: Plain, table: Table) -> Plain:
    """Return the columns that a row leaves to the table's defaults, with these."""
    return {
        column.name: _plain_default(column)
        for column in table.c
        if column.name not in row and getattr(column.default, "is_scalar", False)
    }


def _tuples(
    rows: Sequence[Plain], names: Sequence[str], defaults: Plain, table: Table, dialect: Dialect
) -> list[tuple[Any, ...]]:
    """Return rows as the driver takes them: many times faster than through the compiler.

    The columns are plain: only days and moments are turned over, each of them once.
    """
    columns = []
    for name in names:
        turn = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        values = [row[name] for row in rows] if name in rows[0] else [defaults[name]] * len(rows)
        columns.append(values if turn is None else map(cache(turn), values))
    return list(zip(*columns, strict=True))


@cache
def _plain_copy(model: type[Base]) -> Table:
    """Return the table with columns that take fen and codes as they are."""
    table = model.__table__
    return Table(table.name, MetaData(), *map(_plain_column, table.c))


def _plain_column(column: Column[Any]) -> Column[Any]:
    if column.primary_key:
        return Column(column.name, Integer, primary_key=True)
    return Column(column.name, plain_type(column), default=_plain_default(column))


def _plain_default(column: Column[Any]) -> Any:
    given = getattr(column.default, "arg", None)
    return given.value if isinstance(given, Enum) else given


def _journalled(model: type[Base], values: Mapping[str, Any]) -> dict[str, Any]:
    table = model.__table__
    return {name: _journalled_value(table.c[name], value) for name, value in values.items()}


def _journalled_value(column: Column[Any], value: Any) -> Any:
    if value is not None and isinstance(column.type, Hundredths):
        return str(Decimal(value).scaleb(-2))
    return value.isoformat() if isinstance(value, date | time) else value
