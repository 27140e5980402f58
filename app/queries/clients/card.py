"""Reads behind a client's card: its head, and the draft its form edits."""

from dataclasses import dataclass, fields
from datetime import date

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from app.domain.clients import ClientDraft
from app.domain.own_fields import values_of
from app.domain.types import ClientId, GradeSource
from app.models import Client, ClientTag, Staff
from app.queries.clients.rows import ClientRow, client_rows

MORE = (
    select(
        Client.status_reason,
        Client.grade_source,
        func.coalesce(Staff.name, ""),
        Client.bad_debt,
        Client.deleted_at.is_not(None),
    )
    .outerjoin(Staff, Staff.id == Client.relationship_manager_id)
    .where(Client.id == bindparam("client"))
)
"""Made once: building it takes longer than running it."""


@dataclass(frozen=True, slots=True)
class ClientHead:
    """What stands on top of a client's card."""

    row: ClientRow
    status_reason: str
    grade_source: GradeSource | None
    relationship_manager: str
    bad_debt: bool
    deleted: bool


def client_head(session: Session, client_id: ClientId, *, today: date) -> ClientHead | None:
    """Return the head of a client's card; None when there is no such client."""
    rows = client_rows(session, [client_id], today=today)
    if not rows:
        return None
    return ClientHead(rows[0], *session.execute(MORE, {"client": client_id}).one())


def client_draft(session: Session, client_id: ClientId) -> tuple[ClientDraft, int] | None:
    """Return what the form edits and the version it was loaded at; None for a deleted client."""
    client = session.get(Client, client_id)
    if client is None or client.deleted_at is not None:
        return None
    return draft_of(session, client), client.version


def draft_of(session: Session, client: Client) -> ClientDraft:
    """Return what a form edits of a client."""
    apart = ("tags", "extra")
    own = {f.name: getattr(client, f.name) for f in fields(ClientDraft) if f.name not in apart}
    tags = select(ClientTag.tag).where(ClientTag.client_id == client.id).order_by(ClientTag.tag)
    return ClientDraft(**own, tags=tuple(session.scalars(tags)), extra=values_of(client.extra))
