"""What a line of 今日 shows, and what can be done to it with one click or one key."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.domain.rights import Right
from app.domain.tasks import due_text
from app.domain.today import COURTESIES, TodayGroup, TodayLine, days_text
from app.domain.working_days import WorkingDays
from app.i18n import _
from app.ui.theme import current_look, grade_colour

TASKS: Final = frozenset({TodayGroup.OVERDUE, TodayGroup.DUE})
SILENT: Final = frozenset({TodayGroup.CONTACT, TodayGroup.VISIT})
AHEAD: Final = frozenset({TodayGroup.RECEPTION, TodayGroup.COURTESY, TodayGroup.FESTIVAL})


May = Callable[[Right], bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the texts of all lines need to know."""

    today: Callable[[], date]
    working_days: Callable[[], WorkingDays]


@dataclass(frozen=True, slots=True)
class LineColumn:
    """One column of the tree; those that ``stretch`` share what room there is.

    ``spare`` ones are left out where there is little.
    """

    title: str
    width: int
    text: Callable[[TodayLine, Shown], str]
    colour: Callable[[TodayLine, Shown], str] = lambda _line, _shown: ""
    stretch: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class LineAction:
    """Something that can be done to a line. ``name`` is the method of the list that does it.

    Only whose post has the right it ``needs`` is offered it.
    """

    name: str
    title: str
    icon: str
    keys: str
    applies: Callable[[TodayLine], bool]
    needs: Right = Right.LOG


def when_text(line: TodayLine, shown: Shown) -> str:
    """Say how late a line is, or how far ahead: 逾期 3 天, 今天 14:30, 40 天没联系, 还有 9 天."""
    today = shown.today()
    if line.on is None:
        return _("逾期 {age}").format(age=line.age) if line.age else ""
    if line.group is TodayGroup.DRAFT:
        return line.on.isoformat()
    if line.group in SILENT:
        told = _("{n} 天没联系") if line.group is TodayGroup.CONTACT else _("{n} 天没拜访")
        return told.format(n=(today - line.on).days)
    if line.group in AHEAD:
        said = days_text(line.on, today)
    else:
        said = _due(line.on, today, shown.working_days())
    return said if line.at is None else f"{said} {line.at:%H:%M}"


def _due(on: date, today: date, days: WorkingDays) -> str:
    """Say when it is due; why what is due on a day off stands here already."""
    if on > today and days.shown_on(on) <= today:
        return _("{day} 休息").format(day=f"{on:%m-%d}")
    return due_text(on, today)


def _late(line: TodayLine, shown: Shown) -> str:
    late = bool(line.age) or (line.on is not None and line.on < shown.today())
    return current_look().bad if late and line.group is not TodayGroup.DRAFT else ""


def _grade(line: TodayLine, _shown: Shown) -> str:
    return grade_colour(line.grade)


def _person(line: TodayLine, _shown: Shown) -> str:
    return " ".join(part for part in (line.contact_name, line.telephone) if part)


def _faint(_line: TodayLine, _shown: Shown) -> str:
    return current_look().faint


TEXTS: Final = (
    LineColumn(_("何时"), 126, when_text, _late),
    LineColumn(_("级"), 30, lambda line, _shown: line.grade, _grade),
    LineColumn(_("客户"), 210, lambda line, _shown: line.client_name, stretch=True),
    LineColumn(_("要做什么"), 200, lambda line, _shown: line.what, stretch=True),
    LineColumn(_("为什么"), 200, lambda line, _shown: line.why, _faint, stretch=True),
    LineColumn(_("联系人"), 176, _person, spare=True),
    LineColumn(_("谁"), 62, lambda line, _shown: line.staff_name, _faint, spare=True),
)


def is_task(line: TodayLine) -> bool:
    """Tell whether a line is one of the tasks."""
    return line.group in TASKS


def can_answer(line: TodayLine) -> bool:
    """Tell whether a line can be put off, done or dropped: problems have their own way."""
    return is_task(line) or line.occasion is not None


def can_drop(line: TodayLine) -> bool:
    """Tell whether a line can be dropped; a draft is given up."""
    return can_answer(line) or line.group is TodayGroup.DRAFT


def has_client(line: TodayLine) -> bool:
    """Tell whether a line is about a client."""
    return line.client_id is not None and line.group is not TodayGroup.DRAFT


def is_courtesy(line: TodayLine) -> bool:
    """Tell whether a line is a day on which something is given or sent."""
    return line.occasion is not None and line.occasion.rule in COURTESIES


def has_telephone(line: TodayLine) -> bool:
    """Tell whether there is a number to copy."""
    return bool(line.telephone)


ICONS: Final = (
    (
        LineAction("note_courtesy", _("记礼节"), "gift", "Ctrl+G", is_courtesy),
        LineAction("write_entry", _("记一笔"), "pencil", "Ctrl+N", has_client),
    ),
    (LineAction("copy_number", _("复制电话"), "phone", "Ctrl+C", has_telephone, Right.SEE),),
    (LineAction("open_line", _("打开"), "folder-open", "Enter", lambda _line: True, Right.SEE),),
    (LineAction("finish", _("完成"), "check", "Ctrl+D", can_answer),),
    (LineAction("postpone", _("推迟"), "clock", "Ctrl+H", can_answer),),
    (LineAction("drop", _("不做"), "ban", "Del", can_drop),),
)
"""What the icons behind a line do: of each column the first that applies."""
ACTIONS: Final = tuple(one for column in ICONS for one in column)


def icon_action(line: TodayLine, column: int, may: May) -> LineAction | None:
    """Return what a column's icon does with a line, for one who may that."""
    return next((one for one in ICONS[column] if may(one.needs) and one.applies(line)), None)


ICON_WIDTH: Final = 30
