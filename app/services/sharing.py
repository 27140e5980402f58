"""Sharing a client with colleagues, who then see it and write down their work with it."""

from collections.abc import Collection

from sqlalchemy import select

from app.db.database import Desk, describe
from app.domain.types import ClientId, StaffId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Client, ClientShare, Staff
from app.services.rows import row_there


def share_client(
    desk: Desk, client_id: ClientId, people: Collection[StaffId], *, everybody: bool = False
) -> None:
    """Share a client with these people, or with everybody, and with nobody else any more.

    Raises:
        ConflictError: The client is gone.
        InvalidInputError: One of the people works here no more.
        NotAllowedError: The client is not this person's.
    """
    wanted: set[int | None] = {None} if everybody else set(people)
    with desk.write() as session:
        client = row_there(session, Client, client_id)
        there = session.scalars(select(ClientShare).where(ClientShare.client_id == client_id))
        known = {share.staff_id: share for share in there}
        active = select(Staff.name).where(Staff.id.in_(wanted), Staff.active)
        names = session.scalars(active.order_by(Staff.name_key)).all()
        if len(names) != len(wanted - {None}):
            raise InvalidInputError({"people": _("请选在职的同事。")})
        for gone in known.keys() - wanted:
            session.delete(known[gone])
        session.add_all(
            ClientShare(client_id=client_id, staff_id=id_) for id_ in wanted - known.keys()
        )
        if known.keys() != wanted:
            describe(session, _told(client.name, names, everybody=everybody))


def _told(client: str, names: Collection[str], *, everybody: bool) -> str:
    if everybody:
        return _("{client} 已共享给全体同事").format(client=client)
    if not names:
        return _("{client} 已不再共享").format(client=client)
    told = _("{client} 已共享给{people}")
    return told.format(client=client, people=_("、").join(names))
