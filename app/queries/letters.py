"""Reads behind letters and labels: the templates, and what the fields become."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.domain.courtesies import Receiver
from app.domain.letters import LetterTemplateRow, Values, salutation, written_day
from app.i18n import _
from app.models import Client, Contact, LetterTemplate, Staff
from app.queries.id_lists import all_of
from app.queries.office import office_settings


def letter_templates(session: Session) -> list[LetterTemplateRow]:
    """Return the office's templates, letters first, each kind by name."""
    columns = (
        LetterTemplate.id,
        LetterTemplate.name,
        LetterTemplate.kind,
        LetterTemplate.file_name,
    )
    query = select(*columns).order_by(LetterTemplate.kind.desc(), LetterTemplate.name)
    return [LetterTemplateRow(*row) for row in session.execute(query)]


def template_content(session: Session, template_id: int) -> bytes | None:
    """Return the Word file of a template; None when it is gone."""
    return session.scalar(select(LetterTemplate.content).where(LetterTemplate.id == template_id))


def letter_values(
    session: Session, receivers: Sequence[Receiver], *, today: date, by: str = ""
) -> list[Values]:
    """Return what the fields become for each receiver whose client is still there, in order.

    Args:
        session: Of the office file.
        receivers: Whom it is to; without a contact it is the main one.
        today: The day of the letter.
        by: Who writes.
    """
    wanted = {one.client_id for one in receivers}
    clients = {
        client.id: (client, manager or "")
        for client, manager in session.execute(
            select(Client, Staff.name)
            .outerjoin(Staff, Staff.id == Client.manager_id)
            .where(Client.id.in_(all_of(wanted)), Client.deleted_at.is_(None))
        )
    }
    people, mains = _people(session, wanted)
    common = {
        _("经办人"): by,
        _("酒店名称"): office_settings(session).hotel_name,
        _("日期"): written_day(today),
        _("年份"): str(today.year),
    }
    return [
        _of_client(*clients[one.client_id])
        | _of_person(people.get(one.contact_id or -1) or mains.get(one.client_id))
        | common
        | {_("缘由"): one.title}
        for one in receivers
        if one.client_id in clients
    ]


def _people(
    session: Session, client_ids: Collection[int]
) -> tuple[Mapping[int, Contact], Mapping[int, Contact]]:
    """Return contacts by id, and of each client the main one of those who have not left."""
    query = (
        select(Contact)
        .where(Contact.client_id.in_(all_of(client_ids)), Contact.deleted_at.is_(None))
        .order_by(Contact.main, Contact.left.desc(), Contact.id.desc())
    )
    found = session.scalars(query).all()
    stayed = {one.client_id: one for one in found if not one.left}
    return {one.id: one for one in found}, stayed


def _of_client(client: Client, manager: str) -> dict[str, str]:
    return {
        _("客户名称"): client.name,
        _("客户简称"): client.short_name or client.name,
        _("客户编号"): client.code,
        _("地址"): client.address,
        _("电话"): client.telephones,
        _("客户经理"): manager,
    }


def _of_person(person: Contact | None) -> dict[str, str]:
    if person is None:
        empty = (_("联系人"), _("部门"), _("职务"), _("手机"))
        return dict.fromkeys(empty, "") | {_("称呼"): salutation("", None)}
    return {
        _("联系人"): person.name,
        _("称呼"): salutation(person.name, person.sex),
        _("部门"): person.department,
        _("职务"): person.post,
        _("手机"): person.mobile,
    }
