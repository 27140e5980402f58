"""An older office file put in place by hand does not bring back who was erased since (R13)."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox

from app.backups import page_check
from app.backups.rescue import rescue
from app.backups.restoring import restore
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.personal import ERASED_NAME
from app.domain.settings import OfficeSettings
from app.models import Contact
from app.services.office import save_office_settings
from app.services.personal.erasing import erase_person
from app.ui import start
from app.ui.start_sign import StartSign
from tests.backups.files import zero_page
from tests.clients import new_staff
from tests.conftest import NOW
from tests.services.personal.people import office_of


@pytest.fixture
def folder(empty_office, tmp_path):
    made = OfficeFolder(tmp_path / "office")
    made.path.mkdir()
    shutil.copy(empty_office, made.database)
    return made


@pytest.fixture
def erased(folder, tmp_path):
    """An office in which a person was erased, and lies again, since an older file came back."""
    desk = Desk(Database(folder.database, keys=folder.keys), None, lambda: NOW)
    _client, contact_id = office_of(desk)
    save_office_settings(desk, OfficeSettings(hotel_name="样例酒店"))
    new_staff(desk, "王芳")
    desk.db.close()
    shutil.copy(folder.database, tmp_path / "before.db")
    erase_person(desk, folder, contact_id, ())
    desk.db.close()
    shutil.copy(tmp_path / "before.db", folder.database)
    yield desk, contact_id
    desk.db.close()


def end(session):
    session._workers.wait()  # a busy machine may take longer than the program would
    session.end()


def signs():
    shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    return [one for one in shown if isinstance(one, StartSign)]


def name_of(erased):
    desk, contact_id = erased
    with desk.db.read() as reading:
        return reading.get_one(Contact, contact_id).name


@pytest.fixture
def session(new_session, themed, folder):
    made = new_session(folder)
    yield made
    if made.window is not None:
        made.window.close()
    end(made)


def test_who_was_erased_since_is_erased_at_the_next_start_beside_a_sign(qtbot, erased, session):
    session.begin("today")
    assert isinstance(session.front, StartSign)
    assert session.window is None
    qtbot.waitUntil(lambda: session.window is not None)
    assert name_of(erased) == ERASED_NAME
    assert session.front is session.window
    assert signs() == []


def test_where_nobody_is_back_the_window_comes_at_once(erased, session, folder):
    desk, contact_id = erased
    erase_person(desk, folder, contact_id, ())
    session.begin("today")
    assert session.window is not None


def test_what_cannot_be_erased_again_is_told_and_done_at_the_next_start(
    new_session, qtbot, erased, session, folder
):
    other = sqlite3.connect(folder.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    session.begin("today")
    qtbot.waitUntil(lambda: session.window is not None)
    box = session.window.findChild(QMessageBox)
    assert "没能再次清除" in box.text()
    assert "正在使用" in box.text()
    other.close()
    assert name_of(erased) != ERASED_NAME
    box.close()
    again = new_session(folder)
    again.begin("today")
    qtbot.waitUntil(lambda: again.window is not None)
    assert name_of(erased) == ERASED_NAME
    again.window.close()
    end(again)


def test_damage_found_meanwhile_puts_the_sign_away(new_session, qtbot, erased, folder, monkeypatch):
    monkeypatch.setattr(page_check, "LARGE", 0)
    monkeypatch.setattr(start, "go_on_after", lambda *_what: False)
    with closing(sqlite3.connect(folder.database)) as raw:
        table = "SELECT rootpage FROM sqlite_master WHERE name='receipt'"
        zero_page(folder.database, raw.execute(table).fetchone()[0])
    left = []
    session = new_session(folder, left.append)
    session.begin("today")
    assert isinstance(session.front, StartSign)
    qtbot.waitUntil(lambda: left == [1])
    assert session.window is None
    assert session.front is None
    assert signs() == []
    end(session)


def test_who_was_erased_is_erased_in_what_is_restored_before_it_is_shown(
    qtbot, erased, session, folder
):
    desk, contact_id = erased
    erase_person(desk, folder, contact_id, ())
    session.begin("today")
    old = session.window
    old._context.navigator.restore_wanted.emit(str(folder.path.parent / "before.db"))
    qtbot.waitUntil(lambda: session.window is not old)
    assert name_of(erased) == ERASED_NAME
    assert session.window.page_key == "settings"


def test_what_was_rescued_of_a_damaged_older_file_does_not_bring_them_back(
    qtbot, erased, session, folder
):
    with closing(sqlite3.connect(folder.database)) as raw:
        index = "SELECT rootpage FROM sqlite_master WHERE type='index' AND tbl_name='receipt'"
        zero_page(folder.database, raw.execute(index).fetchone()[0] - 1)
    restore(folder, rescue(folder, NOW).path, now=NOW)
    assert name_of(erased) != ERASED_NAME
    session.begin("today")
    qtbot.waitUntil(lambda: session.window is not None)
    assert name_of(erased) == ERASED_NAME
