"""No table is left out of the journal, and nothing writes past it without a stated reason."""

import re
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest
from sqlalchemy import select

from app.db.journal import UNTOLD, encode
from app.models import Base, CaseEvent, Change, ClientTag, CommunicationContact
from tests.conftest import NOW

SERVICES = Path(__file__).parents[2] / "app" / "services"
STATEMENT = re.compile(r"(?<![\w.])(?:insert|update|delete)\(\s*(\w[\w.]*(?:\[\w+\])?)")
BESIDE = {
    ("bin.py", "Client"): "a client merged into one that is destroyed points to nothing any more",
    ("bin.py", "MODELS[kind]"): "told by note_delete, by what each was called",
    ("clients_bulk.py", "ClientTag"): "told by note_insert and note_delete",
    ("facts.py", "ClientFact"): "follows from other rows",
    ("facts.py", "ClientYear"): "follows from other rows",
    ("facts.py", "table"): "booking.due_on follows from other rows",
    ("gone.py", "Action"): "what would bring back what is gone for good is closed",
    ("gone.py", "table"): "people gone for good must not stand in the journal",
    ("imports/batches.py", "ImportBatch"): "the action is the batch's own",
    ("imports/batches.py", "ImportBatch.__table__"): "the action is the batch's own",
    ("imports/bookings.py", "Receipt"): "booking_id follows from booking_number",
    ("imports/undoing.py", "ImportBatch"): "the action says that the batch was undone",
    ("imports/undoing.py", "table"): "rows that came with the batch go with it",
    ("imports/writing.py", "table"): "new rows carry their batch, changed ones are told",
    ("personal/erasing.py", "table"): "erased data must not stand in the journal",
    ("screening/handing_in.py", "LINES"): "seals follow from the lines",
    ("screening/lines.py", "LINES"): "points and ranks follow from evidence and scores",
    ("screening/opening.py", "LINES"): "compiled from the bookings",
    ("screening/opening.py", "Screening"): "where the wizard was left is nothing that was done",
    ("screening/opening.py", "SCORES"): "taken over from the lines before",
    ("screening/typed_scores.py", "FormDraft"): "what is typed and not saved is nothing done",
    ("sign_in.py", "table"): "passwords are secrets",
    ("undo.py", "table"): "told by note_insert, note_update and note_delete",
}
"""Statements that the unit of work does not see, and why nothing is untold by them."""


def test_every_statement_past_the_unit_of_work_is_accounted_for():
    found = {
        (path.relative_to(SERVICES).as_posix(), name)
        for path in SERVICES.rglob("*.py")
        if path.parent.name != "sample"
        for name in STATEMENT.findall(path.read_text("utf-8"))
    }
    assert found - set(BESIDE) == set(), "told to the journal? then say how"
    assert set(BESIDE) - found == set(), "gone"


def test_only_recording_undoing_and_erasing_write_the_journal():
    app = SERVICES.parent
    writes = re.compile(
        r"\b(?:insert|update|delete|add|add_all)\(\s*(?:Change|Action)\b|undone_at ="
    )
    found = {
        path.relative_to(app).as_posix()
        for path in app.rglob("*.py")
        if writes.search(path.read_text("utf-8"))
    }
    assert found == {
        "db/journal.py",
        "services/gone.py",
        "services/undo.py",
    }


@pytest.mark.usefixtures("sample")
def test_a_change_of_any_table_is_kept_from_what_to_what(desk):
    told = {mapper.class_ for mapper in Base.registry.mappers} - {
        mapper.class_ for mapper in Base.registry.mappers if mapper.local_table.name in UNTOLD
    }
    for model in sorted(told, key=lambda one: one.__tablename__):
        table = model.__table__
        with desk.write("改一处") as session:
            row = session.scalar(select(model).order_by(table.c.id.desc()).limit(1))
            if row is None:
                row = made(session, model)
            column = changeable(table)
            if column is None:
                continue
            old = getattr(row, column.name)
            new = another(column, old)
            setattr(row, column.name, new)
            row_id = row.id
        with desk.db.read() as session:
            kept = session.scalars(select(Change).order_by(Change.id.desc()).limit(1)).one()
        assert (kept.table_name, kept.row_id, kept.kind) == (table.name, row_id, "update"), table
        assert kept.before == {column.name: encode(old)}, table
        assert kept.after == {column.name: encode(new)}, table


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("model", [CommunicationContact, ClientTag, CaseEvent])
def test_a_row_that_goes_is_kept_whole(desk, model):
    with desk.write("去一行") as session:
        row = session.scalar(select(model).limit(1))
        held = {one.name: encode(getattr(row, one.name)) for one in model.__table__.c}
        session.delete(row)
    with desk.db.read() as session:
        kept = session.scalars(select(Change).order_by(Change.id.desc()).limit(1)).one()
    assert (kept.kind, kept.before, kept.after) == ("delete", held, None)


def made(session, model):
    """Add a row with what its table cannot do without."""
    values = {}
    for column in model.__table__.c:
        if column.primary_key or column.name == "version":
            continue
        if column.foreign_keys:
            (key,) = column.foreign_keys
            values[column.name] = session.scalar(select(key.column).limit(1))
        elif not column.nullable and column.default is None:
            values[column.name] = another(column, None)
    row = model(**values)
    session.add(row)
    session.flush()
    return row


def changeable(table):
    """Return a column that nothing hangs on; None where a row only joins two others."""
    free = (one for one in table.c if not one.primary_key and not one.foreign_keys)
    return next((one for one in free if one.name not in {"version", "is_sample"}), None)


def another(column, old):
    """Return a value of the column's type that differs from ``old``."""
    kind = column.type.python_type
    if issubclass(kind, Enum):
        return next(one for one in kind if one != old)
    values = {
        str: ("x", "y"),
        bool: (True, False),
        int: (1, 2),
        Decimal: (Decimal("1.00"), Decimal("2.00")),
        date: (NOW.date(), NOW.date() + timedelta(1)),
        datetime: (NOW, NOW + timedelta(1)),
        time: (time(8), time(9)),
        dict: ({"a": 1}, {"a": 2}),
        bytes: (b"a", b"b"),
    }.get(kind, ({"a": 1}, {"a": 2}))
    return next(one for one in values if one != old)
