"""A box for a whole number."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSpinBox, QWidget
from typing_extensions import override

BESIDE = 7
"""Pixels that every other box leaves left of its text."""


class NumberBox(QSpinBox):
    """Leaves room before its text, which Qt puts at the very edge of a box with a style."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lineEdit().setTextMargins(BESIDE, 0, 0, 0)

    @override
    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(BESIDE, 0)
