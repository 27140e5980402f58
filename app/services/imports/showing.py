"""Changes of a row, as a preview shows them."""

from collections.abc import Mapping
from typing import Any

from app.domain.cells import shown
from app.domain.importable import fields_of
from app.domain.imported import ImportSource
from app.domain.imported_clients import shown_fen
from app.domain.own_fields import OWN
from app.domain.types import Labelled
from app.i18n import _

_NOT_SHOWN = {"due_on", "name_key", "match_key", "grade_source", "client_id", "manager_id"}
_FEN = {
    "credit_limit",
    "rate",
    "amount",
    "room_revenue",
    "catering_revenue",
    "meeting_revenue",
    "other_revenue",
    "cost",
    "deposit",
}


def changes_shown(
    source: ImportSource, before: Mapping[str, Any], after: Mapping[str, Any]
) -> tuple[tuple[str, str, str], ...]:
    """Return (label, before, after) of each changed column a clerk knows."""
    kind = source.kind
    labels = {field.name: field.label for field in fields_of(kind)}
    choices = {field.name: field.choices for field in fields_of(kind)}
    found = []
    for name, new in after.items():
        if name == "extra":
            found += _own_changes(source, before["extra"] or {}, new)
        elif name not in _NOT_SHOWN:
            label = labels.get(name, _OTHERS.get(name, name))
            old = _text(name, before.get(name), choices.get(name))
            found.append((label, old, _text(name, new, choices.get(name))))
    if "client_id" in after:
        found.append((_("客户"), "", _("改归另一客户")))
    if "manager_id" in after:
        found.append((_("客户经理"), "", _("改由他人负责")))
    return tuple(found)


_OTHERS = {"arrival_on": _("到店日期"), "departure_on": _("离店日期"), "room_nights": _("房夜")}


def _own_changes(
    source: ImportSource, before: Mapping[str, Any], after: Mapping[str, Any]
) -> list[tuple[str, str, str]]:
    """Return the same of the office's own fields, under the headings of the file."""
    return [
        (source.headings[f"{OWN}{key}"], _text(key, before.get(key), None), new)
        for key, new in after.items()
        if before.get(key) != new
    ]


def _text(name: str, value: Any, choices: type[Labelled] | None) -> str:
    if name in _FEN:
        return shown_fen(value)
    if value is None or value == "":
        return "—"
    if choices is not None:
        return choices(value).label
    return shown(value)
