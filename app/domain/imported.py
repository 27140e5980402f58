"""What an import is asked, what it finds, and what it says of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from app.domain.imports import CellProblem, ParsedRow
from app.domain.types import BatchId, ImportKind
from app.i18n import _


@dataclass(frozen=True, slots=True)
class ImportSource:
    """A file laid out and read, ready to be compared with the office.

    ``rows`` is gone through once. ``headings`` names the column behind each field; ``place`` says
    where the row of a number stands in the file.
    """

    kind: ImportKind
    file_name: str
    sha256: str
    rows: Iterable[ParsedRow]
    headings: Mapping[str, str]
    place: Callable[[int], str] = str


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the clerk decided.

    Attributes:
        join_duplicates: A client row that is certainly one already there goes into that file.
        open_missing: Rows that name an unknown client open a file for it.
        decisions: By row number, whether a client row goes into the file it looks like; it goes
            before ``join_duplicates``.
    """

    join_duplicates: bool = False
    open_missing: bool = False
    decisions: Mapping[int, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """A row left out, and why, cell by cell."""

    number: int
    problems: tuple[CellProblem, ...]


@dataclass(frozen=True, slots=True)
class ChangedRow:
    """A row that changes what is there; ``changes`` holds (label, before, after) as shown."""

    number: int
    name: str
    changes: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class LikeRow:
    """A client row that looks like a client already there, or like another row of the file.

    Attributes:
        number: The row.
        name: Its name.
        other_code: The other's code, empty where the other row has none.
        other_name: The other's name.
        other_number: The other's row where it is in the same file.
        certain: Same place and core name.
        score: 0–100.
        why: A sentence for the clerk.
        joins: Whether the row goes into the other's file.
    """

    number: int
    name: str
    other_code: str
    other_name: str
    other_number: int | None
    certain: bool
    score: int
    why: str
    joins: bool

    def other(self, place: Callable[[int], str]) -> str:
        """Return the other as it is told, with its place where it is in the same file."""
        told = f"{self.other_code} {self.other_name}".strip()
        if self.other_number is None:
            return told
        return _("{other}（同一文件第 {row} 行）").format(other=told, row=place(self.other_number))


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """What an import does or, in a preview, would do.

    ``rows`` is the sum of added, updated, unchanged, joined and rejected rows. ``new_staff`` and
    ``opened`` name the people and clients first met in the file. ``batch_id`` None: a preview.
    ``place`` says where the row of a number stands in the file.
    """

    kind: ImportKind
    file_name: str
    rows: int
    added: int
    updated: int
    unchanged: int
    joined: int
    rejected: tuple[RejectedRow, ...]
    changed: tuple[ChangedRow, ...]
    likes: tuple[LikeRow, ...]
    new_staff: tuple[str, ...]
    opened: tuple[str, ...]
    batch_id: BatchId | None
    place: Callable[[int], str] = field(default=str, compare=False, repr=False)
