"""Editing the small lists of the settings: entries with a name, a place and whether in use."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.lengths import length_problem
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.models.base import Base
from app.services.rows import refuse, row_as_loaded

Entries = type[Any]
"""A table with ``position``, ``active`` and ``version``."""


def arrange_entries(desk: Desk, entries: Entries, ids: Sequence[int], told: str) -> None:
    """Put these entries into this order, in one step; others keep their places after them."""
    with desk.write(told) as session:
        there = {row.id: row for row in session.scalars(select(entries))}
        for place, entry_id in enumerate(ids):
            if entry_id in there:
                there[entry_id].position = place


def next_place(session: Session, entries: Entries) -> int:
    """Return the place behind every entry there is."""
    last = session.scalar(select(func.max(entries.position)))
    return 0 if last is None else last + 1


def activate_entry(
    desk: Desk, entries: Entries, entry_id: int, version: int, *, active: bool, name: str = "name"
) -> None:
    """Take an entry into use, or out of it; what used it keeps it.

    Raises:
        ConflictError: It was changed or deleted since it was loaded.
    """
    with desk.write() as session:
        entry = row_as_loaded(session, entries, entry_id, version)
        entry.active = active
        told = _("已启用：{name}") if active else _("已停用：{name}")
        describe(session, told.format(name=getattr(entry, name)))


def checked_name(text: str, longest: int) -> str:
    """Return a name on one line.

    Raises:
        InvalidInputError: It is empty or too long; under ``name``.
    """
    name = " ".join(text.split())
    if not name:
        raise InvalidInputError({"name": _("请填写名称。")})
    refuse(length_problem("name", name, longest))
    return name


def refuse_used(session: Session, column: Any, entry_id: int, told: str) -> None:
    """Refuse to delete what other rows need.

    Raises:
        AppError: ``told``, with how many they are for ``{n}``.
    """
    count = session.scalar(select(func.count()).where(column == entry_id)) or 0
    if count:
        raise AppError(told.format(n=count))


def refuse_taken(session: Session, column: Any, name: str, own_id: int | None) -> None:
    """Refuse a name that another entry has.

    Raises:
        InvalidInputError: Under ``name``.
    """
    model: type[Base] = column.class_
    taken = session.scalar(select(model.__table__.c.id).where(column == name))
    if taken is not None and taken != own_id:
        raise InvalidInputError({"name": _("“{name}”已经有了。").format(name=name)})
