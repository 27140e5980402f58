"""Reads about the service standards (服务标准)."""

from dataclasses import fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.standards import ServiceStandard, Standards
from app.domain.types import StandardKind, Standing
from app.models import ServiceStandard as StandardRow


def service_standards(session: Session) -> Standards:
    """Return every standard the office has set."""
    found = [_standard(row) for row in session.scalars(select(StandardRow))]
    grades = {one.code: one for one in found if one.kind is StandardKind.GRADE}
    standings = {Standing(one.code): one for one in found if one.kind is StandardKind.STANDING}
    return Standards(grades, standings)


def _standard(row: StandardRow) -> ServiceStandard:
    return ServiceStandard(**{f.name: getattr(row, f.name) for f in fields(ServiceStandard)})
