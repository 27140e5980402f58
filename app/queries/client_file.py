"""Everything that the printed client file (客户档案表) says of one client."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from sqlalchemy.orm import Session

from app.domain.clients_agreements import AgreementDraft, SignerDraft
from app.domain.types import ClientId
from app.queries.clients.agreements import agreements_of, signers_of
from app.queries.clients.card import ClientHead, client_head
from app.queries.clients.contacts import ContactRow, contacts_of
from app.queries.clients.overview import ClientOverview, client_overview
from app.queries.communications import (
    CommunicationFilter,
    CommunicationRow,
    communication_ids,
    communication_rows,
)
from app.queries.tasks import TaskFilter, TaskRow, open_tasks
from app.queries.trade import trade_year, trade_years

LAST_ENTRIES: Final = 10


@dataclass(frozen=True, slots=True)
class ClientFile:
    """One client file as it stands on ``today``.

    ``months`` and ``last_months`` are the twelve amounts of this and of last year, in yuan.
    ``entries`` are the last of the log, the newest first.
    """

    today: date
    head: ClientHead
    overview: ClientOverview
    contacts: Sequence[ContactRow]
    agreements: Sequence[AgreementDraft]
    signers: Sequence[SignerDraft]
    months: Sequence[Decimal]
    last_months: Sequence[Decimal]
    entries: Sequence[CommunicationRow]
    tasks: Sequence[TaskRow]


def client_file(session: Session, client_id: ClientId, *, today: date) -> ClientFile | None:
    """Return a client's file; None when it is gone or in the recycle bin."""
    head = client_head(session, client_id, today=today)
    if head is None or head.deleted:
        return None
    years = trade_years(session, client_id)
    newest = communication_ids(session, CommunicationFilter(client_id=client_id))[:LAST_ENTRIES]
    return ClientFile(
        today,
        head,
        client_overview(session, client_id),
        contacts_of(session, client_id, today=today),
        [row.draft for row in agreements_of(session, client_id)],
        [row.draft for row in signers_of(session, client_id)],
        trade_year(years, today.year).amounts,
        trade_year(years, today.year - 1).amounts,
        communication_rows(session, newest),
        open_tasks(session, TaskFilter(client_id=client_id)),
    )
