"""Change the rules: of one screening, and those a new one begins with."""

from sqlalchemy import select

from app.db import Desk
from app.domain.rights import Right
from app.domain.screening.checks import problems
from app.domain.screening.plain import plain_rules
from app.domain.screening.rules import ScreeningRules
from app.domain.types import ScreeningId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Setting
from app.queries.screening.office_rules import RULES
from app.services.screening.access import open_draft, require_approver, require_unsubmitted
from app.services.screening.lines import rescore


def change_rules(desk: Desk, screening_id: ScreeningId, rules: ScreeningRules) -> None:
    """Score a screening by other rules; suggestions, totals and ranks follow at once.

    Raises:
        InvalidInputError: The rules are not sound; keys as in ``domain.screening.checks``.
        NotAllowedError: The person does not supervise, or the screening is handed in or approved.
    """
    _check(rules)
    with desk.write(_("已修改评分规则"), undoable=False) as session:
        require_approver(session, desk)
        screening = require_unsubmitted(open_draft(session, screening_id))
        screening.rules = plain_rules(rules)
        session.flush()
        rescore(session, screening, rules)


def save_office_rules(desk: Desk, rules: ScreeningRules) -> None:
    """Keep the rules that the next screening begins with.

    Raises:
        InvalidInputError: The rules are not sound.
        NotAllowedError: The person does not supervise.
    """
    _check(rules)
    desk.require(Right.SETTINGS)
    with desk.write(_("已保存年终筛选的评分规则")) as session:
        found = session.scalar(select(Setting).where(Setting.key == RULES))
        if found is None:
            session.add(Setting(key=RULES, value=plain_rules(rules)))
        else:
            found.value = plain_rules(rules)


def _check(rules: ScreeningRules) -> None:
    if found := problems(rules):
        raise InvalidInputError(found)
