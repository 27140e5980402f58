"""A filter chip for days: the periods of one click, or any days from one to another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.periods import OPEN, Period, UsualPeriod, period_problems
from app.errors import InvalidInputError
from app.i18n import _
from app.ui import fields
from app.ui.chips import FilterChip
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section

ENDS = ("from", "to")


class PeriodChip(FilterChip):
    """Lets through one period; the last choice is 自选日期, which asks for two days.

    The values of the chip are names, whose days are those as of ``today`` whenever they are asked
    for: a page left open over midnight shows the new day's. Days somebody chose are a ``Period``,
    offered as long as it is the one chosen, no longer.
    """

    def __init__(
        self,
        name: str,
        title: str,
        usual: Sequence[UsualPeriod],
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        self._usual = {one.name: one for one in usual}
        self._today = today
        super().__init__(name, title, self._names(), single=True, parent=parent)
        own = self.menu().addAction(_("自选日期…"), self.ask)
        own.setObjectName("ownPeriod")
        self.menu().aboutToShow.connect(self._forget)

    def period(self) -> Period:
        """Return the first and the last day let through."""
        chosen: str | Period = next(iter(self.chosen()), OPEN)
        return self._usual[chosen].days(self._today()) if isinstance(chosen, str) else chosen

    def choose_usual(self, one: UsualPeriod) -> None:
        """Let through a period that is offered."""
        self.choose([one.name])

    def choose_days(self, first: date | None, last: date | None) -> None:
        """Let through the days from one to another, whether they are offered or not."""
        today = self._today()
        same = [name for name, one in self._usual.items() if one.days(today) == (first, last)]
        own = [] if same else [((first, last), period_text(first, last))]
        self.set_options([*self._names(), *own])
        self.choose(same[:1] or [(first, last)])

    @override
    def kept(self) -> list[Any]:
        return [one if isinstance(one, str) else _days_kept(one) for one in self.chosen()]

    @override
    def restore(self, kept: Sequence[Any]) -> bool:
        own = next((one for one in kept if isinstance(one, dict)), None)
        if own is None:
            return super().restore(kept)
        first, last = (date.fromisoformat(own[end]) if own[end] else None for end in ENDS)
        self.choose_days(first, last)
        return True

    def ask(self) -> None:
        """Ask for the first and the last day."""
        dialog = PeriodDialog(self._title, self.period(), self)
        dialog.taken.connect(self.choose_days)
        dialog.open()

    def _names(self) -> list[tuple[Any, str]]:
        return [(name, name) for name in self._usual]

    def _forget(self) -> None:
        if all(isinstance(one, str) for one in self.chosen()):
            self.set_options(self._names())
            self._opened()


def _days_kept(days: Period) -> dict[str, str | None]:
    return {end: day.isoformat() if day else None for end, day in zip(ENDS, days, strict=True)}


@dataclass(frozen=True, slots=True)
class Days:
    """What is asked for."""

    first_on: date | None
    last_on: date | None


class PeriodDialog(DraftDialog[Days]):
    """Asks from which day to which; stays open while they are no period.

    Signals:
        taken: first, last: the days, either of which may be None for open.
    """

    taken = Signal(object, object)

    def __init__(self, title: str, period: Period, parent: QWidget) -> None:
        days = [fields.day("first_on", _("从")), fields.day("last_on", _("到"))]
        shown = _("{title}：自选日期").format(title=title)
        super().__init__(shown, [Section("", days)], Days(*period), parent, columns=1)
        self.setObjectName("periodDialog")
        self._save_button.setText(_("筛选"))
        self.resize(400, 250)

    @override
    def save(self, draft: Days) -> None:
        if found := period_problems(draft.first_on, draft.last_on):
            raise InvalidInputError(found)
        self.taken.emit(draft.first_on, draft.last_on)

    @override
    def reject(self) -> None:
        self._drop()  # days that only filter are not worth a question


def period_text(first: date | None, last: date | None) -> str:
    """Write a period as its days; an open end is said in words."""
    if first is None:
        return _("{last} 及以前").format(last=last)
    if last is None:
        return _("{first} 及以后").format(first=first)
    return f"{first}" if first == last else _("{first} 至 {last}").format(first=first, last=last)
