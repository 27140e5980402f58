"""Fixtures used everywhere: a fresh office for each test, and makers of records."""

import gc
import logging
import os
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from hypothesis import settings
from pytestqt.qtbot import QtBot

from app.db import Database, Desk
from app.services.sample import add_sample
from app.upgrade import migrate
from tests.filled import Fillings
from tests.measured import measured_again, pass_libraries_over, unmeasured

NOW = datetime(2025, 12, 20, 2, 30, tzinfo=UTC)
"""The tests' clock stands still in the December week."""
TODAY = NOW.date()

# Each save waits for the disk, thousands of times: files in memory take half as long.
MEMORY = Path("/dev/shm")  # noqa: S108 - only tests' own folders are made there
ROOM = 2_000_000_000
if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))

# A busy machine is no failure.
PATIENCE = 60_000
"""Milliseconds that a test waits for what it asserts."""
settings.register_profile("keyou", deadline=None)
settings.load_profile("keyou")

pass_libraries_over()
for wait in (
    QtBot.waitUntil,
    QtBot.waitSignal,
    QtBot.waitSignals,
    QtBot.waitExposed,
    QtBot.waitActive,
):
    wait.__kwdefaults__["timeout"] = PATIENCE


def pytest_itemcollected(item: pytest.Item) -> None:
    """Measure what a test of Hypothesis' does, not how its examples are found."""
    given = getattr(getattr(item, "obj", None), "hypothesis", None)
    if given is not None and not hasattr(given.inner_test, "__wrapped__"):
        given.inner_test = measured_again(given.inner_test)


def pytest_collection_finish() -> None:
    """Leave what was loaded out of the searches for cycles: a million objects, many times."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_log_stays_open() -> Iterator[None]:
    """Close the log files a test opened: their folders go with it."""
    yield
    root = logging.getLogger()
    for handler in [one for one in root.handlers if isinstance(one, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an empty office file once, by the real migrations."""
    path = tmp_path_factory.mktemp("office") / "keyou.db"
    with unmeasured():
        migrate(path)
    return path


@pytest.fixture(scope="session")
def office_file(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Return the one database that tests take turns at: it remembers its statements' SQL."""
    return Database(tmp_path_factory.mktemp("turns") / "keyou.db")


@pytest.fixture
def db(empty_office: Path, office_file: Database) -> Iterator[Database]:
    """Give the office file's place to a copy of the empty office that this test may fill."""
    for left in office_file.path.parent.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    shutil.copy(empty_office, office_file.path)
    yield office_file
    office_file.close()
    office_file._listeners.clear()


@pytest.fixture
def desk(db: Database) -> Desk:
    """Sit at a desk where the clock stands still."""
    return Desk(db, None, lambda: NOW)


@pytest.fixture(scope="session")
def fillings(tmp_path_factory: pytest.TempPathFactory) -> Fillings:
    """Remember the offices that many tests begin with."""
    return Fillings(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="session")
def sample_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an office with the sample once."""
    database = Database(Path(shutil.copy(empty_office, tmp_path_factory.mktemp("sample"))))
    with unmeasured():
        add_sample(Desk(database, None, lambda: NOW))
    database.close()
    return database.path


@pytest.fixture
def sample(sample_office: Path, desk: Desk) -> None:
    """Let this test's office begin with the sample."""
    desk.db.close()
    shutil.copy(sample_office, desk.db.path)
