"""Hides every window of the program but one, and shows them again as they were."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from typing_extensions import override


class Curtain(QObject):
    """While it is drawn nothing of the program's windows is on the screen, titles included.

    The windows live on hidden, with all that was typed; what opens meanwhile is hidden as well.
    """

    def __init__(self, before: QWidget) -> None:
        super().__init__(before)
        self._before = before
        self._hidden: list[tuple[QWidget, Qt.WindowModality]] = []
        self._ended: set[QWidget] = set()
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and not self._is_before(window):
                self._hide(window)
        program = QApplication.instance()
        assert program is not None  # noqa: S101 - there is a window
        self._program = program
        program.installEventFilter(self)

    @property
    def hidden(self) -> list[QWidget]:
        """The windows behind it that are still there."""
        return [window for window, _modality in self._hidden if self._is_there(window)]

    def lift(self) -> None:
        """Show the windows again, those below first, so that each stands and asks as before."""
        self.end()
        for window, modality in sorted(self._hidden, key=lambda one: _depth(one[0])):
            if self._is_there(window):
                window.setWindowModality(modality)  # hiding a dialog ended it
                window.show()

    def end(self) -> None:
        """Hide nothing more; what is hidden stays so."""
        self._program.removeEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Show
            and isinstance(watched, QWidget)
            and watched.isWindow()
            and watched.windowType() != Qt.WindowType.ToolTip
            and not self._is_before(watched)
        ):
            # it is not on the screen yet; hiding it now, it would come all the same
            QTimer.singleShot(0, watched, lambda: self._hide(watched))
        return False

    def _hide(self, window: QWidget) -> None:
        self._hidden = [one for one in self._hidden if one[0] is not window]
        self._hidden.append((window, window.windowModality()))
        if isinstance(window, QDialog):
            window.finished.connect(lambda _result: self._ended.add(window))
        window.hide()

    def _is_there(self, window: QWidget) -> bool:
        return shiboken6.isValid(window) and window not in self._ended

    def _is_before(self, window: QWidget) -> bool:
        above: QWidget | None = window
        while above is not None:
            if above is self._before:
                return True
            above = above.parentWidget()
        return False


def _depth(window: QWidget) -> int:
    depth, above = 0, window.parentWidget() if shiboken6.isValid(window) else None
    while above is not None:
        depth, above = depth + 1, above.parentWidget()
    return depth
