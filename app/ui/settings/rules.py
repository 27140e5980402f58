"""The rules that the next year-end screening begins with."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from app.domain.screening.rules import DEFAULT_RULES
from app.errors import AppError, InvalidInputError
from app.i18n import _
from app.queries.screening.office_rules import office_rules
from app.services.screening.changing_rules import save_office_rules
from app.ui.areas import scrolled
from app.ui.buttons import ActionButton
from app.ui.closing import EditedInPlace
from app.ui.context import Context
from app.ui.messages import show_error
from app.ui.rules import RulesEditor
from app.ui.theme import GAP

SHORTEST = 330
"""Pixels that show the bands of a dimension and what the chart says of them."""


class RulesSettings(EditedInPlace):
    """Edits the rules; a screening already begun keeps its own."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rulesSettings")
        self._context = context
        with context.db.read() as session:
            self._stored = office_rules(session)
        self.editor = RulesEditor(self._stored)
        self._save, self._revert = ActionButton(_("保存")), ActionButton(_("还原"))
        self._default = ActionButton(_("恢复制度默认"))
        self._save.setObjectName("saveRules")
        self._save.setProperty("role", "primary")
        self._lay_out()
        self.editor.edited.connect(self._show_buttons)
        self._save.clicked.connect(self.save)
        self._revert.clicked.connect(self.revert)
        self._default.clicked.connect(lambda: self.editor.show_rules(DEFAULT_RULES))
        self._show_buttons()

    @override
    def is_dirty(self) -> bool:
        try:
            return self.editor.rules() != self._stored
        except InvalidInputError:
            return True

    @override
    def revert(self) -> None:
        self.editor.show_rules(self._stored)

    @override
    def save(self) -> None:
        try:
            rules = self.editor.rules()
            save_office_rules(self._context.desk, rules)
        except AppError as error:
            show_error(self.window(), error)
        else:
            self._stored = rules
            self._show_buttons()

    def _lay_out(self) -> None:
        told = QLabel(
            _(
                "新建的年终筛选从这些规则开始；已经建立的筛选保留自己的规则。"
                "权重 40/20/20/10/10 出自客户管理制度，合计必须是 100。"
            )
        )
        told.setProperty("role", "faint")
        told.setWordWrap(True)
        row = QHBoxLayout()
        for button in (self._save, self._revert):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self._default)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(told)
        column.addWidget(scrolled(self.editor, SHORTEST), 1)
        column.addLayout(row)

    def _show_buttons(self) -> None:
        try:
            changed = self.editor.rules() != self._stored
        except InvalidInputError:
            self._save.setEnabled(False)
            self._revert.setEnabled(True)
        else:
            self._save.setEnabled(changed)
            self._revert.setEnabled(changed)
