"""The letter of a grade, and the head of a client's card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QVBoxLayout,
    QWidget,
)

from app.domain.types import ClientStatus, GradeSource
from app.i18n import _
from app.queries.clients.card import ClientHead
from app.ui.clients.columns import amount_text, day_text
from app.ui.flow import FlowLayout
from app.ui.texts import CopyableText
from app.ui.theme import GAP, GRADE_COLOURS, current_look

BADGE = 26


class GradeBadge(QLabel):
    """A client's grade as letter and colour; a dash where there is none."""

    def __init__(self, grade: str | None, parent: QWidget | None = None) -> None:
        super().__init__(grade or "–", parent)
        self.setObjectName("grade")
        colour = GRADE_COLOURS.get(grade or "", current_look().faint)
        self.setFixedSize(BADGE, BADGE)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setStyleSheet(
            f"background: {colour}; color: #ffffff; border-radius: 5px; font-weight: 600;"
        )
        name = _("等级 {grade}").format(grade=grade) if grade else _("未评级")
        self.setAccessibleName(name)
        self.setToolTip(name)


class HeadPanel(QFrame):
    """The head of a card: who the client is, who looks after it, when it was last heard of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        who = QWidget()
        self._title, self._facts = FlowLayout(who, GAP), QGridLayout()
        self.buttons = QHBoxLayout()
        self.buttons.setAlignment(Qt.AlignmentFlag.AlignTop)
        top = QHBoxLayout()
        top.addWidget(who, 1)
        top.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addLayout(self._facts)

    def show_head(
        self, head: ClientHead, overdue: Sequence[str] = (), more: Sequence[str] = ()
    ) -> None:
        """Show a client, with a few words for each thing that is overdue, and for others."""
        _empty(self._title)
        _empty(self._facts)
        row = head.row
        name = CopyableText(row.name, wraps=False)
        name.setObjectName("clientName")
        name.setProperty("role", "title")
        name.setToolTip(row.name)
        self._title.addWidget(GradeBadge(row.grade))
        self._title.addWidget(name)
        late = [(f"⚠ {text}", "wrong") for text in overdue]
        faint = [(text, "faint") for text in more]
        for text, role in [*_marks(head), *faint, *late]:
            mark = QLabel(text)
            mark.setTextFormat(Qt.TextFormat.PlainText)
            mark.setProperty("role", role)
            mark.setMinimumHeight(BADGE)  # beside the name, or below it where there is no room
            self._title.addWidget(mark)
        for place, (label, text) in enumerate(_facts(head)):
            self._add_fact(place, label, text)

    def _add_fact(self, place: int, label: str, text: str) -> None:
        faint, shown = QLabel(label), CopyableText(text or "—", wraps=False)
        faint.setProperty("role", "faint")
        shown.setToolTip(text)
        self._facts.addWidget(faint, 0, place)
        self._facts.addWidget(shown, 1, place)
        self._facts.setColumnStretch(place, 1)


def _marks(head: ClientHead) -> list[tuple[str, str]]:
    row = head.row
    marks = [(row.code, "faint"), (row.standing.label, "faint")]
    if row.kind:
        marks.append((row.kind.label, "faint"))
    if row.major:
        marks.append((_("大客户"), "faint"))
    if head.grade_source is GradeSource.HAND:
        marks.append((_("等级为手工评定"), "faint"))
    if row.status is not ClientStatus.ACTIVE:
        marks.append((f"{row.status.label}：{head.status_reason}", "wrong"))
    if head.bad_debt:
        marks.append((_("有坏账"), "wrong"))
    return marks


def _facts(head: ClientHead) -> list[tuple[str, str]]:
    row = head.row
    managers = row.manager
    sums = (amount_text(row.amount) or "0", amount_text(row.last_amount) or "0")
    if head.relationship_manager:
        managers += _("　关系经理 {name}").format(name=head.relationship_manager)
    return [
        (_("客户经理"), managers),
        (_("联系人"), f"{row.contact} {row.telephone}".strip()),
        (_("最近联系"), day_text(row.last_contact_on)),
        (_("下次待办"), f"{day_text(row.next_task_on)} {row.next_task}".strip()),
        (_("今年 / 去年"), " / ".join(sums)),
        (_("标签"), "、".join(row.tags)),
    ]


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
