"""Two files become one, and two again."""

from datetime import date, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import select

from app.db import Desk
from app.domain.clients import ClientDraft
from app.domain.merging import MergeChoice
from app.domain.types import (
    ActionId,
    BookingStatus,
    Channel,
    ClientId,
    ClientStatus,
    Direction,
    ScreeningState,
    Sex,
)
from app.errors import AppError, CannotUndoError, ConflictError
from app.models import (
    Action,
    Agreement,
    Attachment,
    Base,
    Booking,
    Client,
    ClientAlias,
    ClientFact,
    ClientTag,
    ClientYear,
    Communication,
    CommunicationContact,
    Contact,
    DistinctPair,
    Receipt,
    Screening,
    ScreeningLine,
    Signer,
    Task,
)
from app.queries.duplicates import duplicate_pairs, merge_side
from app.services.clients import add_client, change_client
from app.services.facts import refresh_due, refresh_facts, refresh_search
from app.services.merging import OWNED, declare_distinct, merge_clients
from app.services.undo import undo_action
from tests.conftest import NOW, TODAY
from tests.filled import filled_once

JOURNAL = {"action", "change"}


@filled_once
def keep(desk):
    draft = ClientDraft(code="KH1", name="华联商务", terms_days=30, tags=("老友", "会议"))
    return add_client(desk, draft)


@filled_once
def lose(desk):
    draft = ClientDraft(
        code="KH9", name="华联商务有限公司", address="杭州市", terms_days=60, tags=("会议", "签单")
    )
    client_id = add_client(desk, draft)
    fill(desk, client_id, name="李娜", number="B9")
    return client_id


def fill(desk, client_id, name, number, screening_id=None):
    """Hang one row of every kind on a client."""
    own = {"client_id": client_id}
    with desk.write() as session:
        contact = Contact(**own, name=name, name_key=name, mobile="138 0013 8000")
        entry = Communication(
            **own,
            held_on=TODAY,
            channel=Channel.VISIT,
            direction=Direction.OUT,
            summary="拜访",
        )
        booking = Booking(
            **own,
            number=number,
            arrival_on=date(2025, 3, 1),
            departure_on=date(2025, 3, 2),
            amount=Decimal(100),
            status=BookingStatus.COMPLETED,
            due_on=TODAY,
        )
        session.add_all([contact, entry, booking])
        session.flush()
        session.add_all(
            [
                CommunicationContact(communication_id=entry.id, contact_id=contact.id),
                Task(**own, contact_id=contact.id, title="回访", due_on=TODAY),
                Receipt(**own, received_on=TODAY, amount=Decimal(40), booking_id=booking.id),
                Agreement(**own, number="X"),
                Signer(**own, name="王五"),
                Attachment(**own, file_name="a.txt", size=1, content=b"a", added_at=NOW),
                ClientAlias(**own, code="OLD" + number, name="旧名", match_key="旧名"),
            ]
        )
        refresh_due(session, [client_id])
        refresh_facts(session, [client_id])
        refresh_search(session, [client_id])


def contents(db):
    """Return every row of the office but the journal and the counters of versions."""
    with db.read() as session:
        return {
            table.name: sorted(
                str([value for name, value in row.items() if name not in ("version", "content")])
                for row in session.execute(select(table)).mappings()
            )
            for table in Base.metadata.sorted_tables
            if table.name not in JOURNAL
        }


def owners(db, model):
    with db.read() as session:
        return set(session.scalars(select(model.client_id)))


def get(db, model, id_):
    with db.read() as session:
        return session.get(model, id_)


def last_action(db):
    with db.read() as session:
        return ActionId(session.scalars(select(Action.id).order_by(Action.id.desc())).first())


def aliases(db, client_id):
    with db.read() as session:
        own = select(ClientAlias.code, ClientAlias.name).where(ClientAlias.client_id == client_id)
        return {(code, name) for code, name in session.execute(own)}


