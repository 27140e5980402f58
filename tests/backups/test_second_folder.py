import errno
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.backups.making import back_up
from app.backups.restoring import newest_good_backup, restore
from app.backups.second_folder import (
    ITS_FOLDER,
    Safety,
    copy_to_second_folder,
    remember,
    safety,
    second_backups,
)
from app.domain.backups import Reason
from app.errors import StorageError
from tests.backups.files import names, spoil_index, zero_page
from tests.conftest import NOW


@pytest.fixture
def stick(folder, tmp_path):
    made = tmp_path / "stick"
    made.mkdir()
    remember(folder, Safety(made))
    return made


def test_a_backup_goes_to_the_second_folder_and_only_there(folder, stick):
    (stick / "own.db").write_bytes(b"somebody's own file")
    backup = back_up(folder, Reason.HAND, now=NOW)
    assert copy_to_second_folder(folder, backup, NOW)
    (copy,) = second_backups(folder)
    assert copy.path.read_bytes() == backup.path.read_bytes()
    assert copy.contents == backup.contents
    assert safety(folder).copied_at == NOW
    assert copy_to_second_folder(folder, backup, NOW + timedelta(hours=1))
    assert {path.name for path in stick.iterdir()} == {"own.db", ITS_FOLDER}


def test_without_a_second_folder_nothing_is_copied(folder):
    assert not copy_to_second_folder(folder, back_up(folder, Reason.HAND, now=NOW), NOW)
    assert second_backups(folder) == []


def test_fault_22_a_stick_that_was_pulled_out_is_told_and_warned_of_after_a_week(folder, stick):
    backup = back_up(folder, Reason.HAND, now=NOW)
    copy_to_second_folder(folder, backup, NOW)
    shutil.rmtree(stick)
    with pytest.raises(StorageError, match="找不到"):
        copy_to_second_folder(folder, backup, NOW)
    assert not safety(folder).copy_overdue(NOW + timedelta(days=7))
    assert safety(folder).copy_overdue(NOW + timedelta(days=8))
    assert Safety(stick).copy_overdue(NOW)
    assert not Safety().copy_overdue(NOW)


def test_a_second_folder_that_takes_nothing_is_told(folder, stick):
    (stick / ITS_FOLDER).write_text("a file")
    with pytest.raises(StorageError, match="不能写入"):
        copy_to_second_folder(folder, back_up(folder, Reason.HAND, now=NOW), NOW)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"copied_at": "neulich"}', '{"second_folder": 7}']
)
def test_fault_34_damaged_settings_mean_defaults(folder, text):
    folder.safety.write_text(text)
    assert safety(folder) == Safety()


def test_fault_22_a_stick_that_does_not_answer_is_told(folder, stick, monkeypatch):
    made, stat = back_up(folder, Reason.HAND, now=NOW), Path.stat

    def stat_or_not(path, **how):
        if path.is_relative_to(stick):
            raise OSError(errno.EIO, "Input/output error")
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", stat_or_not)
    with pytest.raises(StorageError, match="磁盘读写出错。备份只留在本机"):
        copy_to_second_folder(folder, made, NOW)


def test_fault_28_the_newest_good_backup_is_found_behind_damaged_ones(folder, stick):
    good = back_up(folder, Reason.HAND, now=NOW)
    copy_to_second_folder(folder, good, NOW)
    worse = back_up(folder, Reason.HAND, now=NOW + timedelta(hours=1))
    zero_page(worse.path, 5)
    spoil_index(back_up(folder, Reason.HAND, now=NOW + timedelta(hours=2)).path)
    found = newest_good_backup(folder)
    assert found is not None
    assert (found[0].at, found[1].counts["client"]) == (good.at, 3)
    shutil.rmtree(folder.backups)
    found = newest_good_backup(folder)
    assert found is not None
    assert found[0].path.parent.parent == stick
    folder.database.write_bytes(b"")
    restore(folder, found[0].path, now=NOW + timedelta(hours=2))
    assert len(names(folder.database)) == 3


def test_fault_29_without_a_backup_there_is_none_to_offer(folder):
    assert newest_good_backup(folder) is None


def test_where_the_stick_would_be_nothing_is_written_while_it_is_away(folder, tmp_path):
    stick, away = tmp_path / "stick", tmp_path / "away"
    stick.mkdir()
    remember(folder, Safety(stick))
    made = back_up(folder, Reason.HAND, now=NOW)
    assert copy_to_second_folder(folder, made, NOW)
    stick.rename(away)
    stick.mkdir()  # as an empty mount point stays
    with pytest.raises(StorageError, match="U 盘没插，还是换了一个"):
        copy_to_second_folder(folder, made, NOW)
    assert list(stick.iterdir()) == []
    remember(folder, replace(safety(folder), copied_at=None))  # chosen anew
    assert copy_to_second_folder(folder, made, NOW)
