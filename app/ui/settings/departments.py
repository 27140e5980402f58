"""The departments that answer for problems (责任部门)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.queries.case_counts import department_rows
from app.services.departments import (
    LONGEST_NAME,
    activate_department,
    add_department,
    arrange_departments,
    delete_department,
    rename_department,
)
from app.ui.context import Context
from app.ui.small_list import SmallEntry, SmallList, SmallListSpec


def department_settings(context: Context) -> QWidget:
    """Return the list of departments."""

    def entries() -> Sequence[SmallEntry]:
        with context.db.read() as session:
            rows = department_rows(session)
        told = _("交办过 {n} 次")
        return [
            SmallEntry(
                row.id,
                row.name,
                row.active,
                row.version,
                note=told.format(n=f"{row.steps:,}") if row.steps else "",
                used=bool(row.steps),
            )
            for row in rows
        ]

    desk = context.desk
    spec = SmallListSpec(
        name="departments",
        one=_("责任部门"),
        told=_(
            "问题交给这些部门办理。勾选的才会出现在选择里；已经交办过的部门不能删除，可以去掉勾选。"
        ),
        tables=frozenset({"department", "case_step"}),
        longest=LONGEST_NAME,
        entries=entries,
        add=partial(add_department, desk),
        rename=partial(rename_department, desk),
        activate=partial(activate_department, desk),
        delete=partial(delete_department, desk),
        arrange=partial(arrange_departments, desk),
    )
    return SmallList(context, spec)
