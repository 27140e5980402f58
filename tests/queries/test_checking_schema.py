"""What the full check says of a file whose tables somebody changed from outside."""

import sqlite3
from contextlib import closing

import pytest

from app.errors import StorageError
from app.queries.checking import findings
from tests.clients import new_client
from tests.conftest import TODAY
from tests.trade import new_booking


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


def test_everything_that_is_missing_is_named(db):
    texts = [one.text for one in found(db, "DROP TABLE key_account_refusal")]
    assert any("key_account_refusal。" in text for text in texts)


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE client SET name = CAST(x'41ff' AS text)", "已损坏"),
        ("UPDATE booking SET amount = 9223372036854775807", "金额大得不可能"),
    ],
)
def test_what_cannot_be_read_or_summed_is_told_in_a_sentence(db, desk, statement, words):
    client_id = new_client(desk)
    with desk.write() as session:
        for _time in range(2):
            new_booking(session, client_id, TODAY)
    with pytest.raises(StorageError, match=words):
        found(db, statement)


@pytest.mark.parametrize(
    ("statement", "place"),
    [
        ("UPDATE client SET status = 'king'", "客户（client）第 1 条记录的 status"),
        ("UPDATE client SET created_at = 'neulich'", "客户（client）第 1 条记录的 created_at"),
        ("UPDATE client SET major = 7", "客户（client）第 1 条记录的 major"),
        (
            "UPDATE booking SET arrival_on = '2025-02-31' WHERE id = 2",
            "booking）第 2 条记录的 a",
        ),
        ("UPDATE booking SET amount = 'much' WHERE id = 2", "（booking）第 2 条记录的 amount"),
        ("UPDATE client SET extra = '{1'", "客户（client）第 1 条记录的 extra"),
        ("UPDATE booking SET rate = 1.5 WHERE id = 2", "（booking）第 2 条记录的 rate"),
    ],
)
def test_a_value_that_the_program_never_wrote_is_named_by_its_row(db, desk, statement, place):
    client_id = new_client(desk)
    with desk.write() as session:
        for _time in range(2):
            new_booking(session, client_id, TODAY)
    (one,) = found(db, statement)
    assert place in one.text
    assert not one.mendable


def test_what_somebody_added_is_named_and_the_rest_is_still_checked(db):
    (one,) = found(db, "CREATE TRIGGER t AFTER UPDATE ON client BEGIN DELETE FROM contact; END")
    assert "trigger：t" in one.text
    assert not one.damage
