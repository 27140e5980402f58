"""A small office on which the faults are tried, and its jobs, taken down once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.config import OfficeFolder
from tests.faults.jobs import Job, Recording, keep, old_office, record, small_office


@pytest.fixture(scope="session")
def faulty_office(empty_office: Path, tmp_path_factory: pytest.TempPathFactory) -> OfficeFolder:
    return small_office(empty_office, tmp_path_factory.mktemp("faults") / "office")


@pytest.fixture
def folder(faulty_office: OfficeFolder, tmp_path: Path) -> OfficeFolder:
    """Give a copy of the office to be spoilt."""
    return OfficeFolder(shutil.copytree(faulty_office.path, tmp_path / "office"))


@pytest.fixture
def recorded(folder: OfficeFolder) -> Callable[[Job], Recording]:
    """Do a job on the office and take it down."""
    return lambda job: record(folder, job)


@pytest.fixture
def kept_folder(folder: OfficeFolder) -> OfficeFolder:
    """Give an office with a backup, and a log entry made since."""
    back_up_first, save_then, *_more, close = keep(folder)
    back_up_first()
    save_then()
    close()
    return folder


@pytest.fixture
def old_folder(tmp_path: Path) -> OfficeFolder:
    """Give an office of the first version."""
    return old_office(tmp_path / "old")
