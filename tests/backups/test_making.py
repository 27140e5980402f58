import json
import shutil
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.backups.listing import backups
from app.backups.making import Watch, back_up, copy_office, thin
from app.backups.office_file import newest_version
from app.domain.backups import Reason
from app.errors import CancelledError, DamagedFileError, ForeignFileError, StorageError
from tests.backups.files import add_client, names, zero_page
from tests.conftest import NOW
from tests.encrypted import raw_of

LATER = NOW + timedelta(minutes=30)


def test_a_backup_holds_what_the_office_holds_and_says_so(folder):
    made = back_up(folder, Reason.HAND, now=NOW)
    assert names(made.path) == names(folder.database)
    assert made.contents is not None
    assert made.contents.version == newest_version()
    assert made.contents.counts["client"] == 3
    assert backups(folder) == [made]
    said = json.loads(made.manifest.read_text("utf-8"))
    assert (said["reason"], said["counts"]["client"]) == ("hand", 3)


def test_where_nothing_changed_the_last_backup_serves(folder):
    first = back_up(folder, Reason.START, now=NOW)
    assert back_up(folder, Reason.TIMER, now=LATER) == first
    assert back_up(folder, Reason.HAND, now=LATER) != first
    add_client(folder, "新客户")
    third = back_up(folder, Reason.IMPORT, now=LATER + timedelta(minutes=1))
    assert backups(folder)[0] == third
    assert "新客户" in names(third.path)


def test_two_backups_of_one_second_are_two(folder):
    for _n in range(3):
        back_up(folder, Reason.HAND, now=NOW)
    assert len(backups(folder)) == 3


def test_what_they_deleted_is_not_counted(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("UPDATE client SET deleted_at='2025-01-01 00:00:00' WHERE id=1")
    contents = back_up(folder, Reason.HAND, now=NOW).contents
    assert contents is not None
    assert contents.counts["client"] == 2


def test_only_what_the_rule_keeps_stays_with_what_says_it(folder):
    for days in range(20):
        back_up(folder, Reason.HAND, now=NOW - timedelta(days=days))
    thin(folder.backups, NOW + timedelta(days=365 * 60))
    left = {path.suffix for path in folder.backups.iterdir()}
    assert left == {".db", ".json"}
    assert 12 <= len(backups(folder)) < 20
    assert len(list(folder.backups.iterdir())) == 2 * len(backups(folder))


def test_a_backup_whose_deletion_was_cut_off_is_found_again(folder, monkeypatch):
    made = back_up(folder, Reason.HAND, now=NOW)

    unlink = Path.unlink

    def cut_off(path, **how):
        unlink(path, **how)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", cut_off)
        with pytest.raises(KeyboardInterrupt):
            made.delete()
    (found,) = backups(folder)
    found.delete()
    assert list(folder.backups.iterdir()) == []


def test_a_backup_without_its_text_is_still_one(folder):
    made = back_up(folder, Reason.UPGRADE, now=NOW)
    made.manifest.write_text("{")
    (found,) = backups(folder)
    assert (found.path, found.reason, found.contents) == (made.path, Reason.UPGRADE, None)
    shutil.move(made.path, folder.backups / "一月的.db")
    assert backups(folder)[0].reason is Reason.HAND


def test_fault_4_a_copy_that_is_cut_off_leaves_nothing(folder):
    with pytest.raises(CancelledError):
        copy_office(folder, folder.path / "b.db", Watch(cancelled=lambda: True))
    assert [path.name for path in folder.path.iterdir()] == ["keyou.db"]


def test_fault_12_a_full_disk_leaves_the_earlier_backup_and_says_so(folder, monkeypatch):
    first = back_up(folder, Reason.HAND, now=NOW)
    add_client(folder, "新客户")

    def full(*_words):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("app.whole_files.os.fsync", full)
    with pytest.raises(StorageError, match="磁盘已满"):
        back_up(folder, Reason.HAND, now=LATER)
    assert {path.name for path in folder.backups.iterdir()} == {
        first.path.name,
        first.manifest.name,
    }


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on what a process writes there")
def test_fault_12_a_copy_that_finds_no_room_is_no_damage(folder):
    import resource

    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024, hard))
    try:
        with pytest.raises(StorageError, match="磁盘") as told:
            back_up(folder, Reason.HAND, now=NOW)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    assert not isinstance(told.value, DamagedFileError)
    assert list(folder.backups.iterdir()) == []


def test_fault_33_a_damaged_file_pushes_no_backup_out(folder):
    for days in range(3):
        back_up(folder, Reason.HAND, now=NOW - timedelta(days=60 + days))
    before = backups(folder)
    zero_page(folder.database, 5)
    with pytest.raises(DamagedFileError, match="以前的备份都在"):
        back_up(folder, Reason.HAND, now=NOW)
    assert backups(folder) == before


def test_fault_33_a_last_page_that_nobody_uses_and_is_not_whole_is_no_backup(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("CREATE TABLE gone AS SELECT randomblob(9000)")
        raw.execute("DROP TABLE gone")
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[:-1])
    with pytest.raises(DamagedFileError, match="以前的备份都在"):
        back_up(folder, Reason.HAND, now=NOW)
    assert backups(folder) == []


def test_fault_44_a_file_locked_by_another_tool_is_told(folder, monkeypatch):
    monkeypatch.setattr("app.backups.office_file.WAIT", 0.01)
    with closing(raw_of(folder.database, None)) as tool:
        tool.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StorageError, match="正在使用"):
            back_up(folder, Reason.HAND, now=NOW)
    assert back_up(folder, Reason.HAND, now=NOW).contents is not None


def test_fault_47_a_save_between_two_steps_goes_through_and_is_in_the_copy(folder, monkeypatch):
    monkeypatch.setattr("app.backups.making.PAGES_A_STEP", 20)
    saves = iter(["第一个", "第二个"])

    def save(_done, _of):
        if (name := next(saves, None)) is not None:
            add_client(folder, name)

    target = folder.path / "b.db"
    contents = copy_office(folder, target, Watch(progress=save))
    assert {"第一个", "第二个"} <= names(target)
    assert contents.counts["client"] == 5


def test_a_copy_that_never_gets_its_turn_is_given_up(folder, monkeypatch):
    monkeypatch.setattr("app.backups.making.PAGES_A_STEP", 1)
    monkeypatch.setattr("app.backups.making.PATIENCE", 0.0)
    with pytest.raises(StorageError, match="一直被占用"):
        copy_office(
            folder,
            folder.path / "b.db",
            Watch(progress=lambda _done, _of: add_client(folder, "又一个")),
        )


def test_without_an_office_there_is_no_backup(folder):
    folder.database.unlink()
    with pytest.raises(StorageError, match="找不到"):
        back_up(folder, Reason.HAND, now=NOW)
    assert backups(folder) == []


def test_a_folder_that_cannot_be_used_is_named(folder):
    folder.backups.write_text("a file")
    with pytest.raises(StorageError, match=r"不能使用文件夹.*backups"):
        back_up(folder, Reason.HAND, now=NOW)


def test_where_the_office_is_gone_with_its_stick_no_folder_is_made(folder):
    folder.database.unlink()
    with pytest.raises(StorageError, match="找不到数据文件"):
        back_up(folder, Reason.EXIT, now=NOW)
    assert not folder.backups.exists()


def test_an_office_of_a_newer_program_is_named_itself(folder):
    with closing(raw_of(folder.database)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.commit()
    with pytest.raises(ForeignFileError, match=r"keyou\.db 由更新版本") as refused:
        back_up(folder, Reason.HAND, now=NOW)
    assert str(folder.database) in str(refused.value)
