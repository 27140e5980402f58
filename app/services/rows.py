"""The rows a service begins with: still there, as they were loaded, of a client that is there."""

from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.models import Client
from app.models.base import Base

Row = TypeVar("Row", bound=Base)


def refuse(found: Mapping[str, str]) -> None:
    """Refuse a draft that breaks rules.

    Raises:
        InvalidInputError: There are messages, by field.
    """
    if found:
        raise InvalidInputError(found)


def row_there(session: Session, model: type[Row], row_id: int | None) -> Row:
    """Return a row that is not deleted.

    Raises:
        ConflictError: It is gone, or in the recycle bin.
    """
    row = None if row_id is None else session.get(model, row_id)
    if row is None or getattr(row, "deleted_at", None) is not None:
        raise ConflictError
    return row


def row_as_loaded(session: Session, model: type[Row], row_id: int, version: int) -> Row:
    """Return a row that nobody changed since it was loaded at ``version``.

    Raises:
        ConflictError: It was changed or deleted since.
    """
    row = row_there(session, model, row_id)
    if getattr(row, "version") != version:  # noqa: B009 - of the tables, not of their base
        raise ConflictError
    return row


def client_named(session: Session, client_id: int | None) -> Client:
    """Return the client a draft names.

    Raises:
        InvalidInputError: It is deleted; under ``client_id``.
    """
    try:
        return row_there(session, Client, client_id)
    except ConflictError as error:
        told = _("这个客户已被删除，请重新选择。")
        raise InvalidInputError({"client_id": told}) from error
