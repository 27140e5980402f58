"""Days off and worked weekends (节假日) as the office enters them, or takes them in from a file."""

from dataclasses import dataclass, replace
from datetime import date

from app.domain.lengths import length_problem
from app.domain.plain_text import clean
from app.domain.types import Labelled
from app.domain.working_days import SpecialDay, is_weekend
from app.i18n import _

FIRST_YEAR = 2000
LAST_YEAR = 2100
LONGEST_NAME = 40
WEEKDAYS = (_("周一"), _("周二"), _("周三"), _("周四"), _("周五"), _("周六"), _("周日"))


class DayKind(Labelled):
    """Whether the office rests or works on a day."""

    OFF = "off", _("休息")
    WORKED = "worked", _("上班")


KIND_WORDS = {
    **dict.fromkeys(("休息", "休", "放假", "假", "节假日", "法定节假日", "假日"), DayKind.OFF),
    **dict.fromkeys(("上班", "班", "补班", "调休上班", "工作日", "工作"), DayKind.WORKED),
}
"""How files write it; 调休 alone may mean either."""


@dataclass(frozen=True, slots=True)
class HolidayDraft:
    """One day, as a form edits it."""

    day: date | None = None
    kind: DayKind = DayKind.OFF
    name: str = ""


@dataclass(frozen=True, slots=True)
class HolidayLine:
    """One row of a file: the day it names, or why it is not taken.

    ``row`` is the row of the sheet as the person sees it, ``written`` what stands there.
    """

    row: int
    written: str
    draft: HolidayDraft | None
    reason: str = ""


def tidied(draft: HolidayDraft) -> HolidayDraft:
    """Return the draft with its name on one line."""
    return replace(draft, name=" ".join(clean(draft.name).split()))


def holiday_problems(draft: HolidayDraft, announced: SpecialDay | None) -> dict[str, str]:
    """Return a message for each field that breaks a rule.

    A weekend may be entered as off, as lists of holidays do; a weekday may not be entered as
    worked, unless the state has announced it as off.
    """
    found = length_problem("name", draft.name, LONGEST_NAME)
    if draft.day is None:
        found["day"] = _("请填写日期。")
    elif not FIRST_YEAR <= draft.day.year <= LAST_YEAR:
        found["day"] = _("年份 {year} 不对，请检查。").format(year=draft.day.year)
    elif draft.kind is DayKind.WORKED and not is_weekend(draft.day) and announced is None:
        told = _("{day} 是{weekday}，本来就上班，不用登记。")
        found["kind"] = told.format(day=draft.day, weekday=weekday(draft.day))
    return found


def weekday(day: date) -> str:
    """Return the name of the day of the week."""
    return WEEKDAYS[day.weekday()]


def kind_of(*, works: bool) -> DayKind:
    """Return how a day that is worked, or off, is called."""
    return DayKind.WORKED if works else DayKind.OFF
