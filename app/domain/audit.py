"""What can be asked of the record of all actions (操作记录)."""

from dataclasses import dataclass
from datetime import date

from app.domain.types import ClientId, Labelled, StaffId
from app.i18n import _


class AuditOnly(Labelled):
    """Which kind of action is looked for."""

    DELETED = "deleted", _("删除")
    IMPORTED = "imported", _("导入")
    MERGED = "merged", _("合并")
    BULK = "bulk", _("成批修改")
    UNDONE = "undone", _("已被撤销")
    UNDOING = "undoing", _("撤销")
    REVEALED = "revealed", _("查看隐藏的个人信息")


class ChangeKind(Labelled):
    """What happened to a row. A reveal changes nothing: hidden personal data were looked at."""

    INSERT = "insert", _("新增")
    UPDATE = "update", _("修改")
    DELETE = "delete", _("删除")
    REVEAL = "reveal", _("查看")


BULK_FROM = 20
"""An action on so many records or more is a bulk edit."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which actions are looked for; what is empty lets everything through.

    ``text`` is looked for in the sentence and in the values before and after. ``first_on`` and
    ``last_on`` are days of the office's clock, both included. ``staff_ids`` may hold None: nobody
    in particular. ``ids`` are the actions looked among.
    """

    text: str = ""
    staff_ids: tuple[StaffId | None, ...] = ()
    first_on: date | None = None
    last_on: date | None = None
    tables: tuple[str, ...] = ()
    only: tuple[AuditOnly, ...] = ()
    client_id: ClientId | None = None
    ids: frozenset[int] | None = None