def test_everything_goes_to_the_kept_file(desk, db, keep, lose):
    merge_clients(desk, keep, lose)

    owned = (Contact, Communication, Task, Booking, Receipt, Agreement, Signer, Attachment)
    assert {model.__tablename__: owners(db, model) for model in owned} == {
        model.__tablename__: {keep} for model in owned
    }
    gone = get(db, Client, lose)
    assert gone.deleted_at == NOW
    assert gone.merged_into_id == keep
    assert get(db, ClientFact, keep).first_stay_on == date(2025, 3, 1)
    assert get(db, ClientFact, lose).first_stay_on is None
    assert get(db, ClientYear, (keep, 2025)).amount == Decimal(100)
    assert get(db, Client, keep).address == "杭州市"
    with db.read() as session:
        assert session.scalar(select(Booking.due_on)) == date(2025, 4, 1)
        assert set(session.scalars(select(ClientTag.tag).where(ClientTag.client_id == keep))) == {
            "老友",
            "会议",
            "签单",
        }


def test_no_table_of_a_client_is_forgotten():
    owned = {table.name for table in Base.metadata.sorted_tables if "client_id" in table.c}
    derived = {"client_fact", "client_year"}
    where_new = {"client_alias", "client_share", "client_tag", "screening_line"}
    one_of_two = {"account_plan"}
    known = {model.__tablename__ for model in OWNED}
    assert owned == known | derived | where_new | one_of_two


def test_the_name_and_code_that_go_are_still_found(desk, db, keep, lose):
    merge_clients(desk, keep, lose)
    assert aliases(db, keep) == {("KH9", "华联商务有限公司"), ("OLDB9", "旧名")}
    found = get(db, ClientFact, keep).search
    assert "kh9" in found
    assert "李娜" in found


def test_the_kept_files_own_name_is_still_found_when_it_takes_the_other(desk, db, keep, lose):
    merge_clients(desk, keep, lose, MergeChoice(from_loser=frozenset({"name", "terms_days"})))
    kept = get(db, Client, keep)
    assert (kept.name, kept.match_key, kept.terms_days) == (
        "华联商务有限公司",
        "华联商务有限公司",
        60,
    )
    assert kept.name_key == get(db, Client, lose).name_key
    assert ("", "华联商务") in aliases(db, keep)
    with db.read() as session:
        assert session.scalar(select(Booking.due_on)) == date(2025, 5, 1)


def test_undo_takes_the_merge_back_whole_and_again(desk, db, keep, lose):
    fill(desk, keep, name="李娜", number="B1")
    other = add_client(desk, ClientDraft(code="KH5", name="旁人"))
    declare_distinct(desk, (lose, other))
    before = contents(db)
    merge_clients(desk, keep, lose, MergeChoice(from_loser=frozenset({"name", "status"})))
    merged = contents(db)
    assert merged != before

    undo_action(desk, last_action(db))
    assert contents(db) == before
    undo_action(desk, last_action(db))
    assert contents(db) == merged


def test_undo_works_where_the_clock_is_not_in_utc(db, keep, lose):
    chinese = Desk(db, None, lambda: NOW.astimezone(timezone(timedelta(hours=8))))
    before = contents(db)
    merge_clients(chinese, keep, lose)
    undo_action(chinese, last_action(db))
    assert contents(db) == before


def test_undo_is_refused_when_the_kept_file_was_changed_since(desk, db, keep, lose):
    merge_clients(desk, keep, lose)
    merging = last_action(db)
    version = get(db, Client, keep).version
    change_client(desk, keep, ClientDraft(code="KH1", name="新名"), version=version)
    with pytest.raises(CannotUndoError):
        undo_action(desk, merging)


def test_the_journal_says_what_was_merged(desk, db, keep, lose):
    merge_clients(desk, keep, lose)
    assert get(db, Action, last_action(db)).summary == "已把 华联商务有限公司（KH9）并入 华联商务"


def test_a_person_in_both_files_becomes_one_contact(desk, db, keep, lose):
    fill(desk, keep, name="李娜", number="B1")
    with desk.write() as session:
        theirs = session.scalars(select(Contact).where(Contact.client_id == lose)).one()
        theirs.sex, theirs.birth_month, theirs.birth_day, theirs.main = Sex.FEMALE, 8, 15, True
        ours = session.scalars(select(Contact).where(Contact.client_id == keep)).one()
        ours.main, ours.post = True, "秘书"

    merge_clients(desk, keep, lose)

    with db.read() as session:
        there = session.scalars(select(Contact).where(Contact.deleted_at.is_(None))).one()
        assert (there.client_id, there.sex, there.birth_day, there.main) == (
            keep,
            Sex.FEMALE,
            15,
            True,
        )
        assert set(session.scalars(select(CommunicationContact.contact_id))) == {there.id}
        assert set(session.scalars(select(Task.contact_id))) == {there.id}


