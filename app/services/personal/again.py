"""What follows an erasure: older backups are replaced, or treated alike when one is restored."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.backups.listing import backups
from app.backups.making import back_up
from app.backups.second_folder import copy_to_second_folder, second_backups
from app.config import OfficeFolder
from app.db.database import Desk
from app.domain.backups import Reason
from app.domain.personal import ERASED_NAME, Place
from app.domain.types import ContactId
from app.models import Contact, Erasure
from app.queries.office_mark import office_mark
from app.queries.personal import Step, findings, needles_for, searched_on
from app.services.personal.erased_list import Erased, erased_in, is_unwritten
from app.services.personal.erasing import erase_person, write_anew


def renew_backups(folder: OfficeFolder, now: datetime) -> int:
    """Make a new backup and, once it is verified, delete all older ones; return how many went.

    Raises:
        StorageError: The new one could not be made; the older ones are all there.
    """
    made = back_up(folder, Reason.HAND, now=now)
    older = [one for one in (*backups(folder), *second_backups(folder)) if one.path != made.path]
    for one in older:
        one.delete()
    copy_to_second_folder(folder, made, now)
    return len(older)


def is_left_to_erase(desk: Desk, folder: OfficeFolder) -> bool:
    """Tell whether ``erase_again`` has something to do."""
    with desk.db.read() as session:
        return bool(_people_back(session, folder)) or is_unwritten(folder, session)


def erase_again(desk: Desk, folder: OfficeFolder, step: Step = searched_on) -> int:
    """Erase in a restored older file whoever was erased since; return how many people.

    Takes seconds for each of them, and for writing the file anew at the end, also where only that
    failed before; ``step`` is told how many are done, of how many.

    Raises:
        CancelledError: ``step`` raised it; the others stand there still.
        StorageError: The file could not be changed.
    """
    with desk.db.read() as session:
        missing = _people_back(session, folder)
        unwritten = is_unwritten(folder, session)
    for number, one in enumerate(missing):
        step(number, len(missing))
        erase_person(desk, folder, one.contact_id, _places(desk, one), anew=False)
    if missing or unwritten:
        write_anew(desk, folder)
    return len(missing)


def _people_back(session: Session, folder: OfficeFolder) -> list[Erased]:
    """Return who was erased and stands in the office file again, since it is an older one."""
    listed = erased_in(folder)
    if not listed:
        return []
    mark = office_mark(session)
    return [one for one in listed if one.office == mark and _is_back(session, one)]


def _is_back(session: Session, one: Erased) -> bool:
    """Tell whether the contact is there as before: not where this file knows of the erasure.

    There the number may be another person's by now.
    """
    known = select(Erasure.id).where(Erasure.contact_id == one.contact_id)
    name = session.scalar(select(Contact.name).where(Contact.id == one.contact_id))
    return name not in {None, ERASED_NAME} and session.scalar(known) is None


def _places(desk: Desk, one: Erased) -> set[Place]:
    """Return the records chosen then, and those that surely mean the person in this file."""
    contact_id = ContactId(one.contact_id)
    with desk.db.read() as session:
        found = findings(session, needles_for(session, contact_id), contact_id)
    return {*one.places, *(each.place for each in found if each.certain)}
