"""What programs do to files, as a tape: the raw material of every crash that is tried here."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.faults.python_files import python_files
from tests.faults.sqlite_files import sqlite_files

CREATE, WRITE, TRUNCATE, SYNC = "create", "write", "truncate", "sync"
RENAME, UNLINK, FOLDER, SYNC_FOLDER = "rename", "unlink", "folder", "sync_folder"
TOLD = "told"
"""Not the disk's: here a person was told that it is done."""


@dataclass(frozen=True, slots=True)
class Op:
    """One operation on one file. Paths are relative to the folder that is watched."""

    kind: str
    path: str
    offset: int = 0
    content: bytes = b""
    target: str = ""

    def __str__(self) -> str:
        size = f" {len(self.content)} bytes at {self.offset}" if self.kind == WRITE else ""
        return f"{self.kind} {self.path}{size}{self.target and ' to ' + self.target}"


class Watcher(Protocol):
    """Is asked before each operation, and told of it when it was done."""

    def before(self, op: Op) -> int:
        """Return the errno it shall fail with, or 0."""
        ...

    def after(self, op: Op) -> None:
        """It was done."""
        ...


class Tape:
    """Takes down every operation that was done."""

    def __init__(self) -> None:
        self.ops: list[Op] = []

    def before(self, op: Op) -> int:
        return 0

    def after(self, op: Op) -> None:
        self.ops.append(op)

    def told(self) -> None:
        """Take down that somebody was told so far all is kept."""
        self.ops.append(Op(TOLD, ""))


class Failing:
    """Lets the n-th operation fail, counted from 1, or all from then on."""

    def __init__(self, nth: int, why: int, *, lasting: bool = False) -> None:
        self.nth, self.why, self.lasting = nth, why, lasting
        self.failed: Op | None = None
        self.count = 0

    def before(self, op: Op) -> int:
        self.count += 1
        if self.count == self.nth or (self.lasting and self.count > self.nth):
            self.failed = self.failed or op
            return self.why
        return 0

    def after(self, op: Op) -> None:
        """Nothing is kept."""


@contextmanager
def watched(folder: Path, watcher: Watcher) -> Iterator[None]:
    """Let ``watcher`` see what SQLite and Python do to files in ``folder`` meanwhile."""
    with sqlite_files(folder, watcher), python_files(folder, watcher):
        yield


def files_in(folder: Path) -> dict[str, bytes]:
    """Return every file in a folder, by its path in it."""
    found = {}
    for place, _folders, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found
