"""Puts right what the full check found wrong with facts that follow from other rows."""

from sqlalchemy import select

from app.db import Desk
from app.domain.rights import Right
from app.i18n import _
from app.models import Client
from app.services.facts import refresh_due, refresh_facts, refresh_search


def mend_facts(desk: Desk) -> int:
    """Recompute every client's facts; return for how many clients.

    Raises:
        NotAllowedError: The post sees only some of the clients.
    """
    desk.require(Right.SETTINGS)
    with desk.write(_("已重新计算全部客户的合计与日期"), undoable=False) as session:
        ids = session.scalars(select(Client.id)).all()
        refresh_facts(session, ids)
        refresh_search(session, ids)
        refresh_due(session, ids)
    return len(ids)
