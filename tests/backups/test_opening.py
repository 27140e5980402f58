"""What stands at the office file's place when the program starts (R3, R6, R7)."""

import hashlib
import os
import shutil
import sqlite3
import sys
import zipfile
from contextlib import closing

import pytest

from app.backups.encrypting import copy_under
from app.backups.journal import journal_of
from app.backups.listing import backups
from app.backups.making import back_up
from app.backups.office_file import examine_copy, newest_version, told
from app.config import MIGRATIONS, OfficeFolder
from app.domain.backups import Reason
from app.encryption.connecting import connect
from app.encryption.key import FileKey
from app.errors import DamagedFileError, ForeignFileError, NoFileError, StorageError
from app.upgrade import open_office
from tests.backups.files import PAGE, add_client, cut_off_save, names, zero_page
from tests.conftest import NOW
from tests.encrypted import office_in, raw_of


def refused(folder: OfficeFolder, kind: type[StorageError] = DamagedFileError) -> str:
    before = hashlib.sha256(folder.database.read_bytes()).digest(), folder.database.stat().st_mtime
    with pytest.raises(kind) as error:
        open_office(folder, now=NOW)
    after = hashlib.sha256(folder.database.read_bytes()).digest(), folder.database.stat().st_mtime
    assert after == before
    assert not folder.backups.exists()
    return str(error.value)


def test_fault_1_a_save_that_was_cut_off_is_taken_back_at_the_start(folder):
    before = names(folder.database)
    cut_off_save(folder.database)
    open_office(folder, now=NOW, thoroughly=True)
    assert names(folder.database) == before


@pytest.mark.parametrize(
    ("code", "words"),
    [(sqlite3.SQLITE_IOERR_DELETE, "是只读的"), (sqlite3.SQLITE_CANTOPEN, "keyou.db-journal")],
)
def test_fault_16_a_journal_that_may_not_be_touched_is_told_as_such(folder, code, words):
    error = sqlite3.OperationalError("as SQLite says it")
    error.sqlite_errorcode = code
    assert words in str(told(folder.database, error))


def test_fault_23_what_is_no_database_is_refused_untouched(folder):
    folder.database.write_bytes(b"garbage " * 4000)
    assert "已损坏" in refused(folder)
    folder.database.write_text("客户,电话\n" * 500, "utf-8")
    refused(folder)
    with zipfile.ZipFile(folder.database, "w") as file:
        file.writestr("a", "b" * 9000)
    refused(folder)


@pytest.mark.parametrize("content", [b"", b"S"])
def test_fault_24_an_empty_file_is_damage_not_a_new_office(folder, content):
    folder.database.write_bytes(content)
    assert "空的" in refused(folder)


@pytest.mark.parametrize("size", [100, PAGE, 20 * PAGE, 41 * PAGE + 7])
def test_fault_25_a_truncated_file_is_refused(folder, size):
    folder.database.write_bytes(folder.database.read_bytes()[:size])
    refused(folder)


@pytest.mark.parametrize("kind", ["plain"], indirect=True)  # of an encrypted one the page is wrong
def test_fault_25_a_last_page_that_is_not_whole_is_noticed(folder):
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[:-1])
    assert "末尾缺了一截" in refused(folder)
    with pytest.raises(DamagedFileError, match="末尾缺了一截"):
        examine_copy(folder.database, folder.keys)
    folder.database.write_bytes(whole + b"what another program added")
    open_office(folder, now=NOW)


@pytest.mark.parametrize("page", [1, 5, 9, 30])
def test_fault_26_a_zeroed_page_is_noticed(folder, page):
    zero_page(folder.database, page)
    refused(folder)


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
@pytest.mark.parametrize("name", [b"client_fact", b"alembic_version"])
def test_fault_27_flipped_bytes_in_the_names_of_tables_are_noticed(folder, name):
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole.replace(name, b"\xa9\xff" + name[2:]))
    refused(folder, StorageError)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_fault_18_a_link_to_a_disk_that_is_not_there_makes_no_empty_office(folder, tmp_path):
    folder.database.unlink()
    folder.database.symlink_to(tmp_path / "stick" / "keyou.db")
    with pytest.raises(StorageError, match="链接"):
        open_office(folder, now=NOW)
    assert folder.database.is_symlink()


def test_fault_27_flipped_bytes_in_an_index_are_noticed_by_the_full_check(folder):
    with closing(raw_of(folder.database)) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name='client' AND type='index' LIMIT 1"
        ).fetchone()
    with folder.database.open("rb+") as file:
        file.seek(page * PAGE - 12)
        file.write(b"\x46" * 8)
    with pytest.raises(DamagedFileError):
        open_office(folder, now=NOW, thoroughly=True)


def test_fault_32_a_database_of_another_program_is_refused(folder):
    folder.database.unlink()
    with closing(sqlite3.connect(folder.database)) as raw:
        raw.execute("CREATE TABLE t(a)")
    assert "不是客友" in refused(folder, ForeignFileError)


