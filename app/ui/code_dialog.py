"""A code or password that is told once: large, to be printed or written down."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.i18n import _
from app.ui.buttons import ActionButton, named_button
from app.ui.context import Context
from app.ui.on_screen import RoomyDialog
from app.ui.theme import GAP

CODE_POINTS = 18
GROUPS_A_LINE = 5


@dataclass(frozen=True, slots=True)
class ToldOnce:
    """What is told: its name, the code in groups parted by dashes, and sentences about it.

    ``file_name`` is proposed for a PDF. ``confirm`` is what a person says before it is closed.
    """

    title: str
    code: str
    told: Sequence[str]
    file_name: str
    confirm: str


def in_lines(code: str) -> str:
    """Return a code of many groups in several lines, as the paper has it."""
    groups = code.split("-")
    lines = [groups[at : at + GROUPS_A_LINE] for at in range(0, len(groups), GROUPS_A_LINE)]
    return "-\n".join("-".join(line) for line in lines)


class CodeDialog(RoomyDialog):
    """Shows a code that nobody can look up again; closes once the person says it is kept."""

    def __init__(self, context: Context, once: ToldOnce, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("codeDialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(once.title)
        self.setMinimumWidth(480)
        self._context, self._once = context, once
        self._kept, self._close = QCheckBox(once.confirm), ActionButton(_("完成"))
        self._kept.setObjectName("kept")
        self._close.setObjectName("done")
        self._close.setEnabled(False)
        self._close.setDefault(True)
        self._kept.toggled.connect(self._close.setEnabled)
        self._close.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(_large(once.code))
        for sentence in once.told:
            label = QLabel(sentence)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addSpacing(GAP)
        column.addWidget(self._kept)
        column.addLayout(self._buttons())

    @override
    def reject(self) -> None:
        if self._kept.isChecked():
            self.accept()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        event.ignore()
        self.reject()

    def _buttons(self) -> QHBoxLayout:
        printing = named_button("printCode", _("打印…"), "printer", self._print)
        row = QHBoxLayout()
        row.addWidget(printing)
        row.addStretch(1)
        row.addWidget(self._close)
        return row

    def _print(self) -> None:
        from app.paper.code_sheet import code_sheet
        from app.ui.list_output import paper_marks
        from app.ui.printing import preview

        once = self._once
        policy, imprint = paper_marks(self._context)
        hotel = policy.subordinate_hotel
        preview(
            self._context,
            self,
            lambda: code_sheet(once.title, once.code, once.told, hotel=hotel, imprint=imprint),
            once.file_name,
        )


def _large(text: str) -> QLabel:
    label = QLabel(in_lines(text))
    label.setObjectName("code")
    font = label.font()
    font.setPointSize(CODE_POINTS)
    font.setBold(True)
    label.setFont(font)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(2 * GAP)
    label.ensurePolished()
    label.setMinimumSize(label.sizeHint())  # else the sentences below, which wrap, squeeze it
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
