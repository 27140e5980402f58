"""Fields for passwords: hidden, shown on demand, with a word when Caps Lock seems to be on."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QWidget
from typing_extensions import override

from app.domain.passwords import LONGEST, SHORTEST, normalised
from app.i18n import _
from app.ui.secret_field import SecretField
from app.ui.theme import GAP

FIELD_WIDTH = 260
_OFF = False


class PasswordField(SecretField):
    """A line for a person's password.

    Signals:
        capitals: Caps Lock seems to be on, or not: nobody but the keys themselves tells.
    """

    capitals = Signal(bool)

    def __init__(self, name: str, told: str, parent: QWidget | None = None) -> None:
        super().__init__(name, told, parent)
        self.setMinimumWidth(FIELD_WIDTH)
        self.setMaxLength(LONGEST)

    def password(self) -> str:
        """Return what was typed."""
        return self.text()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if len(typed := event.text()) == 1 and typed.isascii() and typed.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.capitals.emit(typed.isupper() != shifted)
        elif event.key() == Qt.Key.Key_CapsLock:
            self.capitals.emit(_OFF)
        super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.type() == QEvent.Type.FocusOut:
            self.capitals.emit(_OFF)
        super().focusOutEvent(event)


def labelled(*parts: tuple[str, QWidget]) -> QGridLayout:
    """Return fields under each other, with labels as wide as in every other window like it."""
    grid = QGridLayout()
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setSpacing(GAP)
    grid.setColumnStretch(1, 1)
    widest = QFontMetrics(QApplication.font()).horizontalAdvance(_("现在的密码"))
    grid.setColumnMinimumWidth(0, widest)
    for row, (text, part) in enumerate(parts):
        label = QLabel(text)
        label.setBuddy(part)
        grid.addWidget(label, row, 0)
        grid.addWidget(part, row, 1)
    return grid


class CapitalsHint(QLabel):
    """Says that Caps Lock seems to be on; takes its room always, so that nothing jumps."""

    def __init__(self, *watched: PasswordField) -> None:
        super().__init__()
        self.setObjectName("capitals")
        self.setProperty("role", "warning")
        for one in watched:
            one.capitals.connect(self.follow)

    def follow(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Say it, or nothing."""
        self.setText(_("大写锁定（Caps Lock）好像开着。") if on else "")


class NewPassword(QWidget):
    """A new password, typed twice."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = PasswordField("newPassword", _("新密码"))
        self.again = PasswordField("newPasswordAgain", _("再输一次"))
        self.first.setPlaceholderText(_("至少 {n} 位").format(n=SHORTEST))
        self.setFocusProxy(self.first)
        grid = labelled((_("新密码"), self.first), (_("再输一次"), self.again))
        grid.addWidget(CapitalsHint(self.first, self.again), 2, 1)
        self.setLayout(grid)

    def password(self) -> str:
        """Return the password."""
        return self.first.password()

    def problem(self) -> str:
        """Return what is wrong with the two, so that nothing is tried; empty when nothing is."""
        if not self.first.text():
            return _("请填写新密码。")
        if normalised(self.first.text()) != normalised(self.again.text()):
            return _("两次输入的密码不一样，请重新输入。")
        return ""
