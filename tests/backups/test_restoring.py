import gzip
import hashlib
import os
import sqlite3
from contextlib import closing
from datetime import UTC, timedelta
from pathlib import Path

import pytest

from app.backups.journal import journal_of
from app.backups.listing import backups
from app.backups.making import Watch, back_up
from app.backups.record import Doer
from app.backups.restoring import restore
from app.config import OfficeFolder
from app.domain.backups import Reason
from app.errors import CancelledError, DamagedFileError, ForeignFileError, StorageError
from app.upgrade import open_office
from tests.backups.files import add_client, cut_off_save, names, zero_page
from tests.conftest import NOW
from tests.encrypted import raw_of

LATER = NOW + timedelta(hours=1)


def test_restoring_brings_back_and_can_be_taken_back(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    add_client(folder, "后来的")
    restored = restore(folder, backup.path, now=LATER)
    assert "后来的" not in names(folder.database)
    assert restored.contents.counts["client"] == 3
    assert restored.kept == backups(folder)[0].path
    restore(folder, restored.kept, now=LATER + timedelta(minutes=1))
    assert "后来的" in names(folder.database)


def steps(folder):
    with closing(raw_of(folder.database)) as raw:
        return raw.execute("SELECT staff_id, summary, undoable, at FROM action").fetchall()


def test_the_record_of_steps_tells_who_restored_what_and_when(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute(
            "INSERT INTO staff(id, name, name_key, post, active, is_sample, version)"
            " VALUES(7, '林佩珊', 'linpeishan', 'director', 1, 0, 1)"
        )
    backup = back_up(folder, Reason.HAND, now=NOW)
    before = steps(folder)
    restored = restore(folder, backup.path, now=LATER, by=Doer(7, "林佩珊"))
    told = f"已用备份 {backup.path.name} 恢复"
    assert steps(folder) == [*before, (7, told, 0, f"{LATER.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}")]
    first = restored.kept
    restore(folder, first, now=LATER, by=Doer(7, "另一位"))
    assert steps(folder)[-1][:2] == (None, f"另一位：已用备份 {first.name} 恢复")
    folder.database.unlink()
    odd = backup.path.replace(folder.path / "换\n行.db")
    restore(folder, odd, now=LATER)
    assert steps(folder)[-1][:2] == (None, "已用备份 换 行.db 恢复")


def test_it_can_be_stopped_until_the_file_is_replaced(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    add_client(folder, "后来的")
    before, told = folder.database.read_bytes(), []

    def kept():
        return any("before-restore" in one.path.name for one in backups(folder))

    with pytest.raises(CancelledError):  # after everything but the last step
        restore(
            folder, backup.path, now=LATER, watch=Watch(None, kept, lambda: told.append("last"))
        )
    assert folder.database.read_bytes() == before
    assert told == []
    restore(folder, backup.path, now=LATER, watch=Watch(last=lambda: told.append("last")))
    assert told == ["last"]
    assert "后来的" not in names(folder.database)


def test_a_damaged_backup_is_named_as_people_know_it(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    zero_page(backup.path, 5)
    assert str(backup.path) in str(refused(folder, backup.path))


def test_the_oldest_backup_is_restored_though_the_rule_then_lets_it_go(folder):
    oldest = back_up(folder, Reason.HAND, now=NOW - timedelta(days=9000))
    for months in range(40):
        other = folder.backups / f"{months}.db"
        other.write_bytes(b"")
        made_at = (NOW - timedelta(days=31 * months)).timestamp()
        os.utime(other, (made_at, made_at))
    add_client(folder, "后来的")
    restore(folder, oldest.path, now=NOW)
    assert not oldest.path.exists()
    assert "后来的" not in names(folder.database)


def test_a_damaged_file_is_kept_aside_as_it_is(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    damaged = b"no database" * 500
    folder.database.write_bytes(damaged)
    restored = restore(folder, backup.path, now=LATER)
    assert restored.kept is not None
    assert restored.kept.parent == folder.damaged
    assert restored.kept.read_bytes() == damaged
    assert backups(folder) == [backup]
    open_office(folder, now=LATER)


def test_where_no_file_is_left_there_is_none_to_keep(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    folder.database.unlink()
    with pytest.raises(DamagedFileError, match="不见了"):
        open_office(folder, now=LATER)
    assert restore(folder, backup.path, now=LATER).kept is None
    assert len(names(folder.database)) == 3


def refused(folder: OfficeFolder, source: Path) -> StorageError:
    before = hashlib.sha256(folder.database.read_bytes()).digest()
    with pytest.raises(StorageError) as error:
        restore(folder, source, now=LATER)
    assert hashlib.sha256(folder.database.read_bytes()).digest() == before
    assert not folder.damaged.exists()
    assert [path.name for path in folder.path.glob("~*")] == []
    return error.value


def test_fault_28_a_damaged_backup_is_refused_and_the_office_stays(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    zero_page(backup.path, 5)
    assert isinstance(refused(folder, backup.path), DamagedFileError)
    backup.path.write_bytes(b"")
    assert isinstance(refused(folder, backup.path), DamagedFileError)
    assert "读不出" in str(refused(folder, folder.path / "none.db"))


def test_fault_32_a_foreign_database_and_a_newer_office_are_refused(folder):
    foreign = folder.path / "foreign.db"
    with closing(sqlite3.connect(foreign)) as raw:
        raw.execute("CREATE TABLE client(a)")
    assert isinstance(refused(folder, foreign), ForeignFileError)
    newer = back_up(folder, Reason.HAND, now=NOW).path
    with closing(raw_of(newer)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num='9999'")
    assert "9999" in str(refused(folder, newer))


def test_fault_5_a_restore_that_fails_at_any_file_operation_leaves_the_office(folder, monkeypatch):
    """Each step fails once; the office is then the old or the restored one, and whole."""
    backup = back_up(folder, Reason.HAND, now=NOW)
    add_client(folder, "后来的")
    before = names(folder.database)
    for step in (
        "app.whole_files._new_file_beside",
        "app.whole_files._force_to_disk",
        "app.backups.restoring._copy_bytes",
        "app.backups.restoring.keep_present_file",
        "app.backups.restoring.note_step",
        "app.backups.restoring.remove_leftovers",
    ):

        def fails(*_words, **_named):
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as patched:
            patched.setattr(step, fails)
            with pytest.raises(StorageError):
                restore(folder, backup.path, now=LATER)
        assert names(folder.database) == before, step
        open_office(folder, now=LATER)
    restore(folder, backup.path, now=LATER)
    assert "后来的" not in names(folder.database)


def test_an_older_backup_is_upgraded_when_the_office_opens(folder):
    old = folder.path / "old.db"
    dump = Path(__file__).parents[1] / "data" / "office-0001.sql.gz"
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(gzip.decompress(dump.read_bytes()).decode())
    restored = restore(folder, old, now=LATER)
    assert restored.contents.version == "0001"
    open_office(folder, now=LATER)
    assert {one.reason for one in backups(folder)} == {Reason.RESTORE, Reason.UPGRADE}


def test_fault_31_restoring_leaves_no_journal_of_the_other_file(folder):
    backup = back_up(folder, Reason.HAND, now=NOW)
    add_client(folder, "后来的")
    before = names(folder.database)
    cut_off_save(folder.database)
    assert journal_of(folder.database).stat().st_size > 0
    restored = restore(folder, backup.path, now=LATER)
    assert not journal_of(folder.database).exists()
    assert restored.kept is not None
    assert names(restored.kept) == before
    assert "后来的" not in names(folder.database)
