"""Reads about the office itself: its settings and its people; the window's first."""

from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.exported import PolicyHead
from app.domain.settings import OfficeSettings
from app.domain.types import Post, StaffId
from app.models import Setting, Staff
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
