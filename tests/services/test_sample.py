"""The sample office goes in whole and comes out without a trace."""

from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import delete, func, select

from app.db import Desk
from app.domain.sample.files import STAFF
from app.domain.sample.office import HOTEL
from app.domain.settings import OfficeSettings
from app.domain.types import ScreeningState
from app.errors import AppError, CannotUndoError
from app.models import (
    Base,
    Booking,
    Client,
    ClientYear,
    Contact,
    Receipt,
    Screening,
    ScreeningLine,
    Staff,
    Topic,
)
from app.queries.office import office_settings
from app.queries.screening.seals import broken_seals
from app.services.office import save_office_settings
from app.services.sample import add_sample, has_sample, remove_sample, sample_counts
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.opening import (
    compile_screening,
    open_screening,
    recompute_screening,
)
from app.services.undo import undo_action
from tests.clients import new_contact
from tests.conftest import NOW
from tests.measured import unmeasured
from tests.trade import new_booking, new_client, new_receipt

KEPT = {"action", "change", "setting", "alembic_version"}
"""The journal stays, and so do the settings."""


def rows(db):
    with db.read() as session:
        tables = [t for t in Base.metadata.sorted_tables if t.name not in KEPT]
        return {t.name: session.scalar(select(func.count()).select_from(t)) for t in tables}


def approve_this_year(desk):
    screening_id = open_screening(desk, 2025)
    compile_screening(desk, screening_id)
    submit_screening(desk, screening_id)
    approve_screening(desk, screening_id)


def staff_id(db, name="周启明"):
    with db.read() as session:
        return session.scalar(select(Staff.id).where(Staff.name == name))


def test_the_sample_comes_and_goes_without_a_trace(desk, db):
    empty = rows(db)
    add_sample(desk)
    full = rows(db)
    assert full["client"] == full["client_fact"] > 55
    assert all(
        full[name]
        for name in set(full)
        - {"attachment", "form_draft", "import_batch", "saved_view"}
        - {"client_alias", "distinct_pair", "holiday", "letter_template"}
        - {"sign_in", "recovery_code", "client_share"}
        - {"consent", "erasure", "retention_review"}
    )
    with db.read() as session:
        assert has_sample(session)
        assert office_settings(session).hotel_name == HOTEL
        assert session.scalar(select(func.sum(Receipt.amount)).where(Receipt.booking_id.is_(None)))
        screening = session.scalars(select(Screening)).one()
        assert (screening.year, screening.state) == (2024, ScreeningState.APPROVED)
        assert broken_seals(session) == []
        counts = sample_counts(session)
    assert remove_sample(desk) == counts
    assert rows(db) == empty
    with db.read() as session:
        assert not has_sample(session)
        assert office_settings(session).hotel_name == ""
    with unmeasured():
        add_sample(desk)  # and again
    assert rows(db) == full


def test_it_is_put_in_once_and_never_over_what_is_there(sample, desk, db):
    with pytest.raises(AppError, match="已经"):
        add_sample(desk)


@pytest.mark.parametrize("taken", ["code", "number"])
def test_codes_of_the_office_itself_are_respected(desk, db, taken):
    with desk.write() as session:
        id_ = new_client(session, "YL001" if taken == "code" else "KH1")
        numbers = {n: f"YD{2401 + n % 12}001{n // 12:03}" for n in range(60)}
        for number in numbers.values() if taken == "number" else ():
            new_booking(session, id_, date(2024, 1, 1), number=number)
    before = rows(db)
    with pytest.raises(AppError, match="已被使用"):
        add_sample(desk)
    assert rows(db) == before


def test_what_was_added_to_sample_clients_goes_and_the_own_stays(desk, db):
    with desk.write() as session:
        own = new_client(session, "KH1", parent_id=None)
        new_booking(session, own, date(2025, 3, 1), amount=Decimal("5000"))
    add_sample(desk)
    assert rows(db)["screening"] == 0
    its_desk = Desk(db, staff_id(db), lambda: NOW)
    with desk.write() as session:
        sample = session.scalar(select(Client.id).where(Client.is_sample).limit(1))
        new_receipt(session, sample, date(2025, 5, 1), "9")
        session.get(Client, own).manager_id = staff_id(db, "沈若溪")
        session.get(Client, own).parent_id = sample
    approve_this_year(its_desk)
    counts = remove_sample(its_desk)
    assert counts.screening_lines > 50
    after = rows(db)
    assert after["screening"] == after["screening_line"] == 1
    assert (after["client"], after["booking"], after["receipt"]) == (1, 1, 0)
    with db.read() as session:
        assert broken_seals(session) == []
        assert set(session.scalars(select(Staff.name))) == {"周启明", "沈若溪"}
        assert not has_sample(session)
        client = session.get(Client, own)
        assert client.manager_id is not None
        assert client.parent_id is None


