"""Makers for tests of the log: clients, contacts, people of the office, entries."""

from datetime import date
from typing import Any

from app.db import Desk
from app.domain.clients import ClientDraft
from app.domain.communications import CommunicationDraft
from app.domain.contacts import ContactDraft
from app.domain.staff import StaffDraft
from app.domain.types import ClientId, CommunicationId, ContactId, Post, StaffId
from app.services.clients import add_client
from app.services.communications import add_communication
from app.services.contacts import add_contact
from app.services.office import add_staff
from tests.conftest import TODAY


def new_client(desk: Desk, name: str = "华东机械", code: str = "", **more: Any) -> ClientId:
    return add_client(desk, ClientDraft(code=code or f"K-{name}", name=name, **more))


def new_contact(desk: Desk, client_id: ClientId, name: str = "张伟", **more: Any) -> ContactId:
    return add_contact(desk, client_id, ContactDraft(name=name, **more))


def new_staff(desk: Desk, name: str = "王芳", post: Post = Post.OFFICER) -> StaffId:
    return add_staff(desk, StaffDraft(name=name, post=post))


def new_entry(
    desk: Desk,
    client_id: ClientId,
    summary: str = "询问年会报价",
    held_on: date = TODAY,
    **more: Any,
) -> CommunicationId:
    draft = CommunicationDraft(client_id=client_id, summary=summary, held_on=held_on, **more)
    return add_communication(desk, draft)
