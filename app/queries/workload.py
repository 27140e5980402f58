"""Who looks after how many clients."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.types import StaffId
from app.models import Client


def has_clients(session: Session) -> bool:
    """Tell whether there is any client file yet."""
    found = session.scalar(select(Client.id).where(Client.deleted_at.is_(None)).limit(1))
    return found is not None


def staff_workload(session: Session) -> dict[StaffId, int]:
    """Return how many clients each person looks after; who has none is left out."""
    query = (
        select(Client.manager_id, func.count())
        .where(Client.manager_id.is_not(None), Client.deleted_at.is_(None))
        .group_by(Client.manager_id)
    )
    return {StaffId(id_): count for id_, count in session.execute(query) if id_ is not None}
