"""Chips that can be ticked, wrapped to the width there is."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget
from typing_extensions import override

from app.ui.buttons import ActionButton
from app.ui.flow import FlowLayout

NARROWEST = 300


class ChipRow(QWidget):
    """Any of several values as chips that can be ticked; they wrap to the width there is.

    Signals:
        changed: Another choice was made.
    """

    changed = Signal()

    def __init__(self, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._nothing = nothing
        self._values: list[Any] = []
        self._flow = FlowLayout(self)
        self.offer(())

    def offer(self, options: Sequence[tuple[Any, str, str]]) -> None:
        """Offer (value, text, tip) chips; what was ticked and is still offered stays so."""
        chosen = self.value()
        while (item := self._flow.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.setParent(None)
                old.deleteLater()
        self._values = [value for value, _text, _tip in options]
        for value, text, tip in options:
            self._add(self._chip(text, tip, on=value in chosen))
        if not options:
            empty = self._chip(self._nothing, "", on=False)
            empty.setEnabled(False)
            self._add(empty)
        self._fit()

    def value(self) -> tuple[Any, ...]:
        """Return the values ticked, in the order offered."""
        chips = self._chips()
        return tuple(
            value for value, chip in zip(self._values, chips, strict=False) if chip.isChecked()
        )

    def show_value(self, values: Sequence[Any]) -> None:
        """Tick exactly these."""
        for value, chip in zip(self._values, self._chips(), strict=False):
            chip.setChecked(value in values)

    @override
    def setFocus(self, *reason: Any) -> None:
        chips = self._chips()
        (chips[0] if chips else self).setFocus(*reason)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _add(self, chip: QPushButton) -> None:
        self._flow.addWidget(chip)
        chip.show()  # a layout would show it later, and till then it counts as taking no room

    def _fit(self) -> None:
        # a grid would ask for the height at its narrowest and keep it
        self.setFixedHeight(self._flow.heightForWidth(max(self.width(), NARROWEST)))

    def _chips(self) -> list[QPushButton]:
        items = (self._flow.itemAt(place) for place in range(self._flow.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, QPushButton)]

    def _chip(self, text: str, tip: str, *, on: bool) -> QPushButton:
        chip = ActionButton(text)
        chip.setCheckable(True)
        chip.setChecked(on)
        chip.setAutoDefault(False)
        chip.setToolTip(tip)
        chip.toggled.connect(self.changed)
        return chip