def test_fault_36_a_newer_file_is_refused_and_both_versions_named(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num='9999'")
    assert "9999" in refused(folder, ForeignFileError)


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM alembic_version",
        "INSERT INTO alembic_version VALUES('0001')",
        "DROP TABLE alembic_version",
    ],
)
def test_fault_39_a_lost_or_doubled_version_is_damage(folder, change):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute(change)
    assert "数据版本" in refused(folder)


@pytest.mark.parametrize("version", [None, "", "0000", 3, "0003x", "1000000", b"\x00\xff", "；"])
def test_fault_39_a_version_that_is_none_is_damage(folder, version):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("CREATE TABLE other (version_num)")
        raw.execute("INSERT INTO other VALUES (?)", [version])
        raw.execute("DROP TABLE alembic_version")
        raw.execute("ALTER TABLE other RENAME TO alembic_version")
    assert "数据版本" in refused(folder)


def test_fault_18_and_29_where_backups_are_but_no_file_no_empty_office_is_made(folder):
    back_up(folder, Reason.HAND, now=NOW)
    folder.database.unlink()
    with pytest.raises(DamagedFileError, match="没有新建"):
        open_office(folder, now=NOW)
    assert not folder.database.exists()
    assert len(backups(folder)) == 1


def test_fault_31_a_journal_of_another_file_is_not_played_back(folder, small_office):
    for n in range(3):
        add_client(folder, f"客户 {n}")
    cut_off_save(folder.database)
    shutil.copy(small_office, folder.database)  # a clerk puts his own copy in its place
    open_office(folder, now=NOW)
    assert names(folder.database) == names(small_office)
    assert not journal_of(folder.database).exists()
    assert len(list(folder.damaged.iterdir())) == 1


def test_fault_31_a_journal_under_another_key_is_not_played_back(small_encrypted_office, tmp_path):
    folder = office_in(tmp_path)
    shutil.copy(small_encrypted_office, folder.database)
    other = FileKey(bytes(range(50, 82)), b"another for test")
    folder.keys.add(other)
    copy = tmp_path / "copy.db"
    copy.touch()
    copy_under(folder.database, copy, folder.keys, other)
    cut_off_save(folder.database)
    copy.replace(folder.database)  # what was written when the office had another password
    open_office(folder, now=NOW)
    with closing(connect(folder.database, other)) as raw:
        shown = {name for (name,) in raw.execute("SELECT name FROM client")}
    assert shown == names(small_encrypted_office)
    assert not journal_of(folder.database).exists()
    assert len(list(folder.damaged.iterdir())) == 1


def test_fault_38_a_failing_upgrade_leaves_the_old_file_and_can_be_tried_again(
    folder, tmp_path, monkeypatch
):
    newer = tmp_path / "migrations"
    shutil.copytree(MIGRATIONS, newer)
    step = newer / "versions" / "9999_next.py"
    head = f"from alembic import op\nrevision, down_revision = '9999', '{newest_version()}'\n"
    for module in ("app.upgrade", "app.backups.office_file"):
        monkeypatch.setattr(f"{module}.MIGRATIONS", newer)
    before = names(folder.database)
    for fails in (
        "op.execute('UPDATE client SET name=1')\n    op.execute('nonsense')",
        "op.execute('DELETE FROM client WHERE id=1')",
    ):
        step.write_text(f"{head}def upgrade():\n    {fails}\n")
        with pytest.raises(StorageError, match="升级"):
            open_office(folder, now=NOW)
        assert names(folder.database) == before
        assert backups(folder)[0].reason is Reason.UPGRADE
    step.write_text(f"{head}def upgrade():\n    op.execute('CREATE TABLE added(a)')\n")
    open_office(folder, now=NOW)
    assert names(folder.database) == before
    open_office(folder, now=NOW)


def test_fault_33_a_damaged_file_is_not_upgraded(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num='0001'")
    zero_page(folder.database, 30)
    damaged = folder.database.read_bytes()
    with pytest.raises(DamagedFileError, match="已损坏"):
        open_office(folder, now=NOW)
    assert folder.database.read_bytes() == damaged
    assert backups(folder) == []


def test_fault_14_where_no_backup_can_be_made_nothing_is_upgraded(folder, monkeypatch):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num='0001'")
    before = hashlib.sha256(folder.database.read_bytes()).digest()

    def full(*_words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.whole_files.os.fsync", full)
    with pytest.raises(StorageError, match="磁盘已满"):
        open_office(folder, now=NOW)
    assert hashlib.sha256(folder.database.read_bytes()).digest() == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_fault_23_a_pipe_or_a_folder_in_its_place_is_refused_and_not_waited_for(folder):
    folder.database.unlink()
    os.mkfifo(folder.database)
    with pytest.raises(NoFileError, match="不是文件"):
        open_office(folder, now=NOW)
    with pytest.raises(NoFileError):
        folder.keys.opens(folder.database)
    with pytest.raises(NoFileError):
        back_up(folder, Reason.HAND, now=NOW)
    folder.database.unlink()
    folder.database.mkdir()
    with pytest.raises(NoFileError, match="文件夹"):
        open_office(folder, now=NOW)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes")
def test_what_is_no_file_among_the_backups_is_no_backup(folder):
    made = back_up(folder, Reason.HAND, now=NOW)
    os.mkfifo(folder.backups / "a.db")
    assert backups(folder) == [made]
