"""The steps of the job on top of it: where one is, what is done, where one may go."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from app.i18n import _
from app.ui.buttons import ActionButton

CIRCLED = "①②③④⑤⑥⑦⑧⑨"


class StepRail(QWidget):
    """One button a step; Alt+1 … Alt+7 go there.

    Signals:
        chosen: number: a step was asked for, counted from 0.
    """

    chosen = Signal(int)

    def __init__(self, titles: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for number, title in enumerate(titles):
            button = ActionButton(f"{CIRCLED[number]} {title}")
            button.setObjectName(f"step{number + 1}")
            button.setCheckable(True)
            button.setShortcut(f"Alt+{number + 1}")
            button.setToolTip(_("第 {n} 步：{title} (Alt+{n})").format(n=number + 1, title=title))
            self._group.addButton(button, number)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self.chosen)

    def show_step(self, number: int, last: int) -> None:
        """Mark the step one is at; those up to ``last`` may be gone to."""
        for place, button in enumerate(self._group.buttons()):
            button.setEnabled(place <= last)
        self._group.button(number).setChecked(True)
