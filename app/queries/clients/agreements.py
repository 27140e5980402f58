"""Reads behind a client's agreements, authorised signers and attachments."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.types import ClientId
from app.models import Agreement, AgreementRate, Attachment, Signer, Staff


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """One agreement with its rates."""

    id: int
    version: int
    draft: AgreementDraft


@dataclass(frozen=True, slots=True)
class SignerRow:
    """One authorised signer."""

    id: int
    version: int
    draft: SignerDraft


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One file kept with a client. ``size`` in bytes; ``added_at`` in UTC."""

    id: int
    file_name: str
    size: int
    added_at: datetime
    staff: str


def agreements_of(session: Session, client_id: ClientId) -> list[AgreementRow]:
    """Return a client's agreements, the one that runs longest first."""
    own = (Agreement.client_id == client_id, Agreement.deleted_at.is_(None))
    order = (Agreement.valid_to.desc().nulls_last(), Agreement.id.desc())
    agreements = session.scalars(select(Agreement).where(*own).order_by(*order)).all()
    rates = _rates(session, [agreement.id for agreement in agreements])
    return [
        AgreementRow(
            one.id,
            one.version,
            AgreementDraft(
                one.number,
                one.signed_on,
                one.valid_from,
                one.valid_to,
                one.notes,
                tuple(rates[one.id]),
            ),
        )
        for one in agreements
    ]


def signers_of(session: Session, client_id: ClientId) -> list[SignerRow]:
    """Return who may sign bills for a client."""
    own = (Signer.client_id == client_id, Signer.deleted_at.is_(None))
    names = [field.name for field in fields(SignerDraft)]
    return [
        SignerRow(one.id, one.version, SignerDraft(**{name: getattr(one, name) for name in names}))
        for one in session.scalars(select(Signer).where(*own).order_by(Signer.id))
    ]


def attachments_of(session: Session, client_id: ClientId) -> list[AttachmentRow]:
    """Return the files kept with a client, the latest first, without their content."""
    columns = (
        Attachment.id,
        Attachment.file_name,
        Attachment.size,
        Attachment.added_at,
        func.coalesce(Staff.name, ""),
    )
    query = select(*columns).outerjoin(Staff, Staff.id == Attachment.staff_id)
    own = (Attachment.client_id == client_id, Attachment.deleted_at.is_(None))
    found = session.execute(query.where(*own).order_by(Attachment.id.desc()))
    return [AttachmentRow(*row) for row in found]


def attachment_content(session: Session, attachment_id: int) -> bytes | None:
    """Return what a kept file holds; None when it is gone."""
    return session.scalar(select(Attachment.content).where(Attachment.id == attachment_id))


def _rates(session: Session, agreement_ids: Sequence[int]) -> dict[int, list[RateDraft]]:
    query = select(AgreementRate).where(AgreementRate.agreement_id.in_(agreement_ids))
    names = [field.name for field in fields(RateDraft)]
    found: dict[int, list[RateDraft]] = defaultdict(list)
    for rate in session.scalars(query.order_by(AgreementRate.id)):
        values = {name: getattr(rate, name) for name in names}
        found[rate.agreement_id].append(RateDraft(**values))
    return found
