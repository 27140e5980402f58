"""Everything about one person as a workbook, to be handed over to that person (查阅、复制)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.db import Database
from app.domain.personal import Person
from app.domain.types import ContactId
from app.errors import ConflictError
from app.exchange.book import new_book
from app.exchange.columns import BookColumn, Format
from app.i18n import _
from app.queries.personal import (
    HeldChange,
    HeldRecord,
    findings,
    held_changes,
    held_records,
    needles_for,
    person_of,
)

_RECORDS = (
    BookColumn(_("种类"), Format.TEXT, 14),
    BookColumn(_("客户"), Format.TEXT, 30),
    BookColumn(_("记录"), Format.LONG, 26),
    BookColumn(_("字段"), Format.TEXT, 16),
    BookColumn(_("内容"), Format.LONG, 60),
)
_CHANGES = (
    BookColumn(_("时间"), Format.TEXT, 17),
    BookColumn(_("谁"), Format.TEXT, 10),
    BookColumn(_("做了什么"), Format.LONG, 36),
    BookColumn(_("由什么改为什么"), Format.LONG, 70),
)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What is handed over to a person: the own file, the records, and how the file was changed."""

    person: Person
    records: Sequence[HeldRecord]
    changes: Sequence[HeldChange]

    def lines(self) -> Iterator[tuple[str, str, str, str, str]]:
        """Give every field of every record: kind, client, record, field, what it holds.

        What a record is called stands beside its first field only.
        """
        for record in self.records:
            found, title = record.found, record.found.title
            for field in record.fields:
                yield found.kind, found.client, title, field.label, field.after
                title = ""

    def change_lines(self) -> Iterator[tuple[str, str, str, str]]:
        """Give every change: when, who, what, from what to what."""
        for change in self.changes:
            when = f"{change.at.astimezone():%Y-%m-%d %H:%M}"
            yield when, change.staff, change.summary, "\n".join(change.sentences)


def handed_over(db: Database, contact_id: ContactId) -> HandedOver:
    """Return what surely is about a contact; namesakes in other files are left out.

    Raises:
        ConflictError: The contact is gone.
    """
    with db.read() as session:
        person = person_of(session, contact_id)
        if person is None:
            raise ConflictError
        found = findings(session, needles_for(session, contact_id), contact_id)
        records = held_records(session, [one for one in found if one.certain])
        return HandedOver(person, records, held_changes(session, contact_id))


def write_personal_book(path: Path, held: HandedOver) -> tuple[str, ...]:
    """Write it as a workbook, and return what could not be written as it was.

    Raises:
        StorageError: It cannot be written; a file that was there before is as it was.
    """
    with new_book(path, _("个人信息")) as book:
        records = book.sheet(_("个人信息"), _RECORDS, lines=2)
        records.line(_("{name} 的个人信息").format(name=held.person.name), size=14, bold=True)
        records.line(_("客户：{client}").format(client=held.person.client))
        records.header()
        for line in held.lines():
            records.row(line)
        changes = book.sheet(_("更正记录"), _CHANGES)
        changes.header()
        for change in held.change_lines():
            changes.row(change)
    return book.warnings
