"""今日 Today: what a line says, which groups there are."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from app.domain.types import ClientId, ContactId, Labelled, StaffId, TaskKind, TaskRule
from app.i18n import _

COURTESY_DAYS = 14
"""So many days ahead courtesies are shown."""
LATE_DAYS = 31
"""So many days after its day a courtesy nobody did is still shown: a month off loses none."""
AGREEMENT_DAYS = 60
RECEPTION_DAYS = 7
CASE_DAYS = 2
"""A problem is near its time so many days before it is to be solved."""
ANSWER_DAYS = 1
"""A problem that nobody answered is near its time the day before: hours run on over midnight."""
MONEY_DAYS = 30
"""Who said what is to happen about an overdue debt is asked again after so many days."""


class TodayGroup(Labelled):
    """The groups of 今日, in the order of the page."""

    DRAFT = "draft", _("没填完的")
    CASE = "case", _("快到期或已超时的问题")
    OVERDUE = "overdue", _("逾期的待办")
    DUE = "due", _("今天的待办")
    RECEPTION = "reception", _("要接待的客人")
    COURTESY = "courtesy", _("生日和重要日子")
    FESTIVAL = "festival", _("节日问候")
    CONTACT = "contact", _("该联系的客户")
    VISIT = "visit", _("该拜访的客户")
    AGREEMENT = "agreement", _("快到期的协议")
    MONEY = "money", _("逾期的账款")
    REVIEW = "review", _("该回顾的大客户计划")


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a computed line is about; its answer is kept as a task with these values."""

    rule: TaskRule
    client_id: ClientId
    subject_id: int
    occasion_on: date
    title: str
    contact_id: ContactId | None = None
    staff_id: StaffId | None = None

    @property
    def kind(self) -> TaskKind:
        """What the task is that answers it."""
        return TaskKind.COURTESY if self.rule in COURTESIES else TaskKind.FOLLOW_UP


COURTESIES = frozenset({TaskRule.BIRTHDAY, TaskRule.IMPORTANT_DATE, TaskRule.FESTIVAL})


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line of 今日: for which client, what, why, and since or until when.

    ``subject_id`` is the row it is about: the task, the problem, the draft, else that of its
    ``occasion``. ``on`` is the day it is or was due; of a debt ``age`` says how old the eldest
    part is. ``amount`` is in yuan.
    """

    group: TodayGroup
    subject_id: int
    client_id: ClientId | None
    client_name: str
    grade: str
    what: str
    why: str
    on: date | None
    at: time | None = None
    contact_id: ContactId | None = None
    contact_name: str = ""
    telephone: str = ""
    staff_name: str = ""
    occasion: Occasion | None = None
    amount: Decimal | None = None
    age: str = ""


def days_text(on: date, today: date) -> str:
    """Say how far off a day is: 今天, 明天, 还有 9 天, 已过 3 天."""
    days = (on - today).days
    if days < 0:
        return _("已过 {n} 天").format(n=-days)
    near = (_("今天"), _("明天"), _("后天"))
    return near[days] if days < len(near) else _("还有 {n} 天").format(n=days)
