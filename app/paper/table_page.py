"""Any list on paper: clients, bookings, the log, under the policy's head."""

from collections.abc import Iterable, Sequence

from app.domain.exported import Imprint, PolicyHead
from app.paper.document import FlowDocument
from app.paper.flow import Section, Unit
from app.paper.head import PolicyHeadBlock, SignOffBlock
from app.paper.table import PaperColumn, Table
from app.paper.units import LANDSCAPE, PORTRAIT

_LAST_ROWS = 3  # that stay with the sign-off


def table_document(
    title: str,
    columns: Sequence[PaperColumn],
    rows: Iterable[Sequence[str]],
    *,
    policy: PolicyHead,
    imprint: Imprint,
    landscape: bool = True,
    signed_by: Sequence[str] = (),
) -> FlowDocument:
    """Lay out a list, one text for each column of each row.

    Args:
        title: What is listed, and of when.
        columns: Their widths in millimetres are scaled to the page if they are too wide for it.
        rows: Numbers as they are to be read; a minus sign in a number column prints red.
        policy: For the head.
        imprint: For the foot.
        landscape: Which way the page stands.
        signed_by: The posts that sign after the last row; none for a list nobody signs.
    """
    setup = LANDSCAPE if landscape else PORTRAIT
    body = setup.body
    head = PolicyHeadBlock(policy, title, body.width(), columns=4 if landscape else 3)
    table = Table(columns, body.width(), points=8)
    units: list[Unit] = [(row,) for row in table.rows(rows, body.height() - table.header.height)]
    if signed_by:
        last = [block for unit in units[-_LAST_ROWS:] for block in unit]
        units[-_LAST_ROWS:] = [(*last, SignOffBlock(signed_by))]
    sections = [Section([(head,)]), Section(units or [()], header=table.header)]
    return FlowDocument(title, sections, setup=setup, imprint=imprint)
