"""What the client list shows of a client."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Final

from app.domain.own_fields import OwnField, OwnKind, name_of_own, number_of
from app.domain.written import amount_text, day_text
from app.i18n import _
from app.queries.clients import ClientRow
from app.ui.tables import CENTRE, LEFT, RIGHT, Column
from app.ui.theme import current_look
from app.ui.theme import grade_colour as theme_colour


def terms_text(days: int | None) -> str:
    """Write terms as an office says them: 现结, 30 天."""
    if days is None:
        return ""
    return _("现结") if days == 0 else _("{days} 天").format(days=days)


def grade_colour(row: ClientRow) -> str:
    """Return the colour of a client's grade."""
    return theme_colour(row.grade)


def _money(get: Callable[[ClientRow], Decimal | None]) -> Callable[[ClientRow], str]:
    return lambda row: amount_text(get(row))


def _loss(get: Callable[[ClientRow], Decimal | None]) -> Callable[[ClientRow], str]:
    return lambda row: current_look().bad if (get(row) or 0) < 0 else ""


COLUMNS: Final[Sequence[Column[ClientRow]]] = (
    Column("code", _("编号"), lambda row: row.code, width=72),
    Column("name", _("客户名称"), lambda row: row.name, width=206),
    Column("grade", _("等级"), lambda row: row.grade or "", CENTRE, 46, colour=grade_colour),
    Column("standing", _("新老"), lambda row: row.standing.label, width=58),
    Column("manager", _("客户经理"), lambda row: row.manager, width=78),
    Column("contact", _("联系人"), lambda row: row.contact, width=70),
    Column("telephone", _("电话"), lambda row: row.telephone, width=104),
    Column(
        "amount",
        _("今年金额"),
        _money(lambda row: row.amount),
        RIGHT,
        92,
        colour=_loss(lambda row: row.amount),
    ),
    Column(
        "last_amount",
        _("去年金额"),
        _money(lambda row: row.last_amount),
        RIGHT,
        92,
        colour=_loss(lambda row: row.last_amount),
    ),
    Column("last_contact_on", _("最近联系"), lambda row: day_text(row.last_contact_on), width=92),
    Column("next_task_on", _("下次待办"), lambda row: day_text(row.next_task_on), width=92),
    Column("tags", _("标签"), lambda row: "、".join(row.tags), width=110),
    Column("kind", _("类别"), lambda row: row.kind.label if row.kind else "", width=80),
    Column("segment", _("细分市场"), lambda row: row.segment, hidden=True),
    Column(
        "major",
        _("大客户"),
        lambda row: _("大客户") if row.major else "",
        width=68,
        hidden=True,
    ),
    Column("status", _("状态"), lambda row: row.status.label, width=68, hidden=True),
    Column("short_name", _("简称"), lambda row: row.short_name, hidden=True),
    Column("industry", _("行业"), lambda row: row.industry, hidden=True),
    Column("region", _("地区"), lambda row: row.region, hidden=True),
    Column("source", _("来源"), lambda row: row.source, hidden=True),
    Column("first_stay_on", _("首次到店"), lambda row: day_text(row.first_stay_on), hidden=True),
    Column("last_stay_on", _("最近到店"), lambda row: day_text(row.last_stay_on), hidden=True),
    Column("credit_limit", _("信用额度"), _money(lambda row: row.credit_limit), RIGHT, hidden=True),
    Column("terms_days", _("账期"), lambda row: terms_text(row.terms_days), RIGHT, hidden=True),
)


def client_columns(own: Sequence[OwnField]) -> list[Column[ClientRow]]:
    """Return the columns, last the office's own fields in the order they were made.

    That order never changes, and one out of use keeps its place, so that the widths and the order
    which a clerk gave the columns stay with them.
    """
    return [*COLUMNS, *map(_own_column, sorted(own, key=number_of))]


def _own_column(own: OwnField) -> Column[ClientRow]:
    return Column(
        name_of_own(own),
        own.name,
        lambda row: row.extra.get(own.key, ""),
        RIGHT if own.kind is OwnKind.NUMBER else LEFT,
        hidden=True,
        offered=own.active,
    )
