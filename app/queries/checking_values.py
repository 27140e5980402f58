"""Values that the program could not have written: reading them fails, so the check names them."""

from collections.abc import Iterator

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Enum, Integer, Table
from sqlalchemy.orm import Session

from app.models import Base

MOST = 50
"""Rows named of each table."""
_TESTS = (
    (JSON, "{name} IS NOT NULL AND NOT json_valid({name})"),
    (Date, "{name} IS NOT NULL AND date({name}, '+0 days') IS NOT {name}"),
    (DateTime, "{name} IS NOT NULL AND datetime({name}) IS NULL"),
    (Boolean, "{name} NOT IN (0, 1)"),
    (Integer, "{name} IS NOT NULL AND typeof({name}) <> 'integer'"),
)
"""What is true of a value that is none of the column's kind."""


def unreadable_values(session: Session) -> Iterator[tuple[str, int, str]]:
    """Give table, row and column of values that are none of the column's kind."""
    connection = session.connection()
    for table in Base.metadata.sorted_tables:
        wrong = {column.name: test for column in table.columns if (test := _wrong(column))}
        for row, name in connection.exec_driver_sql(_statement(table, wrong)):
            yield table.name, row, name


def _statement(table: Table, wrong: dict[str, str]) -> str:
    """Return what finds the rows; every table has a number for a key, so there is a test."""
    named = " ".join(f"WHEN {test} THEN '{name}'" for name, test in wrong.items())
    found = f"SELECT rowid AS row, CASE {named} END AS name FROM main.{table.name}"  # noqa: S608 - our own
    return f"SELECT row, name FROM ({found}) WHERE name IS NOT NULL LIMIT {MOST}"  # noqa: S608 - likewise


def _wrong(column: Column[object]) -> str:
    """Return a test in SQL, true where a value is not of this column; empty where all are."""
    name, kind = f'"{column.name}"', column.type
    kind = getattr(kind, "impl_instance", kind)
    if isinstance(kind, Enum):
        known = ", ".join(f"'{value}'" for value in kind.enums)
        return f"{name} NOT IN ({known})"
    tests = (test for of, test in _TESTS if isinstance(kind, of))
    return next(tests, "").format(name=name)
