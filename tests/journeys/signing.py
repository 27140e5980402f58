"""An office of people with passwords in a session of the program, and what they do with it."""

import shutil
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QPushButton,
)

from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.types import Post
from app.services.sign_in import change_password, give_password
from app.ui.sign_in.dialog import SignInDialog
from app.ui.start import Session
from tests.clients import new_client, new_staff
from tests.conftest import NOW
from tests.sign_in import PASSWORD, Clock, cheap_door, sit, with_sign_in

OTHERS = "another-one"


@dataclass
class Office:
    """An office of two people with passwords, in a session of the program."""

    session: Session
    clock: Clock
    code: str
    ended: list[int]

    @property
    def dialog(self) -> SignInDialog:
        """The sign-in that is shown."""
        shown = self.session.front
        assert isinstance(shown, SignInDialog)
        return shown

    @property
    def window(self):
        """The main window."""
        return self.session.window


@pytest.fixture
def office(themed, qtbot, empty_office, tmp_path):
    folder = OfficeFolder(tmp_path / "客友")
    folder.path.mkdir()
    shutil.copy(empty_office, folder.database)
    desk, door = Desk(Database(folder.database), None, lambda: NOW), cheap_door()
    manager, code = with_sign_in(desk, door)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    given = give_password(sit(desk, manager), door, clerk)
    change_password(desk, door, clerk, given, OTHERS)
    new_staff(desk, "郑样", Post.REPRESENTATIVE)
    new_client(desk, "华东机械", manager_id=clerk)
    desk.db.close()
    clock, ended = Clock(), []
    made = Session(folder, ended.append, cheap_door(clock))
    yield Office(made, clock, code, ended)
    made._seat.clear()
    if made.window is not None:
        made.window.close()
    made.end()


def choose(dialog, name):
    who = dialog.findChild(QComboBox, "who")
    who.setCurrentIndex(next(n for n in range(who.count()) if who.itemText(n).startswith(name)))


def type_password(qtbot, dialog, password):
    field = dialog.findChild(QLineEdit, "password")
    qtbot.waitUntil(field.isEnabled)
    field.setText(password)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def told(dialog):
    return dialog.findChild(QLabel, "error").text()


def start(office, qtbot, name="周样", password=PASSWORD):
    office.session.begin("clients")
    choose(office.dialog, name)
    type_password(qtbot, office.dialog, password)
    qtbot.waitUntil(lambda: office.window is not None)


def fill_new(dialog, first, again=None):
    dialog.findChild(QLineEdit, "newPassword").setText(first)
    dialog.findChild(QLineEdit, "newPasswordAgain").setText(first if again is None else again)
    dialog.findChild(QPushButton, "go").click()


def close_code(qtbot, parent):
    qtbot.waitUntil(lambda: parent.findChild(QDialog, "codeDialog") is not None)
    shown = parent.findChild(QDialog, "codeDialog")
    code = shown.findChild(QLabel, "code").text()
    shown.close()
    assert shown.isVisible(), "not before it is kept"
    shown.findChild(QCheckBox, "kept").click()
    shown.findChild(QPushButton, "done").click()
    return code
