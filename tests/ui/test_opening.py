"""From a start to an office file that can be worked with."""

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import timedelta

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMessageBox, QPushButton, QWidget

from app.backups.making import back_up
from app.backups.second_folder import safety
from app.domain.backups import Reason
from app.errors import DamagedFileError
from app.office_lock import OfficeLock
from app.ui.damage import DamageDialog
from app.ui.due_notices import DueNotices
from app.ui.opening import show_when_asked, take_office
from app.ui.progress import ProgressDialog
from app.ui.workers import Workers
from tests.backups.files import add_client, names, spoil_index, zero_page
from tests.clients import new_client
from tests.conftest import NOW
from tests.ui.offices import small_folder


@pytest.fixture
def folder(empty_office, tmp_path):
    return small_folder(empty_office, tmp_path)


@pytest.fixture
def told(monkeypatch):
    said = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *words: said.append(words[-1]))
    return said


def test_an_office_is_taken_and_given_up(themed, folder, told):
    lock = OfficeLock(folder.lock)
    assert take_office(folder, lock) is None
    assert not OfficeLock(folder.lock).take()
    lock.release()
    assert told == []


def test_what_cannot_be_opened_is_told_and_the_lock_given_up(themed, folder, told, tmp_path):
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num='9999'")
    assert take_office(folder, OfficeLock(folder.lock)) == 1
    assert "9999" in told[0]
    assert OfficeLock(folder.lock).take()
    inside = type(folder)(folder.database / "inside")
    assert take_office(inside, OfficeLock(inside.lock)) == 1
    assert "不能使用文件夹" in told[1]


def test_fault_42_a_second_start_brings_the_first_window_to_the_front(qtbot, themed, folder):
    first = OfficeLock(folder.lock)
    assert first.take()
    window = QWidget()
    qtbot.addWidget(window)
    show_when_asked(first, lambda: window, window)
    ended = []
    second = threading.Thread(
        target=lambda: ended.append(take_office(folder, OfficeLock(folder.lock)))
    )
    second.start()
    qtbot.waitUntil(lambda: bool(ended))
    second.join()
    assert ended == [0]
    assert window.isVisible()
    first.release()


def test_fault_42_where_nobody_answers_it_says_who_has_the_file(themed, folder, told, monkeypatch):
    monkeypatch.setattr("app.office_lock.PATIENCE", 0.1)
    first = OfficeLock(folder.lock)
    first.take()
    assert take_office(folder, OfficeLock(folder.lock)) == 1
    assert "正在别处使用" in told[0]
    first.release()


def is_damage_page(widget):
    return isinstance(widget, DamageDialog)


def index_page(folder):
    """Return a page that no first page of the program reads."""
    with closing(sqlite3.connect(folder.database)) as raw:
        (page,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE tbl_name='attachment' AND type='table'"
        ).fetchone()
    return page


def leave_when_asked():
    """Click 退出 in the page for a damaged file, which stands in a loop of its own."""
    for dialog in filter(is_damage_page, QApplication.topLevelWidgets()):
        dialog.findChild(QPushButton, "leave").click()


def test_fault_24_an_empty_file_leads_to_the_page_for_damage(themed, folder):
    folder.database.write_bytes(b"")
    QTimer.singleShot(0, leave_when_asked)
    assert take_office(folder, OfficeLock(folder.lock)) == 1
    assert folder.database.read_bytes() == b""


@pytest.fixture
def large(folder, monkeypatch):
    """Let the pages of even this small file be looked through beside the start."""
    monkeypatch.setattr("app.backups.page_check.LARGE", 0)
    lock = OfficeLock(folder.lock)
    yield folder, lock
    lock.release()


def test_the_pages_of_a_large_file_are_looked_through_beside_the_window(
    new_session, qtbot, themed, large
):
    folder, lock = large
    assert take_office(folder, lock) is None
    session = new_session(folder)
    session.begin("clients")
    new_client(session.window._context.desk, "后来的")
    assert names(folder.database) == {"华东机械", "后来的"}
    qtbot.waitSignal(session._news.backed_up).wait()
    qtbot.waitUntil(lambda: session.window.findChild(DueNotices) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not session._workers.busy, timeout=20_000)
    session.window.close()
    assert session.end()


