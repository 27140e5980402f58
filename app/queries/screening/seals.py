"""The frozen values of approved lines and whether they are still what was approved (R14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.screening.chain import FIRST, link
from app.domain.screening.plain import fen
from app.domain.types import ScreeningId, ScreeningState
from app.i18n import _
from app.models import Screening, ScreeningLine

FROZEN = (
    "client_code",
    "client_name",
    "manager_name",
    "evidence",
    "points",
    "available",
    "completeness",
    "grade",
    "grade_reason",
    "rank",
    "remark",
)
"""Not the ids: merging two clients or a salesperson's leaving re-points them rightly."""


@dataclass(frozen=True, slots=True)
class BrokenSeal:
    """An approved screening that was changed from outside.

    Attributes:
        client_code: The first line that no longer fits; "" where the head or the end does not.
    """

    screening_id: ScreeningId
    year: int
    client_code: str
    client_name: str

    @property
    def text(self) -> str:
        """Return the sentence that names what was changed."""
        where = f"{self.client_code} {self.client_name}".strip() or _("表头或总行数")
        text = _("已批准的 {year} 年筛选被改动过：{where}。")
        return text.format(year=self.year, where=where)

    @property
    def remedy(self) -> str:
        """Return what to do about it."""
        return _("请对照签字的纸质表核对，或用批准前的备份恢复。")


def broken_seals(session: Session, screening_id: ScreeningId | None = None) -> list[BrokenSeal]:
    """Check every approved screening, or one; empty when all are as they were approved."""
    approved = select(Screening).where(Screening.state == ScreeningState.APPROVED)
    if screening_id is not None:
        approved = approved.where(Screening.id == screening_id)
    checked = [_broken(session, one) for one in session.scalars(approved.order_by(Screening.id))]
    return [one for one in checked if one is not None]


def first_link(screening: Screening) -> str:
    """Return the seal of a screening's head, which its first line is chained to."""
    return link(
        FIRST,
        {
            "year": screening.year,
            "edition": screening.edition,
            "cut_off_on": screening.cut_off_on.isoformat(),
            "rules": screening.rules,
        },
    )


def frozen_values(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is sealed of a line, given its columns."""
    values = {name: row[name] for name in FROZEN}
    total = row["total"]
    values["amount"] = fen(row["amount"])
    values["total"] = None if total is None else fen(total)
    return values


def _broken(session: Session, screening: Screening) -> BrokenSeal | None:
    table = ScreeningLine.__table__
    rows = session.execute(
        select(table).where(table.c.screening_id == screening.id).order_by(table.c.id)
    )
    seal = first_link(screening)
    for row in rows.mappings():
        seal = link(seal, frozen_values(dict(row)))
        if seal != row["link"]:
            return _told(screening, row["client_code"], row["client_name"])
    return None if seal == screening.chain else _told(screening, "", "")


def _told(screening: Screening, code: str, name: str) -> BrokenSeal:
    return BrokenSeal(ScreeningId(screening.id), screening.year, code, name)
