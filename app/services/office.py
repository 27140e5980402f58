"""What an office decides about itself: its settings and who works there."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.settings import OfficeSettings, settings_problems
from app.domain.staff import StaffDraft, problems, tidied
from app.domain.types import Post, StaffId
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.language.pinyin import keys
from app.models import Setting, Staff
from app.queries.office import OFFICE, settings_to_json
from app.services.charge import charge_kept


def save_office_settings(desk: Desk, settings: OfficeSettings) -> None:
    """Keep the office's settings.

    Raises:
        InvalidInputError: A setting breaks a rule.
    """
    if found := settings_problems(settings):
        raise InvalidInputError(found)
    with desk.write(_("已保存酒店与公文表头")) as session:
        keep_setting(session, OFFICE, settings_to_json(settings))


def keep_setting(session: Session, key: str, value: Any) -> None:
    """Keep one group of settings, as JSON."""
    found = session.scalar(select(Setting).where(Setting.key == key))
    if found is None:
        session.add(Setting(key=key, value=value))
    else:
        found.value = value


def begin_office(desk: Desk, settings: OfficeSettings, people: Sequence[StaffDraft]) -> None:
    """Keep what the welcome asked for: the hotel and who works there.

    Raises:
        InvalidInputError: A setting or a name breaks a rule.
    """
    if found := settings_problems(settings):
        raise InvalidInputError(found)
    with desk.write(_("欢迎使用客友"), undoable=False) as session:
        keep_setting(session, OFFICE, settings_to_json(settings))
        for person in people:
            _add(session, person)


def add_staff(desk: Desk, draft: StaffDraft) -> StaffId:
    """Add a person to the office and return the id.

    Raises:
        InvalidInputError: The name is empty, too long or taken.
    """
    with desk.write() as session:
        staff = _add(session, draft)
        describe(session, _("已新建人员：{name}").format(name=staff.name))
        return StaffId(staff.id)


def change_staff(desk: Desk, staff_id: StaffId, draft: StaffDraft, *, version: int) -> None:
    """Rename a person or change the post, as loaded at ``version``.

    Raises:
        InvalidInputError: The name is empty, too long or taken.
        ConflictError: The person was changed since.
        NotAllowedError: Nobody would supervise any more who has a password.
    """
    with desk.write() as session:
        staff = _current(session, staff_id, version)
        with charge_kept(session):
            _write(session, staff, draft)
        describe(session, _("已修改人员：{name}").format(name=staff.name))


def deactivate_staff(desk: Desk, staff_id: StaffId, *, version: int) -> None:
    """Mark a person as gone; the history keeps the name, and clients stay until handed over.

    Raises:
        ConflictError: The person was changed since.
        NotAllowedError: Nobody would supervise any more who has a password.
    """
    with desk.write() as session:
        staff = _current(session, staff_id, version)
        with charge_kept(session):
            staff.active = False
        describe(session, _("已停用人员：{name}").format(name=staff.name))


def activate_staff(desk: Desk, staff_id: StaffId, *, version: int) -> None:
    """Mark a person as working here again.

    Raises:
        ConflictError: The person was changed since.
    """
    with desk.write() as session:
        staff = _current(session, staff_id, version)
        staff.active = True
        describe(session, _("已启用人员：{name}").format(name=staff.name))


def _add(session: Session, draft: StaffDraft) -> Staff:
    staff = Staff()
    _write(session, staff, draft)
    session.add(staff)
    session.flush()
    return staff


def _write(session: Session, staff: Staff, draft: StaffDraft) -> None:
    draft = tidied(draft)
    if found := problems(draft):
        raise InvalidInputError(found)
    _check_name_free(session, draft.name, staff.id)
    _check_leader(session, draft, staff.id)
    staff.name, staff.post, staff.leader_id = draft.name, draft.post, draft.leader_id
    staff.name_key = keys(draft.name, person=True).sort_key


def _check_leader(session: Session, draft: StaffDraft, own_id: int | None) -> None:
    """A leader is another person, whose post leads a team."""
    if draft.leader_id is None:
        return
    leader = session.get(Staff, draft.leader_id)
    if leader is None or leader.id == own_id or leader.post is not Post.SENIOR:
        told = _("组长须是另一位{post}。").format(post=Post.SENIOR.label)
        raise InvalidInputError({"leader_id": told})


def _check_name_free(session: Session, name: str, own_id: int | None) -> None:
    there = session.execute(select(Staff.id, Staff.active).where(Staff.name == name)).one_or_none()
    if there is None or there.id == own_id:
        return
    if there.active:
        told = _("已经有一位 {name}；同名的人请加上区别，如 {name}（二部）。")
    else:
        told = _("{name} 已停用，请在名单里重新启用。")
    raise InvalidInputError({"name": told.format(name=name)})


def _current(session: Session, staff_id: StaffId, version: int) -> Staff:
    staff = session.get(Staff, staff_id)
    if staff is None or staff.version != version:
        raise ConflictError
    return staff
