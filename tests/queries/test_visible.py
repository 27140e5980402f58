"""No query tells a restricted person of another's client: every one is asked, in the sample."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass, replace
from datetime import date, datetime
from enum import Enum
from importlib import import_module
from itertools import islice
from pkgutil import walk_packages
from types import GeneratorType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

import app.queries
from app.db import Desk
from app.domain.types import Post, StaffId
from app.errors import AppError
from app.models import Client, Staff
from tests.conftest import NOW, TODAY

MOST, FEW = 60, 20
NOT_ASKED = (LookupError, AttributeError, SQLAlchemyError, AppError, DeprecationWarning)
NOT_TO_BE_ASKED_SO = {
    f"app.queries.{name}"
    for name in (
        "case_times.case_standard",
        "clients.card.draft_of",
        "clients.overview.client_overview",
        "letters.letter_values",
        "occasions.occasion_lines",
        "personal.held_records",
        "personal.people_found",
        "personal_consent.without_refusers",
        "screening.freshness.evidence_differs",
        "screening.lines.judgements",
        "screening.printing.printed_screening",
        "sharing.locked_records",
        "today.intervals.attended",
        "today.lines.today_lines",
        "told_changes.owners_of",
        "told_changes.rows_now",
    )
}
"""They take more than ids, such as the name of a table, or a client that is there; all they read
comes through the same door."""
PARTS = {
    "app.queries.id_lists",
    "app.queries.kept",
    "app.queries.office",
    "app.queries.checking",
}
"""What the others are built of, and what looks at the file itself and names no client."""


@pytest.fixture
def mine(sample, desk: Desk) -> Desk:
    """Sit down in the sample as a person who sees some of it."""
    with desk.db.read() as session:
        one = select(Staff.id).where(Staff.post == Post.REPRESENTATIVE, Staff.active).limit(1)
        return replace(desk, staff_id=StaffId(session.scalars(one).one()))


def questions() -> Iterator[tuple[str, Callable[..., Any]]]:
    for module in walk_packages(app.queries.__path__, "app.queries."):
        if module.name in PARTS:
            continue
        for name, function in inspect.getmembers(import_module(module.name), inspect.isfunction):
            if function.__module__ == module.name and not name.startswith("_"):
                first = next(iter(inspect.signature(function).parameters), "")
                if first == "session":
                    yield f"{module.name}.{name}", function


PLAIN = {date: TODAY, datetime: NOW, str: "hc", bool: False}


def is_id(kind: Any) -> bool:
    return kind is int or getattr(kind, "__supertype__", None) is int


def value_for(name: str, kind: Any, desk: Desk, ids: list[int]) -> Any:
    """Return something to ask with: ids of rows that are the person's and that are not."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(one for one in get_args(kind) if one is not type(None))
    if kind in PLAIN:
        return PLAIN[kind]
    if is_id(kind):
        return desk.staff_id if "staff" in name or "manager" in name else ids[0]
    if inspect.isclass(kind) and get_origin(kind) is None:
        return made(kind, desk, ids)
    if any(word in str(kind) for word in ("Sequence", "Collection", "Iterable", "list[", "tuple")):
        return ids
    raise LookupError(f"{name}: {kind}")


def made(kind: type, desk: Desk, ids: list[int]) -> Any:
    """Return a choice, or what is asked with as it is by default."""
    if issubclass(kind, Enum):
        return next(iter(kind))
    if not is_dataclass(kind):
        raise LookupError(str(kind))
    hints = get_type_hints(kind)
    needed = [f for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return kind(**{f.name: value_for(f.name, hints[f.name], desk, ids) for f in needed})


def asked(function: Callable[..., Any], session: Session, desk: Desk, ids: list[int]) -> str:
    hints = get_type_hints(function)
    given: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(function).parameters.items())[1:]:
        if parameter.default is inspect.Parameter.empty:
            given[name] = value_for(name, hints[name], desk, ids)
    answer = function(session, **given)
    if isinstance(answer, GeneratorType):
        answer = list(islice(answer, MOST))
    return repr(answer)


def takes_one(function: Callable[..., Any]) -> bool:
    """Tell whether it is asked about one row by its id."""
    kinds = list(get_type_hints(function).values())[1:]
    return any(map(is_id, kinds))


def test_no_query_names_a_client_that_is_not_seen(mine):
    with mine.db.read() as session:
        seen = set(session.execute(text("SELECT id FROM client")).scalars())
    with mine.db.read_whole() as session:
        hidden = {
            name for id_, name in session.execute(select(Client.id, Client.name)) if id_ not in seen
        }
        ids = list(session.scalars(select(Client.id)))
    assert seen
    assert hidden
    some = [*sorted(seen)[:FEW], *sorted(set(ids) - seen)[:FEW]]
    told, failed = {}, set()
    with mine.db.read() as session:
        for name, function in questions():
            for first in (some, some[::-1]) if takes_one(function) else (some,):
                try:
                    answer = asked(function, session, mine, first)
                except NOT_ASKED:
                    failed.add(name)
                    continue
                if found := {client for client in hidden if client in answer}:
                    told[name] = found

    assert told == {}
    assert failed <= NOT_TO_BE_ASKED_SO
