"""设置 · 加密, as a person goes through it, and the question at the start."""

import threading
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QLineEdit, QMessageBox, QPushButton

from app.backups.encrypting import switch_encryption
from app.backups.listing import backups
from app.backups.making import back_up
from app.backups.unlocking import unlock
from app.config import OfficeFolder
from app.domain.backups import Reason
from app.encryption.key import FileKey
from app.encryption.pages import Kind, kind_of
from app.office_lock import OfficeLock
from app.ui.backup_browser import BackupWindow
from app.ui.code_dialog import CodeDialog
from app.ui.damage import DamageDialog
from app.ui.due_notices import DueNotices
from app.ui.file_password import FilePasswordDialog
from app.ui.new_password import ChoosePasswordDialog
from app.ui.opening import take_office
from app.ui.settings.encryption import EncryptionSettings
from tests.backups.files import names
from tests.clients import new_client
from tests.conftest import NOW
from tests.encrypted import KEY
from tests.ui.offices import small_folder

PHRASE = "西湖边的柳树 12"


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch):
    monkeypatch.setattr("app.encryption.key.ROUNDS", 2)


@pytest.fixture
def folder(context):
    return context.folder


@pytest.fixture
def page(qtbot, context):
    made = EncryptionSettings(context)
    qtbot.addWidget(made)
    made.show()
    return made


def click(owner, name):
    button = owner.findChild(QPushButton, name)
    assert button.isVisible(), name
    button.click()


def found(qtbot, owner, kind):
    qtbot.waitUntil(lambda: any(one.isVisible() for one in owner.findChildren(kind)))
    return next(one for one in owner.findChildren(kind) if one.isVisible())


def type_and_go(dialog, *texts):
    for field, text in zip(dialog.findChildren(QLineEdit), texts, strict=True):
        field.setText(text)
    click(dialog, "go")


def encrypt(folder, key=None):
    key = key or FileKey.new(PHRASE)
    switch_encryption(folder, key, now=NOW)
    return key


def test_a_password_is_chosen_twice_and_the_code_confirmed_before_anything_is_encrypted(
    qtbot, page, context, folder
):
    assert "没有加密" in page.findChild(QLabel, "encryptionState").text()
    told = page.findChild(QLabel, "plainCopies").text()
    assert told == "数据文件没有加密，以后做的备份也不加密。"  # of older ones it says nothing
    click(page, "encrypt")
    dialog = found(qtbot, page, ChoosePasswordDialog)
    wrong = dialog.findChild(QLabel, "error")
    type_and_go(dialog, "kurz", "kurz")
    assert "至少 8 个字符" in wrong.text()
    type_and_go(dialog, PHRASE, PHRASE + "x")
    assert "不一样" in wrong.text()
    type_and_go(dialog, PHRASE, PHRASE)
    code = found(qtbot, page, CodeDialog)
    assert not code.findChild(QPushButton, "done").isEnabled()
    code.findChild(QCheckBox, "kept").setChecked(True)
    with qtbot.waitSignal(context.navigator.encryption_wanted) as wanted:
        click(code, "done")
    (key,) = wanted.args
    assert key == FileKey.from_password(PHRASE, key.salt)
    label = code.findChild(QLabel, "code")
    assert label.text().replace("\n", "") == key.code
    assert label.height() >= label.sizeHint().height(), "all of its lines are seen"
    assert label.text().count("\n") == 2
    assert kind_of(folder.database) is Kind.PLAIN


@pytest.fixture
def encrypted(context, folder):
    context.db.close()
    back_up(folder, Reason.HAND, now=NOW - timedelta(days=1))
    return encrypt(folder)


def test_the_present_password_is_asked_before_the_code_is_shown(qtbot, encrypted, page):
    assert "已加密" in page.findChild(QLabel, "encryptionState").text()
    assert not page.findChild(QPushButton, "encrypt").isVisible()
    click(page, "showCode")
    dialog = found(qtbot, page, FilePasswordDialog)
    assert not dialog.findChild(QPushButton, "neverSet").isVisible()
    type_and_go(dialog, "")
    assert "请输入" in dialog.findChild(QLabel, "error").text()
    type_and_go(dialog, PHRASE + "x")
    told = dialog.findChild(QLabel, "error")
    qtbot.waitUntil(lambda: "密码不对" in told.text())
    assert "损坏" not in told.text(), "it is open"
    type_and_go(dialog, encrypted.code[:-1] + ("B" if encrypted.code[-1] == "A" else "A"))
    qtbot.waitUntil(lambda: "恢复码" in told.text() and "密码不对" not in told.text())
    type_and_go(dialog, PHRASE)
    shown = found(qtbot, page, CodeDialog).findChild(QLabel, "code").text()
    assert shown.replace("\n", "") == encrypted.code


