"""A small office on which the faults are tried, and its jobs, taken down once."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.config import OfficeFolder
from tests.encrypted import KINDS, office_in
from tests.faults.jobs import Job, Recording, keep, old_office, record, small_office


@pytest.fixture(autouse=True)
def _unmeasured(no_cover: None) -> None:
    """Spare coverage what is done over and over: the layers' own tests have been there."""


@pytest.fixture(scope="session")
def faulty_offices(
    empty_office: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, OfficeFolder]:
    place = tmp_path_factory.mktemp("faults")
    return {kind: small_office(empty_office, place / kind, kind) for kind in KINDS}


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def folder(kind: str, faulty_offices: dict[str, OfficeFolder], tmp_path: Path) -> OfficeFolder:
    """Give a copy of the office to be spoilt, once plain, once encrypted."""
    return office_in(shutil.copytree(faulty_offices[kind].path, tmp_path / "office"))


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
def old_folder(kind: str, tmp_path: Path) -> OfficeFolder:
    """Give an office of the first version."""
    return old_office(tmp_path / "old", kind)
