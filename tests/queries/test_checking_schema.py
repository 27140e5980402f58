"""What the full check says of a file whose tables somebody changed from outside."""

import sqlite3
from contextlib import closing

import pytest

from app.queries.checking import findings


def found(db, statement):
    db.close()
    with closing(sqlite3.connect(db.path)) as raw, raw:
        raw.execute(statement)
    with db.read() as session:
        return list(findings(session))


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("DROP TABLE client_fact", "client_fact"),
        ("ALTER TABLE form_draft DROP COLUMN content", "form_draft.content"),
        ("DROP INDEX ix_booking_arrival_on", "ix_booking_arrival_on"),
    ],
)
def test_fault_40_what_is_missing_is_named(db, statement, part):
    first = found(db, statement)[0]
    assert part in first.text
    assert "备份" in first.remedy
    assert first.damage


def test_what_somebody_added_is_named_and_the_rest_is_still_checked(db):
    (one,) = found(db, "CREATE TRIGGER t AFTER UPDATE ON client BEGIN DELETE FROM contact; END")
    assert "trigger：t" in one.text
    assert not one.damage
