"""撤销 takes an action back whole, or says why it cannot."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.domain.types import ActionId, BookingStatus, ClientKind
from app.errors import CannotUndoError
from app.models import Action, Booking, Client, ClientFact, Contact, Setting
from app.queries.facts import CHUNK
from app.services.facts import is_followed, refresh_due, refresh_facts, refresh_search
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY


def last_action(db):
    with db.read() as session:
        return ActionId(session.scalars(select(Action.id).order_by(Action.id.desc())).first())


def add_client(desk, code="A1", name="样例机电"):
    with desk.write("已新建 " + name) as session:
        client = Client(
            code=code, name=name, name_key=name, match_key=name, created_at=NOW, terms_days=30
        )
        session.add(client)
        session.flush()
        refresh_search(session, [client.id])
    return client.id


def add_booking(desk, client_id, day=TODAY):
    with desk.write("已登记预订") as session:
        booking = Booking(
            client_id=client_id,
            arrival_on=day,
            departure_on=day,
            amount=Decimal(100),
            status=BookingStatus.COMPLETED,
            due_on=day,
        )
        session.add(booking)
        refresh_due(session, [client_id])
        refresh_facts(session, [client_id])
    return booking.id


def test_a_new_record_goes_again_and_comes_back(desk, db):
    client_id = add_client(desk)
    added = last_action(db)

    undo_action(desk, added)
    with db.read() as session:
        assert session.get(Client, client_id) is None
        assert session.get(ClientFact, client_id) is None

    undo_action(desk, last_action(db))
    with db.read() as session:
        assert session.get(Client, client_id).name == "样例机电"
        assert "样例机电" in session.get(ClientFact, client_id).search


def test_a_changed_record_is_as_before_and_its_search_text_too(desk, db):
    client_id = add_client(desk)
    with desk.write("已修改") as session:
        client = session.get(Client, client_id)
        client.name, client.kind = "改名之后", ClientKind.AGENCY
        refresh_search(session, [client_id])

    undo_action(desk, last_action(db))

    with db.read() as session:
        client = session.get(Client, client_id)
        assert (client.name, client.kind, client.version) == ("样例机电", None, 3)
        assert "改名" not in session.get(ClientFact, client_id).search


def test_a_deleted_row_comes_back_with_all_it_held(desk, db):
    client_id = add_client(desk)
    with desk.write("x") as session:
        contact = Contact(client_id=client_id, name="单样", name_key="shan", mobile="13800000000")
        session.add(contact)
    with desk.write("已彻底删除") as session:
        session.delete(session.get(Contact, contact.id))

    undo_action(desk, last_action(db))

    with db.read() as session:
        assert session.get(Contact, contact.id).mobile == "13800000000"
        assert "13800000000" in session.get(ClientFact, client_id).search


def test_what_follows_from_the_rows_is_taken_back_as_well(desk, db):
    client_id = add_client(desk)
    booking_id = add_booking(desk, client_id)
    with db.read() as session:
        assert session.get(ClientFact, client_id).first_stay_on == TODAY
        assert (session.get(Booking, booking_id).due_on - TODAY).days == 30

    undo_action(desk, last_action(db))

    with db.read() as session:
        assert session.get(ClientFact, client_id).first_stay_on is None


def test_a_row_changed_since_is_not_overwritten(desk, db):
    client_id = add_client(desk)
    for name in ("二", "三"):
        with desk.write("已改名") as session:
            session.get(Client, client_id).name = name
    second = ActionId(last_action(db) - 1)

    with pytest.raises(CannotUndoError, match="后来又被修改过"):
        undo_action(desk, second)

    with db.read() as session:
        assert session.get(Client, client_id).name == "三"


def test_a_row_that_is_gone_cannot_be_changed_back(desk, db):
    with desk.write("a") as session:
        setting = Setting(key="k", value=1)
        session.add(setting)
    with desk.write("b") as session:
        session.get(Setting, setting.id).value = 2
    changed = last_action(db)
    with desk.write("c") as session:
        session.delete(session.get(Setting, setting.id))

    with pytest.raises(CannotUndoError, match="彻底删除"):
        undo_action(desk, changed)


def test_an_action_is_taken_back_once(desk, db):
    add_client(desk)
    action = last_action(db)
    undo_action(desk, action)
    with pytest.raises(CannotUndoError, match="已经撤销过"):
        undo_action(desk, action)


def test_a_row_others_refer_to_stays(desk, db):
    first = add_client(desk)
    opened = last_action(db)
    with desk.write("x") as session:
        session.add(
            Client(
                code="A2",
                name="b",
                name_key="b",
                match_key="b",
                created_at=NOW,
                merged_into_id=first,
            )
        )
    with pytest.raises(CannotUndoError, match="还要用到它"):
        undo_action(desk, opened)


def test_an_inserted_row_that_is_gone_needs_nothing(desk, db):
    with desk.write("a") as session:
        setting = Setting(key="k", value=1)
        session.add(setting)
    added = last_action(db)
    with desk.write("c") as session:
        session.delete(session.get(Setting, setting.id))
    undo_action(desk, added)
    with db.read() as session:
        assert session.get(Setting, setting.id) is None


def test_a_row_written_twice_in_one_action_is_as_before_the_first(desk, db):
    client_id = add_client(desk)
    with desk.write("已改名") as session:
        client = session.get(Client, client_id)
        for name in ("二", "三"):
            client.name = name
            session.flush()

    undo_action(desk, last_action(db))

    with db.read() as session:
        assert session.get(Client, client_id).name == "样例机电"


def test_rows_changed_in_different_columns_each_get_their_own_back(desk, db):
    first, second = add_client(desk), add_client(desk, "A2", "乙")
    with desk.write("已修改") as session:
        session.get(Client, first).name = "二"
        session.get(Client, second).major = True

    undo_action(desk, last_action(db))

    with db.read() as session:
        one, other = session.get(Client, first), session.get(Client, second)
        assert (one.name, one.major, other.name, other.major) == ("样例机电", False, "乙", False)


def test_a_setting_goes_back_and_forth(desk, db):
    with desk.write("a") as session:
        setting = Setting(key="k", value=1)
        session.add(setting)
    with desk.write("b") as session:
        session.get(Setting, setting.id).value = 2

    for value in (1, 2):
        undo_action(desk, last_action(db))
        with db.read() as session:
            assert session.get(Setting, setting.id).value == value


def test_an_action_that_changed_nothing_is_not_taken_back(desk, db):
    with desk.write("已打印"):
        pass
    printed = last_action(db)

    with pytest.raises(CannotUndoError, match="不能撤销"):
        undo_action(desk, printed)

    with db.read() as session:
        assert session.get(Action, printed).undone_at is None


def test_more_rows_than_one_statement_takes_go_back(desk, db):
    with desk.write("已新建") as session:
        for n in range(CHUNK + 1):
            session.add(Setting(key=f"k{n}", value=n))
    ids = set()
    with db.read() as session:
        ids |= set(session.scalars(select(Setting.id).where(Setting.key.startswith("k"))))

    undo_action(desk, last_action(db))

    with db.read() as session:
        assert ids.isdisjoint(session.scalars(select(Setting.id)))


def test_the_search_text_follows_a_name_but_no_manager():
    assert is_followed("client", {"manager_id": 3, "name": "二"})
    assert is_followed("client", None)
    assert not is_followed("client", {"manager_id": 3})
    assert not is_followed("task", None)
