"""The journal keeps from what to what, in the same transaction."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db.journal import change_many, decode, encode
from app.domain.types import BookingStatus, Channel, Post
from app.models import Base, Change, Staff


def changes(db):
    with db.read() as session:
        return session.scalars(select(Change).order_by(Change.id)).all()


@pytest.fixture
def staff_id(desk):
    with desk.write("a") as session:
        staff = Staff(name="甲", name_key="jia", post=Post.OFFICER)
        session.add(staff)
    return staff.id


def test_insert_update_and_delete_are_kept(desk, db, staff_id):
    with desk.write("b") as session:
        session.get(Staff, staff_id).name = "乙"
    with desk.write("c") as session:
        session.delete(session.get(Staff, staff_id))

    inserted, updated, deleted = changes(db)
    assert (inserted.kind, inserted.table_name, inserted.row_id) == ("insert", "staff", staff_id)
    assert (updated.before, updated.after) == ({"name": "甲"}, {"name": "乙"})
    assert deleted.before["name"] == "乙"
    assert deleted.before["post"] == "officer"


def test_setting_the_same_value_is_no_change(desk, db, staff_id):
    commits = []
    db.on_commit(commits.append)
    for name in ("甲", "乙"):
        with desk.write("b") as session:
            session.get(Staff, staff_id).name = name
    assert len(changes(db)) == 2
    assert [one.undoable for one in commits] == [False, True]  # of nothing, nothing is taken back


def test_many_rows_change_at_once_and_only_the_changed_are_told(desk, db, staff_id):
    with desk.write("b") as session:
        other = Staff(name="乙", name_key="yi", post=Post.SENIOR)
        session.add(other)
    with desk.write("c") as session:
        changed = change_many(session, Staff, [staff_id, other.id, 999], {"post": Post.SENIOR})
    assert changed == 1
    last = changes(db)[-1]
    assert (last.row_id, last.before, last.after) == (
        staff_id,
        {"post": "officer"},
        {"post": "senior"},
    )
    with db.read() as session:
        assert session.get(Staff, staff_id).version == 2
        assert session.get(Staff, other.id).version == 1


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("client", "credit_limit", Decimal("21474836.48")),
        ("booking", "arrival_on", date(2025, 2, 28)),
        ("communication", "held_time", time(14, 30)),
        ("communication", "channel", Channel.HOTLINE),
        ("booking", "status", BookingStatus.NO_SHOW),
        ("client", "deleted_at", datetime(2025, 1, 1, 8, 0).astimezone()),
        ("client", "extra", {"a": [1]}),
        ("client", "major", True),
        ("client", "name", None),
        ("attachment", "content", b"pdf\x00"),
    ],
)
def test_every_kind_of_value_comes_back_as_it_was(table, column, value):
    assert decode(Base.metadata.tables[table], column, encode(value)) == value
