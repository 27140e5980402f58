"""Any file operation of a save or an import fails: told plainly, nothing half, work goes on."""

import errno
from contextlib import closing

import pytest

from app.db import Database
from app.errors import StorageError
from tests.faults import jobs
from tests.faults.failing import UNSURE, Turns, fails_each, operations_of
from tests.faults.operations import Failing, Tape, watched
from tests.faults.verdict import state_of


def import_some(desk):
    jobs.import_bookings(desk, 60)


def save(desk):
    jobs.log_entry(desk, 1)


def some(count: int, step: int) -> list[int]:
    """Return every step-th operation, and all of the last ones: there is the commit."""
    return sorted({*range(1, count + 1, step), *range(count - 4, count + 1)})


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until mended"])
def test_fault_09_any_failing_operation_of_a_save(folder, lasting):
    count = operations_of(save, folder)
    assert count > 60
    assert fails_each(save, folder, some(count, 9), lasting=lasting) == []


@pytest.mark.parametrize("lasting", [False, True], ids=["once", "until mended"])
def test_fault_09_any_failing_operation_of_an_import(folder, lasting):
    count = operations_of(import_some, folder)
    assert count > 60
    assert fails_each(import_some, folder, some(count, 17), lasting=lasting) == []


def test_fault_11_a_full_disk_in_a_save_is_told_and_the_same_save_works_once_there_is_room(folder):
    turns = Turns()
    with watched(folder.path, turns), closing(Database(folder.database)) as db:
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
    with watched(folder.path, turns), closing(Database(folder.database)) as db:
        turns.now = Failing(count, errno.EIO)
        with pytest.raises(StorageError, match=UNSURE):
            save(jobs.desk_at(db))
