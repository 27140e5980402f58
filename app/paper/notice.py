"""A notice for the board (公告牌): large type, what was said, learned and done. A4 or A3."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import sqrt

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPen

from app.domain.exported import Imprint
from app.domain.notices import from_whom
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.flow import Leaf, Section, Space, Unit
from app.paper.fonts import face
from app.paper.joined import JoinedDocument
from app.paper.text import GREY, INK, draw_lines, height_of, wrapped
from app.paper.units import LINE, PageSetup, mm
from app.queries.notices import NoticeRow

_A4 = PageSetup(side=20, top=22, bottom=20)
_A3 = PageSetup(side=28, top=31, bottom=28, a3=True)
_HOTEL, _TITLE, _LABEL, _TEXT, _FROM = 15.0, 34.0, 17.0, 20.0, 15.0
"""Points on A4, to be read from two steps away."""


class _Words:
    """Lines of text of one size and weight, never parted."""

    def __init__(
        self,
        text: str,
        points: float,
        width: float,
        *,
        bold: bool = False,
        align: float = 0,
        below: float = 0,
    ) -> None:
        self._face = face(points, bold=bold)
        self._text = wrapped(text, self._face, width)
        self._align, self._below = align, below
        self.height = height_of(self._text, self._face) + below

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the lines at the area's top."""
        leaf.painter.setPen(INK)
        leaf.painter.setFont(self._face.font)
        place = QRectF(area.left(), area.top(), area.width(), self.height - self._below)
        draw_lines(leaf.painter, place, self._text, self._face, align=self._align)


class _Rule:
    """A line across the page."""

    def __init__(self, height: float) -> None:
        self.height = height

    def paint(self, leaf: Leaf, area: QRectF) -> None:
        """Draw the line in the middle of the area's height."""
        y = area.center().y()
        leaf.painter.setPen(QPen(GREY, LINE))
        leaf.painter.drawLine(QLineF(area.left(), y, area.right(), y))


def notice_document(
    row: NoticeRow, hotel: str, *, imprint: Imprint, a3: bool = False
) -> FlowDocument:
    """Lay out one notice; a long one runs on to further pages."""
    setup = _A3 if a3 else _A4
    units = _units(row, hotel, setup.body.width(), sqrt(2) if a3 else 1)
    return FlowDocument(row.title, [Section(units)], setup=setup, imprint=imprint)


def notices_document(
    rows: Sequence[NoticeRow], hotel: str, *, imprint: Imprint, a3: bool = False
) -> JoinedDocument:
    """Lay out several notices, each on pages of its own."""
    title = rows[0].title if len(rows) == 1 else _("公告牌")
    sheets = [partial(notice_document, row, hotel, imprint=imprint, a3=a3) for row in rows]
    return JoinedDocument(title, _A3 if a3 else _A4, sheets)


def _units(row: NoticeRow, hotel: str, width: float, scale: float) -> Iterator[Unit]:
    if hotel:
        yield (_Words(hotel, _HOTEL * scale, width, align=0.5, below=mm(4) * scale),)
    title = _Words(row.title, _TITLE * scale, width, bold=True, align=0.5)
    yield (title, _Rule(mm(10) * scale))
    parts = ((_("客户的话"), row.wording), (_("我们学到"), row.learned), (_("我们做了"), row.done))
    for label, text in parts:
        if text:
            yield from _part(label, text, width, scale)
    whom = from_whom(row.draft, row.client_name)
    told = _("—— {whom}　{day}").format(whom=whom, day=row.made_on)
    yield (Space(mm(4) * scale), _Words(told, _FROM * scale, width, align=1))


def _part(label: str, text: str, width: float, scale: float) -> Iterator[Unit]:
    """Yield a heading with its first line, then line by line, so that a page fills up."""
    heading = _Words(label, _LABEL * scale, width, bold=True, below=mm(2) * scale)
    gap = mm(3) * scale
    lines: list[_Words] = []
    for paragraph in filter(str.strip, text.splitlines()):
        *begin, last = wrapped(paragraph, face(_TEXT * scale), width).split("\n")
        lines += [_Words(line, _TEXT * scale, width) for line in begin]
        lines.append(_Words(last, _TEXT * scale, width, below=gap))
    yield (heading, lines[0])
    yield from ((line,) for line in lines[1:])
    yield (Space(gap),)
