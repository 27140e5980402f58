"""The letter of a grade, and the head of a client's card."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.types import ClientStatus, GradeSource
from app.domain.written import amount_text, day_text
from app.i18n import _
from app.queries.clients.card import ClientHead
from app.ui.flow import FlowLayout
from app.ui.text_grid import Cell, TextGrid
from app.ui.texts import CopyableText
from app.ui.theme import GAP, GRADE_COLOURS, current_look

BADGE, ROUND = 26, 5
FACTS = (
    _("客户经理"),
    _("联系人"),
    _("最近联系"),
    _("下次待办"),
    _("今年 / 去年"),
    _("标签"),
)


class GradeBadge(QLabel):
    """A client's grade as letter and colour; a dash where there is none."""

    def __init__(self, grade: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("grade")
        self.setProperty("role", "heading")
        self.setFixedSize(BADGE, BADGE)
        self.show_grade(grade)

    def show_grade(self, grade: str | None) -> None:
        """Show this grade."""
        self._colour = QColor(GRADE_COLOURS.get(grade or "", current_look().faint))
        self.setText(grade or "–")
        name = _("等级 {grade}").format(grade=grade) if grade else _("未评级")
        self.setAccessibleName(name)
        self.setToolTip(name)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        # by hand: a style sheet of its own takes as long as ten labels
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour)
        painter.drawRoundedRect(self.rect(), ROUND, ROUND)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class HeadPanel(QFrame):
    """The head of a card: who the client is, who looks after it, when it was last heard of."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        who = QWidget()
        self._title = FlowLayout(who, GAP)
        self._grade, self._name = GradeBadge(), CopyableText("", wraps=False)
        self._name.setObjectName("clientName")
        self._name.setProperty("role", "title")
        self._title.addWidget(self._grade)
        self._title.addWidget(self._name)
        self._marks: list[QLabel] = []
        self._facts = TextGrid(wide=range(len(FACTS)))
        self.buttons = QHBoxLayout()
        self.buttons.setAlignment(Qt.AlignmentFlag.AlignTop)
        top = QHBoxLayout()
        top.addWidget(who, 1)
        top.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        column.setSpacing(GAP)
        column.addLayout(top)
        column.addWidget(self._facts)

    def show_head(
        self, head: ClientHead, overdue: Sequence[str] = (), more: Sequence[str] = ()
    ) -> None:
        """Show a client, with a few words for each thing that is overdue, and for others."""
        self._grade.show_grade(head.row.grade)
        self._name.setText(head.row.name)
        self._name.setToolTip(head.row.name)
        late = [(f"⚠ {text}", "wrong") for text in overdue]
        faint = [(text, "faint") for text in more]
        self._show_marks([*_marks(head), *faint, *late])
        facts = [*zip(FACTS, _facts(head), strict=True)]
        names = [Cell(0, place, name, "faint") for place, (name, _text) in enumerate(facts)]
        texts = [Cell(1, place, text or "—") for place, (_name, text) in enumerate(facts)]
        self._facts.show_cells([*names, *texts])

    def show_facts(self, *, on: bool) -> None:
        """Show or hide who looks after the client, what is next and its sums."""
        self._facts.setVisible(on)

    def _show_marks(self, marks: Sequence[tuple[str, str]]) -> None:
        for old in self._marks:
            self._title.removeWidget(old)
            old.deleteLater()
        self._marks = []
        for text, role in marks:
            mark = QLabel(text)
            mark.setTextFormat(Qt.TextFormat.PlainText)
            mark.setProperty("role", role)
            mark.setMinimumHeight(BADGE)  # beside the name, or below it where there is no room
            self._title.addWidget(mark)
            self._marks.append(mark)


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


def _facts(head: ClientHead) -> tuple[str, ...]:
    """Return the texts below ``FACTS``."""
    row = head.row
    managers = row.manager
    sums = (amount_text(row.amount) or "0", amount_text(row.last_amount) or "0")
    if head.relationship_manager:
        managers += _("　关系经理 {name}").format(name=head.relationship_manager)
    return (
        managers,
        f"{row.contact} {row.telephone}".strip(),
        day_text(row.last_contact_on),
        f"{day_text(row.next_task_on)} {row.next_task}".strip(),
        " / ".join(sums),
        "、".join(row.tags),
    )
