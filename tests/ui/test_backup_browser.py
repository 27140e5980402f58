"""Looking into a backup before restoring it, and backups that are carried off and come back."""

import gzip
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPushButton, QTableWidget

from app.backups.encrypting import switch_encryption
from app.backups.listing import backups
from app.backups.making import Watch, back_up
from app.backups.zipped import write_zip
from app.domain.backups import Reason
from app.errors import DamagedFileError, NotAllowedError
from app.queries.office import office_settings
from app.ui.backup_browser import BackupWindow, browse, look_into
from app.ui.damage import DamageDialog
from app.ui.file_password import FilePasswordDialog
from app.ui.new_password import ChoosePasswordDialog
from app.ui.record_table import RecordTable
from app.ui.settings import carrying
from app.ui.settings.backups import BackupSettings
from tests.backups.files import names, zero_page
from tests.clients import new_client
from tests.conftest import NOW
from tests.encrypted import KEY

PHRASE = "西湖边的柳树 12"


@pytest.fixture
def folder(context):
    return context.folder


@pytest.fixture
def page(qtbot, context):
    made = BackupSettings(context)
    qtbot.addWidget(made)
    made.show()
    context.navigator.browsing_wanted.connect(
        lambda path, at: browse(context, made, Path(path), at)
    )
    return made


def shown(qtbot, page, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(kind)))
    return next(one for one in page.findChildren(kind) if one.isVisible())


def looked_into(qtbot, page):
    page.findChild(QTableWidget, "backups").selectRow(0)
    page.findChild(QPushButton, "browseBackup").click()
    return shown(qtbot, page, BackupWindow)


def closed(qtbot, window, folder):
    window.close()
    qtbot.waitUntil(lambda: list(folder.path.glob("~keyou-*")) == [])


def test_a_backup_is_looked_at_beside_what_there_is_now_and_cannot_be_changed(
    qtbot, page, context, folder
):
    new_client(context.desk, "当时的客户")
    back_up(folder, Reason.HAND, now=NOW - timedelta(days=3))
    new_client(context.desk, "后来的客户")
    page.show_backups()
    before = folder.database.read_bytes(), backups(folder)[0].path.read_bytes()
    window = looked_into(qtbot, page)
    told = window.findChild(QLabel, "readOnlyTold").text()
    assert "3 天前" in told
    assert "客户 1（现在 2）" in told
    table = window.findChild(RecordTable)
    qtbot.waitUntil(lambda: table.model().rowCount() == 1)
    with pytest.raises(NotAllowedError, match="只能看"):
        new_client(window._context.desk, "写进备份")
    assert {"settings", "imports", "bin"}.isdisjoint(one.key for one in window._screens)
    closed(qtbot, window, folder)
    assert (folder.database.read_bytes(), backups(folder)[0].path.read_bytes()) == before
    new_client(context.desk, "又能写了")


def test_a_backup_of_an_older_version_is_looked_at_as_of_this_one(folder):
    old = folder.path / "old.db"
    dump = Path(__file__).parents[1] / "data" / "office-0001.sql.gz"
    with closing(sqlite3.connect(old)) as raw:
        raw.executescript(gzip.decompress(dump.read_bytes()).decode())
    content = old.read_bytes()
    look = look_into(folder, old)
    assert look.held.version == "0001"
    from app.db import Database

    database = Database(look.folder.database, keys=look.folder.keys)
    with database.read() as session:
        office_settings(session)
    database.close()
    assert old.read_bytes() == content
    assert look_into(folder, old).folder.path != look.folder.path
    assert look.folder.database.exists(), "two are looked at side by side"


def test_a_damaged_backup_is_told_and_leaves_nothing(folder):
    made = back_up(folder, Reason.HAND, now=NOW).path
    zero_page(made, 5)
    with pytest.raises(DamagedFileError):
        look_into(folder, made)
    assert list(folder.path.glob("~keyou-*")) == []


def test_a_backup_under_another_password_asks_for_it(qtbot, page, context, folder):
    context.db.close()
    switch_encryption(folder, KEY, now=NOW - timedelta(hours=1))
    for one in backups(folder):
        if one.reason is Reason.ENCRYPTION:
            one.delete()
    switch_encryption(folder, None, now=NOW)
    for one in backups(folder)[:1]:
        one.delete()
    context.db.keys._keys.clear()
    context.db.keys._known.clear()
    page.show_backups()
    page.findChild(QTableWidget, "backups").selectRow(0)
    page.findChild(QPushButton, "restoreBackup").click()
    dialog = shown(qtbot, page, FilePasswordDialog)
    dialog.findChild(QLineEdit).setText(KEY.code)
    dialog.findChild(QPushButton, "go").click()
    assert "完好" in shown(qtbot, page, QMessageBox).text()


def test_a_backup_is_carried_off_under_a_password_and_comes_back(
    qtbot, page, context, tmp_path, monkeypatch
):
    folder = context.folder
    new_client(context.desk, "华东机械")
    target = tmp_path / "带走"
    monkeypatch.setattr(carrying, "ask_to_save", lambda *_words: str(target))
    page.findChild(QPushButton, "carryOff").click()
    dialog = shown(qtbot, page, ChoosePasswordDialog)
    for field in dialog.findChildren(QLineEdit):
        field.setText(PHRASE)
    with qtbot.waitSignal(context.navigator.told) as told:
        dialog.findChild(QPushButton, "go").click()
    assert "带走.zip（客户 1" in told.args[0]
    page.take(target.with_suffix(".zip"))
    asked = shown(qtbot, page, FilePasswordDialog)
    asked.findChild(QLineEdit).setText("falsch")
    asked.findChild(QPushButton, "go").click()
    qtbot.waitUntil(lambda: "密码不对" in asked.findChild(QLabel, "error").text())
    asked.findChild(QLineEdit).setText(PHRASE)
    asked.findChild(QPushButton, "go").click()
    assert "完好，里面有：客户 1" in shown(qtbot, page, QMessageBox).text()
    assert [one.reason for one in backups(folder)] == [Reason.BROUGHT]


def test_a_zip_that_is_no_backup_is_told(qtbot, page, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"no zip")
    page.take(path)
    assert "不是客友的备份" in shown(qtbot, page, QMessageBox).text()


def test_nothing_chosen_is_nothing_done(page):
    assert not page.findChild(QPushButton, "browseBackup").isEnabled()
    page._browse()
    page._ask_chosen()


def test_behind_a_damaged_file_a_zip_brings_the_office_back(qtbot, context, folder, tmp_path):
    new_client(context.desk, "华东机械")
    target = tmp_path / "a.zip"
    write_zip(folder, target, PHRASE, Watch())
    context.db.close()
    folder.database.write_bytes(b"")
    dialog = DamageDialog(folder, DamagedFileError(folder.database), context.workers, lambda: NOW)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.take(target)
    asked = shown(qtbot, dialog, FilePasswordDialog)
    asked.findChild(QLineEdit).setText(PHRASE)
    with qtbot.waitSignal(dialog.accepted):
        asked.findChild(QPushButton, "go").click()
    assert names(folder.database) == {"华东机械"}
