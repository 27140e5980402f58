"""For how long a person's data are kept, and the yearly review of those that are past it."""

from dataclasses import dataclass
from datetime import date

from app.domain.days import months_before
from app.domain.lengths import length_problem
from app.i18n import _

DEFAULT_MONTHS = 36
MOST_MONTHS = 600
LONGEST_REASON = 300
REVIEW_MONTHS = 11
"""A review counts for the year; the next one is asked for a little before the same day."""


@dataclass(frozen=True, slots=True)
class KeepDraft:
    """Why the data of some people stay, and until when."""

    keep_until: date | None = None
    reason: str = ""

    def problems(self, today: date) -> dict[str, str]:
        """Return a message for each field that breaks a rule; empty when it may be saved."""
        found = length_problem("reason", self.reason, LONGEST_REASON)
        if self.keep_until is None or self.keep_until <= today:
            found["keep_until"] = _("请填写今天以后的日期。")
        if not self.reason.strip():
            found["reason"] = _("请写明为什么还要保存，如：合同未结清、仍有往来。")
        return found


def months_problem(months: int | None) -> str:
    """Return what is wrong with a rule of so many months; None switches it off."""
    if months is None or 1 <= months <= MOST_MONTHS:
        return ""
    return _("请填写 1 到 {most} 之间的月数；留空就是不设期限。").format(most=MOST_MONTHS)


def is_review_due(reviewed_on: date | None, today: date) -> bool:
    """Tell whether this year's review is still to be made."""
    return reviewed_on is None or reviewed_on <= months_before(today, REVIEW_MONTHS)
