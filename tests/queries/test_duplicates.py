import pytest
from sqlalchemy import event, update

from app.domain.clients import ClientDraft
from app.domain.comparing import ClientName
from app.domain.merging import MERGE_FIELDS
from app.domain.types import ClientId, ClientKind
from app.models import Client, Contact
from app.queries.duplicates import (
    client_names,
    client_of_code,
    clients_like,
    duplicate_pairs,
    merge_side,
)
from app.services.clients import add_client
from app.services.merging import declare_distinct
from tests.conftest import NOW
from tests.filled import filled_once


@filled_once
def office(desk):
    """Open a few files, two of them of one client."""
    drafts = [
        ClientDraft(code="A1", name="深圳市物业发展(集团)股份有限公司", short_name="深物业"),
        ClientDraft(code="A2", name="杭州华东旅行社"),
        ClientDraft(code="A3", name="深圳市物业发展（集团）股份公司"),
        ClientDraft(code="A4", name="宁波华东旅行社"),
        ClientDraft(code="A5", name="王伟", kind=ClientKind.PERSON),
    ]
    return [add_client(desk, draft) for draft in drafts]


def found(db):
    with db.read() as session:
        return [(p.first_code, p.second_code, p.certain) for p in duplicate_pairs(session)]


def like(db, name, **known):
    with db.read() as session:
        return [(p.a, p.certain) for p in clients_like(session, ClientName(0, name, **known))]


def delete(desk, client_id):
    with desk.write() as session:
        session.execute(update(Client).where(Client.id == client_id).values(deleted_at=NOW))


def test_the_pairs_carry_what_a_list_shows(db, office):
    with db.read() as session:
        (pair,) = duplicate_pairs(session)
    assert (pair.first_id, pair.second_id) == (office[0], office[2])
    assert (pair.first_code, pair.second_code) == ("A1", "A3")
    assert pair.second_name == "深圳市物业发展（集团）股份公司"
    assert pair.certain
    assert pair.score == 100
    assert pair.why


def test_pairs_declared_two_and_deleted_files_are_left_out(desk, db, office):
    declare_distinct(desk, (office[2], office[0]))
    assert found(db) == []


def test_deleted_files_are_left_out(desk, db, office):
    delete(desk, office[2])
    assert found(db) == []
    with db.read() as session:
        assert client_of_code(session, "A1") == office[0]
        assert client_of_code(session, "A3") is None
        assert merge_side(session, office[2]) is None
        assert merge_side(session, ClientId(99)) is None


def test_telephones_of_contacts_count_too(desk, db, office):
    with desk.write() as session:
        for client_id, mobile in ((office[1], "138 0013 8000"), (office[0], "13800138000")):
            session.add(Contact(client_id=client_id, name="李", name_key="li", mobile=mobile))
        session.add(
            Contact(
                client_id=office[4],
                name="李",
                name_key="li",
                mobile="13800138000",
                deleted_at=NOW,
            )
        )
    with db.read() as session:
        names = {name.id: name for name in client_names(session)}
    assert names[office[1]].telephones == names[office[0]].telephones == ("13800138000",)
    assert names[office[4]].telephones == ()
    assert names[office[4]].person


@pytest.mark.parametrize(
    ("typed", "code", "certain"),
    [
        ("深圳物业发展集团股份有限公司", "A1", True),
        ("深圳物业发展集团", "A1", True),
        ("深圳物业发殿集团股份", "A1", False),
        ("深物业", "A1", False),
        ("杭州华冬旅行社", "A2", False),
        ("华东旅行社", "A2", False),
    ],
)
def test_a_name_being_typed_is_recognised(db, office, typed, code, certain):
    with db.read() as session:
        wanted = client_of_code(session, code)
    assert (wanted, certain) in like(db, typed)


def test_a_name_being_typed_is_recognised_by_its_registration_code(desk, db, office):
    code = "91440300192181247T"
    other = add_client(desk, ClientDraft(code="A9", name="方舟会展", credit_code=code))
    assert like(db, "万通地产", credit_code=code) == [(other, True)]


@pytest.mark.parametrize("typed", ["", "  ", "（）", "吴", "%", "深圳", "北京四季酒店"])
def test_nothing_is_suggested_for_nothing_or_for_strangers(db, office, typed):
    assert like(db, typed) == []


def test_a_client_being_typed_is_recognised_by_its_short_name(db, office):
    assert (office[0], False) in like(db, "深", short_name="深物业")


def test_the_sides_of_a_merge_show_what_hangs_on_them(desk, db, office):
    with desk.write() as session:
        session.add(Contact(client_id=office[0], name="李", name_key="li"))
    with db.read() as session:
        side = merge_side(session, office[0])
    assert set(side.values) == set(MERGE_FIELDS)
    assert (side.code, side.version, side.values["short_name"]) == ("A1", 1, "深物业")
    assert (side.contacts, side.communications, side.bookings, side.receipts) == (1, 0, 0, 0)


def test_the_whole_office_is_read_in_a_few_statements(db, office):
    told = []
    with db.read() as session:
        event.listen(
            session.connection(), "before_cursor_execute", lambda *args: told.append(args[2])
        )
        duplicate_pairs(session)
    assert len(told) == 4
