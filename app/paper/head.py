"""The policy's head on the first page (P20), and the block to sign in on the last."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.domain.exported import PolicyHead
from app.i18n import _
from app.paper.flow import Leaf
from app.paper.fonts import face
from app.paper.table import HEADER_FILL, PADDING_X, PADDING_Y, RULE
from app.paper.text import GREY, INK, draw_line, draw_lines, height_of, wrapped
from app.paper.units import HAIRLINE, LINE, mm, pt

_HOTEL = 15.0
_TITLE = 12.0
_FIELD = 8.5
_LABEL = mm(16)


class PolicyHeadBlock:
    """The hotel's name, the paper's title, and the ruled box of the policy.

    Args:
        width: Of the body, in dots.
        columns: How many fields stand side by side.
    """

    def __init__(self, head: PolicyHead, title: str, width: float, *, columns: int) -> None:
        self._hotel = wrapped(head.hotel, face(_HOTEL, bold=True), width)
        self._title = wrapped(title, face(_TITLE, bold=True), width)
        self._share = width / columns
        text = face(_FIELD)
        room = self._share - _LABEL - 2 * PADDING_X
        fields = [(label, wrapped(value, text, room)) for label, value in _fields(head, title)]
        fields += [("", "")] * (-len(fields) % columns)
        self._rows = [fields[at : at + columns] for at in range(0, len(fields), columns)]
        self._heights = [
            max(height_of(value, text) for _label, value in row) + 3 * PADDING_Y
            for row in self._rows
        ]
        self._above = (
            height_of(self._hotel, face(_HOTEL, bold=True))
            + height_of(self._title, face(_TITLE, bold=True))
            + mm(2)
        )
        self.height = self._above + sum(self._heights) + mm(3)

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the names centred and the box under them."""
        self._names(leaf.painter, area)
        top = area.top() + self._above
        for row, height in zip(self._rows, self._heights, strict=True):
            for number, (label, value) in enumerate(row):
                box = QRectF(area.left() + number * self._share, top, self._share, height)
                self._field(leaf.painter, box, label, value or _pages(leaf, label))
            top += height

    def _names(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(INK)
        top = area.top()
        for text, size in ((self._hotel, _HOTEL), (self._title, _TITLE)):
            bold = face(size, bold=True)
            place = QRectF(area.left(), top, area.width(), height_of(text, bold))
            painter.setFont(bold.font)
            draw_lines(painter, place, text, bold, align=0.5)
            top = place.bottom()

    def _field(self, painter: QPainter, box: QRectF, label: str, value: str) -> None:
        if not label:
            _box(painter, box)
            return
        label_box = QRectF(box.left(), box.top(), _LABEL, box.height())
        painter.fillRect(label_box, HEADER_FILL)
        painter.setPen(INK)
        bold, plain = face(_FIELD, bold=True), face(_FIELD)
        painter.setFont(bold.font)
        inner = label_box.adjusted(PADDING_X, 0, -PADDING_X, 0)
        draw_line(painter, inner, label, bold, align=0.5)
        painter.setFont(plain.font)
        draw_lines(painter, box.adjusted(_LABEL + PADDING_X, 0, -PADDING_X, 0), value, plain)
        _box(painter, box)
        painter.drawLine(QLineF(label_box.topRight(), label_box.bottomRight()))


def _fields(head: PolicyHead, title: str) -> list[tuple[str, str]]:
    return [
        (_("属下酒店"), head.hotel),
        (_("标题"), title),
        (_("序号"), head.serial),
        (_("版本号"), head.version),
        (_("呈送"), head.sent_to),
        (_("抄送"), head.copied_to),
        (_("签发人"), head.issued_by),
        (_("批准人"), head.approved_by),
        (_("生效日期"), _day(head.effective_on)),
        (_("修订日期"), _day(head.revised_on)),
        (_("页数"), ""),
    ]


def _pages(leaf: Leaf, label: str) -> str:
    return _("共 {of} 页").format(of=leaf.of) if label == _("页数") else ""


def _day(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _box(painter: QPainter, box: QRectF) -> None:
    painter.setPen(QPen(RULE, HAIRLINE))
    painter.drawLines(
        [
            QLineF(box.topLeft(), box.topRight()),
            QLineF(box.topRight(), box.bottomRight()),
            QLineF(box.bottomRight(), box.bottomLeft()),
            QLineF(box.bottomLeft(), box.topLeft()),
        ]
    )


class SignOffBlock:
    """A box for each who signs, with room for a signature and a day."""

    height = mm(25)

    def __init__(self, posts: Sequence[str]) -> None:
        self._posts = tuple(posts)

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the boxes side by side, a little below the rows above."""
        share = area.width() / len(self._posts)
        top = area.top() + mm(3)
        for number, post in enumerate(self._posts):
            box = QRectF(area.left() + number * share, top, share, self.height - mm(3))
            _box(leaf.painter, box)
            self._lines(leaf.painter, box, post)

    def _lines(self, painter: QPainter, box: QRectF, post: str) -> None:
        bold, plain = face(9, bold=True), face(8.5)
        inner = box.adjusted(mm(2), mm(1), -mm(2), -mm(1.5))
        painter.setPen(INK)
        painter.setFont(bold.font)
        draw_line(painter, QRectF(inner.left(), inner.top(), inner.width(), mm(6)), post, bold)
        painter.setFont(plain.font)
        for label, bottom in ((_("签名"), inner.bottom() - mm(6.5)), (_("日期"), inner.bottom())):
            row = QRectF(inner.left(), bottom - mm(5), inner.width(), mm(5))
            painter.setPen(INK)
            draw_line(painter, row, label, plain)
            painter.setPen(QPen(GREY, LINE / 2))
            painter.drawLine(
                QLineF(row.left() + plain.width(label) + pt(3), bottom, row.right(), bottom)
            )
