"""Everything a user can do to a client's agreements and authorised signers."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.db import Desk
from app.db.database import describe
from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.types import ClientId
from app.errors import InvalidInputError
from app.i18n import _
from app.models import Agreement, AgreementRate, Client, Signer
from app.services.hidden import with_hidden
from app.services.rows import row_as_loaded, row_there


def add_agreement(desk: Desk, client_id: ClientId, draft: AgreementDraft) -> int:
    """Enter an agreement with its rates; return its id.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The client was deleted meanwhile.
    """
    _check(draft)
    with desk.write(_("已新建协议 {number}").format(number=draft.number)) as session:
        row_there(session, Client, client_id)
        agreement = Agreement(client_id=client_id, **_columns(draft))
        session.add(agreement)
        session.flush()
        _add_rates(session, agreement.id, draft.rates)
        return agreement.id


def change_agreement(desk: Desk, agreement_id: int, draft: AgreementDraft, *, version: int) -> None:
    """Save an agreement that was loaded at ``version``, its rates included.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: It was changed or deleted since it was loaded.
    """
    _check(draft)
    with desk.write(_("已修改协议 {number}").format(number=draft.number)) as session:
        agreement = row_as_loaded(session, Agreement, agreement_id, version)
        for name, value in _columns(draft).items():
            setattr(agreement, name, value)
        _replace_rates(session, agreement_id, draft.rates)


def delete_agreement(desk: Desk, agreement_id: int) -> None:
    """Put an agreement into the recycle bin.

    Raises:
        ConflictError: It is there already.
    """
    with desk.write() as session:
        agreement = row_there(session, Agreement, agreement_id)
        agreement.deleted_at = desk.now().astimezone(UTC)
        describe(session, _("已删除协议 {number}").format(number=agreement.number))


def add_signer(desk: Desk, client_id: ClientId, draft: SignerDraft) -> int:
    """Enter a person who may sign bills; return its id.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: The client was deleted meanwhile.
    """
    _check(draft)
    with desk.write(_("已新建签单人 {name}").format(name=draft.name)) as session:
        row_there(session, Client, client_id)
        signer = Signer(client_id=client_id, **asdict(draft))
        session.add(signer)
        session.flush()
        return signer.id


def change_signer(desk: Desk, signer_id: int, draft: SignerDraft, *, version: int) -> None:
    """Save a signer that was loaded at ``version``.

    Raises:
        InvalidInputError: The draft breaks a rule.
        ConflictError: It was changed or deleted since it was loaded.
    """
    _check(draft)
    with desk.write(_("已修改签单人 {name}").format(name=draft.name)) as session:
        signer = row_as_loaded(session, Signer, signer_id, version)
        for name, value in asdict(with_hidden(draft, signer)).items():
            setattr(signer, name, value)


def delete_signer(desk: Desk, signer_id: int) -> None:
    """Put a signer into the recycle bin: from now on this signature does not count.

    Raises:
        ConflictError: It is there already.
    """
    with desk.write() as session:
        signer = row_there(session, Signer, signer_id)
        signer.deleted_at = desk.now().astimezone(UTC)
        describe(session, _("已删除签单人 {name}").format(name=signer.name))


def _check(draft: AgreementDraft | SignerDraft) -> None:
    if found := draft.problems():
        raise InvalidInputError(found)


def _columns(draft: AgreementDraft) -> dict[str, object]:
    return {name: value for name, value in asdict(draft).items() if name != "rates"}


def _add_rates(session: Session, agreement_id: int, rates: Sequence[RateDraft]) -> None:
    session.add_all(AgreementRate(agreement_id=agreement_id, **asdict(rate)) for rate in rates)


def _replace_rates(session: Session, agreement_id: int, rates: Sequence[RateDraft]) -> None:
    own = select(AgreementRate).where(AgreementRate.agreement_id == agreement_id)
    old = session.scalars(own.order_by(AgreementRate.id)).all()
    names = RateDraft.__dataclass_fields__
    if tuple(RateDraft(**{name: getattr(rate, name) for name in names}) for rate in old) == rates:
        return
    for rate in old:
        session.delete(rate)
    _add_rates(session, agreement_id, rates)
