"""Office folders of their own, for tests that damage, replace or lose the file."""

import shutil
from pathlib import Path

from app.config import OfficeFolder
from app.db import Database, Desk
from tests.clients import new_client, new_staff
from tests.conftest import NOW


def small_folder(empty_office: Path, place: Path) -> OfficeFolder:
    """Return an office with one person and one client."""
    folder = OfficeFolder(place / "office")
    folder.path.mkdir()
    shutil.copy(empty_office, folder.database)
    database = Database(folder.database)
    desk = Desk(database, None, lambda: NOW)
    new_staff(desk, "李明")
    new_client(desk, "华东机械")
    database.close()
    return folder
