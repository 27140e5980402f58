"""What is hidden from a post stays whole in the file, can be shown, and that is noted (63)."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.db import Desk
from app.domain.audit import AuditFilter, AuditOnly, ChangeKind
from app.domain.birthdays import Birthday
from app.domain.clients_agreements import SignerDraft
from app.domain.masking import Privacy
from app.domain.types import Post
from app.errors import ConflictError, InvalidInputError, NotAllowedError
from app.models import Client, Contact, Signer
from app.queries.audit import action_ids, action_rows
from app.queries.clients import ClientFilter, client_ids
from app.queries.clients.card import client_draft
from app.queries.clients.contacts import contact_draft
from app.queries.privacy import privacy
from app.queries.told_changes import told_changes
from app.services.agreements import add_signer, change_signer
from app.services.clients import change_client
from app.services.contacts import change_contact
from app.services.hidden import numbers_hidden
from app.services.personal.privacy import reveal_contact, save_privacy
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import TODAY

MOBILE, CLIENT, SIGNER = "13987654321", "0571-11112222", "13700001234"
BORN = Birthday(1980, 5, 6)


@pytest.fixture
def officer(desk):
    new_staff(desk, "王芳", Post.MANAGER)
    member = Desk(desk.db, new_staff(desk, "李明"), desk.clock)
    client_id = new_client(desk, "华东机械", telephones=CLIENT, manager_id=member.staff_id)
    new_contact(desk, client_id, "张伟", mobile=MOBILE, birthday=BORN)
    add_signer(desk, client_id, SignerDraft(name="陈静", telephone=SIGNER))
    save_privacy(desk, Privacy(frozenset({Post.OFFICER})))
    return member


def test_the_office_decides_from_whom_numbers_are_hidden(desk, officer):
    assert numbers_hidden(officer)
    assert not numbers_hidden(desk)
    with pytest.raises(NotAllowedError):
        save_privacy(officer, Privacy())
    with desk.db.read() as session:
        assert privacy(session).masked_posts == {Post.OFFICER}
    save_privacy(desk, Privacy())
    assert not numbers_hidden(officer)


def test_what_a_masked_person_saves_leaves_what_was_hidden_as_it_is(desk, officer):
    with officer.db.read() as session:
        contact, version = contact_draft(session, 1)
        file, file_version = client_draft(session, 1)
    assert (contact.mobile, contact.birthday) == ("139****4321", None)
    change_contact(officer, 1, replace(contact, post="经理"), version=version)
    change_client(officer, 1, replace(file, notes="新厂"), version=file_version)
    change_signer(officer, 1, SignerDraft("陈静", "137****1234", notes="财务"), version=1)
    with desk.db.read() as session:
        kept = session.get_one(Contact, 1)
        assert (kept.mobile, kept.post, kept.birth_year) == (MOBILE, "经理", 1980)
        assert session.get_one(Client, 1).telephones == CLIENT
        assert session.get_one(Client, 1).notes == "新厂"
        assert session.get_one(Signer, 1).telephone == SIGNER
    with officer.db.read() as session:
        contact, version = contact_draft(session, 1)
    born = Birthday(1981, 1, 2)
    changed = replace(contact, mobile="13811112222", birthday=born)
    change_contact(officer, 1, changed, version=version)
    with desk.db.read() as session:
        assert contact_draft(session, 1)[0].birthday == born
        assert session.get_one(Contact, 1).mobile == "13811112222"


def test_a_number_beside_a_hidden_one_is_added_and_half_a_hidden_one_refused(desk, officer):
    def save(mobile):
        with officer.db.read() as session:
            contact, version = contact_draft(session, 1)
        change_contact(officer, 1, replace(contact, mobile=mobile), version=version)

    for half in ("139****4322", "139***4321", "139****4321/138****0000", "139****43210"):
        with pytest.raises(InvalidInputError) as refused:
            save(half)
        assert refused.value.fields.keys() == {"mobile"}
    save("139****4321 / 13811112222")
    with desk.db.read() as session:
        assert session.get_one(Contact, 1).mobile == f"{MOBILE} / 13811112222"
    with officer.db.read() as session:
        contact, version = contact_draft(session, 1)
    change_contact(officer, 1, contact, version=version)
    save("")
    with desk.db.read() as session:
        assert session.get_one(Contact, 1).mobile == ""


def test_who_is_not_masked_may_take_a_birthday_away(desk, officer):
    with desk.db.read() as session:
        contact, version = contact_draft(session, 1)
    change_contact(desk, 1, replace(contact, birthday=None), version=version)
    with desk.db.read() as session:
        assert contact_draft(session, 1)[0].birthday is None


def test_the_last_digits_still_find_the_client(officer):
    with officer.db.read() as session:
        assert client_ids(session, ClientFilter(text="4321"), today=TODAY) == [1]
        assert client_ids(session, ClientFilter(text=MOBILE), today=TODAY) == [1]


def test_showing_a_number_is_noted_and_cannot_be_undone(desk, officer):
    shown = reveal_contact(officer, 1)
    assert (shown.name, shown.mobile, shown.birthday) == ("张伟", MOBILE, BORN)
    with desk.db.read() as session:
        (row,) = action_rows(session, action_ids(session, AuditFilter(only=(AuditOnly.REVEALED,))))
        (change,) = told_changes(session, row.id)
    assert (row.staff, row.summary) == ("李明", "已查看 张伟 的电话和生日")
    assert (row.undoable, row.clients) == (False, ("华东机械",))
    assert (change.kind, change.title, change.fields) == (ChangeKind.REVEAL, "张伟", ())
    with pytest.raises(ConflictError):
        reveal_contact(desk, 999)


def test_nothing_a_masked_person_reads_holds_a_whole_number(officer):
    from app.models import Base

    with officer.db.read() as session:
        for table in Base.metadata.tables.values():
            if table.name in {"client_fact"}:  # searched, never shown
                continue
            dumped = str(session.execute(select(table)).all())
            assert not any(number in dumped for number in (MOBILE, CLIENT, SIGNER)), table.name


def test_nothing_is_shown_of_a_contact_of_a_client_that_is_not_seen(desk, officer):
    boss = new_staff(desk, "赵敏", Post.DIRECTOR)
    foreign = new_contact(desk, new_client(desk, "江南轴承", manager_id=boss), "周正", mobile="1")
    with pytest.raises(ConflictError):
        reveal_contact(officer, foreign)
    with desk.db.read() as session:
        assert action_ids(session, AuditFilter(only=(AuditOnly.REVEALED,))) == []
    assert reveal_contact(desk, foreign).mobile == "1"
