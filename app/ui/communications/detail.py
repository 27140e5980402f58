"""Beside the log: the entry under the cursor in full, its next step, and what can be done."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.domain.rights import Right
from app.domain.types import CommunicationId
from app.i18n import _
from app.queries.communications import CommunicationRow
from app.ui.areas import show_page
from app.ui.buttons import named_button
from app.ui.communications.columns import has_open_step, is_late, step_text, when_text
from app.ui.communications.reminders import text_label
from app.ui.context import Context
from app.ui.rights import offer_only_with, why_locked_record
from app.ui.steps import Steps
from app.ui.theme import GAP


class EntryDetail(QScrollArea):
    """Shows one entry, or what the place is for."""

    def __init__(
        self,
        context: Context,
        edit: Callable[[CommunicationId], None],
        delete: Callable[[CommunicationId], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("entryDetail")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._context, self._edit, self._delete = context, edit, delete
        self._steps = Steps(context, self)
        self._shown: tuple[CommunicationRow | None, date] | None = None
        self.show_entry(None)

    def show_entry(self, row: CommunicationRow | None) -> None:
        """Show this entry."""
        wanted = (row, self._context.today())
        if self._shown == wanted:
            return
        self._shown = wanted
        page = QFrame()
        page.setProperty("role", "card")
        column = QVBoxLayout(page)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, 2 * GAP)
        column.setSpacing(GAP)
        if row is None:
            hint = _("选中一条沟通记录，这里显示全文、反应和下一步。")
            column.addWidget(text_label(hint, "faint"))
        else:
            self._fill(column, row)
        column.addStretch(1)
        show_page(self, page)

    def _fill(self, column: QVBoxLayout, row: CommunicationRow) -> None:
        column.addWidget(text_label(row.client_name, "heading"))
        column.addLayout(self._buttons(row))
        column.addLayout(_facts(row))
        column.addWidget(read_label(row.summary))
        if row.task is not None or row.next_step:
            column.addWidget(text_label(_("下一步"), "heading"))
            column.addWidget(step_label(row, self._context.today()))
        if row.task is not None and has_open_step(row):
            column.addLayout(button_row(self._steps.buttons(row.task.id)))

    def _buttons(self, row: CommunicationRow) -> QHBoxLayout:
        go = self._context.navigator.client_wanted
        edit = named_button("detailEdit", _("修改"), "square-pen", lambda: self._edit(row.id))
        client = named_button(
            "detailClient", _("客户"), "folder-open", lambda: go.emit(row.client_id)
        )
        gone = named_button("detailDelete", _("删除"), "trash-2", lambda: self._delete(row.id))
        offer_only_with(self._context, Right.LOG, edit, gone)
        if why := why_locked_record(self._context, "communication", [row.id]):
            gone.setEnabled(False)
            gone.setToolTip(why)
        return button_row([edit, client, gone])


def read_label(text: str) -> QLabel:
    """Return a label whose text can be read in full and copied."""
    label = text_label(text)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label


def step_label(row: CommunicationRow, today: date, told: str = "{step}") -> QLabel:
    """Return the next step, in a sentence with ``{step}``; red where it is late."""
    text = told.format(step=step_text(row, today))
    return text_label(text, "wrong" if is_late(row, today) else "")


def button_row(buttons: Sequence[QWidget]) -> QHBoxLayout:
    """Return buttons side by side."""
    row = QHBoxLayout()
    row.setSpacing(GAP // 2)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return row


def _facts(row: CommunicationRow) -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(4)
    reaction = "" if row.reaction is None else row.reaction.label
    for label, text in (
        (_("时间"), when_text(row)),
        (_("联系人"), "、".join(row.people)),
        (_("方式"), f"{row.channel.label}　{row.direction.label}"),
        (_("目的"), row.purpose.label if row.purpose else ""),
        (_("性质"), row.tone.label if row.tone else ""),
        (_("反应"), "　".join(part for part in (reaction, row.reaction_note) if part)),
        (_("经手人"), row.staff_name or ""),
    ):
        if text:
            form.addRow(text_label(label, "faint"), read_label(text))
    return form
