"""Money overdue by terms: the one group that has to add up every booking and receipt."""

from datetime import timedelta
from decimal import Decimal
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.today import MONEY_DAYS
from app.domain.types import TaskRule
from app.models import Client, Task
from app.queries.ageing import receivables
from app.queries.id_lists import id_list
from app.queries.today.scope import TodayScope, served, settled


class OverdueMoney(NamedTuple):
    """What a client owes past its due day, in yuan, and the eldest part of it.

    ``age`` is the index of the eldest in ``app.domain.receivables.AGES``.
    """

    client_id: int
    amount: Decimal
    age: int


def overdue_money(session: Session, scope: TodayScope) -> list[OverdueMoney]:
    """Return who owes money past its due day, the largest sums first.

    A second or so in a large office: asked for beside the window, and again only when bookings,
    receipts or clients change.
    """
    since = scope.today - timedelta(MONEY_DAYS)
    answered = select(Task.client_id).where(settled(TaskRule.MONEY, since))
    wanted = select(Client.id).where(
        served(), scope.mine(Client.manager_id), Client.id.not_in(answered)
    )
    shown = set(id_list(session, wanted))
    owing = receivables(
        session, scope.today - timedelta(1), None if scope.staff_id is None else shown
    )
    found = [
        OverdueMoney(id_, overdue, _eldest(one.by_age))
        for id_, one in owing.items()
        if id_ in shown and (overdue := one.overdue) > 0
    ]
    return sorted(found, key=lambda one: (-one.amount, one.client_id))


def _eldest(by_age: tuple[Decimal, ...]) -> int:
    return max(age for age, amount in enumerate(by_age) if amount)