def test_another_password_can_be_chosen_by_the_recovery_code(qtbot, encrypted, page, context):
    click(page, "changeKey")
    type_and_go(found(qtbot, page, FilePasswordDialog), encrypted.code.lower())
    type_and_go(found(qtbot, page, ChoosePasswordDialog), "anders anders", "anders anders")
    code = found(qtbot, page, CodeDialog)
    code.findChild(QCheckBox, "kept").setChecked(True)
    with qtbot.waitSignal(context.navigator.encryption_wanted) as wanted:
        click(code, "done")
    assert wanted.args[0] != encrypted


def test_encryption_is_taken_off_after_a_question(qtbot, encrypted, page, context):
    click(page, "decrypt")
    type_and_go(found(qtbot, page, FilePasswordDialog), PHRASE)
    box = found(qtbot, page, QMessageBox)
    assert {one.text() for one in box.buttons()} == {"不再加密", "保持加密"}  # 取消 says neither
    with qtbot.waitSignal(context.navigator.encryption_wanted) as wanted:
        box.buttons()[0].click()
    assert wanted.args == [None]


def test_plain_backups_are_counted_and_encrypted(qtbot, encrypted, page, context, folder):
    told = page.findChild(QLabel, "plainCopies")
    qtbot.waitUntil(lambda: "还有 2 份没有加密" in told.text())
    with qtbot.waitSignal(context.navigator.told):
        click(page, "encryptPlain")
    qtbot.waitUntil(lambda: told.text() == "备份都已加密。")
    assert {kind_of(one.path) for one in backups(folder)} == {Kind.ENCRYPTED}


def test_plain_backups_are_deleted_after_a_question(qtbot, encrypted, page, context, folder):
    told = page.findChild(QLabel, "plainCopies")
    qtbot.waitUntil(lambda: "还有 2 份没有加密" in told.text())
    click(page, "deletePlain")
    found(qtbot, page, QMessageBox).buttons()[0].click()
    qtbot.waitUntil(lambda: told.text() == "备份都已加密。")
    assert {kind_of(one.path) for one in backups(folder)} == {Kind.ENCRYPTED}


# The start


@pytest.fixture
def closed(tmp_path, empty_office):
    """Give an encrypted office that nobody has opened yet."""
    folder = small_folder(empty_office, tmp_path)
    encrypt(folder)
    return OfficeFolder(folder.path)


def answer(*steps):
    """Do one step after the other with the window in front, which stands in a loop of its own."""
    left = list(steps)
    timer = QTimer()

    def look():
        shown = [one for one in QApplication.topLevelWidgets() if one.isVisible()]
        for one in shown:
            if left and isinstance(one, left[0][0]) and left[0][1](one):
                left.pop(0)
                return

    timer.timeout.connect(look)
    timer.start()
    return timer


def typed(text):
    def step(dialog):
        field = dialog.findChild(QLineEdit, "filePasswordField")
        if field.isReadOnly():
            return False
        field.setText(text)
        click(dialog, "go")
        return True

    return step


def pressed(name):
    def step(dialog):
        click(dialog, name)
        return True

    return step


def test_the_start_asks_for_the_file_password_until_it_is_right(themed, closed):
    lock = OfficeLock(closed.lock)
    timer = answer((FilePasswordDialog, typed("falsch")), (FilePasswordDialog, typed(PHRASE)))
    assert take_office(closed, lock) is None
    timer.stop()
    assert closed.keys.of(closed.database) is not None
    lock.release()


def test_enter_pressed_twice_is_no_other_answer(qtbot, context, closed):
    checked = threading.Event()

    def check(typed):
        checked.wait(60)
        unlock(closed, closed.database, typed)

    dialog = FilePasswordDialog("请输入文件密码。", check, context.workers, at_start=True)
    qtbot.addWidget(dialog)
    dialog.open()
    field = dialog.findChild(QLineEdit, "filePasswordField")
    field.setFocus()
    field.setText(PHRASE)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    checked.set()
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert dialog.result() == FilePasswordDialog.DialogCode.Accepted
    assert not dialog.never_set


