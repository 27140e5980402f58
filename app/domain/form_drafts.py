"""What was typed into a form and not saved, as JSON and back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal, InvalidOperation
from enum import Enum
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from app.domain.types import ClientId

TYPED_SCORES = "typed_scores"
"""The form that hand scores are: a row for each client of a screening, which ``record_id`` is.

It is not opened anew like others; what it holds stands where it was typed.
"""
PLAIN: Mapping[type[Any], Callable[[Any], str]] = {
    Enum: lambda value: value.value,
    Decimal: str,
    date: lambda value: value.isoformat(),
    time: lambda value: value.isoformat(),
}


@dataclass(frozen=True, slots=True)
class UnsavedForm:
    """A form somebody did not save.

    ``form`` names the form, ``record_id`` the record it edits (None: a new one). ``content`` is
    what each field held: ``{"value": …}``, or ``{"text": …}`` where it could not be read.
    """

    form: str
    title: str
    content: Mapping[str, Any]
    record_id: int | None = None
    client_id: ClientId | None = None


def to_json(value: Any) -> Any:
    """Return a draft's value as JSON."""
    for kind, written in PLAIN.items():
        if isinstance(value, kind):
            return written(value)
    if isinstance(value, Mapping):
        return {str(key): to_json(one) for key, one in value.items()}
    if isinstance(value, tuple | list | set | frozenset):
        return [to_json(one) for one in value]
    if is_dataclass(value):
        return {f.name: to_json(getattr(value, f.name)) for f in fields(value)}
    return value


def from_json(kind: Any, stored: Any) -> Any:
    """Return the value of a type that ``to_json`` wrote.

    Raises:
        ValueError: It is not of this type, as after a newer program wrote it.
    """
    kinds = _alternatives(kind)
    if stored is None:
        return None
    wanted = next(one for one in kinds if one is not NoneType)
    try:
        return _made(wanted, stored)
    except (TypeError, KeyError, InvalidOperation, AttributeError) as error:
        raise ValueError(str(error)) from error


def field_kinds(draft: type[Any]) -> dict[str, Any]:
    """Return the type of each field of a draft."""
    return get_type_hints(draft)


def _alternatives(kind: Any) -> tuple[Any, ...]:
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _made(kind: Any, stored: Any) -> Any:
    while isinstance(kind, NewType):
        kind = kind.__supertype__
    origin = get_origin(kind)
    if origin in (tuple, list, set, frozenset):
        return origin(from_json(get_args(kind)[0], one) for one in stored)
    if origin is not None and issubclass(origin, Mapping):
        return dict(stored)
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        return kind(**{name: from_json(hints[name], one) for name, one in stored.items()})
    return _plain(kind, stored)


def _plain(kind: Any, stored: Any) -> Any:
    if kind in (date, time):
        return kind.fromisoformat(stored)
    if kind is Decimal or (isinstance(kind, type) and issubclass(kind, Enum)):
        return kind(stored)
    return stored
