"""The columns an imported file can have: what each holds, and the headings offices give it."""

from collections.abc import Mapping

from app.domain.importable.bookings import BOOKINGS
from app.domain.importable.clients import CLIENTS
from app.domain.importable.communications import COMMUNICATIONS
from app.domain.importable.field import Field, Holds
from app.domain.importable.own import own_columns, own_heading
from app.domain.importable.receipts import RECEIPTS
from app.domain.types import ImportKind

__all__ = [
    "Field",
    "Holds",
    "field_named",
    "fields_of",
    "own_columns",
    "own_heading",
]

_FIELDS: Mapping[ImportKind, tuple[Field, ...]] = {
    ImportKind.CLIENTS: CLIENTS,
    ImportKind.BOOKINGS: BOOKINGS,
    ImportKind.RECEIPTS: RECEIPTS,
    ImportKind.COMMUNICATIONS: COMMUNICATIONS,
}


def fields_of(kind: ImportKind) -> tuple[Field, ...]:
    """Return every column a file of this kind can have, in the order a clerk would list them."""
    return _FIELDS[kind]


def field_named(kind: ImportKind, name: str) -> Field:
    """Return one column by its name."""
    return next(field for field in _FIELDS[kind] if field.name == name)
