"""A small office in a folder of its own, which these tests damage, replace and lose."""

import shutil
from pathlib import Path

import pytest

from app.config import OfficeFolder
from app.db import Database, Desk
from tests.clients import new_client
from tests.conftest import NOW


@pytest.fixture(scope="session")
def small_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = Database(Path(shutil.copy(empty_office, tmp_path_factory.mktemp("small"))))
    for name in ("华东机械", "江南纺织", "海港物流"):
        new_client(Desk(database, None, lambda: NOW), name)
    database.close()
    return database.path


@pytest.fixture
def folder(small_office: Path, tmp_path: Path) -> OfficeFolder:
    made = OfficeFolder(tmp_path / "office")
    made.path.mkdir()
    shutil.copy(small_office, made.database)
    return made
