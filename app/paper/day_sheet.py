"""The day sheet (日程单): what is to be done today, A4, with room to note what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.flow import Section, Unit
from app.paper.head import PolicyHeadBlock
from app.paper.table import PaperColumn, Table
from app.paper.units import LANDSCAPE


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """One group of lines: when, client, what, why, contact, who. ``rest`` were left out."""

    title: str
    lines: Sequence[Sequence[str]]
    rest: int = 0


def day_sheet(
    title: str, groups: Iterable[SheetGroup], *, policy: PolicyHead, imprint: Imprint
) -> FlowDocument:
    """Lay out the groups in their order; a heading stays with its first line."""
    body = LANDSCAPE.body
    head = PolicyHeadBlock(policy, title, body.width(), columns=4)
    table = Table(_columns(), body.width(), points=8)
    units: list[Unit] = []
    for group in groups:
        rows = list(
            table.rows(((*line, "") for line in group.lines), body.height() - table.header.height)
        )
        units.append((table.group(group.title), *rows[:1]))
        units += [(row,) for row in rows[1:]]
        if group.rest:
            units.append((table.group(_("还有 {n} 条没有印出").format(n=f"{group.rest:,}")),))
    sections = [
        Section([(head,)]),
        Section(units or [(table.group(_("没有要做的事")),)], header=table.header),
    ]
    return FlowDocument(title, sections, setup=LANDSCAPE, imprint=imprint)


def _columns() -> list[PaperColumn]:
    return [
        PaperColumn(_("何时"), 25),
        PaperColumn(_("级"), 7),
        PaperColumn(_("客户"), 42, weight=1),
        PaperColumn(_("要做什么"), 42, weight=1),
        PaperColumn(_("为什么"), 42, weight=1),
        PaperColumn(_("联系人"), 34),
        PaperColumn(_("谁"), 14),
        PaperColumn(_("结果"), 48),
    ]
