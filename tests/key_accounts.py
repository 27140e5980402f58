"""Makers of people, plans and receptions for the tests of key accounts."""

from datetime import date
from typing import Any

from app.db import Desk
from app.domain.receptions import ReceptionDraft
from app.domain.types import ClientId, Post, ReceptionId, StaffId
from app.models import Staff
from app.services.receptions import add_reception
from tests.trade import new_client


def new_staff(desk: Desk, name: str, post: Post = Post.REPRESENTATIVE) -> StaffId:
    """Add a person of the office."""
    with desk.write() as session:
        member = Staff(name=name, name_key=name, post=post)
        session.add(member)
        session.flush()
        return StaffId(member.id)


def client_of(desk: Desk, code: str, manager_id: int | None = None, **more: Any) -> ClientId:
    """Open a client file that somebody looks after."""
    with desk.write() as session:
        return new_client(session, code, manager_id=manager_id, **more)


def new_reception(
    desk: Desk, client_id: ClientId, arrives_on: date, guest: str = "陆远航", **more: Any
) -> ReceptionId:
    """Note a guest to be received."""
    draft = ReceptionDraft(client_id=client_id, guest=guest, arrives_on=arrives_on, **more)
    return add_reception(desk, draft)
