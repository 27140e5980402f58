from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.errors import ConflictError, FileRefusedError, InvalidInputError
from app.queries.clients.agreements import (
    agreements_of,
    attachment_content,
    attachments_of,
    signers_of,
)
from app.services import clients_attachments
from app.services.agreements import (
    add_agreement,
    add_signer,
    change_agreement,
    change_signer,
    delete_agreement,
    delete_signer,
)
from app.services.clients_attachments import add_attachment, delete_attachment
from app.services.clients_bulk import delete_clients
from tests.clients import new_client
from tests.filled import filled_once
from tests.services.test_clients import undo_last

RATE = RateDraft("高级房", "平季", Decimal("680.50"), 2, "加床 200")
DRAFT = AgreementDraft("XY-1", date(2025, 1, 1), date(2025, 1, 1), date(2025, 12, 31), "", (RATE,))
SIGNER = SignerDraft("周国强", "13812345678", Decimal(5000), date(2026, 6, 30))


@filled_once
def client_id(desk):
    return new_client(desk)


def read(desk, query, client_id):
    with desk.db.read() as session:
        return query(session, client_id)


def drafts(desk, client_id):
    return [row.draft for row in read(desk, agreements_of, client_id)]


def test_an_agreement_is_kept_with_its_rates(desk, client_id):
    add_agreement(desk, client_id, DRAFT)
    add_agreement(desk, client_id, AgreementDraft("XY-2"))
    add_agreement(desk, client_id, AgreementDraft("XY-0", valid_to=date(2026, 12, 31)))
    assert [draft.number for draft in drafts(desk, client_id)] == ["XY-0", "XY-1", "XY-2"]
    assert drafts(desk, client_id)[1] == DRAFT


def test_changed_rates_replace_the_old_ones_and_come_back(desk, client_id):
    agreement_id = add_agreement(desk, client_id, DRAFT)
    changed = replace(DRAFT, number="XY-9", rates=(replace(RATE, rate=Decimal(700)), RATE))
    change_agreement(desk, agreement_id, changed, version=1)
    assert drafts(desk, client_id) == [changed]
    undo_last(desk)
    assert drafts(desk, client_id) == [DRAFT]
    version = read(desk, agreements_of, client_id)[0].version
    change_agreement(desk, agreement_id, replace(DRAFT, notes="含早"), version=version)
    assert drafts(desk, client_id) == [replace(DRAFT, notes="含早")]


def test_a_new_agreement_can_be_undone(desk, client_id):
    add_agreement(desk, client_id, DRAFT)
    undo_last(desk)
    assert drafts(desk, client_id) == []


def test_wrong_stale_and_deleted_agreements_are_refused(desk, client_id):
    agreement_id = add_agreement(desk, client_id, DRAFT)
    with pytest.raises(InvalidInputError):
        add_agreement(desk, client_id, AgreementDraft())
    with pytest.raises(ConflictError):
        change_agreement(desk, agreement_id, DRAFT, version=9)
    delete_agreement(desk, agreement_id)
    assert drafts(desk, client_id) == []
    for refused in (
        lambda: delete_agreement(desk, agreement_id),
        lambda: change_agreement(desk, agreement_id, DRAFT, version=2),
        lambda: delete_agreement(desk, 99),
    ):
        with pytest.raises(ConflictError):
            refused()


def test_signers_come_change_and_go(desk, client_id):
    signer_id = add_signer(desk, client_id, SIGNER)
    changed = replace(SIGNER, limit=None)
    change_signer(desk, signer_id, changed, version=1)
    assert [row.draft for row in read(desk, signers_of, client_id)] == [changed]
    with pytest.raises(ConflictError):
        change_signer(desk, signer_id, SIGNER, version=1)
    with pytest.raises(InvalidInputError):
        add_signer(desk, client_id, SignerDraft())
    delete_signer(desk, signer_id)
    assert read(desk, signers_of, client_id) == []
    with pytest.raises(ConflictError):
        delete_signer(desk, signer_id)
    undo_last(desk)
    assert len(read(desk, signers_of, client_id)) == 1


def test_an_attachment_keeps_every_byte(desk, client_id):
    content = bytes(range(256))
    attachment_id = add_attachment(desk, client_id, "协议.pdf", content)
    (row,) = read(desk, attachments_of, client_id)
    assert (row.file_name, row.size) == ("协议.pdf", 256)
    with desk.db.read() as session:
        assert attachment_content(session, attachment_id) == content
        assert attachment_content(session, 99) is None
    delete_attachment(desk, attachment_id)
    assert read(desk, attachments_of, client_id) == []
    with pytest.raises(ConflictError):
        delete_attachment(desk, attachment_id)
    undo_last(desk)
    with desk.db.read() as session:
        assert attachment_content(session, attachment_id) == content


def test_an_attachment_taken_back_and_put_there_again_keeps_every_byte(desk, client_id):
    content = bytes(range(256))
    attachment_id = add_attachment(desk, client_id, "协议.pdf", content)
    for there in (False, True):
        undo_last(desk)
        with desk.db.read() as session:
            assert attachment_content(session, attachment_id) == (content if there else None)


def test_an_attachment_over_the_limit_is_refused(desk, client_id, monkeypatch):
    monkeypatch.setattr(clients_attachments, "MOST_BYTES", 10)
    with pytest.raises(FileRefusedError, match=r"照片\.jpg"):
        add_attachment(desk, client_id, "照片.jpg", b"x" * 11)
    assert add_attachment(desk, client_id, "名" * 300, b"x" * 10)


def test_a_deleted_client_takes_nothing(desk, client_id):
    delete_clients(desk, [client_id])
    for refused in (
        lambda: add_agreement(desk, client_id, DRAFT),
        lambda: add_signer(desk, client_id, SIGNER),
        lambda: add_attachment(desk, client_id, "协议.pdf", b""),
    ):
        with pytest.raises(ConflictError):
            refused()
