import threading
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from app.domain import clients, clients_agreements, contacts
from app.domain.clients import ClientDraft
from app.domain.types import BookingStatus, ClientKind, GradeSource, StaffId
from app.errors import ConflictError, InvalidInputError
from app.models import (
    Action,
    Agreement,
    AgreementRate,
    Booking,
    Client,
    ClientFact,
    ClientTag,
    Contact,
    Signer,
)
from app.queries.clients.card import client_draft
from app.services.clients import add_client, change_client
from app.services.clients_bulk import delete_clients
from app.services.undo import undo_action
from tests.clients import new_client, new_staff


def loaded(desk, client_id):
    with desk.db.read() as session:
        return client_draft(session, client_id)


def change(desk, client_id, **changes):
    draft, version = loaded(desk, client_id)
    change_client(desk, client_id, replace(draft, **changes), version=version)


def undo_last(desk):
    with desk.db.read() as session:
        last = session.scalar(select(func.max(Action.id)))
    undo_action(desk, last)


@pytest.mark.parametrize(
    ("limits", "table"),
    [
        (clients.TEXT_LIMITS, Client),
        (contacts.TEXT_LIMITS, Contact),
        (clients_agreements.AGREEMENT_LIMITS, Agreement),
        (clients_agreements.RATE_LIMITS, AgreementRate),
        (clients_agreements.SIGNER_LIMITS, Signer),
    ],
)
def test_the_limits_are_those_of_the_columns(limits, table):
    assert {name: table.__table__.c[name].type.length for name in limits} == limits


def test_fault_73_every_field_of_the_draft_is_a_column_or_the_tags():
    columns = {field.name for field in fields(ClientDraft)} - {"tags"}
    assert columns <= set(Client.__table__.c.keys())


def test_a_new_file_keeps_all_that_was_entered(desk):
    manager = new_staff(desk)
    parent = new_client(desk, "华东集团")
    draft = ClientDraft(
        code="SZ-01",
        name="深圳市物业发展（集团）股份有限公司",
        kind=ClientKind.COMPANY,
        parent_id=parent,
        manager_id=manager,
        grade="A",
        credit_limit=Decimal("21474836.47") * 100,
        terms_days=30,
        major=True,
        tags=("年会", "重点"),
    )
    client_id = add_client(desk, draft)
    assert loaded(desk, client_id) == (draft, 1)
    with desk.db.read() as session:
        client = session.get_one(Client, client_id)
        assert client.grade_source is GradeSource.HAND
        assert client.match_key == "深圳市物业发展集团股份有限公司"
        assert "szswyfz" in session.get_one(ClientFact, client_id).search


def test_files_without_a_code_get_the_next_one(desk):
    codes = [loaded(desk, new_client(desk, name))[0].code for name in ("甲公司", "乙公司")]
    assert codes == ["KH0001", "KH0002"]


def test_a_taken_code_is_refused_even_from_the_bin(desk):
    first = new_client(desk, code="A1")
    with pytest.raises(InvalidInputError) as refused:
        new_client(desk, code="A1")
    assert set(refused.value.fields) == {"code"}
    delete_clients(desk, [first])
    with pytest.raises(InvalidInputError, match="回收站"):
        new_client(desk, code="A1")


def test_a_wrong_draft_is_refused_field_by_field(desk):
    with pytest.raises(InvalidInputError) as refused:
        add_client(desk, ClientDraft(terms_days=-1))
    assert set(refused.value.fields) == {"name", "terms_days"}


def test_a_changed_name_is_found_and_a_changed_term_moves_the_due_day(desk):
    client_id = new_client(desk, terms_days=0)
    with desk.write() as session:
        stay = {"arrival_on": date(2025, 3, 1), "departure_on": date(2025, 3, 3)}
        more = {"amount": Decimal(1), "status": BookingStatus.COMPLETED, "due_on": date(2025, 3, 3)}
        session.add(Booking(client_id=client_id, **stay, **more))
    change(desk, client_id, name="江南轴承", terms_days=30, grade="B", tags=("年会",))
    with desk.db.read() as session:
        assert "江南轴承" in session.get_one(ClientFact, client_id).search
        assert session.scalar(select(Booking.due_on)) == date(2025, 4, 2)
        assert session.scalar(select(Client.grade_source)) is GradeSource.HAND
    undo_last(desk)
    draft, _version = loaded(desk, client_id)
    assert (draft.name, draft.terms_days, draft.grade, draft.tags) == ("华东机械", 0, None, ())
    with desk.db.read() as session:
        assert "江南轴承" not in session.get_one(ClientFact, client_id).search
        assert session.scalar(select(Booking.due_on)) == date(2025, 3, 3)


def test_tags_come_and_go(desk):
    client_id = new_client(desk, tags=("年会", "重点"))
    change(desk, client_id, tags=("重点", "VIP"))
    assert loaded(desk, client_id)[0].tags == ("VIP", "重点")
    undo_last(desk)
    assert loaded(desk, client_id)[0].tags == ("年会", "重点")


def test_a_new_file_can_be_undone(desk):
    new_client(desk, tags=("年会",))
    undo_last(desk)
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Client)) == 0
        assert session.scalar(select(func.count()).select_from(ClientTag)) == 0


def test_saving_what_was_loaded_is_no_action(desk):
    client_id = new_client(desk)
    with desk.db.read() as session:
        before = session.scalar(select(func.count()).select_from(Action))
    change(desk, client_id)
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Action)) == before


def test_fault_45_a_stale_window_cannot_overwrite_a_newer_save(desk):
    client_id = new_client(desk)
    draft, version = loaded(desk, client_id)
    change_client(desk, client_id, replace(draft, region="华南"), version=version)
    with pytest.raises(ConflictError):
        change_client(desk, client_id, draft, version=version)
    assert loaded(desk, client_id)[0].region == "华南"
    delete_clients(desk, [client_id])
    assert loaded(desk, client_id) is None
    with pytest.raises(ConflictError):
        change_client(desk, client_id, draft, version=version + 2)


def test_a_change_keeps_its_code_its_own_and_unique(desk):
    first, second = new_client(desk, code="A1"), new_client(desk, "江南轴承", code="A2")
    with pytest.raises(InvalidInputError):
        change(desk, second, code="A1")
    with pytest.raises(InvalidInputError):
        change(desk, first, code="")


def test_a_client_cannot_stand_above_itself(desk):
    top = new_client(desk, "华东集团")
    middle = new_client(desk, "华东机械", parent_id=top)
    bottom = new_client(desk, "华东轴承", parent_id=middle)
    for above in (top, middle, bottom):
        with pytest.raises(InvalidInputError) as refused:
            change(desk, top, parent_id=above)
        assert set(refused.value.fields) == {"parent_id"}
    change(desk, bottom, parent_id=top)


def test_two_windows_adding_at_once_get_two_codes(desk):
    def add_ten(name):
        for number in range(10):
            new_client(desk, f"{name}{number}公司")

    threads = [threading.Thread(target=add_ten, args=(name,)) for name in "甲乙"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with desk.db.read() as session:
        codes = session.scalars(select(Client.code)).all()
    assert sorted(codes) == [f"KH{number:04}" for number in range(1, 21)]


def test_an_unknown_manager_is_no_silent_loss(desk):
    with pytest.raises(Exception, match="FOREIGN KEY"):
        new_client(desk, manager_id=StaffId(99))
