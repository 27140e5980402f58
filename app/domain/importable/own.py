"""The office's own fields as columns of a file of clients."""

from collections.abc import Sequence

from app.domain.importable.field import Field, field
from app.domain.own_fields import LONGEST_VALUE, OwnField, name_of_own
from app.i18n import _


def own_columns(own: Sequence[OwnField]) -> tuple[Field, ...]:
    """Return a column for each field in use."""
    return tuple(
        field(name_of_own(one), own_heading(one.name), "", most=LONGEST_VALUE)
        for one in own
        if one.active
    )


def own_heading(name: str) -> str:
    """Return the heading under which a field is written out, and known again."""
    return _("自有：{name}").format(name=name)
