from dataclasses import replace

import pytest
from sqlalchemy import select

from app.domain.birthdays import Birthday
from app.domain.contacts import ContactDraft
from app.errors import ConflictError, InvalidInputError
from app.models import ClientFact, Contact
from app.queries.clients.contacts import contact_draft, contacts_of
from app.services.clients_bulk import delete_clients
from app.services.contacts import (
    change_contact,
    delete_contacts,
    mark_contact_back,
    mark_contact_left,
)
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.services.test_clients import undo_last


@filled_once
def client_id(desk):
    return new_client(desk)


def rows(desk, client_id):
    with desk.db.read() as session:
        return contacts_of(session, client_id, today=TODAY)


def loaded(desk, contact_id):
    with desk.db.read() as session:
        return contact_draft(session, contact_id)


def mains(desk, client_id):
    return [row.draft.name for row in rows(desk, client_id) if row.draft.main]


def search(desk, client_id):
    with desk.db.read() as session:
        return session.get_one(ClientFact, client_id).search


def test_a_contact_keeps_all_that_was_entered(desk, client_id):
    draft = ContactDraft(
        name="曾丽", main=True, mobile="13812345678", birthday=Birthday(None, 8, 15, lunar=True)
    )
    contact_id = new_contact(
        desk,
        client_id,
        **{name: getattr(draft, name) for name in ("name", "main", "mobile", "birthday")},
    )
    assert loaded(desk, contact_id) == (draft, 1)
    assert "13812345678" in search(desk, client_id)
    assert "zengli" in search(desk, client_id)


def test_there_is_always_exactly_one_main_contact(desk, client_id):
    first = new_contact(desk, client_id, "张伟")
    second = new_contact(desk, client_id, "李敏")
    assert mains(desk, client_id) == ["张伟"]
    third = new_contact(desk, client_id, "王芳", main=True)
    assert mains(desk, client_id) == ["王芳"]
    draft, version = loaded(desk, third)
    change_contact(desk, third, replace(draft, main=False), version=version)
    assert mains(desk, client_id) == ["张伟"]
    delete_contacts(desk, [first])
    assert mains(desk, client_id) == ["李敏"]
    undo_last(desk)
    assert mains(desk, client_id) == ["张伟"]
    mark_contact_left(desk, first, "对面酒店", version=loaded(desk, first)[1])
    assert mains(desk, client_id) == ["李敏"]
    delete_contacts(desk, [second, third])
    assert mains(desk, client_id) == ["张伟"]


def test_one_who_left_comes_last_and_may_come_back(desk, client_id):
    contact_id = new_contact(desk, client_id, "张伟")
    new_contact(desk, client_id, "李敏")
    mark_contact_left(desk, contact_id, " 对面酒店 ", version=loaded(desk, contact_id)[1])
    assert [(row.draft.name, row.left_to) for row in rows(desk, client_id)] == [
        ("李敏", ""),
        ("张伟", "对面酒店"),
    ]
    mark_contact_back(desk, contact_id, version=loaded(desk, contact_id)[1])
    assert [row.left for row in rows(desk, client_id)] == [False, False]
    with pytest.raises(InvalidInputError):
        mark_contact_left(desk, contact_id, "远" * 201, version=loaded(desk, contact_id)[1])


def test_a_changed_contact_is_found_by_the_new_telephone(desk, client_id):
    contact_id = new_contact(desk, client_id, mobile="13800000000")
    draft, version = loaded(desk, contact_id)
    changed = replace(draft, mobile="13911112222", birthday=Birthday(1980, 2, 29))
    change_contact(desk, contact_id, changed, version=version)
    assert "13911112222" in search(desk, client_id)
    assert rows(desk, client_id)[0].birthday_on.isoformat() == "2026-02-28"
    undo_last(desk)
    assert "13800000000" in search(desk, client_id)
    assert loaded(desk, contact_id)[0].birthday is None


def test_wrong_and_stale_drafts_are_refused(desk, client_id):
    contact_id = new_contact(desk, client_id)
    draft, version = loaded(desk, contact_id)
    with pytest.raises(InvalidInputError):
        change_contact(desk, contact_id, replace(draft, name=""), version=version)
    change_contact(desk, contact_id, replace(draft, post="经理"), version=version)
    for stale in (
        lambda: change_contact(desk, contact_id, draft, version=version),
        lambda: mark_contact_left(desk, contact_id, "", version=version),
        lambda: mark_contact_back(desk, contact_id, version=version),
    ):
        with pytest.raises(ConflictError):
            stale()


def test_a_deleted_contact_is_gone_and_no_longer_found(desk, client_id):
    contact_id = new_contact(desk, client_id, mobile="13800000000")
    assert delete_contacts(desk, [contact_id]) == 1
    assert delete_contacts(desk, [contact_id]) == 0
    assert rows(desk, client_id) == []
    assert loaded(desk, contact_id) is None
    assert "13800000000" not in search(desk, client_id)


def test_a_deleted_client_takes_no_contact(desk, client_id):
    delete_clients(desk, [client_id])
    with pytest.raises(ConflictError):
        new_contact(desk, client_id)


def test_a_birthday_that_never_was_is_left_out(desk, client_id):
    contact_id = new_contact(desk, client_id)
    with desk.write() as session:
        contact = session.scalars(select(Contact)).one()
        contact.birth_month, contact.birth_day = 2, 30
    assert loaded(desk, contact_id)[0].birthday is None
