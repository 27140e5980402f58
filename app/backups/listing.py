"""The backups there are, and the small text file beside each that says what it is."""

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app import __version__
from app.config import OfficeFolder
from app.domain.backups import Contents, Reason
from app.encryption.pages import is_plain
from app.errors import StorageError
from app.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class Source:
    """Size and time of the office file a backup was made of; the same again: nothing changed.

    The file is not opened for this: closing it would give up SQLite's own locks on it.
    """

    size: int
    changed_ns: int

    @classmethod
    def of(cls, path: Path) -> "Source | None":
        """Return those of a file; None where there is none."""
        with suppress(OSError):
            found = path.stat()
            return cls(found.st_size, found.st_mtime_ns)
        return None


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup. ``contents`` and ``source`` are None where nothing beside it tells."""

    path: Path
    at: datetime
    reason: Reason
    size: int
    contents: Contents | None = None
    source: Source | None = None

    @property
    def manifest(self) -> Path:
        """The text file beside it. Losing it loses only what the list says."""
        return self.path.with_suffix(".json")

    @property
    def is_plain(self) -> bool:
        """Tell whether whoever gets hold of it can open it, without any password."""
        with suppress(OSError):
            return is_plain(self.path)
        return False

    def delete(self) -> None:
        """Take it away; one that cannot be deleted now goes another time.

        The text first: cut off in between, the backup is found again, a text alone never is.
        """
        with suppress(OSError):
            self.manifest.unlink(missing_ok=True)
            self.path.unlink()


def backups(folder: OfficeFolder) -> list[Backup]:
    """Return the backups of an office, the newest first."""
    return backups_in(folder.backups)


def backups_in(place: Path) -> list[Backup]:
    """Return the backups in a folder, the newest first; none where there is no such folder."""
    found = []
    with suppress(OSError):
        for path in place.glob("*.db"):
            with suppress(OSError):  # it went meanwhile
                if path.is_file():
                    found.append(_backup(path))
    return sorted(found, key=lambda one: (one.at, one.path.name), reverse=True)


def write_manifest(backup: Backup) -> None:
    """Write what a backup is beside it."""
    contents, source = backup.contents, backup.source
    said = {
        "made_at": backup.at.astimezone(UTC).isoformat(),
        "reason": backup.reason.value,
        "program": __version__,
        "version": contents and contents.version,
        "counts": contents and dict(contents.counts),
        "source": source and [source.size, source.changed_ns],
    }
    with suppress(StorageError), whole_file(backup.manifest) as half:  # the backup itself is there
        half.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def _backup(path: Path) -> Backup:
    size, changed = path.stat().st_size, datetime.fromtimestamp(path.stat().st_mtime, UTC)
    plain = Backup(path, changed, _reason(path), size)
    try:
        said = json.loads(plain.manifest.read_bytes())
        return Backup(
            path,
            datetime.fromisoformat(said["made_at"]).astimezone(UTC),
            Reason(said["reason"]),
            size,
            _contents(said),
            None if said["source"] is None else Source(*map(int, said["source"])),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return plain


def _contents(said: Mapping[str, Any]) -> Contents | None:
    if said["counts"] is None:
        return None
    counts = {str(table): int(n) for table, n in said["counts"].items()}
    return Contents(str(said["version"]), counts)


def _reason(path: Path) -> Reason:
    for reason in Reason:
        if reason.value in path.stem:
            return reason
    return Reason.HAND
