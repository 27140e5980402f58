"""Everything about one person on paper, to be handed over (查阅、复制)."""

from collections.abc import Iterable

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.document import FlowDocument
from app.paper.table import PaperColumn
from app.paper.table_page import table_document


def personal_document(
    name: str,
    lines: Iterable[tuple[str, str, str, str, str]],
    *,
    policy: PolicyHead,
    imprint: Imprint,
) -> FlowDocument:
    """Lay out every field of every record: kind, client, record, field, what it holds."""
    columns = (
        PaperColumn(_("种类"), 22),
        PaperColumn(_("客户"), 40),
        PaperColumn(_("记录"), 40),
        PaperColumn(_("字段"), 26),
        PaperColumn(_("内容"), 60, weight=1),
    )
    title = _("{name} 的个人信息").format(name=name)
    return table_document(title, columns, lines, policy=policy, imprint=imprint)