def test_after_a_bad_end_a_large_file_is_looked_through_once(new_session, qtbot, themed, large):
    folder, lock = large
    folder.lock.write_text("1 elsewhere\n")
    assert take_office(folder, lock) is None
    assert lock.ended_badly
    checked = safety(folder).checked_at
    assert checked is not None
    session = new_session(folder, looked=True)
    assert session._check is None
    session.begin("clients")
    qtbot.waitSignal(session._news.backed_up).wait()
    session.window.close()
    assert session.end()
    assert safety(folder).checked_at == checked, "nor once more this week"


def test_what_the_thorough_look_finds_is_told_as_ever(themed, large):
    folder, lock = large
    folder.lock.write_text("1 elsewhere\n")
    zero_page(folder.database, index_page(folder))
    looking = QTimer()
    looking.timeout.connect(leave_when_asked)
    looking.start()
    assert take_office(folder, lock) == 1
    looking.stop()
    assert safety(folder).checked_at is None


def test_fault_26_nothing_is_saved_into_a_damaged_large_file(new_session, qtbot, themed, large):
    folder, lock = large
    zero_page(folder.database, index_page(folder))
    before = folder.database.read_bytes()
    assert take_office(folder, lock) is None
    left = []
    session = new_session(folder, left.append)
    session.begin("clients")
    with pytest.raises(DamagedFileError):
        new_client(session.window._context.desk, "后来的")
    looking = QTimer()  # the page stands in a loop of its own, inside the one waited in here
    looking.timeout.connect(leave_when_asked)
    looking.start()
    qtbot.waitUntil(lambda: left == [1])
    looking.stop()
    assert folder.database.read_bytes() == before
    assert session.window is None
    assert session.end()


def test_fault_27_what_only_a_full_check_finds_leads_to_the_page_for_damage(
    new_session, qtbot, themed, folder
):
    spoil_index(folder.database)
    assert take_office(folder, OfficeLock(folder.lock)) is None
    left = []
    session = new_session(folder, left.append)
    session.begin("clients")
    qtbot.waitUntil(lambda: session.window.findChild(QMessageBox) is not None, timeout=20_000)
    box = session.window.findChild(QMessageBox)
    assert "索引与记录对不上" in box.text()
    looking = QTimer()
    looking.timeout.connect(leave_when_asked)
    looking.start()
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: left == [1], timeout=20_000)
    looking.stop()
    assert session.end()


def test_a_table_that_is_gone_leads_to_the_page_for_damage(new_session, qtbot, themed, folder):
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.execute("DROP TABLE staff")
    left = []
    session = new_session(folder, left.append)
    looking = QTimer()
    looking.timeout.connect(leave_when_asked)
    looking.start()
    session.begin("clients")
    looking.stop()
    assert left == [1]
    assert session.end()


@pytest.fixture
def workers(themed):
    made = Workers()
    yield made
    assert made.wait()


def damage(qtbot, folder, workers, *, gone=False):
    dialog = DamageDialog(
        folder, DamagedFileError(folder.database, gone=gone), workers, lambda: NOW
    )
    qtbot.addWidget(dialog)
    dialog.show()
    offer = dialog.findChild(QLabel, "offer")
    qtbot.waitUntil(lambda: "正在查找" not in offer.text())
    return dialog, offer.text()


