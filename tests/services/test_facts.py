"""Facts follow from the rows, whatever was stored before."""

from datetime import date
from decimal import Decimal

from app.domain.types import BookingStatus, Channel, Direction
from app.models import Booking, Client, ClientAlias, ClientFact, ClientYear, Communication, Contact
from app.services.facts import refresh_due, refresh_facts, refresh_search
from tests.conftest import NOW


def booking(client_id, day, status=BookingStatus.COMPLETED, **more):
    values = {"departure_on": day, "amount": Decimal("100.10"), "due_on": day, "room_nights": 2}
    return Booking(client_id=client_id, arrival_on=day, status=status, **(values | more))


def new_client(session, code="A1", **more):
    client = Client(
        code=code, name="样例旅行社", name_key="y", match_key="y", created_at=NOW, **more
    )
    session.add(client)
    session.flush()
    return client.id


def test_stays_and_sums_count_completed_bookings_that_are_there(desk, db):
    with desk.write() as session:
        id_ = new_client(session)
        session.add_all(
            [
                booking(id_, date(2024, 12, 31)),
                booking(id_, date(2025, 3, 1)),
                booking(id_, date(2025, 4, 1)),
                booking(id_, date(2025, 5, 1), BookingStatus.CANCELLED),
                booking(id_, date(2025, 6, 1), deleted_at=NOW),
            ]
        )
        session.add(
            Communication(
                client_id=id_,
                held_on=date(2025, 7, 1),
                channel=Channel.CALL,
                direction=Direction.OUT,
                summary="x",
            )
        )
        refresh_facts(session, [id_])
        refresh_facts(session, [id_])  # as often as one likes
    with db.read() as session:
        fact = session.get(ClientFact, id_)
        assert (fact.first_stay_on, fact.last_stay_on) == (date(2024, 12, 31), date(2025, 4, 1))
        assert fact.last_contact_on == date(2025, 7, 1)
        years = {year.year: year for year in session.query(ClientYear)}
        assert set(years) == {2024, 2025}
        assert years[2025].amount == Decimal("200.20")
        assert (years[2025].room_nights, years[2025].bookings) == (4, 2)


def test_a_client_is_found_by_all_its_names_and_people(desk, db):
    with desk.write() as session:
        id_ = new_client(session, telephones="0571-88886666")
        session.add(ClientAlias(client_id=id_, name="旧名商旅", code="K9"))
        session.add(Contact(client_id=id_, name="单雄", name_key="s", mobile="13912345678"))
        session.add(Contact(client_id=id_, name="去者", name_key="q", deleted_at=NOW))
        refresh_search(session, [id_])
    with db.read() as session:
        search = session.get(ClientFact, id_).search
    for word in (
        "a1",
        "样例旅行社",
        "yllxs",
        "旧名商旅",
        "k9",
        "单雄",
        "shanxiong",
        "12345678",
        "66",
    ):
        assert word in search
    assert "去者" not in search


def test_due_days_follow_the_terms(desk, db):
    with desk.write() as session:
        id_ = new_client(session, terms_days=45)
        session.add(booking(id_, date(2025, 1, 1)))
        refresh_due(session, [id_])
        refresh_due(session, [id_])
    with db.read() as session:
        assert session.query(Booking).one().due_on == date(2025, 2, 15)


def test_more_clients_than_one_statement_takes(desk, db):
    with desk.write() as session:
        ids = [new_client(session, code=f"A{n}") for n in range(501)]
        refresh_facts(session, ids)
    with db.read() as session:
        assert session.query(ClientFact).count() == 501
