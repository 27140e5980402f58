"""The numbers of a line beside the table: each leads to its rows by one click."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.domain.receivables import AGES
from app.domain.screening.evidence import Evidence
from app.domain.screening.texts import share_text
from app.domain.written import amount_text
from app.i18n import _
from app.queries.screening.behind import Figure
from app.ui.buttons import ActionButton
from app.ui.screening.behind import Behind
from app.ui.theme import GAP

COLUMNS = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """One number: its name, how it is written, and the rows it leads to, if any."""

    key: str
    label: str
    text: Callable[[Evidence], str]
    behind: Behind | None = None


def _profit(evidence: Evidence) -> str:
    profit = evidence.gross_profit
    return _("不详") if profit is None else amount_text(profit)


def _known(evidence: Evidence) -> str:
    known = evidence.cost_known_percent
    return _("未录入") if known is None else share_text(known)


def _of_age(age: int) -> Callable[[Evidence], str]:
    return lambda evidence: amount_text(evidence.overdue[age])


def _last(evidence: Evidence) -> str:
    last = evidence.last_year
    if last is None:
        return _("没有")
    grade = "" if last.grade is None else _("（{grade}）").format(grade=last.grade, rank=last.rank)
    return amount_text(last.amount) + grade


SHOWN = (
    Shown("amount", _("全年金额"), lambda e: amount_text(e.amount), Behind(Figure.AMOUNT)),
    Shown("roomNights", _("房夜"), lambda e: f"{e.room_nights:,}", Behind(Figure.AMOUNT)),
    Shown("bookings", _("预订笔数"), lambda e: f"{e.bookings:,}", Behind(Figure.BOOKINGS)),
    Shown(
        "notFulfilled", _("未履约"), lambda e: f"{e.not_fulfilled:,}", Behind(Figure.NOT_FULFILLED)
    ),
    Shown("profit", _("毛利"), _profit, Behind(Figure.COST_KNOWN)),
    Shown("costKnown", _("成本已知"), _known, Behind(Figure.COST_UNKNOWN)),
    Shown("due", _("到期应收"), lambda e: amount_text(e.due), Behind(Figure.DUE)),
    Shown("received", _("已收"), lambda e: amount_text(e.received), Behind(Figure.RECEIVED)),
    *(
        Shown(
            f"overdue{age}",
            _("逾期 {age}").format(age=label.replace(" ", "")),
            _of_age(age),
            Behind(Figure.OVERDUE, age=age),
        )
        for age, label in enumerate(AGES)
    ),
    Shown("complaints", _("投诉"), lambda e: str(e.complaints), Behind(Figure.COMPLAINTS)),
    Shown("last", _("去年"), _last),
)


class FigureGrid(QWidget):
    """Shows the numbers of one client's year.

    Signals:
        wanted: behind: the rows of a number were asked for.
    """

    wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[tuple[Shown, QPushButton | QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(2)
        for number, shown in enumerate(SHOWN):
            row, column = divmod(number, COLUMNS)
            label, value = QLabel(shown.label), self._value(shown)
            label.setProperty("role", "faint")
            label.setBuddy(value)
            grid.addWidget(label, row, 2 * column)
            grid.addWidget(value, row, 2 * column + 1, Qt.AlignmentFlag.AlignLeft)
            self._values.append((shown, value))
        grid.setColumnStretch(2 * COLUMNS, 1)

    def show_evidence(self, evidence: Evidence) -> None:
        """Show another client's numbers."""
        for shown, value in self._values:
            value.setText(shown.text(evidence))

    def _value(self, shown: Shown) -> QPushButton | QLabel:
        if shown.behind is None:
            return QLabel()
        button = ActionButton()
        button.setObjectName(shown.key)
        button.setProperty("role", "link")
        button.setFlat(True)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setToolTip(_("看这个数字由哪些明细构成"))
        button.setAccessibleName(shown.label)
        button.clicked.connect(lambda _on, rows=shown.behind: self.wanted.emit(rows))
        return button
