"""What an office decides about its own fields of a client file."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from app.db.database import Desk, describe
from app.domain.own_fields import OwnField, field_problems, fields_to_json, moved, with_field
from app.errors import ConflictError, InvalidInputError
from app.i18n import _
from app.queries.own_fields import OWN_FIELDS, own_fields
from app.services.office import keep_setting


def save_own_field(desk: Desk, field: OwnField) -> None:
    """Add a field, or change the one of its key.

    Raises:
        InvalidInputError: The field breaks a rule.
        ConflictError: The field is gone.
    """
    with desk.write() as session:
        fields = own_fields(session)
        if field.key:
            _found(fields, field.key)
        if found := field_problems(field, fields):
            raise InvalidInputError(found)
        told = _("已修改自有字段：{name}") if field.key else _("已添加自有字段：{name}")
        _keep(session, with_field(fields, field), told, field)


def move_own_field(desk: Desk, key: str, by: int) -> None:
    """Move a field up (below 0) or down among the others.

    Raises:
        ConflictError: The field is gone.
    """
    with desk.write() as session:
        fields = own_fields(session)
        field = _found(fields, key)
        new = moved(fields, key, by)
        if new != fields:
            _keep(session, new, _("已调整自有字段的顺序：{name}"), field)


def use_own_field(desk: Desk, key: str, *, active: bool) -> None:
    """Show a field in the client's form, or no longer; what clients hold is kept.

    Raises:
        ConflictError: The field is gone.
    """
    with desk.write() as session:
        fields = own_fields(session)
        field = replace(_found(fields, key), active=active)
        told = _("已启用自有字段：{name}") if active else _("已停用自有字段：{name}")
        _keep(session, with_field(fields, field), told, field)


def _found(fields: Sequence[OwnField], key: str) -> OwnField:
    for field in fields:
        if field.key == key:
            return field
    raise ConflictError


def _keep(session: Session, fields: Sequence[OwnField], told: str, field: OwnField) -> None:
    keep_setting(session, OWN_FIELDS, fields_to_json(fields))
    describe(session, told.format(name=field.name.strip()))
