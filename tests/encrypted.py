"""Encrypted office files for tests: their key has no password, so none has to be computed."""

import shutil
import sqlite3
from pathlib import Path

from app.backups.encrypting import copy_under
from app.config import OfficeFolder
from app.encryption.connecting import connect
from app.encryption.key import FileKey
from app.encryption.keyring import Keyring

KEY = FileKey(bytes(range(100, 132)), b"salt for testing")
KINDS = ("plain", "encrypted")


def keys() -> Keyring:
    """Return a keyring that opens the tests' encrypted files, and plain ones."""
    made = Keyring()
    made.add(KEY)
    return made


def office_in(place: Path) -> OfficeFolder:
    """Return an office folder whose key is known."""
    return OfficeFolder(place, keys())


def raw_of(path: Path, isolation_level: str | None = "") -> sqlite3.Connection:
    """Open an office file of either kind from outside."""
    raw = connect(path, keys().of(path))
    raw.isolation_level = isolation_level
    return raw


def encrypted_copy(path: Path, place: Path) -> Path:
    """Write a plain office file's encrypted twin."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    target = place / path.name
    target.touch()
    copy_under(path, target, keys(), KEY)
    return target


def encrypt(folder: OfficeFolder) -> OfficeFolder:
    """Let an office file be its encrypted twin, with nothing left beside it."""
    twin = encrypted_copy(folder.database, folder.path / "twin")
    twin.replace(folder.database)
    twin.parent.rmdir()
    folder.keys.forget(folder.database)
    return folder
