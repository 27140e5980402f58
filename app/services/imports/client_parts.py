"""What a client row brings besides the file itself: contact, agreement, signers, tags."""

from collections.abc import Sequence
from typing import Any

from app.domain.imported_clients import CONTACT_DEFAULTS, ClientRow
from app.i18n import _
from app.language.pinyin import keys
from app.models import Agreement, Base, ClientTag, Contact, Signer
from app.queries.imports import Plain, agreements_of, contacts_of, signers_of, tags_of
from app.services.imports.writing import Writer

LONGEST_CONTACT_KEY = 300


class ClientParts:
    """Gathers the parts of many rows and writes them together."""

    def __init__(self, writer: Writer, client_ids: Sequence[int]) -> None:
        self._writer = writer
        session = writer.session
        self._contacts = dict(contacts_of(session, client_ids))
        self._agreements = dict(agreements_of(session, client_ids))
        self._signers = dict(signers_of(session, client_ids))
        self._tags = tags_of(session, client_ids)
        self._new: dict[type[Base], list[Plain]] = {}

    def take(
        self, client_id: int, row: ClientRow, *, only_gaps: bool = False
    ) -> list[tuple[str, str]]:
        """Take in a row's parts; return (label, what) of each that is new or changed."""
        told = []
        for contact in filter(None, (row.contact, *row.others)):
            told += self._take_contact(client_id, contact, only_gaps=only_gaps)
        if row.agreement:
            told += self._take_agreement(client_id, row.agreement, only_gaps=only_gaps)
        told += self._take_signers(client_id, row.signers)
        told += self._take_tags(client_id, row.tags)
        return told

    def write(self) -> None:
        """Write the new parts; those whose table knows no batch are journalled."""
        for model, rows in self._new.items():
            if "import_batch_id" in model.__table__.c:
                self._writer.add(model, rows)
            else:
                self._writer.note_added(model, self._writer.add_known(model, rows))
        self._new = {}

    def _take_contact(
        self, client_id: int, given: Plain, *, only_gaps: bool
    ) -> list[tuple[str, str]]:
        there = self._contacts.setdefault(client_id, [])
        old = next((contact for contact in there if contact["name"] == given["name"]), None)
        if old is None:
            key = keys(given["name"], person=True).sort_key[:LONGEST_CONTACT_KEY]
            own = {"client_id": client_id, "main": not there, "name_key": key}
            new = {**CONTACT_DEFAULTS, **given, **own, **_BLANKS, **self._writer.created}
            self._add(Contact, new)
            there.append(new)
            return [(_("联系人"), given["name"])]
        changed = self._change(Contact, old, given, only_gaps=only_gaps)
        return [(_("联系人"), given["name"])] if changed else []

    def _take_agreement(
        self, client_id: int, given: Plain, *, only_gaps: bool
    ) -> list[tuple[str, str]]:
        there = self._agreements.setdefault(client_id, [])
        old = next((one for one in there if _same_agreement(one, given)), None)
        if old is None:
            whole = {"number": "", "signed_on": None, "valid_from": None, "valid_to": None}
            own = {"client_id": client_id, "deleted_at": None, "version": 1}
            new = {**whole, "notes": "", **given, **own}
            self._add(Agreement, new)
            there.append(new)
            return [(_("协议"), given.get("number", ""))]
        changed = self._change(Agreement, old, given, only_gaps=only_gaps)
        return [(_("协议"), old["number"])] if changed else []

    def _change(self, model: type[Base], old: Plain, given: Plain, *, only_gaps: bool) -> bool:
        """Change a row, be it one still to be written; tell whether anything changed."""
        after = {name: value for name, value in given.items() if old[name] != value}
        if only_gaps:
            after = {name: value for name, value in after.items() if _is_gap(old, name)}
        if after and "id" in old:
            self._writer.change(model, old["id"], {name: old[name] for name in after}, after)
        old |= after
        return bool(after)

    def _take_signers(self, client_id: int, names: Sequence[str]) -> list[tuple[str, str]]:
        there = self._signers.setdefault(client_id, [])
        told = []
        for name in names:
            if name not in {signer["name"] for signer in there}:
                new = {"client_id": client_id, "name": name[:60], **_SIGNER}
                self._add(Signer, new)
                there.append(new)
                told.append((_("有权签单人"), name))
        return told

    def _take_tags(self, client_id: int, tags: Sequence[str]) -> list[tuple[str, str]]:
        there = self._tags.setdefault(client_id, set())
        new = [tag for tag in tags if tag not in there]
        there.update(new)
        for tag in new:
            self._add(ClientTag, {"client_id": client_id, "tag": tag})
        return [(_("标签"), tag) for tag in new]

    def _add(self, model: type[Base], row: dict[str, Any]) -> None:
        self._new.setdefault(model, []).append(row)


_BLANKS = {
    "role": None,
    "left": False,
    "left_to": "",
}
_SIGNER = {
    "telephone": "",
    "limit": None,
    "valid_to": None,
    "notes": "",
    "deleted_at": None,
    "version": 1,
}


def _is_gap(old: Plain, name: str) -> bool:
    """Tell whether a column may be filled; a birthday is filled whole or not at all."""
    return old["birth_month" if name.startswith("birth_") else name] in (None, "")


def _same_agreement(old: Plain, given: Plain) -> bool:
    """Tell whether the agreement is the one given: by number, else by its days."""
    if given.get("number"):
        return bool(old["number"] == given["number"])
    return all(old[name] == value for name, value in given.items())
