"""Receiving important guests of clients (接待, policy P8)."""

from dataclasses import dataclass, replace
from datetime import date, time
from typing import Final

from app.domain.lengths import length_problems
from app.domain.plain_text import clean
from app.domain.tasks import LAST_YEAR, one_line
from app.domain.types import ClientId, ContactId, ReceptionState, StaffId
from app.i18n import _

LONGEST_NAME: Final = 60
LONGEST_TEXT: Final = 2_000
MOST_PEOPLE: Final = 9_999
LONG_TEXTS: Final = ("prepared", "courtesies", "remark")


@dataclass(frozen=True, slots=True)
class ReceptionDraft:
    """The editable part of a reception, as a form shows it.

    ``staff_id`` is who receives; ``prepared`` what the departments make ready, ``courtesies``
    what is done for the guest. ``arrives_time`` is the office's wall clock.
    """

    client_id: ClientId | None = None
    contact_id: ContactId | None = None
    guest: str = ""
    rank: str = ""
    people: int | None = None
    arrives_on: date | None = None
    arrives_time: time | None = None
    leaves_on: date | None = None
    prepared: str = ""
    courtesies: str = ""
    remark: str = ""
    state: ReceptionState = ReceptionState.PLANNED
    staff_id: StaffId | None = None


def tidied(draft: ReceptionDraft) -> ReceptionDraft:
    """Return the draft without control characters and blanks around its texts."""
    return replace(
        draft,
        guest=one_line(draft.guest),
        rank=one_line(draft.rank),
        prepared=clean(draft.prepared),
        courtesies=clean(draft.courtesies),
        remark=clean(draft.remark),
    )


def problems(draft: ReceptionDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    found: dict[str, str] = {}
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    if not draft.guest:
        found["guest"] = _("请填写客人的姓名。")
    longest = {"guest": LONGEST_NAME, "rank": LONGEST_NAME}
    longest |= dict.fromkeys(LONG_TEXTS, LONGEST_TEXT)
    found |= length_problems(draft, longest)
    if draft.people is not None and not 1 <= draft.people <= MOST_PEOPLE:
        found["people"] = _("请填写 1 到 {most} 之间的人数。").format(most=MOST_PEOPLE)
    return found | _day_problems(draft)


def _day_problems(draft: ReceptionDraft) -> dict[str, str]:
    if draft.arrives_on is None:
        return {"arrives_on": _("请选日期。")}
    if draft.arrives_on.year > LAST_YEAR:
        return {"arrives_on": _("年份 {year} 不对，请检查。").format(year=draft.arrives_on.year)}
    if draft.leaves_on is not None and draft.leaves_on < draft.arrives_on:
        return {"leaves_on": _("离开的日期不能早于到达。")}
    return {}
