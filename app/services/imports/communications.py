"""Takes in rows of a communication log, with the tasks that come of next steps."""

from collections.abc import Sequence
from typing import Any

from app.domain.imported import ChangedRow
from app.domain.imported_log import communication_columns, task_columns
from app.domain.imports import ParsedRow
from app.models import Communication, CommunicationContact, Task
from app.queries.imports import (
    COMMUNICATION_CONTENT,
    Plain,
    contacts_by_name,
    known_communications,
)
from app.services.imports.matching import NotMatchedError, StaffFinder
from app.services.imports.opening import Opener
from app.services.imports.outcome import Tally
from app.services.imports.showing import changes_shown
from app.services.imports.writing import Writer

_CHANGING = ("purpose", "reaction", "reaction_note", "next_step", "next_on")
_GIVEN_BY = {"reaction_note": "reaction"}


class CommunicationImport:
    """One import of a communication log."""

    def __init__(
        self,
        writer: Writer,
        tally: Tally,
        opener: Opener,
        staff: StaffFinder,
    ) -> None:
        self._writer = writer
        self._tally = tally
        self._opener = opener
        self._staff = staff
        self._created = writer.created
        self._now = writer.now
        self._contents = known_communications(writer.session)
        self._contacts = contacts_by_name(writer.session)
        self._new: list[tuple[Plain, int | None]] = []
        self.clients: set[int] = set()

    def take(self, rows: Sequence[ParsedRow]) -> None:
        """Take in some rows."""
        for row in rows:
            if self._tally.begin(row):
                self._take_one(row)
        self._add_new()

    def finish(self) -> None:
        """Do nothing more."""

    def _take_one(self, row: ParsedRow) -> None:
        columns, problems = communication_columns(row.values, now=self._now)
        values = row.values
        if not problems:
            code, name = values.get("client_code", ""), values.get("client_name", "")
            try:
                columns["client_id"] = self._opener.find(code, name).id
            except NotMatchedError as error:
                problems = {error.field: str(error)}
        if problems:
            self._tally.reject(row, problems)
            return
        columns["staff_id"] = self._staff.find(values.get("staff"))
        self._put(row, columns)

    def _put(self, row: ParsedRow, columns: Plain) -> None:
        left = self._contents.get(tuple(columns[name] for name in COMMUNICATION_CONTENT))
        if left:
            self._change(row, left.pop(0), columns)
            return
        contact = self._contacts.get((columns["client_id"], columns["contact_name"]))
        if contact is not None:
            columns["contact_name"] = ""
        self._new.append((columns | self._created, contact))
        self._tally.added += 1
        self.clients.add(columns["client_id"])

    def _change(self, row: ParsedRow, old: Plain, columns: Plain) -> None:
        given = [name for name in _CHANGING if _GIVEN_BY.get(name, name) in row.values]
        if columns["staff_id"] is not None:
            given.append("staff_id")
        after = {name: columns[name] for name in given if old[name] != columns[name]}
        if not after:
            self._tally.unchanged += 1
            return
        before = {name: old[name] for name in after}
        self._writer.change(Communication, old["id"], before, after)
        self._tally.updated += 1
        shown = changes_shown(self._tally.source, before, after)
        name = row.values.get("client_name", "")
        self._tally.changed.append(ChangedRow(row.number, name, shown))

    def _add_new(self) -> None:
        new, self._new = self._new, []
        ids = self._writer.add_known(Communication, [columns for columns, _contact in new])
        tasks: list[dict[str, Any]] = []
        takers: list[dict[str, Any]] = []
        for id_, (columns, contact) in zip(ids, new, strict=True):
            if contact is not None:
                takers.append({"communication_id": id_, "contact_id": contact})
            task = task_columns(columns, today=self._now.date())
            if task is not None:
                owner = {name: columns[name] for name in ("client_id", "staff_id")}
                ties = {"communication_id": id_, "contact_id": contact}
                tasks.append(task | owner | ties | self._created)
        if takers:
            self._writer.add(CommunicationContact, takers)
        if tasks:
            self._writer.add(Task, tasks)
