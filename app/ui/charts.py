"""A chart in a window: the same drawing as on paper, with bars that lead to the rows behind."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from app.i18n import _
from app.paper.charts import DARK, LIGHT, ChartStyle, Hit
from app.ui.theme import DARK as DARK_LOOK
from app.ui.theme import current_look

Drawing = Callable[[QPainter, QRectF, ChartStyle], list[Hit]]
LABEL = 12
MARGIN = 4
BY_TAB = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class ChartView(QWidget):
    """Paints one drawing of ``app.paper.charts`` and says which bar was chosen.

    A click chooses; so do the arrows and Enter. ``describe`` gives a bar's tooltip by its key.

    Signals:
        bar_clicked: key: the bar's key, as its drawing says.
    """

    bar_clicked = Signal(int)

    def __init__(
        self, name: str, title: str, parent: QWidget | None = None, *, height: int = 180
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setMinimumHeight(height)
        self._height = height
        self._drawing: Drawing | None = None
        self._describe: Callable[[int], str] = lambda _key: ""
        self._hits: list[Hit] = []
        self._at: int | None = None

    def show_drawing(
        self, drawing: Drawing | None, describe: Callable[[int], str] | None = None
    ) -> None:
        """Show another chart; None leaves the place empty."""
        self._drawing = drawing
        self._describe = describe or (lambda _key: "")
        self._hits, self._at = [], None
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, self._height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._drawing is None:
            return
        look = current_look()
        style = ChartStyle(DARK if look is DARK_LOOK else LIGHT, LABEL)
        area = QRectF(self.rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        self._hits = self._drawing(painter, area, style)
        if self._at is not None and self._at < len(self._hits):
            shade = QColor(look.accent)
            shade.setAlpha(40)
            painter.fillRect(self._hits[self._at][0], shade)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_to(self._bar_at(event.position()))
        known = self._at is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if known else Qt.CursorShape.ArrowCursor)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._at is None and self._hits and event.reason() in BY_TAB:
            self._go_to(0)  # else nothing would show where the cursor is

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._go_to(None)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        if not self.hasFocus():
            self._go_to(None)
        super().leaveEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self._bar_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and place is not None:
            self.bar_clicked.emit(self._hits[place][1])

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._hits:
            start = self._at if self._at is not None else (-1 if step > 0 else len(self._hits))
            self._go_to(min(max(start + step, 0), len(self._hits) - 1))
            self._tell()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._at is not None:
            self.bar_clicked.emit(self._hits[self._at][1])
        else:
            super().keyPressEvent(event)

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._bar_at(QPointF(event.pos()))
            text = "" if place is None else self._describe(self._hits[place][1])
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _bar_at(self, point: QPointF) -> int | None:
        return next((n for n, (area, _key) in enumerate(self._hits) if area.contains(point)), None)

    def _go_to(self, place: int | None) -> None:
        if place != self._at:
            self._at = place
            self.update()

    def _tell(self) -> None:
        """Say in a tooltip and to screen readers which bar the arrows reached."""
        if self._at is None:
            return
        area, key = self._hits[self._at]
        text = self._describe(key)
        self.setAccessibleDescription(text or _("第 {n} 项").format(n=self._at + 1))
        QToolTip.showText(self.mapToGlobal(area.center().toPoint()), text, self)
