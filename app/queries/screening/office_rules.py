"""The rules a new screening begins with."""

from sqlalchemy.orm import Session

from app.domain.screening.plain import rules_from
from app.domain.screening.rules import DEFAULT_RULES, ScreeningRules
from app.queries.office import setting

RULES = "screening_rules"
"""The setting they are kept in."""


def office_rules(session: Session) -> ScreeningRules:
    """Return the office's rules; the policy's where it has set none."""
    stored = setting(session, RULES)
    return DEFAULT_RULES if stored is None else rules_from(stored)
