"""A code to be kept on paper, in large type with what it is good for. A4, one page."""

from collections.abc import Iterator, Sequence

from app.domain.exported import Imprint
from app.paper.document import FlowDocument
from app.paper.flow import Section, Space, Unit
from app.paper.units import PageSetup, mm
from app.paper.words import Rule, Words

_SETUP = PageSetup(side=24, top=26, bottom=22)
_HOTEL, _TITLE, _CODE, _TEXT = 13.0, 22.0, 24.0, 11.5
_GROUPS_A_LINE = 5


def code_sheet(
    title: str, code: str, told: Sequence[str], *, hotel: str, imprint: Imprint
) -> FlowDocument:
    """Lay out a code in groups parted by dashes, and the sentences told about it."""
    units = _units(title, code, told, hotel)
    return FlowDocument(title, [Section(units)], setup=_SETUP, imprint=imprint)


def _units(title: str, code: str, told: Sequence[str], hotel: str) -> Iterator[Unit]:
    width = _SETUP.body.width()
    if hotel:
        yield (Words(hotel, _HOTEL, width, align=0.5, below=mm(3)),)
    yield (Words(title, _TITLE, width, bold=True, align=0.5), Rule(mm(10)), Space(mm(6)))
    groups = code.split("-")
    for at in range(0, len(groups), _GROUPS_A_LINE):
        line = "　".join(groups[at : at + _GROUPS_A_LINE])
        yield (Words(line, _CODE, width, bold=True, align=0.5, below=mm(3)),)
    yield (Space(mm(6)), Rule(mm(10)))
    for sentence in told:
        yield (Words(sentence, _TEXT, width, below=mm(3)),)
