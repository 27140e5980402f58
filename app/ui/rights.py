"""What a person may not do is not offered."""

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from app.domain.rights import Right, refusal
from app.ui.context import Context


def offer_only_with(context: Context, right: Right, *parts: QAction | QWidget) -> None:
    """Hide these from whose post does not have the right."""
    if not context.may(right):
        for part in parts:
            part.setVisible(False)


def lock_without(context: Context, right: Right, *parts: QWidget) -> None:
    """Show these, and say who may change them, to whose post does not have the right."""
    if not context.may(right):
        for part in parts:
            part.setEnabled(False)
            part.setToolTip(refusal(right))
