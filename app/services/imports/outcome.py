"""Counts what an import does, row by row."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.cells import shown
from app.domain.importable import field_named
from app.domain.imported import (
    ChangedRow,
    ImportOptions,
    ImportOutcome,
    ImportSource,
    LikeRow,
    RejectedRow,
)
from app.domain.imports import CellProblem, ParsedRow
from app.domain.types import BatchId, ImportKind
from app.errors import CancelledError

Progress = Callable[[int, int], None]
Stop = Callable[[], bool]

PERCENT = 100
FIRST_LOOK, WRITTEN, ALL_BUT_DONE = 30, 90, 99
"""Percent of the work done when client rows were read, when all rows were put, before the end."""
CHECKED_EVERY = 200
MOST_SHOWN = 60


@dataclass(slots=True)
class Tally:
    """What is known so far of an import."""

    source: ImportSource
    options: ImportOptions
    progress: Progress | None = None
    cancelled: Stop | None = None
    expected: int = 1
    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    joined: int = 0
    rejected: list[RejectedRow] = field(default_factory=list)
    changed: list[ChangedRow] = field(default_factory=list)
    likes: list[LikeRow] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def begin(self, row: ParsedRow) -> bool:
        """Count a row; reject it and return False if a cell could not be read.

        Raises:
            CancelledError: The user stopped the import.
        """
        self.rows += 1
        if self.rows % CHECKED_EVERY == 0:
            self.tell()
        if row.problems:
            self.rejected.append(RejectedRow(row.number, row.problems))
            return False
        return True

    def tell(self) -> None:
        """Tell the progress of going through the rows and ask whether to go on.

        Raises:
            CancelledError: The user stopped the import.
        """
        ended = FIRST_LOOK if self.source.kind is ImportKind.CLIENTS else WRITTEN
        self._tell(ended * min(self.rows, self.expected) // self.expected)

    def tell_second(self, done: int, of: int) -> None:
        """Tell the progress of the second look that client rows get.

        Raises:
            CancelledError: The user stopped the import.
        """
        if done % CHECKED_EVERY == 0:
            self._tell(FIRST_LOOK + (WRITTEN - FIRST_LOOK) * done // of)

    def tell_written(self) -> None:
        """Tell that all rows are put and what follows from them is kept; ask a last time.

        Raises:
            CancelledError: The user stopped the import.
        """
        self._tell(ALL_BUT_DONE)

    def tell_end(self) -> None:
        """Tell that all is done."""
        if self.progress is not None:
            self.progress(PERCENT, PERCENT)

    def _tell(self, percent: int) -> None:
        if self.cancelled is not None and self.cancelled():
            raise CancelledError
        if self.progress is not None:
            self.progress(percent, PERCENT)

    def reject(self, row: ParsedRow, problems: Mapping[str, str]) -> None:
        """Leave a row out, for these reasons by field."""
        told = tuple(self._problem(row, name, reason) for name, reason in problems.items())
        self.rejected.append(RejectedRow(row.number, told))

    def _problem(self, row: ParsedRow, name: str, reason: str) -> CellProblem:
        label = field_named(self.source.kind, name).label
        heading = self.source.headings.get(name) or label
        value = row.values.get(name, "")
        return CellProblem(heading, _as_text(value)[:MOST_SHOWN], reason)

    def outcome(self, new_staff: list[str], batch_id: BatchId | None) -> ImportOutcome:
        """Return the result."""
        return ImportOutcome(
            kind=self.source.kind,
            file_name=self.source.file_name,
            rows=self.rows,
            added=self.added,
            updated=self.updated,
            unchanged=self.unchanged,
            joined=self.joined,
            rejected=tuple(sorted(self.rejected, key=lambda row: row.number)),
            changed=tuple(self.changed),
            likes=tuple(self.likes),
            new_staff=tuple(new_staff),
            opened=tuple(self.opened),
            batch_id=batch_id,
            place=self.source.place,
        )


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return " ".join(str(part) for part in value if part is not None)
    return str(getattr(value, "label", None) or shown(value) if value is not None else "")
