"""A small office in a folder of its own, which these tests damage, replace and lose."""

import shutil
from pathlib import Path

import pytest

from app.config import OfficeFolder
from app.db import Database, Desk
from tests.clients import new_client
from tests.conftest import NOW
from tests.encrypted import KINDS, encrypted_copy, office_in


@pytest.fixture(scope="session")
def small_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    database = Database(Path(shutil.copy(empty_office, tmp_path_factory.mktemp("small"))))
    for name in ("华东机械", "江南纺织", "海港物流"):
        new_client(Desk(database, None, lambda: NOW), name)
    database.close()
    return database.path


@pytest.fixture(scope="session")
def small_encrypted_office(small_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encrypted_copy(small_office, tmp_path_factory.mktemp("encrypted"))


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def its_office(kind: str, small_office: Path, small_encrypted_office: Path) -> Path:
    """Return the small office, plain or encrypted."""
    return small_office if kind == "plain" else small_encrypted_office


@pytest.fixture
def folder(its_office: Path, tmp_path: Path) -> OfficeFolder:
    """Give an office to be spoilt: once plain, once encrypted."""
    made = office_in(tmp_path / "office")
    made.path.mkdir()
    shutil.copy(its_office, made.database)
    return made
