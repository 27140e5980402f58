"""Reads about the office itself: its settings and its people; the window's first."""

import json
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.domain.exported import PolicyHead
from app.domain.settings import OfficeSettings
from app.domain.types import Post, StaffId
from app.queries.kept import kept

OFFICE = "office"
# Plain SQL, as all that is asked before the window is painted: mapping the tables takes longer.
VALUE = text("SELECT value FROM setting WHERE key = :key")
MEMBERS = text(
    "SELECT id, name, post, active, version, leader_id FROM staff WHERE active >= :active"
    " ORDER BY active DESC, name_key, id"
)


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
    stored = session.scalar(VALUE, {"key": key})
    return None if stored is None else json.loads(stored)


def staff_members(session: Session, *, active_only: bool = False) -> list[StaffRow]:
    """Return everybody, by pinyin; those who left come last."""
    found = session.execute(MEMBERS, {"active": active_only})
    return [
        StaffRow(StaffId(id_), name, Post(post), bool(active), version, leader_id)
        for id_, name, post, active, version, leader_id in found
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
