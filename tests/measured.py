"""Where coverage need not look: it makes Python half as fast, in other people's code too."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

from _pytest.assertion import rewrite
from _pytest.fixtures import FixtureManager
from alembic import command
from hypothesis.core import StateForActualGivenExecution
from hypothesis.strategies._internal.strings import OneCharStringStrategy
from openpyxl import Workbook
from openpyxl.reader.excel import ExcelReader
from sqlalchemy import ColumnElement, Connection, Engine, Select, event
from sqlalchemy.engine.util import TransactionalContext
from sqlalchemy.orm import QueryableAttribute, Session
from sqlalchemy.sql import coercions
from sqlalchemy.sql.functions import _FunctionGenerator

LIBRARIES = [
    *((Session, name) for name in ("execute", "scalar", "scalars", "get", "flush", "connection")),
    *((Session, name) for name in ("add", "__exit__")),
    *((Connection, name) for name in ("execute", "exec_driver_sql")),
    (TransactionalContext, "__exit__"),
    (Engine, "dispose"),
    (event, "listen"),
    *((place, "operate") for place in (QueryableAttribute, ColumnElement)),
    *((Select, name) for name in ("where", "join", "order_by")),
    (_FunctionGenerator, "__call__"),
    (coercions, "expect"),
    (command, "upgrade"),
    (Workbook, "save"),
    (ExcelReader, "read"),
    *((FixtureManager, name) for name in ("getfixtureinfo", "parsefactories")),
    (rewrite, "rewrite_asserts"),
    (OneCharStringStrategy, "from_characters_args"),  # looks at each of a million characters
    (StateForActualGivenExecution, "run_engine"),  # the test within is measured again
]
"""Where most of the tests' time goes: as much again to trace it, and no line of it is ours."""
CALLED_BACK = False
"""Whether they are traced all the same, for what of ours they call back."""


class _PassedOver(threading.local):
    trace: Any = None


_passed_over = _PassedOver()


@contextmanager
def unmeasured() -> Iterator[None]:
    """Let this thread run without coverage's trace: for long work that is not ours."""
    trace, before = _pause()
    try:
        yield
    finally:
        _go_on(trace, before)


def _pause() -> tuple[Any, Any]:
    trace = sys.gettrace()
    if trace is None or not type(trace).__module__.startswith("coverage"):  # a debugger's stays
        return None, None
    sys.settrace(None)
    before, _passed_over.trace = _passed_over.trace, trace
    return trace, before


def _go_on(trace: Any, before: Any) -> None:
    if trace is not None:
        _passed_over.trace = before
        sys.settrace(trace)
        _call()


def _call() -> None:
    """Coverage's trace awakes at the next call alone: the lines up to there would be lost."""


def pass_libraries_over() -> None:
    """Let the libraries' slow functions run unmeasured, whoever calls them."""
    for place, name in LIBRARIES:
        setattr(place, name, _quicker(getattr(place, name)))


def measured_again(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return ours as it is to be called by what runs unmeasured."""

    @wraps(function)
    def traced(*words: Any, **more: Any) -> Any:
        if sys.gettrace() is not None or _passed_over.trace is None:
            return function(*words, **more)
        sys.settrace(_passed_over.trace)
        try:
            return function(*words, **more)
        finally:
            sys.settrace(None)

    return traced


def _quicker(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def quicker(*words: Any, **more: Any) -> Any:
        if sys.gettrace() is None or CALLED_BACK:
            return function(*words, **more)
        trace, before = _pause()
        try:
            return function(*words, **more)
        finally:
            _go_on(trace, before)

    return quicker
