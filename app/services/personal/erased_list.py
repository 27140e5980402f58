"""The list of who was erased, beside the backups: numbers of rows, nothing of any person.

A backup older than an erasure still holds the person. When it is restored, the list tells whom to
erase in it again.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.config import OfficeFolder
from app.domain.personal import ERASED_LIST, Place
from app.domain.types import ContactId
from app.queries.office_mark import office_mark
from app.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure: in which office, which contact, in which records."""

    office: str
    contact_id: ContactId
    places: tuple[Place, ...]


def note_erased(
    folder: OfficeFolder, session: Session, contact_id: ContactId, places: Collection[Place]
) -> None:
    """Add an erasure to the list.

    Raises:
        StorageError: The list cannot be written.
    """
    listed = [*erased_in(folder), Erased(office_mark(session), contact_id, tuple(places))]
    folder.backups.mkdir(exist_ok=True)
    with whole_file(_path(folder)) as half:
        half.write_text(json.dumps([_told(one) for one in listed]), "utf-8")


def erased_in(folder: OfficeFolder) -> list[Erased]:
    """Return the list; empty where there is none, or it cannot be read."""
    try:
        stored = json.loads(_path(folder).read_text("utf-8"))
        return [_read(one) for one in stored]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _told(one: Erased) -> dict[str, object]:
    places = [[place.table, place.row_id] for place in one.places]
    return {"office": one.office, "contact": one.contact_id, "places": places}


def _read(stored: dict[str, object]) -> Erased:
    places: Iterable[tuple[str, int]] = stored["places"]  # type: ignore[assignment]
    return Erased(
        str(stored["office"]),
        ContactId(int(stored["contact"])),  # type: ignore[call-overload]
        tuple(Place(str(table), int(row_id)) for table, row_id in places),
    )


def _path(folder: OfficeFolder) -> Path:
    return folder.backups / ERASED_LIST