def test_a_birthday_known_to_the_kept_file_stays(desk, db, keep, lose):
    fill(desk, keep, name="李娜", number="B1")
    with desk.write() as session:
        ours = session.scalars(select(Contact).where(Contact.client_id == keep)).one()
        ours.birth_month, ours.birth_day, ours.birth_lunar = 8, 15, True
    merge_clients(desk, keep, lose)
    with db.read() as session:
        there = session.scalars(select(Contact).where(Contact.deleted_at.is_(None))).one()
        assert (there.birth_month, there.birth_day, there.birth_lunar) == (8, 15, True)


@pytest.mark.parametrize(
    "different",
    [
        {"name": "李丽"},
        {"mobile": "13900139000"},
        {"mobile": ""},
        {"left": True},
        {"post": "经理"},
        {"birth_month": 9, "birth_day": 1},
    ],
)
def test_contacts_that_may_be_two_stay_two(desk, db, keep, lose, different):
    fill(desk, keep, name="李娜", number="B1")
    with desk.write() as session:
        ours = session.scalars(select(Contact).where(Contact.client_id == keep)).one()
        ours.post, ours.birth_month, ours.birth_day, ours.main = "秘书", 8, 15, True
        theirs = session.scalars(select(Contact).where(Contact.client_id == lose)).one()
        theirs.main = True
        for name, value in different.items():
            setattr(theirs, name, value)

    merge_clients(desk, keep, lose)

    with db.read() as session:
        there = session.scalars(select(Contact).where(Contact.deleted_at.is_(None))).all()
        assert len(there) == 2
        assert {contact.client_id for contact in there} == {keep}
        assert sorted(contact.main for contact in there) == [False, True]


def test_rows_both_have_stay_with_the_file_that_goes(desk, db, keep, lose):
    with desk.write() as session:
        session.add(ClientAlias(client_id=keep, code="OLDB9", name="旧名", match_key="旧名"))
        session.add(
            ClientAlias(
                client_id=keep, code="KH9", name="华联商务有限公司", match_key="华联商务有限公司"
            )
        )
    merge_clients(desk, keep, lose)
    assert aliases(db, keep) == {("KH9", "华联商务有限公司"), ("OLDB9", "旧名")}
    assert aliases(db, lose) == {("OLDB9", "旧名")}


def test_lines_of_approved_years_go_along_where_the_kept_file_has_none(desk, db, keep, lose):
    states = {
        2022: ScreeningState.APPROVED,
        2023: ScreeningState.APPROVED,
        2024: ScreeningState.DRAFT,
    }
    with desk.write() as session:
        for year, state in states.items():
            screening = Screening(year=year, cut_off_on=TODAY, rules={}, state=state)
            session.add(screening)
            session.flush()
            for client_id in (lose, keep) if year == 2023 else (lose,):
                session.add(
                    ScreeningLine(
                        screening_id=screening.id,
                        client_id=client_id,
                        client_code="X",
                        client_name="X",
                        amount=Decimal(1),
                        evidence={},
                        points={},
                    )
                )
    merge_clients(desk, keep, lose)
    with db.read() as session:
        lines = select(Screening.year, ScreeningLine.client_id).join(ScreeningLine)
        assert {(year, owner) for year, owner in session.execute(lines)} == {
            (2022, keep),
            (2023, keep),
            (2023, lose),
            (2024, lose),
        }


def test_branches_and_files_merged_earlier_follow(desk, db, keep, lose):
    child = add_client(desk, ClientDraft(code="KH2", name="分店", parent_id=lose))
    earlier = add_client(desk, ClientDraft(code="KH3", name="旧档"))
    merge_clients(desk, lose, earlier)
    merge_clients(desk, keep, lose)
    assert get(db, Client, child).parent_id == keep
    assert get(db, Client, earlier).merged_into_id == keep


def test_nobody_becomes_its_own_parent(desk, db, keep, lose):
    child = add_client(desk, ClientDraft(code="KH2", name="分店", parent_id=lose))
    version = get(db, Client, keep).version
    change_client(
        desk, keep, ClientDraft(code="KH1", name="华联商务", parent_id=child), version=version
    )
    merge_clients(desk, keep, lose)
    assert get(db, Client, child).parent_id == keep
    assert get(db, Client, keep).parent_id is None


