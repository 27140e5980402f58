"""An older office file put in place by hand does not bring back who was erased since (R13)."""

import shutil

from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.personal import ERASED_NAME
from app.domain.settings import OfficeSettings
from app.models import Contact
from app.services.office import save_office_settings
from app.services.personal.erasing import erase_person
from app.ui.start import Session
from app.upgrade import open_office
from tests.clients import new_staff
from tests.conftest import NOW
from tests.services.personal.people import office_of


def test_who_was_erased_since_is_erased_at_the_next_start(themed, tmp_path):
    folder = OfficeFolder(tmp_path / "office")
    open_office(folder, now=NOW)
    desk = Desk(Database(folder.database, keys=folder.keys), None, lambda: NOW)
    _client, contact_id = office_of(desk)
    save_office_settings(desk, OfficeSettings(hotel_name="样例酒店"))
    new_staff(desk, "王芳")
    desk.db.close()
    shutil.copy(folder.database, tmp_path / "before.db")
    erase_person(desk, folder, contact_id, ())
    desk.db.close()
    shutil.copy(tmp_path / "before.db", folder.database)
    session = Session(folder)
    session.begin("today")
    with desk.db.read() as reading:
        assert reading.get_one(Contact, contact_id).name == ERASED_NAME
    assert session.window is not None
    session.window.close()
    desk.db.close()
    session.end()
