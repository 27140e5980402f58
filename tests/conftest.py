"""Fixtures used everywhere: a fresh office for each test, and makers of records."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import settings

from app.db import Database, Desk
from app.upgrade import migrate

NOW = datetime(2025, 12, 20, 2, 30, tzinfo=UTC)
"""The tests' clock stands still in the December week."""
TODAY = NOW.date()

# A busy machine is no failure.
settings.register_profile("keyou", deadline=None)
settings.load_profile("keyou")


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty office file once, by the real migrations."""
    path = tmp_path_factory.mktemp("office") / "keyou.db"
    migrate(path)
    return path


@pytest.fixture
def db(empty_office: Path, tmp_path: Path) -> Iterator[Database]:
    """Open a copy of the empty office that this test may fill."""
    database = Database(Path(shutil.copy(empty_office, tmp_path)))
    yield database
    database.close()


@pytest.fixture
def desk(db: Database) -> Desk:
    """Sit at a desk where the clock stands still."""
    return Desk(db, None, lambda: NOW)