def test_a_circle_of_parents_from_elsewhere_stops_nobody(desk, db, keep, lose):
    ring = [add_client(desk, ClientDraft(code=f"R{n}", name=f"环{n}")) for n in range(2)]
    with desk.write() as session:
        session.get(Client, ring[0]).parent_id = ring[1]
        session.get(Client, ring[1]).parent_id = ring[0]
        session.get(Client, keep).parent_id = ring[0]
    merge_clients(desk, keep, lose)
    assert get(db, Client, keep).parent_id == ring[0]


def test_a_parent_elsewhere_is_kept(desk, db, keep, lose):
    parent = add_client(desk, ClientDraft(code="KH2", name="总部"))
    draft = ClientDraft(code="KH1", name="华联商务", parent_id=parent)
    change_client(desk, keep, draft, version=get(db, Client, keep).version)
    merge_clients(desk, keep, lose)
    assert get(db, Client, keep).parent_id == parent


def test_what_differed_from_the_one_differs_from_the_other(desk, db, keep, lose):
    third = add_client(desk, ClientDraft(code="KH5", name="华联商务公司"))
    fourth = add_client(desk, ClientDraft(code="KH6", name="华联商务"))
    declare_distinct(desk, (third, lose), (third, keep), (lose, fourth))
    merge_clients(desk, keep, lose)
    with db.read() as session:
        pairs = {(p.first_id, p.second_id) for p in session.scalars(select(DistinctPair))}
        assert {(keep, third), (keep, fourth)} <= pairs
        left = {(pair.first_id, pair.second_id) for pair in duplicate_pairs(session)}
        assert left == {(third, fourth)}


def test_declaring_twice_says_it_once(desk, db, keep, lose):
    declare_distinct(desk, (keep, lose))
    declare_distinct(desk, (lose, keep))
    with db.read() as session:
        pair = session.scalars(select(DistinctPair)).one()
        assert (pair.first_id, pair.second_id) == (keep, lose)


def test_many_pairs_declared_at_once_are_one_step_back(desk, db, keep, lose):
    third = add_client(desk, ClientDraft(code="KH5", name="华联商务公司"))
    told = []
    db.on_commit(lambda commit: told.append(commit.summary))
    declare_distinct(desk, (keep, lose), (keep, third))
    assert told == ["已记下：2 对各是两个客户"]
    undo_action(desk, last_action(db))
    with db.read() as session:
        assert session.scalars(select(DistinctPair)).all() == []


def declare_two(desk, first, second):
    declare_distinct(desk, (first, second))


@pytest.mark.parametrize("act", [merge_clients, declare_two])
def test_a_file_is_not_compared_with_itself_or_a_deleted_one(desk, keep, lose, act):
    with pytest.raises(AppError, match="同一份"):
        act(desk, keep, keep)
    with pytest.raises(AppError, match="已被删除"):
        act(desk, keep, ClientId(999))
    third = add_client(desk, ClientDraft(code="KH5", name="另一家"))
    merge_clients(desk, third, lose)
    with pytest.raises(AppError, match="已被删除"):
        act(desk, keep, lose)


def test_a_stale_window_cannot_merge(desk, db, keep, lose):
    with db.read() as session:
        ours, theirs = merge_side(session, keep), merge_side(session, lose)
    draft = ClientDraft(code="KH9", name="改过名")
    change_client(desk, lose, draft, version=theirs.version)
    with pytest.raises(ConflictError):
        merge_clients(desk, keep, lose, versions=(ours.version, theirs.version))
    merge_clients(desk, keep, lose, versions=(ours.version, theirs.version + 1))


def test_own_extra_fields_and_warnings_are_kept(desk, db, keep, lose):
    with desk.write() as session:
        session.get(Client, keep).extra = {"楼层": "高", "早餐": "是"}
        other = session.get(Client, lose)
        other.extra = {"楼层": "低", "车位": "2"}
        other.status, other.status_reason = ClientStatus.BLACKLISTED, "跑单"
    merge_clients(desk, keep, lose)
    kept = get(db, Client, keep)
    assert kept.extra == {"楼层": "高", "早餐": "是", "车位": "2"}
    assert (kept.status, kept.status_reason) == (ClientStatus.BLACKLISTED, "跑单")
