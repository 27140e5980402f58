"""A paper that is laid out: how many pages it has, and the painting of any of them."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from app.domain.exported import Imprint
from app.i18n import _
from app.paper.flow import Leaf, Page, Section, paginate
from app.paper.fonts import face
from app.paper.table import Row, draw_rules
from app.paper.text import GREY, draw_line, printable
from app.paper.units import PageSetup, mm

_SMALL = 7.5


class Document(Protocol):
    """What can be previewed, printed and written as PDF."""

    @property
    def title(self) -> str:
        """Its name, also inside the PDF."""
        ...

    @property
    def setup(self) -> PageSetup:
        """The size of its pages."""
        ...

    @property
    def page_count(self) -> int:
        """How many pages it has, at least one."""
        ...

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw page ``page``, counted from 0, in dots from the sheet's upper left corner."""
        ...


class FlowDocument:
    """Sections on numbered pages, with a running head from the second page on.

    Attributes:
        title: Stands in the running head.
    """

    def __init__(
        self, title: str, sections: Iterable[Section], *, setup: PageSetup, imprint: Imprint
    ) -> None:
        self.title = title
        self.setup = setup
        self._imprint = imprint
        self._pages: Sequence[Page] = paginate(sections, setup.body.height())

    @property
    def page_count(self) -> int:
        """How many pages it has."""
        return len(self._pages)

    def paint(self, painter: QPainter, page: int) -> None:
        """Draw the blocks of one page between its running head and its foot."""
        body = self.setup.body
        leaf = Leaf(painter, page + 1, self.page_count)
        for block, offset in self._pages[page]:
            area = QRectF(body.left(), body.top() + offset, body.width(), block.height)
            block.paint(leaf, area)
        rows = ((b, body.top() + y) for b, y in self._pages[page] if isinstance(b, Row))
        draw_rules(painter, body.left(), rows)
        self._edges(body, leaf)

    def _edges(self, body: QRectF, leaf: Leaf) -> None:
        painter = leaf.painter
        small = face(_SMALL)
        painter.setFont(small.font)
        painter.setPen(GREY)
        foot = QRectF(body.left(), body.bottom() + mm(2), body.width(), mm(5))
        number = _("第 {number} 页/共 {of} 页").format(number=leaf.number, of=leaf.of)
        printed = _("打印：{at} {by}").format(
            at=f"{self._imprint.at:%Y-%m-%d %H:%M}", by=printable(self._imprint.by)
        )
        draw_line(painter, foot, printed, small)
        draw_line(painter, foot, number, small, align=0.5)
        if leaf.number > 1:
            running = QRectF(body.left(), body.top() - mm(7), body.width(), mm(5))
            draw_line(painter, running, printable(self.title), small)
