"""A notice for the board (公告牌): large type, what was said, learned and done. A4 or A3."""

from collections.abc import Iterator, Sequence
from functools import partial
from math import sqrt

from app.domain.exported import Imprint
from app.domain.notices import from_whom
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.flow import Section, Space, Unit
from app.paper.fonts import face
from app.paper.joined import JoinedDocument
from app.paper.text import wrapped
from app.paper.units import PageSetup, mm
from app.paper.words import Rule, Words
from app.queries.notices import NoticeRow

_A4 = PageSetup(side=20, top=22, bottom=20)
_A3 = PageSetup(side=28, top=31, bottom=28, a3=True)
_HOTEL, _TITLE, _LABEL, _TEXT, _FROM = 15.0, 34.0, 17.0, 20.0, 15.0
"""Points on A4, to be read from two steps away."""


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
        yield (Words(hotel, _HOTEL * scale, width, align=0.5, below=mm(4) * scale),)
    title = Words(row.title, _TITLE * scale, width, bold=True, align=0.5)
    yield (title, Rule(mm(10) * scale))
    parts = ((_("客户的话"), row.wording), (_("我们学到"), row.learned), (_("我们做了"), row.done))
    for label, text in parts:
        if text:
            yield from _part(label, text, width, scale)
    whom = from_whom(row.draft, row.client_name)
    told = _("—— {whom}　{day}").format(whom=whom, day=row.made_on)
    yield (Space(mm(4) * scale), Words(told, _FROM * scale, width, align=1))


def _part(label: str, text: str, width: float, scale: float) -> Iterator[Unit]:
    """Yield a heading with its first line, then line by line, so that a page fills up."""
    heading = Words(label, _LABEL * scale, width, bold=True, below=mm(2) * scale)
    gap = mm(3) * scale
    lines: list[Words] = []
    for paragraph in filter(str.strip, text.splitlines()):
        *begin, last = wrapped(paragraph, face(_TEXT * scale), width).split("\n")
        lines += [Words(line, _TEXT * scale, width) for line in begin]
        lines.append(Words(last, _TEXT * scale, width, below=gap))
    yield (heading, lines[0])
    yield from ((line,) for line in lines[1:])
    yield (Space(gap),)
