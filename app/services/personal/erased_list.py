"""The list of who was erased, beside the backups: numbers of rows, nothing of any person.

A backup older than an erasure still holds the person. When it is restored, the list tells whom to
erase in it again.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from app.config import OfficeFolder
from app.domain.personal import Place
from app.domain.types import ContactId
from app.queries.office_mark import office_mark
from app.whole_files import whole_file


@dataclass(frozen=True, slots=True)
class Erased:
    """One erasure: in which office, which contact, in which records.

    ``written`` tells that the office file was written anew since, so that no byte is left.
    """

    office: str
    contact_id: ContactId
    places: tuple[Place, ...]
    written: bool = False


def note_erased(
    folder: OfficeFolder, session: Session, contact_id: ContactId, places: Collection[Place]
) -> None:
    """Add an erasure to the list, once for each person; the file is not written anew yet.

    Raises:
        StorageError: The list cannot be written.
    """
    office, chosen, others = office_mark(session), set(places), []
    for one in erased_in(folder):
        if (one.office, one.contact_id) == (office, contact_id):
            chosen |= {*one.places}
        else:
            others.append(one)
    by_number = sorted(chosen, key=lambda place: (place.table, place.row_id))
    _keep(folder, [*others, Erased(office, contact_id, tuple(by_number))])


def note_written(folder: OfficeFolder, session: Session) -> None:
    """Note that the file of this office was written anew.

    Raises:
        StorageError: The list cannot be written.
    """
    office, listed = office_mark(session), erased_in(folder)
    _keep(folder, [replace(one, written=one.written or one.office == office) for one in listed])


def is_unwritten(folder: OfficeFolder, session: Session) -> bool:
    """Tell whether somebody was erased from this office, and the file not written anew since."""
    office = office_mark(session)
    return any(one.office == office and not one.written for one in erased_in(folder))


def erased_in(folder: OfficeFolder) -> list[Erased]:
    """Return the list; empty where there is none, or it cannot be read."""
    try:
        stored = json.loads(folder.erased.read_text("utf-8"))
        return [_read(one) for one in stored]
    except (OSError, ValueError, TypeError, KeyError):
        return []


def _keep(folder: OfficeFolder, listed: Iterable[Erased]) -> None:
    folder.backups.mkdir(exist_ok=True)
    with whole_file(folder.erased) as half:
        half.write_text(json.dumps([_told(one) for one in listed]), "utf-8")


def _told(one: Erased) -> dict[str, object]:
    places = [[place.table, place.row_id] for place in one.places]
    told = {"office": one.office, "contact": one.contact_id, "places": places}
    return {**told, "written": one.written}


def _read(stored: Mapping[str, Any]) -> Erased:
    return Erased(
        str(stored["office"]),
        ContactId(int(stored["contact"])),
        tuple(Place(str(table), int(row_id)) for table, row_id in stored["places"]),
        written=bool(stored.get("written", True)),  # older lists do not tell, and it was
    )
