"""设置 · 备份, how old the last one is, and the backups the window makes by itself."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QTableWidget

from app.backups.encrypting import switch_encryption
from app.backups.listing import backups
from app.backups.making import back_up
from app.backups.second_folder import ITS_FOLDER, remember, safety, second_backups
from app.db import Desk
from app.domain.backups import Reason
from app.domain.types import Post
from app.services.sign_in import begin_sign_in
from app.ui.backup_age import BackupAge
from app.ui.backup_keeper import AT_MOST, BackupKeeper, check_weekly
from app.ui.settings.backups import BackupSettings
from tests.backups.files import zero_page
from tests.clients import new_client
from tests.conftest import NOW
from tests.encrypted import KEY
from tests.log import new_staff
from tests.sign_in import PASSWORD


@pytest.fixture
def folder(context):
    return context.folder


@pytest.fixture
def page(qtbot, context):
    made = BackupSettings(context)
    qtbot.addWidget(made)
    made.show()
    return made


def row(page, number):
    table = page.findChild(QTableWidget, "backups")
    return [table.item(number, column).text() for column in range(table.columnCount())]


def test_backups_are_listed_with_age_reason_and_contents(page, context, folder):
    table = page.findChild(QTableWidget, "backups")
    assert table.rowCount() == 0
    new_client(context.desk)
    back_up(folder, Reason.IMPORT, now=NOW - timedelta(minutes=90))
    context.news.backed_up.emit("")
    when, age, why, size, locked, what = row(page, 0)
    assert (when, age, why) == (
        f"{NOW - timedelta(minutes=90):%Y-%m-%d %H:%M}",
        "1 小时前",
        "导入前",
    )
    assert size.endswith("MB")
    assert locked == "没有"
    assert what.startswith("客户 1，")
    assert not page.findChild(QPushButton, "restoreBackup").isEnabled()


def test_one_more_is_made_at_once_and_told(qtbot, page, context, folder):
    with qtbot.waitSignal(context.navigator.told) as told:
        page.findChild(QPushButton, "backUpNow").click()
    assert told.args[0].startswith("已备份并检查：客户 0")
    assert row(page, 0)[2] == "手工"
    assert len(backups(folder)) == 1


def test_restoring_asks_with_what_the_backup_holds(qtbot, page, context, folder):
    made = back_up(folder, Reason.HAND, now=NOW)
    page.show_backups()
    page.findChild(QTableWidget, "backups").selectRow(0)
    page.findChild(QPushButton, "restoreBackup").click()
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    box = page.findChild(QMessageBox)
    assert "里面有：客户 0" in box.text()
    assert "密码" not in box.text()
    with qtbot.waitSignal(context.navigator.restore_wanted) as wanted:
        box.buttons()[0].click()
    assert wanted.args == [str(made.path)]


def test_restoring_tells_that_the_passwords_go_back_too(qtbot, page, context, folder):
    only = new_staff(context.desk, "周样", Post.MANAGER)
    begin_sign_in(context.desk, context.door, only, PASSWORD)
    page.ask_to_restore(back_up(folder, Reason.HAND, now=NOW).path)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "请用那时的密码登录" in page.findChild(QMessageBox).text()


def test_a_damaged_backup_is_told_not_offered(qtbot, page, folder):
    made = back_up(folder, Reason.HAND, now=NOW)
    zero_page(made.path, 5)
    page.ask_to_restore(made.path)
    qtbot.waitUntil(lambda: page.findChild(QMessageBox) is not None)
    assert "已损坏" in page.findChild(QMessageBox).text()


def test_a_second_folder_is_used_at_once_and_can_be_given_up(
    qtbot, page, context, folder, tmp_path
):
    second = page.findChild(QLabel, "secondFolder")
    assert "还没有选" in second.text()
    with qtbot.waitSignal(context.navigator.told):
        page.use_second(tmp_path)
    assert len(second_backups(folder)) == 1
    assert str(tmp_path) in second.text()
    assert "那里的备份没有加密" in second.text()
    page.findChild(QPushButton, "dropSecond").click()
    assert "还没有选" in second.text()
    assert safety(folder).second_folder is None


def test_a_second_folder_inside_the_first_is_no_second_place(page, folder):
    page.use_second(folder.path / "backups")
    assert "另一个磁盘" in page.findChild(QMessageBox).text()
    assert safety(folder).second_folder is None


def test_fault_22_a_stick_pulled_out_is_told_while_the_backup_stays(
    qtbot, page, context, folder, tmp_path, *, monkeypatch
):
    monkeypatch.setattr("app.ui.backup_keeper._now", lambda: NOW)
    age = BackupAge(context)
    qtbot.addWidget(age)
    assert age.text() == "⚠ 还没有备份"
    remember(folder, replace(safety(folder), second_folder=tmp_path / "gone"))
    with qtbot.waitSignal(context.news.backed_up):
        page.findChild(QPushButton, "backUpNow").click()
    assert "找不到" in page.findChild(QMessageBox).text()
    assert len(backups(folder)) == 1
    assert age.text().startswith("⚠")
    assert "找不到" in age.toolTip()
    remember(folder, replace(safety(folder), second_folder=None))
    context.news.backed_up.emit("")
    assert age.text() == "备份：刚刚"
    with qtbot.waitSignal(context.navigator.backups_wanted):
        age.click()


def test_the_status_bar_warns_of_an_old_backup_and_of_a_second_folder_left_behind(
    qtbot, context, folder, tmp_path
):
    back_up(folder, Reason.HAND, now=NOW - timedelta(days=2))
    age = BackupAge(context)
    qtbot.addWidget(age)
    assert age.text() == "⚠ 备份：2 天前"
    remember(folder, replace(safety(folder), second_folder=tmp_path))
    age.look()
    assert "超过 7 天" in age.toolTip()


def test_fault_72_after_the_clock_was_set_back_what_was_noted_ahead_is_told(
    qtbot, context, folder, tmp_path
):
    back_up(folder, Reason.HAND, now=NOW + timedelta(days=365))
    ahead = replace(safety(folder), copied_at=NOW + timedelta(days=365), second_folder=tmp_path)
    assert ahead.copy_overdue(NOW)
    age = BackupAge(context)
    qtbot.addWidget(age)
    assert age.text() == "⚠ 备份：日期在以后"
    assert "电脑的时间" in age.toolTip()
    back_up(folder, Reason.HAND, now=NOW)
    age.look()
    assert age.text() == "备份：刚刚"


@pytest.fixture
def keeper(context, folder):
    return BackupKeeper(folder, context.workers, context.news)


def test_a_change_is_backed_up_within_half_an_hour(qtbot, context, keeper, folder):
    assert not keeper._soon.isActive()
    new_client(context.desk)
    assert keeper._soon.isActive()
    assert keeper._soon.interval() <= 30 * 60 * 1000
    with qtbot.waitSignal(context.news.backed_up) as told:
        keeper._soon.timeout.emit()
    assert told.args == [""]
    assert [one.reason for one in backups(folder)] == [Reason.TIMER]
    assert not keeper._soon.isActive()


def test_the_start_removes_what_a_killed_program_left_half_written(
    qtbot, context, keeper, folder, tmp_path
):
    remember(folder, replace(safety(folder), second_folder=tmp_path))
    (tmp_path / ITS_FOLDER).mkdir()
    folder.backups.mkdir()
    places = (folder.path, folder.backups, tmp_path / ITS_FOLDER)
    left = [place / f"~keyou-{2**22 + 1}-0123456789ab.tmp" for place in places]
    for one in left:
        one.write_bytes(b"half")
    with qtbot.waitSignal(context.news.backed_up):
        keeper.keep(Reason.START)
    assert not any(one.exists() for one in left)


def test_the_start_looks_through_all_of_the_file_once_a_week(qtbot, context, keeper, folder):
    with qtbot.waitSignal(context.news.backed_up):
        keeper.keep(Reason.START)
    checked_at = safety(folder).checked_at
    assert checked_at is not None
    check_weekly(folder)
    assert safety(folder).checked_at == checked_at
    ahead = checked_at + timedelta(days=365)  # the clock was set back since
    remember(folder, replace(safety(folder), checked_at=ahead))
    check_weekly(folder)
    assert safety(folder).checked_at < ahead


def test_fault_33_damage_found_while_working_is_told_and_no_backup_is_kept(
    qtbot, context, keeper, folder
):
    context.db.close()
    zero_page(folder.database, 5)
    with qtbot.waitSignal(keeper.damaged) as told:
        keeper.keep(Reason.TIMER)
    assert "已损坏" in str(told.args[0])
    assert backups(folder) == []


def test_the_last_backup_is_made_at_the_end_or_by_the_next_start(context, keeper, folder):
    keeper.keep_at_end(time.monotonic())
    assert [one.reason for one in backups(folder)] == [Reason.EXIT]
    new_client(Desk(context.db, None, lambda: NOW))
    keeper.keep_at_end(time.monotonic() - AT_MOST)  # stopping the work took so long
    assert len(backups(folder)) == 1


def test_of_an_encrypted_office_backups_are_listed_as_encrypted(page, context, folder, tmp_path):
    back_up(folder, Reason.HAND, now=NOW - timedelta(hours=2))
    remember(folder, replace(safety(folder), second_folder=tmp_path))
    context.db.close()
    switch_encryption(folder, KEY, now=NOW)
    page.show_backups()
    told = {row(page, n)[2]: row(page, n)[4] for n in range(3)}
    assert told == {"加密后": "已加密", "改加密前": "没有", "手工": "没有"}
    assert "同一个文件密码" in page.findChild(QLabel, "secondFolder").text()
