"""What a new edition of a year changed against the one it replaces."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.screening.grading import percent_of
from app.domain.types import ClientId, Labelled
from app.i18n import _
from app.models import Screening, ScreeningLine


class Change(Labelled):
    """How a client differs between two editions."""

    ADDED = "added", _("新列入")
    REMOVED = "removed", _("不再列入")
    CHANGED = "changed", _("有变化")


@dataclass(frozen=True, slots=True)
class Standing:
    """What one edition says of a client."""

    amount: Decimal
    total: Decimal | None
    percent: Decimal | None
    grade: str | None
    rank: int | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One client that came out otherwise; ``before`` or ``after`` None where it is not listed."""

    client_id: ClientId
    code: str
    name: str
    change: Change
    before: Standing | None
    after: Standing | None


def differences(session: Session, screening_id: int) -> list[Difference]:
    """Return every client that differs from the edition this one recomputes, by code.

    A rank that moved only because others did is no difference. Empty for a first edition.
    """
    old_id = session.scalar(select(Screening.supersedes_id).where(Screening.id == screening_id))
    if old_id is None:
        return []
    before, after = _standings(session, old_id), _standings(session, screening_id)
    found = [
        _difference(before.get(id_), after.get(id_), id_) for id_ in before.keys() | after.keys()
    ]
    return sorted((one for one in found if one is not None), key=lambda one: one.code)


def _standings(session: Session, screening_id: int) -> dict[int, tuple[str, str, Standing]]:
    lines = ScreeningLine
    query = select(
        lines.client_id,
        lines.client_code,
        lines.client_name,
        lines.amount,
        lines.total,
        lines.available,
        lines.grade,
        lines.rank,
    ).where(lines.screening_id == screening_id)
    return {
        row.client_id: (row.client_code, row.client_name, _standing(row))
        for row in session.execute(query)
    }


def _standing(row: Any) -> Standing:
    percent = None if row.total is None else percent_of(row.total, Decimal(row.available))
    return Standing(row.amount, row.total, percent, row.grade, row.rank)


def _difference(
    before: tuple[str, str, Standing] | None,
    after: tuple[str, str, Standing] | None,
    client_id: int,
) -> Difference | None:
    old = None if before is None else before[2]
    new = None if after is None else after[2]
    code, name, _latest = after or before or ("", "", None)
    change = Change.ADDED if old is None else Change.REMOVED if new is None else Change.CHANGED
    if old is not None and new is not None and _alike(old, new):
        return None
    return Difference(ClientId(client_id), code, name, change, old, new)


def _alike(old: Standing, new: Standing) -> bool:
    compared = [(one.amount, one.total, one.percent, one.grade) for one in (old, new)]
    return compared[0] == compared[1]