@pytest.mark.parametrize("hurt", [lambda path: zero_page(path, 5), spoil_index])
def test_fault_26_the_newest_good_backup_takes_the_damaged_files_place(
    qtbot, folder, workers, hurt
):
    back_up(folder, Reason.HAND, now=NOW - timedelta(hours=3))
    hurt(back_up(folder, Reason.HAND, now=NOW).path)
    hurt(folder.database)
    damaged = folder.database.read_bytes()
    dialog, offer = damage(qtbot, folder, workers)
    assert "3 小时前" in offer
    assert "客户 1" in offer
    with qtbot.waitSignal(dialog.accepted):
        dialog.findChild(QPushButton, "useBackup").click()
    assert names(folder.database) == {"华东机械"}
    assert [path.read_bytes() for path in folder.damaged.iterdir()] == [damaged]


def test_fault_29_without_a_backup_what_can_be_read_is_offered(qtbot, folder, workers):
    zero_page(folder.database, index_page(folder) - 1)
    dialog, offer = damage(qtbot, folder, workers)
    assert "没有找到" in offer
    assert not dialog.findChild(QPushButton, "useBackup").isEnabled()
    dialog.findChild(QPushButton, "rescue").click()
    qtbot.waitUntil(lambda: dialog.findChild(QMessageBox) is not None)
    box = dialog.findChild(QMessageBox)
    assert "客户 1" in box.text()
    assert "可能不全的：附件。" in box.text()
    with qtbot.waitSignal(dialog.accepted):
        box.buttons()[0].click()
    assert names(folder.database) == {"华东机械"}


def test_fault_18_a_file_that_is_gone_is_restored(qtbot, folder, workers):
    back_up(folder, Reason.HAND, now=NOW)
    folder.database.unlink()
    dialog, _offer = damage(qtbot, folder, workers, gone=True)
    assert dialog.windowTitle() == "数据文件不见了"
    assert not dialog.findChild(QPushButton, "rescue").isVisible()
    with qtbot.waitSignal(dialog.accepted):
        dialog.findChild(QPushButton, "useBackup").click()
    assert names(folder.database) == {"华东机械"}


def test_a_backup_restored_in_the_window_opens_it_anew(new_session, qtbot, themed, folder):
    path = back_up(folder, Reason.HAND, now=NOW).path
    add_client(folder, "后来的")
    session = new_session(folder)
    session.begin("clients")
    old = session.window
    qtbot.waitSignal(session._news.backed_up).wait()
    old._context.navigator.restore_wanted.emit(str(path))
    qtbot.waitUntil(lambda: session.window is not old, timeout=20_000)
    assert session.window.page_key == "settings"
    assert "共 1 个客户" in session.window.findChild(QLabel, "notice").text()
    assert names(folder.database) == {"华东机械"}
    qtbot.waitUntil(lambda: session.window.findChild(DueNotices) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not session._workers.busy, timeout=20_000)
    session.window.close()
    assert session.end()


def test_restoring_can_be_cancelled_while_the_present_file_is_kept(
    new_session, qtbot, themed, folder, monkeypatch
):
    monkeypatch.setattr("app.backups.making.PAGES_A_STEP", 1)
    made = back_up(folder, Reason.HAND, now=NOW - timedelta(hours=1))
    add_client(folder, "后来的")
    before = folder.database.read_bytes()
    session = new_session(folder)
    session.begin("clients")
    window = session.window
    window._context.navigator.restore_wanted.emit(str(made.path))
    window.findChild(ProgressDialog).reject()
    qtbot.waitUntil(lambda: window.findChild(QMessageBox) is not None)
    assert "已取消" in window.findChild(QMessageBox).text()
    assert folder.database.read_bytes() == before
    assert session.window is window
    qtbot.waitUntil(lambda: window.findChild(DueNotices) is not None, timeout=20_000)
    qtbot.waitUntil(lambda: not session._workers.busy, timeout=20_000)
    window.close()
    assert session.end()


def test_a_backup_put_in_place_by_hand_opens_as_it_was(qtbot, themed, folder):
    made = back_up(folder, Reason.HAND, now=NOW)
    add_client(folder, "后来的")
    shutil.copyfile(made.path, folder.database)
    lock = OfficeLock(folder.lock)
    assert take_office(folder, lock) is None
    lock.release()
    assert names(folder.database) == {"华东机械"}
