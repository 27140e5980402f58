"""The policy's head on the first page (P20), and the block to sign in on the last."""

from collections.abc import Sequence

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPen

from app.domain.exported import PolicyHead
from app.domain.written import day_text
from app.i18n import _
from app.paper.fields import Field, FieldsBlock, draw_box
from app.paper.flow import Leaf
from app.paper.fonts import face
from app.paper.text import GREY, INK, draw_line, draw_lines, height_of, wrapped
from app.paper.units import LINE, mm, pt

_HOTEL = 15.0
_TITLE = 12.0


class PolicyHeadBlock:
    """The hotel's name, the paper's title, and the ruled box of the policy.

    Args:
        width: Of the body, in dots.
        columns: How many fields stand side by side.
    """

    def __init__(self, head: PolicyHead, title: str, width: float, *, columns: int) -> None:
        self._names = [
            (wrapped(text, face(size, bold=True), width), size)
            for text, size in ((head.subordinate_hotel, _HOTEL), (title, _TITLE))
            if text
        ]
        self._above = mm(2) + sum(
            height_of(text, face(size, bold=True)) for text, size in self._names
        )
        self._box = FieldsBlock(_fields(head, title), width, columns=columns)
        self.height = self._above + self._box.height

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the names centred and the box under them."""
        leaf.painter.setPen(INK)
        top = area.top()
        for text, size in self._names:
            bold = face(size, bold=True)
            place = QRectF(area.left(), top, area.width(), height_of(text, bold))
            leaf.painter.setFont(bold.font)
            draw_lines(leaf.painter, place, text, bold, align=0.5)
            top = place.bottom()
        self._box.paint(leaf, area.adjusted(0, self._above, 0, 0))


def _fields(head: PolicyHead, title: str) -> list[Field]:
    return [
        Field(_("属下酒店"), head.subordinate_hotel),
        Field(_("标题"), title),
        Field(_("序号"), head.serial),
        Field(_("版本号"), head.edition),
        Field(_("呈送"), head.submitted_to),
        Field(_("抄送"), head.copied_to),
        Field(_("签发人"), head.issued_by),
        Field(_("批准人"), head.approved_by),
        Field(_("生效日期"), day_text(head.effective_on)),
        Field(_("修订日期"), day_text(head.revised_on)),
        Field(_("页数"), None),
    ]


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
            draw_box(leaf.painter, box)
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
