"""The template of the checklist before, during and after a sale (服务清单)."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from app.domain.checklist import LONGEST_POINT
from app.domain.types import Phase
from app.i18n import _
from app.queries.checklist import template_points
from app.services.checklist import (
    activate_template_point,
    add_template_point,
    arrange_template,
    change_template_point,
    delete_template_point,
)
from app.ui.context import Context
from app.ui.small_list import SmallEntry, SmallList, SmallListSpec
from app.ui.theme import GAP


def checklist_settings(context: Context) -> QWidget:
    """Return the template, a list for each phase."""
    made, tabs = QWidget(), QTabWidget()
    made.setObjectName("checklistSettings")
    tabs.setObjectName("checklistPhases")
    for phase in Phase:
        tabs.addTab(_phase_list(context, phase), phase.label)
    told = QLabel(
        _("每笔预订第一次打开服务清单时，按这里勾选的事项建立；以后修改模板，已建立的清单不变。")
    )
    told.setProperty("role", "faint")
    told.setWordWrap(True)
    column = QVBoxLayout(made)
    column.setSpacing(GAP)
    column.addWidget(told)
    column.addWidget(tabs, 1)
    return made


def _phase_list(context: Context, phase: Phase) -> SmallList:
    desk = context.desk
    spec = SmallListSpec(
        name=f"points_{phase.value}",
        one=_("事项"),
        told=_("{phase}要做的事，按先后排列。").format(phase=phase.label),
        tables=frozenset({"checklist_point"}),
        longest=LONGEST_POINT,
        entries=_entries(context, phase),
        add=partial(add_template_point, desk, phase),
        rename=partial(change_template_point, desk),
        activate=partial(activate_template_point, desk),
        delete=partial(delete_template_point, desk),
        arrange=partial(arrange_template, desk),
    )
    return SmallList(context, spec)


def _entries(context: Context, phase: Phase) -> Callable[[], Sequence[SmallEntry]]:
    def entries() -> Sequence[SmallEntry]:
        with context.db.read() as session:
            points = template_points(session)
        return [
            SmallEntry(one.id, one.text, one.active, one.version)
            for one in points
            if one.phase is phase
        ]

    return entries
