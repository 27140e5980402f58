"""A line for what nobody else at the screen should read."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.ui.icons import icon

WIDTH = 300


class SecretField(QLineEdit):
    """A line whose text is hidden until the eye in it is pressed."""

    def __init__(self, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(told)
        self.setMinimumWidth(WIDTH)
        self._eye = QAction(self)
        self._eye.setCheckable(True)
        self._eye.toggled.connect(self._show)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._show(shown=False)

    def wipe(self) -> None:
        """Forget what was typed, and hide what is typed next."""
        self.clear()
        self._eye.setChecked(False)

    def _show(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        self._eye.setIcon(icon("eye-off") if shown else icon("eye"))
        self._eye.setText(_("隐藏密码") if shown else _("显示密码"))
