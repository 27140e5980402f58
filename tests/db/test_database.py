"""The one door to the database: what a commit tells, what a failure says."""

import sqlite3
import threading

import pytest
from sqlalchemy import insert, select

from app.db import Desk
from app.db.database import describe, touch
from app.db.engine import storage_error
from app.domain.types import Post
from app.errors import ConflictError, StorageError
from app.models import Setting, Staff


def add_staff(desk, name):
    with desk.write("已登记 " + name) as session:
        staff = Staff(name=name, name_key=name, post=Post.OFFICER)
        session.add(staff)
    return staff.id


def test_a_commit_tells_what_it_touched_and_how_to_take_it_back(desk, db):
    told = []
    db.on_commit(told.append)

    add_staff(desk, "陈样")

    (commit,) = told
    assert commit.tables == {"staff"}
    assert commit.summary == "已登记 陈样"
    assert commit.undoable
    assert commit.action_id is not None


def test_nothing_is_told_of_a_write_that_fails(desk, db):
    told = []
    db.on_commit(told.append)

    def fail():
        with desk.write("x") as session:
            session.add(Staff(name="甲", name_key="jia", post=Post.OFFICER))
            session.flush()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()

    assert told == []
    with db.read() as session:
        assert session.query(Staff).count() == 0


def test_the_sentence_can_be_set_while_working(desk, db):
    told = []
    db.on_commit(told.append)
    with desk.write(undoable=False) as session:
        describe(session, "已整理")
        touch(session, "booking")
    assert (told[0].summary, told[0].undoable) == ("已整理", False)
    assert "booking" in told[0].tables


def test_a_silent_write_without_changes_leaves_no_action(desk, db):
    told = []
    db.on_commit(told.append)
    with desk.write():
        pass
    assert told[0].action_id is None


def test_a_second_writer_is_told_within_a_second(desk, db):
    add_staff(desk, "甲")
    other = sqlite3.connect(db.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(StorageError, match="另一个程序正在使用"):
            add_staff(desk, "乙")
    finally:
        other.close()
    add_staff(desk, "乙")


def test_a_stale_object_is_a_conflict(desk, db):
    staff_id = add_staff(desk, "甲")

    def change():
        with desk.write() as session:
            staff = session.get(Staff, staff_id)
            session.connection().exec_driver_sql("UPDATE staff SET version = version + 1")
            staff.name = "乙"

    with pytest.raises(ConflictError):
        change()


def test_a_text_too_long_to_look_for_is_told(desk, db):
    add_staff(desk, "甲")
    with pytest.raises(StorageError, match="太长"), db.read() as session:
        session.scalars(select(Staff).where(Staff.name.icontains("甲" * 40_000))).all()


def test_an_error_of_ours_is_not_explained_away(desk):
    with (
        pytest.raises(Exception, match="UNIQUE") as raised,
        desk.write() as session,
    ):
        session.add_all([Setting(key="a", value=1), Setting(key="a", value=2)])
    assert storage_error(raised.value) is None


def test_writers_in_several_threads_wait_their_turn(desk, db):
    def add_ten(worker):
        for number in range(10):
            add_staff(desk, f"{worker}-{number}")

    threads = [threading.Thread(target=add_ten, args=(worker,)) for worker in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with db.read() as session:
        assert session.query(Staff).count() == 30


def test_the_file_is_written_so_that_a_power_cut_loses_nothing(db):
    with db.read() as session:
        connection = session.connection()
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 3
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_a_desk_of_its_own_has_the_clock_of_the_pc(db):
    desk = Desk(db)
    assert desk.now().tzinfo is not None
    assert desk.today() == desk.now().date()


def test_what_no_database_holds_is_told(desk):
    with pytest.raises(StorageError, match="数字太大"), desk.write("x") as session:
        session.add(Staff(id=2**63, name="甲", name_key="jia", post=Post.OFFICER))
    with pytest.raises(StorageError, match="不完整的字符"), desk.write("x") as session:
        session.add(Staff(name="\ud800", name_key="jia", post=Post.OFFICER))
    assert add_staff(desk, "甲") == 1


def test_fault_74_others_read_while_much_is_being_written(desk, db):
    """What is too much for its cache SQLite by itself writes into the file before the end."""
    with desk.write(undoable=False) as session:
        rows = [{"key": f"large/{n}", "value": "x" * 8_000} for n in range(2_500)]
        session.connection().execute(insert(Setting.__table__), rows)
        with db.read() as reading:
            assert reading.query(Setting).where(Setting.key.like("large/%")).count() == 0
