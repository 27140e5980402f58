"""Erasing a person: the data go from the tables, from the journal and from the file's bytes."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, delete, select, update
from sqlalchemy.orm import Session

from app.backups.rewriting import rewrite
from app.config import OfficeFolder
from app.db.database import Desk, touch
from app.domain.form_drafts import TYPED_SCORES
from app.domain.lengths import length_problem
from app.domain.names import match_key
from app.domain.needles import Needles
from app.domain.personal import ERASED_NAME, Found, Place
from app.domain.rights import Right
from app.domain.types import ContactId
from app.errors import ConflictError, InvalidInputError, StorageError
from app.i18n import _
from app.models import Base, Change, Contact, Erasure, FormDraft
from app.queries.id_lists import all_of
from app.queries.personal import Step, findings, needles_for, searched_on, text_columns
from app.services.contacts import settle_main
from app.services.facts import refresh_search
from app.services.gone import close_actions, close_steps, empty_journal
from app.services.personal.erased_list import note_erased, note_written

LONGEST_REASON = 300
GOES = frozenset({"consent", "form_draft", "important_date", "retention_review"})
"""Records about nobody but the person: they go whole where they point to it."""
KEPT_OF_CONTACT = frozenset({"id", "client_id", "import_batch_id", "version"})


def erase_person(
    desk: Desk,
    folder: OfficeFolder,
    contact_id: ContactId,
    places: Collection[Place],
    reason: str = "",
    *,
    step: Step = searched_on,
    anew: bool = True,
) -> None:
    """Empty a contact and blot it out of these records, whatever they held before as well.

    There is no way back. The records chosen are noted beside the backups without a word of the
    person, so that a restored older backup can be treated alike. At the end the file is written
    ``anew``, unless the caller has that done; if only that fails, the next start does it. ``step``
    is told while the file is searched, and at the end of that for the last time.

    Raises:
        CancelledError: ``step`` raised it; nothing is erased.
        NotAllowedError: The person at the desk does not supervise.
        InvalidInputError: The reason is too long.
        ConflictError: The contact is gone.
        StorageError: The file could not be changed, or not be written anew.
    """
    if problem := length_problem("reason", reason, LONGEST_REASON):
        raise InvalidInputError(problem)
    desk.require(Right.ERASE)
    needles, found = _look_for(desk, contact_id, step)  # seconds, in which others may save
    chosen = {one.place: one for one in found if one.place in set(places) and not one.fixed}
    with desk.write(_("已清除一位联系人的个人信息"), undoable=False) as session:
        _erase(desk, session, contact_id, needles, chosen)
        session.add(_noted(desk, session, contact_id, needles.blotted(reason.strip())))
        note_erased(folder, session, contact_id, places)
    if anew:
        _write_anew_or_say(desk, folder)


def _write_anew_or_say(desk: Desk, folder: OfficeFolder) -> None:
    try:
        write_anew(desk, folder)
    except StorageError as error:
        told = _(
            "资料已经清除，但数据文件还没有重写一遍，文件里可能还有删去的内容：{why}"
            "下次打开客友时会自动重写。"
        )
        raise StorageError(told.format(why=error)) from error


def write_anew(desk: Desk, folder: OfficeFolder) -> None:
    """Write the file anew, so that what was deleted is in none of its bytes, and note that.

    Raises:
        StorageError: Somebody is reading the file, or the disk does not allow it.
    """
    rewrite(folder)
    with desk.db.read() as session:
        note_written(folder, session)


def _look_for(desk: Desk, contact_id: ContactId, step: Step) -> tuple[Needles, Sequence[Found]]:
    with desk.db.read() as session:
        if session.get(Contact, contact_id) is None:
            raise ConflictError
        needles = needles_for(session, contact_id)
        return needles, findings(session, needles, contact_id, step)


def _erase(
    desk: Desk,
    session: Session,
    contact_id: ContactId,
    needles: Needles,
    chosen: Mapping[Place, Found],
) -> None:
    contact = session.get(Contact, contact_id)
    if contact is None:
        raise ConflictError
    client_id = contact.client_id
    session.connection().exec_driver_sql("PRAGMA secure_delete=ON")
    wanted = set(chosen)
    own = {Place("contact", contact_id)}
    own |= {one for one in wanted if one.table in GOES and chosen[one].linked}
    own |= {one for one in wanted if one.table == "form_draft"} - _typed_scores(session)
    touched = {client_id} | _clients_touched(session, wanted)
    _blot_rows(session, wanted - own, needles)
    _blot_journal(session, wanted - own, needles)
    close_steps(session, _by_table(own))
    empty_journal(session, _by_table(own))
    _remove(session, own)
    _empty_contact(desk, session, contact_id)
    session.expire_all()
    settle_main(session, client_id)
    refresh_search(session, touched)
    touch(session, "contact", "client_fact", *(place.table for place in wanted))


def _noted(desk: Desk, session: Session, contact_id: ContactId, reason: str) -> Erasure:
    return Erasure(
        contact_id=contact_id,
        client_id=session.get_one(Contact, contact_id).client_id,
        staff_id=desk.staff_id,
        erased_at=desk.now(),
        reason=reason,
    )


def _clients_touched(session: Session, places: Iterable[Place]) -> set[int]:
    clients = {one.row_id for one in places if one.table == "client"}
    others = [one.row_id for one in places if one.table == "contact"]
    query = select(Contact.client_id).where(Contact.id.in_(all_of(others)))
    return clients | set(session.scalars(query))


def _typed_scores(session: Session) -> set[Place]:
    """Return the unsaved forms that are about more than the person: points given to a client."""
    query = select(FormDraft.id).where(FormDraft.form == TYPED_SCORES)
    return {Place("form_draft", row_id) for row_id in session.scalars(query)}


def _blot_rows(session: Session, places: Iterable[Place], needles: Needles) -> None:
    for name, ids in _by_table(places).items():
        table = _table(name)
        columns = text_columns(table)
        keys = [one for one in ("name_key", "match_key") if one in table.c]
        query = select(table.c.id, *columns).where(table.c.id.in_(all_of(ids)))
        for row_id, *values in session.execute(query).all():
            new = {
                column.name: needles.blotted(value)
                for column, value in zip(columns, values, strict=True)
                if needles.are_in(value)
            }
            if new:
                new |= _keys(keys, new.get("name"))
                _write(session, table, row_id, new)


def _keys(names: Iterable[str], name: str | None) -> dict[str, str]:
    """Return what a name is sorted and matched by, where the name changed."""
    from app.language.pinyin import keys

    if name is None:
        return {}
    found = {"name_key": keys(name).sort_key, "match_key": match_key(name)}
    return {key: found[key] for key in names}


def _write(session: Session, table: Table, row_id: int, values: Mapping[str, Any]) -> None:
    counted = {"version": table.c.version + 1} if "version" in table.c else {}
    session.execute(update(table).where(table.c.id == row_id).values({**values, **counted}))


def _blot_journal(session: Session, places: Collection[Place], needles: Needles) -> None:
    """Blot what the rows held before, and let nobody undo what would bring it back."""
    table = _table("change")
    own = (
        (Change.table_name == name) & Change.row_id.in_(all_of(ids))
        for name, ids in _by_table(places).items()
    )
    for condition in own:
        query = select(Change.id, Change.action_id, Change.before, Change.after).where(condition)
        for row_id, action_id, before, after in session.execute(query).all():
            if needles.are_in([before, after]):
                values = {"before": needles.blotted(before), "after": needles.blotted(after)}
                session.execute(update(table).where(table.c.id == row_id).values(values))
                close_actions(session, [action_id])


def _remove(session: Session, places: Iterable[Place]) -> None:
    for name, ids in _by_table(places).items():
        if name != "contact":
            table = _table(name)
            session.execute(delete(table).where(table.c.id.in_(all_of(ids))))


def _empty_contact(desk: Desk, session: Session, contact_id: ContactId) -> None:
    table = _table("contact")
    values: dict[str, Any] = {
        column.name: _nothing(column) for column in table.c if column.name not in KEPT_OF_CONTACT
    }
    values |= {
        "name": ERASED_NAME,
        "name_key": "",
        "deleted_at": bindparam("now", desk.now(), type_=table.c.deleted_at.type),
    }
    _write(session, table, contact_id, values)


def _nothing(column: Any) -> Any:
    if column.nullable:
        return None
    return False if column.type.python_type is bool else ""


def _by_table(places: Iterable[Place]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for place in places:
        found[place.table].add(place.row_id)
    return found


def _table(name: str) -> Table:
    return Base.metadata.tables[name]
