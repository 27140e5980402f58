"""What rows of the journal say in the office's words: fields by label, codes and ids by name."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from app.db.journal import decode
from app.domain.audit_labels import column_label
from app.domain.told_settings import NAMES, told_setting
from app.domain.types import Labelled
from app.i18n import _
from app.models import Base, Change
from app.queries.id_lists import all_of
from app.queries.own_fields import own_fields

TITLES: Mapping[str, str] = {
    "client": "name",
    "contact": "name",
    "staff": "name",
    "booking": "number",
    "client_case": "title",
    "communication": "summary",
    "task": "title",
    "agreement": "number",
    "agreement_rate": "room_type",
    "signer": "name",
    "attachment": "file_name",
    "client_tag": "tag",
    "client_alias": "name",
    "case_step": "asked",
    "case_event": "note",
    "department": "name",
    "booking_point": "text",
    "receipt": "received_on",
    "important_date": "title",
    "courtesy": "title",
    "festival": "name",
    "letter_template": "name",
    "reception": "guest",
    "handover": "handed_on",
    "notice": "title",
    "notice_hanging": "hung_on",
    "topic": "name",
    "screening": "year",
    "screening_line": "client_name",
    "screening_score": "reason",
    "service_standard": "code",
    "checklist_point": "text",
    "holiday": "day",
    "setting": "key",
    "saved_view": "name",
    "import_batch": "file_name",
}
"""The column by which a record of a table is called."""

PARENTS = {
    "agreement_rate": ("agreement_id", "agreement"),
    "booking_point": ("booking_id", "booking"),
    "case_event": ("case_id", "client_case"),
    "case_step": ("case_id", "client_case"),
    "communication_contact": ("communication_id", "communication"),
    "consent": ("contact_id", "contact"),
    "notice_hanging": ("notice_id", "notice"),
    "retention_review": ("contact_id", "contact"),
    "screening_score": ("line_id", "screening_line"),
}
"""By which column a row without a client belongs to a row that has one."""

LONGEST_VALUE = 40
"""What a card and a list show of a value."""


@dataclass(frozen=True, slots=True)
class ToldField:
    """One field that changed, in words; ``before`` or ``after`` is empty where there was nothing.

    ``column`` names it in the table.
    """

    column: str
    label: str
    before: str
    after: str

    def sentence(self, longest: int | None = None) -> str:
        """Return it as one sentence, such as 等级：B → A."""
        empty = _("（空）")
        before, after = (_cut(text, longest) or empty for text in (self.before, self.after))
        return _("{label}：{before} → {after}").format(label=self.label, before=before, after=after)


class Names:
    """What the records that some changes point to are called."""

    def __init__(self, session: Session, changes: Iterable[Change]) -> None:
        wanted: dict[str, set[int]] = defaultdict(set)
        for change in changes:
            wanted[change.table_name].add(change.row_id)
            for values in (change.before or {}, change.after or {}):
                _point(change.table_name, values, wanted)
        self._names = {name: _titles(session, name, ids) for name, ids in wanted.items()}
        self._own = {field.key: field.name for field in own_fields(session)}

    def title(self, table: str, row_id: int) -> str:
        """Return what a record is called; empty where it is gone or has no name."""
        return self._names.get(table, {}).get(row_id, "")

    def told(self, change: Change) -> list[ToldField]:
        """Return the fields of a change that are told."""
        before, after = change.before or {}, change.after or {}
        if change.table_name == "setting":
            return _told_setting(before, after)
        columns = after or before
        own = self._own_fields(before, after) if "extra" in columns else []
        return own + [
            ToldField(
                column,
                label,
                self.shown(change.table_name, column, before.get(column)),
                self.shown(change.table_name, column, after.get(column)),
            )
            for column in columns
            if column != "extra" and (label := column_label(change.table_name, column))
        ]

    def shown(self, table: str, column: str, stored: Any) -> str:
        """Return a value as people read it."""
        if column not in Base.metadata.tables[table].c:
            return stored or ""
        value = decode(Base.metadata.tables[table], column, stored)
        if value is None or value == "":
            return ""
        target = target_of(table, column)
        return self.title(target, value) or f"#{value}" if target else _plain(column, value)

    def _own_fields(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ToldField]:
        """Tell the own fields that changed, each by its name."""
        old, new = before.get("extra") or {}, after.get("extra") or {}
        return [
            ToldField("extra", self._own.get(key, key), old.get(key, ""), new.get(key, ""))
            for key in {**old, **new}
            if old.get(key) != new.get(key)
        ]


def _told_setting(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[ToldField]:
    told = told_setting(before.get("value"), after.get("value"))
    return [ToldField("value", *texts) for texts in told]


def target_of(table: str, column: str) -> str:
    """Return the table whose row a column names; empty where it names none."""
    keys = Base.metadata.tables[table].c[column].foreign_keys
    if (table, column) == ("erasure", "contact_id"):
        return "contact"
    return next((key.column.table.name for key in keys), "")


def _plain(column: str, value: Any) -> str:
    if column == "deleted_at":
        return _("已删除")
    if isinstance(value, datetime):
        return f"{value.astimezone():%Y-%m-%d %H:%M}"
    for kind, shown in _SHOWN.items():
        if isinstance(value, kind):
            return shown(value)
    return str(value)


_SHOWN: Mapping[Any, Callable[[Any], str]] = {
    bool: lambda value: _("是") if value else _("否"),
    Labelled: lambda value: value.label,
    Decimal: lambda value: f"{value:,.2f}",
    time: lambda value: f"{value:%H:%M}",
    bytes: lambda _value: _("（文件）"),
    dict: lambda value: json.dumps(value, ensure_ascii=False),
    list: lambda value: json.dumps(value, ensure_ascii=False),
}


def _cut(text: str, longest: int | None) -> str:
    return text if longest is None or len(text) <= longest else text[:longest] + "…"


def _point(table: str, values: Mapping[str, Any], wanted: dict[str, set[int]]) -> None:
    for column, value in values.items():
        known = column in Base.metadata.tables[table].c
        if isinstance(value, int) and known and (target := target_of(table, column)):
            wanted[target].add(value)


def _titles(session: Session, name: str, ids: Iterable[int]) -> dict[int, str]:
    """Return what these rows are called, as they stand now."""
    if name not in TITLES:
        return {}
    table: Table = Base.metadata.tables[name]
    column = table.c[TITLES[name]]
    rows = session.execute(select(table.c.id, column).where(table.c.id.in_(all_of(set(ids)))))
    if name == "setting":
        return {row_id: NAMES.get(key, key) for row_id, key in rows}
    return {
        row_id: _cut(" ".join(_plain(column.name, value).split()), LONGEST_VALUE)
        for row_id, value in rows
        if value is not None
    }
