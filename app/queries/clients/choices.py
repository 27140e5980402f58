"""What the filters and forms of the clients offer."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.domain.clients import GRADES, next_code
from app.domain.own_fields import OwnField
from app.domain.types import ClientId
from app.i18n import _
from app.models import Client, ClientTag, Staff
from app.queries.office import StaffRow, staff_members
from app.queries.own_fields import own_fields


@dataclass(frozen=True, slots=True)
class ClientChoices:
    """The values in use in the office, in order.

    ``staff`` lists those who left last, ``own`` are the office's own fields.
    """

    staff: tuple[StaffRow, ...]
    grades: tuple[str, ...]
    segments: tuple[str, ...]
    industries: tuple[str, ...]
    regions: tuple[str, ...]
    sources: tuple[str, ...]
    tags: tuple[str, ...]
    own: tuple[OwnField, ...]


def client_choices(session: Session) -> ClientChoices:
    """Return what is in use, the standard grades always among them."""
    others = set(_used(session, Client.grade)) - set(GRADES)
    return ClientChoices(
        staff=tuple(staff_members(session)),
        grades=(*GRADES, *sorted(others)),
        segments=_used(session, Client.segment),
        industries=_used(session, Client.industry),
        regions=_used(session, Client.region),
        sources=_used(session, Client.source),
        tags=_tags(session),
        own=own_fields(session),
    )


def next_client_code(session: Session) -> str:
    """Return the code to propose for a new client: the newest client's, counted on."""
    newest = session.scalar(select(Client.code).order_by(Client.id.desc()).limit(1))
    return next_code(newest, lambda code: session.scalar(_owner(code)) is not None)


def clients_named(session: Session, ids: list[ClientId]) -> list[tuple[ClientId, str]]:
    """Return these clients' ids and names, by pinyin; with the code where two have one name."""
    other = aliased(Client)
    twin = exists().where(
        other.deleted_at.is_(None),
        other.name_key == Client.name_key,  # by the index
        other.name == Client.name,
        other.id != Client.id,
    )
    query = select(Client.id, Client.name, Client.code, twin).where(Client.id.in_(ids))
    return [
        (ClientId(id_), _("{name}（{code}）").format(name=name, code=code) if shared else name)
        for id_, name, code, shared in session.execute(query.order_by(Client.name_key, Client.id))
    ]


def clients_managed(session: Session, ids: Collection[ClientId]) -> dict[ClientId, tuple[str, str]]:
    """Return these clients' names and who manages each, empty where nobody does."""
    query = select(Client.id, Client.name, Staff.name).outerjoin(
        Staff, Staff.id == Client.manager_id
    )
    return {
        ClientId(id_): (name, manager or "")
        for id_, name, manager in session.execute(query.where(Client.id.in_(ids)))
    }


def _owner(code: str) -> Select[int]:
    return select(Client.id).where(Client.code == code)


def _used(
    session: Session, column: InstrumentedAttribute[str] | InstrumentedAttribute[str | None]
) -> tuple[str, ...]:
    found = session.scalars(select(column).where(Client.deleted_at.is_(None)).distinct())
    return tuple(sorted(value for value in found if value))


def _tags(session: Session) -> tuple[str, ...]:
    alive = select(ClientTag.tag).join(Client, Client.id == ClientTag.client_id)
    return tuple(sorted(session.scalars(alive.where(Client.deleted_at.is_(None)).distinct())))
