"""What valid courtesies, important dates and festivals are (礼节, policy P3)."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Final

from app.domain.birthdays import Birthday
from app.domain.bookings import is_too_large, too_large
from app.domain.lengths import length_problems
from app.domain.plain_text import clean
from app.domain.tasks import one_line
from app.domain.types import (
    ClientId,
    ContactId,
    DateKind,
    Labelled,
    Occasion,
    StaffId,
    TaskRule,
)
from app.i18n import _

FIRST_YEAR = 1980
LONGEST_TITLE = 60
LONGEST_OCCASION = 100
LONGEST_GIVEN = 300
LONGEST_NOTES = 2_000
LONGEST_FESTIVAL = 40
LONGEST_DATE_NOTES = 300


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whom a courtesy is for, and on what occasion.

    ``subject_id`` is the row the occasion comes of: the contact for a birthday, the important
    date, the festival; ``occasion_on`` its day this year; ``title`` names it.
    """

    client_id: ClientId
    contact_id: ContactId | None = None
    occasion: Occasion = Occasion.OTHER
    subject_id: int | None = None
    occasion_on: date | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class CourtesyDraft:
    """A courtesy done, for one or for many at once, as a form shows it.

    With an empty ``title`` each receiver's own is kept. ``cost`` is in yuan, for each receiver.
    ``staff_id`` is who did it.
    """

    receivers: tuple[Receiver, ...] = ()
    title: str = ""
    given_on: date | None = None
    given: str = ""
    cost: Decimal | None = None
    staff_id: StaffId | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class ImportantDateDraft:
    """A day of a client or of a person there that is kept every year, as a form shows it."""

    contact_id: ContactId | None = None
    kind: DateKind = DateKind.FOUNDING
    title: str = ""
    day: Birthday | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True)
class FestivalDraft:
    """A festival on which clients are greeted, as a form shows it."""

    name: str = ""
    day: Birthday | None = None


class CostBy(Labelled):
    """What the cost of courtesies is added up by."""

    CLIENT = "client", _("客户")
    STAFF = "staff", _("经办人")
    MONTH = "month", _("月份")
    OCCASION = "occasion", _("缘由")


RULES: Final = {
    Occasion.BIRTHDAY: TaskRule.BIRTHDAY,
    Occasion.IMPORTANT_DATE: TaskRule.IMPORTANT_DATE,
    Occasion.FESTIVAL: TaskRule.FESTIVAL,
}
"""Which rule of 今日 asks for a courtesy on an occasion."""
OCCASIONS: Final = {rule: occasion for occasion, rule in RULES.items()}
GIFTS: Final = (_("电话问候"), _("短信问候"), _("贺卡"), _("鲜花"), _("水果"), _("蛋糕"), _("月饼"))
"""What is given most often, offered to be picked."""


def tidied(draft: CourtesyDraft) -> CourtesyDraft:
    """Return the draft with its texts without control characters and outer blanks."""
    return replace(
        draft,
        title=one_line(draft.title),
        given=one_line(draft.given),
        notes=clean(draft.notes).strip(),
    )


def tidied_date(draft: ImportantDateDraft) -> ImportantDateDraft:
    """Return the draft with its texts on one line; without a title its kind names it."""
    title = one_line(draft.title) or draft.kind.label
    return replace(draft, title=title, notes=one_line(draft.notes))


def problems(draft: CourtesyDraft, *, today: date) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    found: dict[str, str] = {}
    if not draft.receivers:
        found["receivers"] = _("请选择客户。")
    if not draft.title and not all(one.title for one in draft.receivers):
        found["title"] = _("请写明为什么致意，如生日、签约。")
    if not draft.given:
        found["given"] = _("请写明送了什么或怎样致意。")
    longest = {"title": LONGEST_OCCASION, "given": LONGEST_GIVEN, "notes": LONGEST_NOTES}
    found |= length_problems(draft, longest)
    return found | _day_problem(draft.given_on, today) | _cost_problem(draft.cost)


def date_problems(draft: ImportantDateDraft) -> dict[str, str]:
    """Return a message for each field of an important date that breaks a rule."""
    found: dict[str, str] = {}
    if draft.day is None:
        found["day"] = _("请选择月份和日期。")
    if draft.kind is DateKind.PERSONAL and draft.contact_id is None:
        found["contact_id"] = _("个人纪念日请选是谁的。")
    return found | length_problems(draft, {"title": LONGEST_TITLE, "notes": LONGEST_DATE_NOTES})


def festival_problems(draft: FestivalDraft) -> dict[str, str]:
    """Return a message for each field of a festival that breaks a rule."""
    if draft.day is None:
        return {"day": _("请选择月份和日期。")}
    if draft.day.leap:
        return {"day": _("节日不过闰月：请去掉“闰月”。")}
    return {}


def _day_problem(given_on: date | None, today: date) -> dict[str, str]:
    if given_on is None:
        return {"given_on": _("请填写日期。")}
    if given_on > today:
        told = _("日期晚于今天：还没做的请用「加待办」。")
        return {"given_on": told}
    if given_on.year < FIRST_YEAR:
        return {"given_on": _("年份 {year} 不对，请检查。").format(year=given_on.year)}
    return {}


def _cost_problem(cost: Decimal | None) -> dict[str, str]:
    if cost is None:
        return {}
    if cost < 0:
        return {"cost": _("费用不能是负数；没有花钱就留空。")}
    return {"cost": too_large()} if is_too_large(cost) else {}
