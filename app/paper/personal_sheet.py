"""Everything about one person on paper, to be handed over (查阅、复制)."""

from collections.abc import Sequence

from app.domain.exported import Imprint, PolicyHead
from app.i18n import _
from app.paper.document import Document
from app.paper.joined import JoinedDocument
from app.paper.table import PaperColumn
from app.paper.table_page import table_document


def personal_document(
    name: str,
    lines: Sequence[tuple[str, str, str, str, str]],
    changes: Sequence[tuple[str, str, str, str]],
    *,
    policy: PolicyHead,
    imprint: Imprint,
) -> Document:
    """Lay out every field of every record, then how the person's own file was changed.

    Args:
        name: Of the person.
        lines: Kind, client, record, field, what it holds.
        changes: When, who, what, from what to what; without any there is no such page.
        policy: For the heads.
        imprint: For the feet.
    """
    columns = (
        PaperColumn(_("种类"), 22),
        PaperColumn(_("客户"), 50),
        PaperColumn(_("记录"), 40),
        PaperColumn(_("字段"), 26),
        PaperColumn(_("内容"), 60, weight=1),
    )
    title = _("{name} 的个人信息").format(name=name)
    held = table_document(title, columns, lines, policy=policy, imprint=imprint)
    if not changes:
        return held
    told = (
        PaperColumn(_("时间"), 32),
        PaperColumn(_("谁"), 22),
        PaperColumn(_("做了什么"), 60),
        PaperColumn(_("由什么改为什么"), 74, weight=1),
    )
    corrected = _("{name} 的更正记录").format(name=name)
    corrections = table_document(corrected, told, changes, policy=policy, imprint=imprint)
    return JoinedDocument(title, held.setup, (lambda: held, lambda: corrections))
