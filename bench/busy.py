"""Fills an office with the work of its days: tasks, problems, birthdays, agreements."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from app.db import Desk
from app.models import Agreement, Base, Case, Client, Contact, Task
from bench.office import TODAY

OPEN_TASKS = 30_000
CASES = 2_000
OPENED = datetime(2021, 1, 4, tzinfo=UTC)
NOON = time(12, tzinfo=UTC)
TIMES = (None, None, None, time(9), time(10, 30), time(14), time(16))


def add_busy_days(desk: Desk, tasks: int = OPEN_TASKS, cases: int = CASES) -> None:
    """Have so many tasks open, and problems, birthdays and agreements among all clients."""
    with desk.write(undoable=False) as session:
        clients = session.scalar(select(func.count()).select_from(Client)) or 1
        is_open = Task.status == "open"
        there = session.scalar(select(func.count()).select_from(Task).where(is_open)) or 0
        _insert(session, Task, _tasks(clients, tasks - there))
        _insert(session, Case, _cases(clients, cases))
        _insert(session, Agreement, _agreements(clients))
        session.execute(update(Client).values(created_at=OPENED))
        day, month = Contact.id % 28 + 1, Contact.id % 12 + 1
        born = {"birth_day": day, "birth_month": month, "birth_lunar": Contact.id % 3 == 0}
        session.execute(update(Contact).values(born))


def _insert(session: Session, model: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    if found := list(rows):
        session.execute(insert(model), found)


def _tasks(clients: int, count: int) -> Iterator[dict[str, Any]]:
    r = random.Random("busy tasks")
    for _number in range(count):
        yield {
            "client_id": 1 + r.randrange(clients),
            "kind": "follow_up",
            "title": "回访并听取意见",
            "due_on": TODAY + timedelta(r.randrange(-60, 60)),
            "due_time": r.choice(TIMES),
            "status": "open",
            "staff_id": r.randrange(1, 6),
            "version": 1,
        }


def _cases(clients: int, count: int) -> Iterator[dict[str, Any]]:
    r = random.Random("busy cases")
    for number in range(count):
        received = TODAY - timedelta(r.randrange(60))
        answered = r.random() < 0.7
        yield {
            "number": f"W{number:06d}",
            "client_id": 1 + r.randrange(clients),
            "kind": r.choice(("complaint", "enquiry", "booking", "transfer", "payment")),
            "severity": r.choice(("ordinary", "serious", "urgent")),
            "title": "空调不制冷",
            "received_at": datetime.combine(received, NOON),
            "answer_due_at": datetime.combine(received, NOON) + timedelta(hours=8),
            "solve_due_on": received + timedelta(5),
            "answered_at": datetime.combine(received, NOON) if answered else None,
            "state": r.choice(("waiting", "working", "solved", "closed")),
            "staff_id": r.randrange(1, 6),
            "version": 1,
        }


def _agreements(clients: int) -> Iterator[dict[str, Any]]:
    r = random.Random("busy agreements")
    for client in range(1, clients + 1, 3):
        ends = TODAY + timedelta(r.randrange(-100, 600))
        yield {"client_id": client, "number": f"X{client}", "valid_to": ends, "version": 1}
