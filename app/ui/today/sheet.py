"""The day sheet on paper: the lines of 今日, read on a worker thread."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.domain.exported import Imprint
from app.domain.settings import printed_head
from app.domain.today import TodayGroup
from app.exchange.writing import file_name
from app.i18n import _
from app.paper.day_sheet import SheetGroup, day_sheet
from app.paper.document import FlowDocument
from app.queries.office import office_settings
from app.queries.today import TodayScope, today_lines
from app.queries.working_days import working_days
from app.ui.context import Context
from app.ui.printing import preview
from app.ui.today.columns import TEXTS, Shown

MOST_PRINTED = 200
"""Lines of one group: a day sheet is carried about, and nobody does more in a day."""


def print_day(
    context: Context,
    parent: QWidget,
    scope: TodayScope,
    keys: Mapping[TodayGroup, Sequence[Any]],
) -> None:
    """Show the day sheet as it will be on paper; unsaved forms are not printed."""
    wanted: dict[TodayGroup, Sequence[Any]] = {
        group: own[:MOST_PRINTED] for group, own in keys.items() if group is not TodayGroup.DRAFT
    }
    title = _("日程单 {day}").format(day=scope.today)

    def make() -> FlowDocument:
        with context.db.read() as session:
            settings, days = office_settings(session), working_days(session)
            lines = today_lines(session, scope, wanted)
        shown = Shown(lambda: scope.today, lambda: days)
        groups = [
            SheetGroup(
                f"{group.label}　{len(keys[group]):,}",
                [
                    [column.text(lines[group, key], shown) for column in TEXTS]
                    for key in own
                    if (group, key) in lines
                ],
                rest=len(keys[group]) - len(own),
            )
            for group, own in wanted.items()
            if own
        ]
        by = "" if context.staff is None else context.staff.name
        at = context.desk.now().replace(tzinfo=None)
        return day_sheet(title, groups, policy=printed_head(settings), imprint=Imprint(by, at))

    preview(context, parent, make, file_name(title, ".pdf"))