def test_an_open_screening_only_loses_the_lines(sample, desk, db):
    with desk.write() as session:
        own = new_client(session, "KH1")
        new_booking(session, own, date(2025, 3, 1))
    compile_screening(desk, open_screening(desk, 2025))
    remove_sample(desk)
    with db.read() as session:
        assert session.scalars(select(ScreeningLine.client_code)).all() == ["KH1"]
        assert session.scalars(select(Screening.chain)).all() == [""]


def test_own_clients_merged_into_a_sample_client_are_not_lost(sample, desk, db):
    with desk.write() as session:
        sample, other = session.scalars(select(Client.id).where(Client.is_sample).limit(2)).all()
        session.get(Client, other).merged_into_id = sample
        own = new_client(session, "KH1", merged_into_id=sample)
    with pytest.raises(AppError, match="合并"):
        remove_sample(desk)
    with desk.write() as session:
        session.get(Client, own).merged_into_id = None
    remove_sample(desk)
    assert rows(db)["client"] == 1


def test_a_team_shows_what_its_leader_sees(sample, desk, db):
    leader, led = staff_id(db, "沈若溪"), staff_id(db, "唐小满")
    with db.read() as session:
        members = dict(session.execute(select(Staff.id, Staff.leader_id)).all())
    assert {id_ for id_, of in members.items() if of is not None} == {led}
    assert members[led] == leader
    with Desk(db, leader).db.read() as session:
        seen = set(session.scalars(select(Client.manager_id).where(Client.manager_id.is_not(None))))
    assert {leader, led} <= seen
    assert staff_id(db, "何家栋") not in seen, "the other salesperson is not of the team"


def test_people_of_the_same_name_are_shared_and_the_hotel_keeps_its_name(desk, db):
    save_office_settings(desk, OfficeSettings(hotel_name="自己的酒店"))
    with desk.write() as session:
        session.add_all(Staff(name=s.name, name_key="z", post=s.post) for s in STAFF)
    add_sample(desk)
    assert rows(db)["staff"] == 5
    assert rows(db)["screening"] == 0
    remove_sample(desk)
    assert rows(db)["staff"] == 5
    with db.read() as session:
        assert office_settings(session).hotel_name == "自己的酒店"


def test_a_recomputed_year_outlives_the_sample_edition_it_replaces(sample, desk, db):
    with desk.write() as session:
        own = new_client(session, "KH1")
        new_booking(session, own, date(2024, 3, 1))
        first = session.scalar(select(Screening.id))
    its_desk = Desk(db, staff_id(db), lambda: NOW)
    second = recompute_screening(its_desk, first)
    remove_sample(its_desk)
    with db.read() as session:
        left = session.scalars(select(Screening)).one()
        assert (left.id, left.supersedes_id) == (second, None)
        assert session.scalars(select(ScreeningLine.client_code)).all() == ["KH1"]


@pytest.mark.parametrize("today", [date(2026, 1, 3), date(2024, 2, 29), date(2025, 7, 15)])
def test_it_ends_today_and_its_last_year_is_whole(db, today):
    clock = datetime(today.year, today.month, today.day, 9, tzinfo=timezone(timedelta(hours=8)))
    add_sample(Desk(db, None, lambda: clock))
    with db.read() as session:
        first, last = session.execute(
            select(func.min(Booking.arrival_on), func.max(Booking.arrival_on))
        ).one()
        assert today < last < today + timedelta(60)
        screening = session.scalars(select(Screening)).one()
        assert first.year == screening.year
        assert screening.year == (today.year - 1 if today.month > 3 else today.year - 2)
        year = select(func.sum(ClientYear.amount)).where(ClientYear.year == screening.year)
        assert session.scalar(year) > 5_000_000
        assert session.scalar(select(func.max(Receipt.received_on))) <= today


def test_an_office_that_teaches_nothing_takes_the_sample_too(desk, db):
    with desk.write() as session:
        session.execute(delete(Topic))
    add_sample(desk)
    assert rows(db)["topic_shown"] == 0


@pytest.mark.usefixtures("sample")
def test_no_step_on_the_sample_is_undone_on_whoever_has_its_number_next(desk):
    told = []
    desk.db.on_commit(told.append)
    with desk.db.read() as session:
        sample = session.scalars(select(Client.id).where(Client.is_sample)).first()
    gone = new_contact(desk, sample, "张伟")
    remove_sample(desk)
    with desk.write() as session:
        own = new_client(session, "KH1")
        session.add(Contact(id=gone, client_id=own, name="李明", name_key="li ming"))
    with pytest.raises(CannotUndoError, match="不能撤销"):
        undo_action(desk, told[0].action_id)
    with desk.db.read() as session:
        assert session.get_one(Contact, gone).name == "李明"
