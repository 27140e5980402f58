"""Handing clients over from one person to another (交接)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from decimal import Decimal
from typing import Any, Final

from app.domain.types import ClientId, StaffId
from app.i18n import _

LONGEST_REASON: Final = 300
LONGEST_REMARK: Final = 1_000
MOST_NAMED: Final = 5
"""So many open matters of a client are named on paper; the rest are counted."""


@dataclass(frozen=True, slots=True)
class HandoverFigures:
    """A client's state on the day it was handed over. Amounts in yuan; None where unknown.

    ``amount`` and ``last_amount`` are this and last year's; ``overdue`` is part of ``receivable``.
    ``matters`` name open tasks and problems.
    """

    code: str = ""
    name: str = ""
    grade: str | None = None
    contact: str = ""
    amount: Decimal = Decimal(0)
    last_amount: Decimal = Decimal(0)
    receivable: Decimal = Decimal(0)
    overdue: Decimal = Decimal(0)
    open_tasks: int = 0
    open_cases: int = 0
    matters: tuple[str, ...] = ()
    last_contact_on: date | None = None
    agreement_ends_on: date | None = None

    def to_json(self) -> dict[str, Any]:
        """Return what is stored: amounts and days as text."""
        return {f.name: _plain(getattr(self, f.name)) for f in fields(self)}


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """What is handed over to whom, as the window shows it.

    ``leaves``: who hands over leaves, and is set inactive; everything else still open in that
    name goes over too. ``remarks`` say what is to be known of a client.
    """

    from_staff_id: StaffId | None = None
    to_staff_id: StaffId | None = None
    client_ids: tuple[ClientId, ...] = ()
    reason: str = ""
    leaves: bool = False
    remarks: Mapping[ClientId, str] = field(default_factory=dict)


def handover_problems(draft: HandoverDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when it may be done."""
    found: dict[str, str] = {}
    if draft.from_staff_id is None:
        found["from_staff_id"] = _("请选交出的人。")
    if draft.to_staff_id is None:
        found["to_staff_id"] = _("请选接手的人。")
    elif draft.to_staff_id == draft.from_staff_id:
        found["to_staff_id"] = _("交出和接手不能是同一个人。")
    if not draft.client_ids and not draft.leaves:
        found["client_ids"] = _("没有可以交接的客户。")
    if len(draft.reason) > LONGEST_REASON:
        found["reason"] = _("太长了：最多 {most} 个字。").format(most=LONGEST_REASON)
    if any(len(remark) > LONGEST_REMARK for remark in draft.remarks.values()):
        found["remarks"] = _("交接说明太长：每个客户最多 {most} 个字。").format(most=LONGEST_REMARK)
    return found


def figures_from(stored: Mapping[str, Any]) -> HandoverFigures:
    """Return stored figures; what an older program did not store has its default."""
    values: dict[str, Any] = dict(stored)
    for name in ("amount", "last_amount", "receivable", "overdue"):
        values[name] = Decimal(str(stored.get(name, 0)))
    for name in ("last_contact_on", "agreement_ends_on"):
        values[name] = date.fromisoformat(stored[name]) if stored.get(name) else None
    values["matters"] = tuple(stored.get("matters", ()))
    known = {f.name for f in fields(HandoverFigures)}
    return HandoverFigures(**{name: values[name] for name in known & values.keys()})


def named_matters(texts: Sequence[str]) -> tuple[str, ...]:
    """Return the first few open matters, and how many there are where that is not all."""
    if len(texts) <= MOST_NAMED:
        return tuple(texts)
    more = _("……另有 {n:,} 项").format(n=len(texts) - MOST_NAMED)
    return (*texts[:MOST_NAMED], more)


@dataclass(frozen=True, slots=True)
class HandoverTotals:
    """The sums under a handover's lines."""

    clients: int
    amount: Decimal
    last_amount: Decimal
    receivable: Decimal
    overdue: Decimal
    open_tasks: int
    open_cases: int


def totals(lines: Iterable[HandoverFigures]) -> HandoverTotals:
    """Add up the lines of a handover."""
    every = list(lines)
    zero = Decimal(0)
    return HandoverTotals(
        clients=len(every),
        amount=sum((one.amount for one in every), zero),
        last_amount=sum((one.last_amount for one in every), zero),
        receivable=sum((one.receivable for one in every), zero),
        overdue=sum((one.overdue for one in every), zero),
        open_tasks=sum(one.open_tasks for one in every),
        open_cases=sum(one.open_cases for one in every),
    )


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal | date):
        return str(value)
    return list(value) if isinstance(value, tuple) else value
