"""Reads about the office itself: its settings and its people."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.exported import PolicyHead
from app.domain.settings import OfficeSettings
from app.domain.types import Post, StaffId
from app.models import Action, Client, Setting, Staff
from app.queries.kept import kept

OFFICE = "office"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person of the sales office."""

    id: StaffId
    name: str
    post: Post
    active: bool
    version: int
    leader_id: StaffId | None = None


def office_settings(session: Session) -> OfficeSettings:
    """Return the office's settings; what was never set, or cannot be read, has its default."""
    return kept(session, OFFICE, lambda: _office_settings(session))


def _office_settings(session: Session) -> OfficeSettings:
    stored = setting(session, OFFICE)
    return settings_from(stored) if isinstance(stored, dict) else OfficeSettings()


def setting(session: Session, key: str) -> Any:
    """Return one stored group of settings as JSON, or None."""
    return session.scalar(select(Setting.value).where(Setting.key == key))


def staff_members(session: Session, *, active_only: bool = False) -> list[StaffRow]:
    """Return everybody, by pinyin; those who left come last."""
    query = select(Staff).order_by(Staff.active.desc(), Staff.name_key, Staff.id)
    if active_only:
        query = query.where(Staff.active)
    return [
        StaffRow(
            StaffId(s.id),
            s.name,
            s.post,
            s.active,
            s.version,
            None if s.leader_id is None else StaffId(s.leader_id),
        )
        for s in session.scalars(query)
    ]


def office_mark(session: Session) -> str:
    """Return what an office's backups share and no other office has: when it began.

    Who may not see what everybody did sees another beginning: read it past the rights.
    """
    first = session.scalar(select(Action.at).order_by(Action.id).limit(1))
    return "" if first is None else first.isoformat()


def has_clients(session: Session) -> bool:
    """Tell whether there is any client file yet."""
    found = session.scalar(select(Client.id).where(Client.deleted_at.is_(None)).limit(1))
    return found is not None


def staff_workload(session: Session) -> dict[StaffId, int]:
    """Return how many clients each person looks after; who has none is left out."""
    query = (
        select(Client.manager_id, func.count())
        .where(Client.manager_id.is_not(None), Client.deleted_at.is_(None))
        .group_by(Client.manager_id)
    )
    return {StaffId(id_): count for id_, count in session.execute(query) if id_ is not None}


def settings_to_json(settings: OfficeSettings) -> dict[str, Any]:
    """Return what is stored for ``settings``."""
    stored = asdict(settings)
    stored["head"] = {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in stored["head"].items()
    }
    return stored


def settings_from(stored: dict[str, Any]) -> OfficeSettings:
    """Return the settings stored; unknown names are left out, so that an older program reads on."""
    head = stored.get("head")
    known = {f.name for f in fields(OfficeSettings)} - {"head"}
    plain = {name: value for name, value in stored.items() if name in known}
    return OfficeSettings(**plain, head=_head(head) if isinstance(head, dict) else PolicyHead())


def _head(stored: dict[str, Any]) -> PolicyHead:
    days = {"effective_on", "revised_on"}
    known = {f.name for f in fields(PolicyHead)}
    values: dict[str, Any] = {
        name: date.fromisoformat(value) if name in days and value else value
        for name, value in stored.items()
        if name in known
    }
    return PolicyHead(**values)
