"""The filter chips of the log."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from app.domain import periods
from app.domain.types import Channel, CommunicationId, Labelled, Purpose, Reaction, Tone
from app.i18n import _
from app.queries.communications import CommunicationFilter
from app.queries.office import StaffRow
from app.ui.chips import FilterChip
from app.ui.period_chip import PeriodChip

PERIODS = (
    periods.TODAY,
    periods.THIS_WEEK,
    periods.THIS_MONTH,
    periods.LAST_MONTH,
    periods.lately(30),
    periods.lately(90),
    periods.THIS_YEAR,
    periods.LAST_YEAR,
)


class LogChips:
    """All chips of the log, and the filter they make together."""

    def __init__(self, today: Callable[[], date]) -> None:
        self.step = FilterChip("stepFilter", _("下一步"), [(True, _("待跟进"))], single=True)
        self.period = PeriodChip("periodFilter", _("日期"), PERIODS, today)
        self.staff = FilterChip("staffFilter", _("经手人"))
        self.channel = channel_chip()
        self.purpose = purpose_chip()
        self.tone = FilterChip("toneFilter", _("性质"), _labels(Tone))
        self.reaction = FilterChip("reactionFilter", _("反应"), _labels(Reaction))
        self.all = (
            self.step,
            self.period,
            self.staff,
            self.channel,
            self.purpose,
            self.tone,
            self.reaction,
        )

    def offer(self, members: Iterable[StaffRow]) -> None:
        """Offer the people of the office."""
        self.staff.set_options([(member.id, member.name) for member in members])

    def wanted(self, text: str, only: Iterable[int] | None) -> CommunicationFilter:
        """Return the filter of the chips, a search text and the rows behind a number."""
        first, last = self.period.period()
        return CommunicationFilter(
            text=text,
            staff_ids=frozenset(self.staff.chosen()),
            channels=frozenset(self.channel.chosen()),
            purposes=frozenset(self.purpose.chosen()),
            tones=frozenset(self.tone.chosen()),
            reactions=frozenset(self.reaction.chosen()),
            held_from=first,
            held_to=last,
            open_step=bool(self.step.chosen()),
            ids=None if only is None else frozenset(map(CommunicationId, only)),
        )


def channel_chip() -> FilterChip:
    """Return the filter by channel."""
    return FilterChip("channelFilter", _("方式"), _labels(Channel))


def purpose_chip() -> FilterChip:
    """Return the filter by purpose."""
    return FilterChip("purposeFilter", _("目的"), _labels(Purpose))


def _labels(members: type[Labelled]) -> list[tuple[Any, str]]:
    return [(member, member.label) for member in members]
