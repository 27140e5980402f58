from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.domain.birthdays import Birthday
from app.domain.clients_agreements import AgreementDraft, SignerDraft
from app.domain.clients_bin import BinKind
from app.domain.courtesies import ImportantDateDraft
from app.domain.notices import NoticeDraft
from app.domain.types import Channel, Direction
from app.errors import AppError, CannotUndoError
from app.models import Change, Client, ClientFact, Communication, Contact, Screening, ScreeningLine
from app.queries.bin import bin_items
from app.queries.clients.contacts import contact_draft, contacts_of
from app.services.agreements import add_agreement, add_signer, delete_agreement, delete_signer
from app.services.bin import purge_items, restore_items
from app.services.bookings import delete_bookings
from app.services.cases import delete_cases
from app.services.clients_attachments import add_attachment, delete_attachment
from app.services.clients_bulk import delete_clients
from app.services.communications import delete_communications
from app.services.contacts import change_contact, delete_contacts
from app.services.courtesies import (
    add_important_date,
    delete_courtesies,
    delete_important_dates,
    note_courtesies,
)
from app.services.merging import merge_clients
from app.services.notices import delete_notices, word_notice
from app.services.receipts import delete_receipts
from app.services.receptions import delete_receptions
from app.services.undo import undo_action
from tests.cases import new_case
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.courtesies import given_to
from tests.filled import filled_once
from tests.key_accounts import new_reception
from tests.services.test_clients import undo_last
from tests.trade import new_booking, new_receipt


def items(desk, *kinds):
    with desk.db.read() as session:
        return bin_items(session, frozenset(kinds))


@filled_once
def client_id(desk):
    return new_client(desk)


def delete_words_and_courtesies(desk, client_id):
    delete_receptions(desk, [new_reception(desk, client_id, TODAY)])
    notice = NoticeDraft(client_id=client_id, title="早餐", wording="粥是冷的")
    delete_notices(desk, [word_notice(desk, notice)])
    delete_courtesies(desk, note_courtesies(desk, given_to(client_id)))
    founded = ImportantDateDraft(title="成立十周年", day=Birthday(2015, 6, 1))
    delete_important_dates(desk, [add_important_date(desk, client_id, founded)])


def test_every_kind_goes_into_the_bin_and_comes_back(desk, client_id):
    contact_id = new_contact(desk, client_id)
    with desk.write() as session:
        booking_id = new_booking(session, client_id, date(2025, 3, 1), number="B1")
        receipt_id = new_receipt(session, client_id, date(2025, 3, 2), "1")
        said = {"channel": Channel.CALL, "direction": Direction.OUT, "summary": "问候"}
        entry = Communication(client_id=client_id, held_on=TODAY, **said)
        session.add(entry)
        session.flush()
        entry_id = entry.id
    delete_contacts(desk, [contact_id])
    delete_bookings(desk, [booking_id])
    delete_receipts(desk, [receipt_id])
    delete_communications(desk, [entry_id])
    delete_agreement(desk, add_agreement(desk, client_id, AgreementDraft("XY-1")))
    delete_signer(desk, add_signer(desk, client_id, SignerDraft("周国强")))
    delete_attachment(desk, add_attachment(desk, client_id, "协议.pdf", b"x"))
    delete_cases(desk, [new_case(desk, client_id)])
    delete_words_and_courtesies(desk, client_id)
    delete_clients(desk, [new_client(desk, "江南轴承")])

    binned = items(desk)
    assert {item.kind for item in binned} == set(BinKind)
    titles = {item.kind: item.title for item in binned}
    assert titles[BinKind.CLIENT] == "江南轴承（KH0002）"
    assert titles[BinKind.BOOKING] == "B1"
    restore_items(desk, binned)
    assert items(desk) == []
    with desk.db.read() as session:
        assert [row.draft.main for row in contacts_of(session, client_id, today=TODAY)] == [True]
        assert session.get_one(ClientFact, client_id).first_stay_on == date(2025, 3, 1)
        assert session.get_one(ClientFact, client_id).last_contact_on == TODAY


def test_restoring_several_kinds_is_one_step_and_nothing_is_none(desk, client_id):
    commits = []
    desk.db.on_commit(commits.append)
    with desk.write() as session:
        booking_id = new_booking(session, client_id, date(2025, 3, 1))
    delete_bookings(desk, [booking_id])
    delete_contacts(desk, [new_contact(desk, client_id)])
    delete_clients(desk, [new_client(desk, "江南轴承")])
    binned = items(desk)
    restore_items(desk, binned)
    assert commits[-1].summary == "已恢复 1 个客户、1 个联系人、1 笔预订"
    undo_last(desk)
    assert items(desk) == binned
    count = len(commits)
    restore_items(desk, [])
    assert len(commits) == count