def test_fault_42_a_second_start_raises_the_question_for_the_password_too(themed, closed):
    answers = []

    def start_again(_dialog):
        second = threading.Thread(
            target=lambda: answers.append(OfficeLock(closed.lock).ask_to_show())
        )
        second.start()
        return True

    def leave(dialog):
        return bool(answers) and pressed("leave")(dialog)

    timer = answer((FilePasswordDialog, start_again), (FilePasswordDialog, leave))
    assert take_office(closed, OfficeLock(closed.lock)) == 1
    timer.stop()
    assert answers == [True]


def test_who_knows_no_password_leaves_the_file_as_it_is(themed, closed):
    before = closed.database.read_bytes()
    timer = answer((FilePasswordDialog, pressed("leave")))
    assert take_office(closed, OfficeLock(closed.lock)) == 1
    timer.stop()
    assert closed.database.read_bytes() == before


def test_a_file_that_never_had_a_password_is_damaged_and_a_backup_comes_back(themed, closed):
    noise = bytes(reversed(closed.database.read_bytes()))
    for one in backups(closed):
        if one.reason is Reason.ENCRYPTION:
            one.path.rename(closed.path / "aside.db")
        one.delete()
    closed.database.write_bytes(noise)

    def restore(dialog):
        dialog.use(closed.path / "aside.db")
        return True

    lock = OfficeLock(closed.lock)
    timer = answer(
        (FilePasswordDialog, pressed("neverSet")),
        (DamageDialog, restore),
    )
    assert take_office(closed, lock) is None
    timer.stop()
    assert names(closed.database) == {"华东机械"}
    assert [path.read_bytes() for path in closed.damaged.iterdir()] == [noise]
    lock.release()


def test_behind_a_destroyed_file_the_password_of_the_newest_backup_is_asked(themed, closed):
    for one in backups(closed):
        one.delete()
    knows = OfficeFolder(closed.path)
    knows.keys.add(FileKey.from_password(PHRASE, closed.database.read_bytes()[:16]))
    back_up(knows, Reason.HAND, now=NOW)
    closed.database.write_bytes(b"")

    def restore(dialog):
        button = dialog.findChild(QPushButton, "useBackup")
        if button.isEnabled():
            button.click()
        return button.isEnabled()

    lock = OfficeLock(closed.lock)
    timer = answer((DamageDialog, in_its_question(typed(PHRASE))), (DamageDialog, restore))
    assert take_office(closed, lock) is None
    timer.stop()
    assert kind_of(closed.database) is Kind.ENCRYPTED
    lock.release()


def in_its_question(step):
    def go(dialog):
        asking = [one for one in dialog.findChildren(FilePasswordDialog) if one.isVisible()]
        return bool(asking) and step(asking[0])

    return go


# The whole program


def test_the_window_goes_on_with_the_encrypted_file_and_looks_into_its_backup(
    new_session, qtbot, themed, empty_office, tmp_path
):
    folder = small_folder(empty_office, tmp_path)
    session = new_session(folder)
    session.begin("clients")
    old = session.window
    qtbot.waitSignal(session._news.backed_up).wait()
    qtbot.waitUntil(lambda: old.findChild(DueNotices) is not None)
    qtbot.waitUntil(lambda: not session._workers.busy)
    state = old.show_page("settings").show_view("encryption").findChild(QLabel, "encryptionState")
    assert "没有加密" in state.text()
    old._context.navigator.encryption_wanted.emit(KEY)
    qtbot.waitUntil(lambda: "已加密" in state.text())
    assert session.window is old, "nothing in it changed"
    assert "已加密" in old.findChild(QLabel, "notice").text()
    assert kind_of(folder.database) is Kind.ENCRYPTED
    qtbot.waitUntil(lambda: not session._workers.busy)
    new_client(session.window._context.desk, "后来的")
    newest = backups(folder)[0]
    session.window._context.navigator.browsing_wanted.emit(str(newest.path), newest.at)
    look = found(qtbot, session.window, BackupWindow)
    assert "客户 1（现在 2）" in look.findChild(QLabel, "readOnlyTold").text()
    qtbot.waitUntil(lambda: not look._context.workers.busy)
    look.close()
    qtbot.waitUntil(lambda: list(folder.path.glob("~keyou-*")) == [])
    qtbot.waitUntil(lambda: not session._workers.busy)
    session.window.close()
    assert session.end()
    assert kind_of(backups(folder)[0].path) is Kind.ENCRYPTED
