"""The yearly review: whose data stay, until when and why."""

from collections.abc import Sequence
from dataclasses import replace

from app.db.database import Desk
from app.domain.personal_retention import KeepDraft, months_problem
from app.domain.rights import Right
from app.domain.types import ContactId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import RetentionReview
from app.queries.privacy import privacy
from app.services.personal.privacy import save_privacy


def set_keep_months(desk: Desk, months: int | None) -> None:
    """Keep people's data for so many months after the last contact or stay; None: no rule.

    Raises:
        InvalidInputError: That is no number of months.
        NotAllowedError: The person at the desk does not change settings.
    """
    if told := months_problem(months):
        raise InvalidInputError({"value": told})
    with desk.db.read() as session:
        decided = privacy(session)
    save_privacy(desk, replace(decided, keep_months=months))


def keep_people(desk: Desk, contact_ids: Sequence[ContactId], draft: KeepDraft) -> None:
    """Note that these people's data stay, until when and why.

    Raises:
        InvalidInputError: The draft breaks a rule.
        NotAllowedError: The person at the desk does not decide that.
    """
    desk.require(Right.ERASE)
    if found := draft.problems(desk.today()):
        raise InvalidInputError(found)
    told = _("已复核 {n:,} 位联系人，保存到 {day}")
    with desk.write(told.format(n=len(contact_ids), day=draft.keep_until)) as session:
        session.add_all(
            RetentionReview(
                contact_id=contact_id,
                staff_id=desk.staff_id,
                reviewed_on=desk.today(),
                keep_until=draft.keep_until,
                reason=draft.reason.strip(),
            )
            for contact_id in contact_ids
        )