def test_restoring_can_be_undone(desk, client_id):
    delete_clients(desk, [client_id])
    restore_items(desk, items(desk))
    assert items(desk) == []
    undo_last(desk)
    assert [item.record_id for item in items(desk)] == [client_id]


def test_what_belongs_to_a_deleted_client_is_not_listed_by_itself(desk, client_id):
    delete_contacts(desk, [new_contact(desk, client_id)])
    assert [item.kind for item in items(desk)] == [BinKind.CONTACT]
    assert items(desk, BinKind.CLIENT) == []
    delete_clients(desk, [client_id])
    assert [item.kind for item in items(desk)] == [BinKind.CLIENT]


def test_purging_leaves_nothing_behind(desk, client_id):
    new_contact(desk, client_id)
    delete_clients(desk, [client_id])
    assert purge_items(desk, items(desk)) == 1
    assert items(desk) == []
    with desk.db.read() as session:
        for table in (Client, Contact, ClientFact):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_purging_a_contact_leaves_its_client(desk, client_id):
    delete_contacts(desk, [new_contact(desk, client_id)])
    assert purge_items(desk, items(desk)) == 1
    assert items(desk) == []
    with desk.db.read() as session:
        assert session.get(Client, client_id) is not None
        assert session.scalar(select(func.count()).select_from(Contact)) == 0


def test_purging_takes_only_what_is_in_the_bin(desk, client_id):
    delete_clients(desk, [client_id])
    stale = items(desk)
    restore_items(desk, stale)
    assert purge_items(desk, stale) == 0
    with desk.db.read() as session:
        assert session.get(Client, client_id) is not None


def test_a_merged_file_comes_back_by_undo_alone(desk, client_id):
    other = new_client(desk, "华东机械厂")
    merge_clients(desk, client_id, other)
    assert items(desk) == []
    delete_clients(desk, [client_id])
    purge_items(desk, items(desk))
    with desk.db.read() as session:
        assert session.get_one(Client, other).merged_into_id is None


def test_a_screened_client_cannot_be_purged(desk, client_id):
    with desk.write() as session:
        screening = Screening(year=2025, cut_off_on=TODAY, rules={})
        session.add(screening)
        session.flush()
        line = {"client_code": "KH0001", "client_name": "华东机械", "amount": Decimal(0)}
        evidence = {"evidence": {}, "points": {}}
        session.add(
            ScreeningLine(screening_id=screening.id, client_id=client_id, **line, **evidence)
        )
    delete_clients(desk, [client_id])
    with pytest.raises(AppError, match="华东机械 列入过年终筛选"):
        purge_items(desk, items(desk))
    assert len(items(desk)) == 1


def test_purging_is_told_as_final(desk, client_id):
    said = []
    desk.db.on_commit(said.append)
    delete_clients(desk, [client_id])
    purge_items(desk, items(desk))
    assert (said[-1].summary, said[-1].undoable) == ("已彻底删除 1 条记录", False)
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Change)) > 0


def test_no_step_is_undone_on_whoever_has_the_number_of_what_is_gone_for_good(desk):
    told = []
    desk.db.on_commit(told.append)
    gone = new_client(desk, "甲公司")
    new_contact(desk, gone, "张伟")
    delete_clients(desk, [gone])
    purge_items(desk, items(desk))
    other = new_client(desk, "乙公司")
    theirs = new_contact(desk, other, "李明")
    assert (other, theirs) == (gone, 1), "SQLite gives the highest number anew"
    for commit in told[:3]:
        with pytest.raises(CannotUndoError, match="不能撤销"):
            undo_action(desk, commit.action_id)
    with desk.db.read() as session:
        assert session.get_one(Client, other).name == "乙公司"
        assert [one.draft.name for one in contacts_of(session, other, today=TODAY)] == ["李明"]
    undo_action(desk, told[-1].action_id)


@pytest.mark.parametrize("with_client", [True, False])
def test_of_people_gone_for_good_the_journal_keeps_the_name_alone(desk, client_id, with_client):
    contact_id = new_contact(desk, client_id, "张伟", mobile="13987654321")
    with desk.db.read() as session:
        draft, version = contact_draft(session, contact_id)
    change_contact(desk, contact_id, replace(draft, mobile="13900001111"), version=version)
    delete_contacts(desk, [contact_id])
    if with_client:
        delete_clients(desk, [client_id])
    purge_items(desk, items(desk))
    with desk.db.read() as session:
        own = select(Change.before, Change.after).where(Change.table_name == "contact")
        told = {str(one) for pair in session.execute(own) for one in pair if one}
    assert told == (set() if with_client else {"{'title': '张伟'}"})
