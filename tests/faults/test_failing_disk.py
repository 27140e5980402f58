"""Any file operation of a save or an import fails: told plainly, nothing half, work goes on."""

import errno
import logging
from contextlib import closing

import pytest

from app.backups.making import back_up
from app.backups.restoring import restore
from app.db import Database
from app.domain.backups import Reason
from app.domain.types import ClientId
from app.errors import StorageError
from app.services.clients_bulk import delete_clients, set_major
from app.services.undo import undo_action
from app.upgrade import open_office
from tests.conftest import NOW
from tests.faults import jobs
from tests.faults.failing import UNSURE, Turns, fails_each, folder_fails_each, operations_of
from tests.faults.operations import Failing, Tape, watched
from tests.faults.verdict import state_of

IN_TURN = pytest.mark.parametrize(
    ("kind", "lasting"),
    [("plain", False), ("plain", True), ("encrypted", True)],
    ids=["once", "until mended", "encrypted, until mended"],
    indirect=["kind"],
)


def import_some(desk):
    jobs.import_bookings(desk, 60)


def save(desk):
    jobs.log_entry(desk, 1)


def change_many(desk):
    ids = [ClientId(number) for number in range(1, jobs.CLIENTS)]
    with desk.db.read() as session:
        major = session.connection().exec_driver_sql("SELECT major FROM client").scalar()
    set_major(desk, ids, major=not major)


def take_back(desk):
    with desk.db.read() as session:
        last = session.connection().exec_driver_sql("SELECT max(id) FROM action").scalar()
    undo_action(desk, last)


def keep(folder):
    back_up(folder, Reason.HAND, now=NOW)


def bring_back(folder):
    newest = max(folder.backups.glob("*.db"))
    restore(folder, newest, now=NOW)


def upgrade(folder):
    open_office(folder, now=NOW)


def some(count: int, step: int) -> list[int]:
    """Return every step-th operation, and all of the last ones: there is the commit."""
    return sorted({*range(1, count + 1, step), *range(count - 4, count + 1)})


@IN_TURN
def test_fault_09_any_failing_operation_of_a_save(folder, lasting):
    count = operations_of(save, folder)
    assert count > 60
    assert fails_each(save, folder, some(count, 13), lasting=lasting) == []


@IN_TURN
def test_fault_09_any_failing_operation_of_an_import(folder, lasting):
    count = operations_of(import_some, folder)
    assert count > 60
    assert fails_each(import_some, folder, some(count, 23), lasting=lasting) == []


@IN_TURN
def test_fault_09_any_failing_operation_of_a_change_to_many_and_of_its_undo(folder, lasting):
    with closing(Database(folder.database, keys=folder.keys)) as db:
        delete_clients(jobs.desk_at(db), [ClientId(jobs.CLIENTS)])
    for work in (change_many, take_back):
        count = operations_of(work, folder)
        assert fails_each(work, folder, some(count, 97), lasting=lasting) == []


@IN_TURN
@pytest.mark.parametrize(("work", "every"), [(keep, 43), (bring_back, 83)])
def test_fault_09_any_failing_operation_of_a_backup_and_of_a_restore(
    kept_folder, work, every, lasting
):
    assert folder_fails_each(work, kept_folder, every, lasting=lasting)[1] == []


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_fault_14_a_disk_that_fills_up_in_an_upgrade_is_told_as_such(old_folder, caplog):
    counting = Failing(0, 0)
    with watched(old_folder.path, counting):
        upgrade(old_folder)
    again = jobs.old_office(old_folder.path / "again")
    with (
        watched(again.path, Failing(counting.count - 40, errno.ENOSPC, lasting=True)),
        pytest.raises(StorageError, match="磁盘已满"),
    ):
        upgrade(again)
    assert [one for one in caplog.records if one.levelno > logging.INFO] == [], "it is no bug"


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_fault_09_any_failing_operation_of_an_upgrade(old_folder):
    assert folder_fails_each(upgrade, old_folder, 2500, lasting=True)[1] == []


def test_fault_11_a_full_disk_in_a_save_is_told_and_the_same_save_works_once_there_is_room(folder):
    turns = Turns()
    with watched(folder.path, turns), closing(Database(folder.database, keys=folder.keys)) as db:
        before = state_of(db.path)
        turns.now = Failing(30, errno.ENOSPC, lasting=True)
        with pytest.raises(StorageError, match="磁盘已满，没有保存"):
            save(jobs.desk_at(db))
        assert state_of(db.path) == before
        turns.now = Tape()
        save(jobs.desk_at(db))
        assert state_of(db.path) != before


def test_fault_09_a_disk_that_does_not_confirm_the_end_of_a_save_is_told_as_such(folder):
    count, turns = operations_of(save, folder), Turns()
    with watched(folder.path, turns), closing(Database(folder.database, keys=folder.keys)) as db:
        turns.now = Failing(count, errno.EIO)
        with pytest.raises(StorageError, match=UNSURE):
            save(jobs.desk_at(db))
