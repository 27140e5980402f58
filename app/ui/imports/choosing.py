"""The first step of the import: which file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.files import TABLES, ask_to_open
from app.ui.preferences import Preferences


class ChoosingStep(QWidget):
    """Says what can be taken in, and asks for the file.

    Signals:
        chosen: path.
    """

    chosen = Signal(str)

    def __init__(self, preferences: Preferences) -> None:
        super().__init__()
        self._preferences = preferences
        text = QLabel(
            _(
                "可以直接导入办公室原来的表格：客户档案、预订明细、收款明细、沟通记录"
                "（.xlsx、.xls、.csv 等）。\n\n"
                "不用改表头，也不用删标题行和合计行；导入之前先让您看会新增、更新、退回哪些行，"
                "导入之后也可以整批撤销。\n\n"
                "建议先导入客户档案，再导入预订、收款和沟通记录。"
            )
        )
        text.setWordWrap(True)
        button = ActionButton(_("选择文件…"))
        button.setObjectName("choose")
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on: self._ask())
        self.setFocusProxy(button)
        column = QVBoxLayout(self)
        column.addWidget(text)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(QLabel(_("也可以把文件拖到这里，或拖到主窗口上。")))
        column.addStretch(1)

    def _ask(self) -> None:
        kinds = _("表格文件 {files}").format(
            files="({})".format(" ".join(f"*{ending}" for ending in TABLES))
        )
        path = ask_to_open(self._preferences, self, _("选择要导入的文件"), kinds)
        if path:
            self.chosen.emit(path)
