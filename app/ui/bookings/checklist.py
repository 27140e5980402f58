"""The checklist of one booking: before, during and after the sale, with who does what."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.db import Commit
from app.domain.checklist import (
    LONGEST_NOTE,
    LONGEST_PERSON,
    LONGEST_POINT,
    PointDraft,
    point_problems,
    progress_text,
)
from app.domain.types import BookingId, Phase
from app.domain.written import day_text
from app.errors import AppError
from app.i18n import _
from app.queries.checklist import PointRow, booking_points
from app.services.checklist import (
    add_booking_point,
    change_booking_point,
    delete_booking_point,
    open_checklist,
    tick_point,
)
from app.ui import fields
from app.ui.buttons import named_button
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.forms import Section
from app.ui.keys import keys_on
from app.ui.messages import show_error
from app.ui.small_table import SmallTable
from app.ui.tables import CENTRE, Column
from app.ui.theme import GAP

COLUMNS: Final[Sequence[Column[PointRow]]] = (
    Column(
        "done", _("做了"), lambda r: "✓" if r.draft.done_on else "○", CENTRE, 44, sortable=False
    ),
    Column("phase", _("阶段"), lambda r: r.draft.phase.label, width=52, sortable=False),
    Column("text", _("要做什么"), lambda r: r.draft.text, width=340, sortable=False),
    Column("person", _("谁做"), lambda r: r.draft.person, width=80, sortable=False),
    Column("done_on", _("完成日期"), lambda r: day_text(r.draft.done_on), width=92, sortable=False),
    Column("note", _("备注"), lambda r: r.draft.note, width=180, sortable=False),
)
SECTIONS = (
    Section(
        "",
        (
            fields.text("text", _("要做什么"), max_length=LONGEST_POINT, required=True, wide=True),
            fields.choice("phase", _("阶段"), Phase),
            fields.text("person", _("谁做"), max_length=LONGEST_PERSON),
            fields.day("done_on", _("完成日期")),
            fields.text("note", _("备注"), max_length=LONGEST_NOTE),
        ),
    ),
)


class PointDialog(DraftDialog[PointDraft]):
    """Adds a point to a booking's checklist, or changes one."""

    def __init__(
        self, context: Context, booking_id: BookingId, row: PointRow | None, parent: QWidget
    ) -> None:
        title = _("新建服务事项") if row is None else _("修改服务事项")
        draft = PointDraft() if row is None else row.draft
        super().__init__(title, SECTIONS, draft, parent)
        self.setObjectName("pointDialog")
        self.resize(560, 300)
        self._context, self._booking_id, self._row = context, booking_id, row

    @override
    def problems(self, draft: PointDraft) -> Mapping[str, str]:
        return point_problems(draft, today=self._context.today())

    @override
    def save(self, draft: PointDraft) -> None:
        desk = self._context.desk
        if self._row is None:
            add_booking_point(desk, self._booking_id, draft)
        else:
            change_booking_point(desk, self._row.id, draft, version=self._row.version)


class ChecklistDialog(QDialog):
    """Shows a booking's checklist. Space ticks, Enter changes, Ctrl+N adds, Del deletes.

    A booking that has none yet gets the points of the template. One that is ``locked``, for the
    reason given, is only read.
    """

    def __init__(
        self,
        context: Context,
        booking_id: BookingId,
        about: str,
        parent: QWidget | None = None,
        *,
        locked: str = "",
    ) -> None:
        super().__init__(parent)
        self.setObjectName("checklistDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("服务清单 — {about}").format(about=about))
        self._context, self._booking_id, self._locked = context, booking_id, locked
        self.table: SmallTable[PointRow] = SmallTable(
            COLUMNS, context.preferences, "checklistTable"
        )
        self._told = QLabel()
        self._told.setObjectName("progress")
        self._told.setProperty("role", "heading")
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self.table.opened.connect(lambda _id: self._buttons["editPoint"].click())
        self.table.chosen_changed.connect(self._follow)
        context.news.committed.connect(self._on_commit)
        if not locked:
            self._do(lambda: open_checklist(context.desk, booking_id))
        self.reload()
        self.table.setFocus()
        self.resize(880, 460)

    def reload(self) -> None:
        """Show the checklist as it is stored."""
        with self._context.db.read() as session:
            rows = booking_points(session, self._booking_id)
        self.table.show_rows(rows)
        done = sum(row.draft.done_on is not None for row in rows)
        nothing = _("没有事项；可在设置·服务清单里写好模板，或在这里新建。")
        self._told.setText(progress_text(done, len(rows)) if rows else nothing)
        self._follow()

    def tick(self) -> None:
        """Note that the point was done today; a second time takes the tick back."""
        if (row := self.table.current()) is not None:
            done_on = None if row.draft.done_on else self._context.today()
            desk = self._context.desk
            self._do(lambda: tick_point(desk, row.id, done_on, version=row.version))

    def add(self) -> None:
        """Add a point."""
        PointDialog(self._context, self._booking_id, None, self).open()

    def edit(self) -> None:
        """Change the point under the cursor."""
        if (row := self.table.current()) is not None:
            PointDialog(self._context, self._booking_id, row, self).open()

    def delete(self) -> None:
        """Take the point under the cursor off the checklist."""
        if (row := self.table.current()) is not None:
            desk = self._context.desk
            self._do(lambda: delete_booking_point(desk, row.id, version=row.version))

    def _do(self, work: Callable[[], object]) -> None:
        try:
            work()
        except AppError as error:
            show_error(self, error)

    def _follow(self) -> None:
        row = self.table.current()
        for name, button in self._buttons.items():
            button.setEnabled(not self._locked and (row is not None or name == "addPoint"))
        done = row is not None and row.draft.done_on is not None
        self._buttons["tickPoint"].setText(_("改为未做") if done else _("做了"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._told, 1)
        for name, text, icon_name, keys, then in (
            ("tickPoint", _("做了"), "check", "Space", self.tick),
            ("addPoint", _("新建"), "plus", "Ctrl+N", self.add),
            ("editPoint", _("修改"), "square-pen", "Ctrl+E", self.edit),
            ("deletePoint", _("删除"), "trash-2", "Del", self.delete),
        ):
            button = self._buttons[name] = named_button(name, text, icon_name, then)
            button.setToolTip(self._locked or f"{text} ({keys})")
            keys_on(self.table, keys, button.click)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        column.addLayout(row)
        column.addWidget(self.table, 1)

    def _on_commit(self, commit: Commit) -> None:
        if commit.tables & {"booking_point", "booking"}:
            self.reload()
