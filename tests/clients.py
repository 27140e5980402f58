"""Makers of client files for the tests of clients, through the services themselves."""

from typing import Any

from app.db import Desk
from app.domain.clients import ClientDraft
from app.domain.contacts import ContactDraft
from app.domain.types import ClientId, ContactId, Post, StaffId
from app.language.pinyin import keys
from app.models import Staff
from app.services.clients import add_client
from app.services.contacts import add_contact


def new_client(desk: Desk, name: str = "华东机械", **more: Any) -> ClientId:
    """Open a client file, naming only what the test cares about."""
    return add_client(desk, ClientDraft(name=name, **more))


def new_contact(desk: Desk, client_id: ClientId, name: str = "张伟", **more: Any) -> ContactId:
    """Enter a contact."""
    return add_contact(desk, client_id, ContactDraft(name=name, **more))


def new_staff(desk: Desk, name: str = "李明", post: Post = Post.OFFICER) -> StaffId:
    """Take somebody on."""
    with desk.write() as session:
        member = Staff(name=name, name_key=keys(name, person=True).sort_key, post=post)
        session.add(member)
        session.flush()
        return StaffId(member.id)
