from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.personal_consent import ConsentDraft
from app.domain.types import (
    Channel,
    ClientKind,
    ClientStatus,
    Direction,
    Standing,
    TaskStatus,
)
from app.models import Client, Communication, Task
from app.queries.clients import ClientColumn, ClientFilter, client_ids, client_rows
from app.queries.clients.choices import client_choices, clients_named, next_client_code
from app.services.clients_bulk import close_clients, delete_clients
from app.services.contacts import delete_contacts
from app.services.facts import refresh_facts
from app.services.personal.consent import note_consent
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.trade import new_booking

YEAR_AGO = TODAY - timedelta(365)


@filled_once
def ids(desk):
    """Three clients, the last with nothing but a name."""
    manager, other = new_staff(desk, "李明"), new_staff(desk, "曾丽")
    first = new_client(
        desk,
        "深圳市物业发展（集团）股份有限公司",
        short_name="深物业",
        kind=ClientKind.AGENCY,
        segment="会议",
        industry="地产",
        region="华南",
        source="网络",
        manager_id=manager,
        grade="B",
        major=True,
        credit_limit=Decimal(200),
        terms_days=30,
        telephones="0755-8222 1111",
        tags=("重点", "年会"),
    )
    second = new_client(
        desk,
        "华东机械",
        short_name="华机",
        kind=ClientKind.COMPANY,
        segment="散客",
        industry="机械",
        region="华东",
        source="介绍",
        manager_id=other,
        grade="A",
        credit_limit=Decimal(1000),
        terms_days=0,
        tags=("VIP",),
    )
    third = new_client(desk, "江南轴承")
    new_contact(desk, first, "曾丽", mobile="13812345678")
    new_contact(desk, second, "阿明", telephone="021-66667777")
    with desk.write() as session:
        new_booking(session, first, YEAR_AGO - timedelta(30), amount=Decimal(50))
        new_booking(session, first, TODAY, amount=Decimal("-3.50"))
        new_booking(session, second, TODAY - timedelta(10), amount=Decimal(7))
        said = {"channel": Channel.CALL, "direction": Direction.OUT, "summary": "问候"}
        session.add(Communication(client_id=first, held_on=TODAY - timedelta(5), **said))
        session.add(Communication(client_id=second, held_on=TODAY - timedelta(40), **said))
        for client_id, days in ((first, 9), (first, 2), (second, 1)):
            session.add(Task(client_id=client_id, title=f"{days}", due_on=TODAY + timedelta(days)))
        done = {"status": TaskStatus.DONE, "title": "办完"}
        session.add(Task(client_id=third, due_on=TODAY, **done))
        refresh_facts(session, [first, second, third])
    return [first, second, third]


def found(desk, **wanted):
    with desk.db.read() as session:
        return client_ids(session, ClientFilter(**wanted), today=TODAY)


def ordered(desk, by, *, descending=False):
    with desk.db.read() as session:
        return client_ids(session, ClientFilter(), today=TODAY, by=by, descending=descending)


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("", [1, 2, 0]),
        ("kh0002", [1]),
        ("物业", [0]),
        ("szwy", [0]),
        ("SZSWY", [0]),
        ("shenzhen", [0]),
        ("深物业", [0]),
        ("zengli", [0]),
        ("cengli", [0]),
        ("曾", [0]),
        ("5678", [0]),
        ("138 1234", [0]),
        ("１３８", [0]),
        ("82221111", [0]),
        ("华 机械", [1]),
        ("华东 物业", []),
        ("66667777", [1]),
        ("%", []),
        ("_", []),
        ("'", []),
        ('"', []),
        ("江南", [2]),
        ("没有", []),
    ],
)
def test_what_is_typed_finds_the_client(desk, ids, text, places):
    assert found(desk, text=text) == [ids[place] for place in places]


@pytest.mark.parametrize(
    ("wanted", "places"),
    [
        ({"grades": {"A"}}, [1]),
        ({"grades": {"A", None}}, [1, 2]),
        ({"grades": {None}}, [2]),
        ({"kinds": {ClientKind.AGENCY}}, [0]),
        ({"kinds": {None, ClientKind.COMPANY}}, [1, 2]),
        ({"segments": {"会议"}}, [0]),
        ({"standings": {Standing.PROSPECT}}, [2]),
        ({"standings": {Standing.NEW}}, [1]),
        ({"standings": {Standing.EXISTING}}, [0]),
        ({"standings": {Standing.EXISTING, Standing.NEW}}, [1, 0]),
        ({"tags": {"年会", "VIP"}}, [1, 0]),
        ({"statuses": {ClientStatus.CLOSED}}, []),
    ],
)
def test_each_chip_lets_through_its_clients(desk, ids, wanted, places):
    frozen = {name: frozenset(values) for name, values in wanted.items()}
    assert found(desk, **frozen) == [ids[place] for place in places]


def test_the_newest_word_on_advertising_counts(desk, ids):
    said = ((0, False, 3), (0, True, 2), (1, False, 1), (1, True, 4), (2, True, 5))
    people = [new_contact(desk, id_, f"人{id_}") for id_ in ids]
    for place, agreed, day in said:
        draft = ConsentDraft(agreed=agreed, given_on=date(2025, 1, day), source="电话")
        note_consent(desk, people[place], draft)
    assert found(desk, advertising=frozenset({False})) == [ids[0]]
    assert set(found(desk, advertising=frozenset({True}))) == {ids[1], ids[2]}
    delete_contacts(desk, [people[0]])
    assert found(desk, advertising=frozenset({False})) == []


def test_quiet_clients_are_those_without_contact_for_so_long(desk, ids):
    assert found(desk, quiet_days=5) == [ids[1], ids[2], ids[0]]
    assert found(desk, quiet_days=6) == [ids[1], ids[2]]
    assert found(desk, quiet_days=41) == [ids[2]]


def test_major_manager_and_status_narrow_together(desk, ids):
    assert found(desk, major=True) == [ids[0]]
    assert found(desk, major=False) == [ids[1], ids[2]]
    assert found(desk, manager_ids=frozenset({1})) == [ids[0]]
    assert found(desk, manager_ids=frozenset({None})) == [ids[2]]
    close_clients(desk, ids[:1], "迁往外地")
    assert found(desk, statuses=frozenset({ClientStatus.CLOSED}), major=True) == [ids[0]]
    assert found(desk, ids=frozenset(ids[1:])) == ids[1:]


def test_deleted_clients_are_in_the_bin_alone(desk, ids):
    delete_clients(desk, ids[:1])
    assert found(desk) == [ids[1], ids[2]]
    assert found(desk, deleted=True) == ids[:1]


UPWARDS = {
    ClientColumn.NAME: [1, 2, 0],
    ClientColumn.CODE: [0, 1, 2],
    ClientColumn.SHORT_NAME: [1, 0, 2],
    ClientColumn.KIND: [1, 0, 2],
    ClientColumn.MANAGER: [0, 1, 2],
    ClientColumn.GRADE: [1, 0, 2],
    ClientColumn.STANDING: [0, 1, 2],
    ClientColumn.MAJOR: [1, 2, 0],
    ClientColumn.CONTACT: [1, 0, 2],
    ClientColumn.TELEPHONE: [1, 0, 2],
    ClientColumn.AMOUNT: [0, 1, 2],
    ClientColumn.FIRST_STAY: [0, 1, 2],
    ClientColumn.LAST_STAY: [1, 0, 2],
    ClientColumn.LAST_CONTACT: [1, 0, 2],
    ClientColumn.NEXT_TASK: [1, 0, 2],
    ClientColumn.CREDIT_LIMIT: [0, 1, 2],
    ClientColumn.TERMS: [1, 0, 2],
    ClientColumn.TAGS: [1, 0, 2],
    ClientColumn.STATUS: [1, 2, 0],
}


@pytest.mark.parametrize("by", UPWARDS)
def test_any_column_sorts_with_empty_cells_last(desk, ids, by):
    if by is ClientColumn.STATUS:
        close_clients(desk, ids[:1], "迁往外地")
    upwards = [ids[place] for place in UPWARDS[by]]
    assert ordered(desk, by) == upwards
    downwards = ordered(desk, by, descending=True)
    if by in {ClientColumn.NAME, ClientColumn.CODE}:
        assert downwards == upwards[::-1]
    elif by is ClientColumn.MAJOR or by is ClientColumn.STATUS:
        assert downwards == [ids[0], ids[1], ids[2]]
    else:
        assert downwards == [upwards[1], upwards[0], upwards[2]]


def test_last_years_amount_sorts_by_its_own_year(desk, ids):
    assert ordered(desk, ClientColumn.LAST_AMOUNT)[0] == ids[0]


@pytest.mark.parametrize("by", ClientColumn)
def test_every_column_sorts_an_empty_office(desk, by):
    assert ordered(desk, by) == []


def test_equal_cells_stand_by_pinyin(desk):
    names = ("长江", "阿尔法", "北方", "重庆")
    by_name = {name: new_client(desk, f"{name}公司", grade="A") for name in names}
    pinyin = [by_name[name] for name in ("阿尔法", "北方", "长江", "重庆")]
    assert ordered(desk, ClientColumn.GRADE) == pinyin
    assert ordered(desk, ClientColumn.GRADE, descending=True) == pinyin
    assert ordered(desk, ClientColumn.TAGS, descending=True) == pinyin


def test_many_clients_of_few_grades_stand_by_grade_and_then_by_pinyin(desk):
    letters = "甲乙丙丁戊己庚辛壬"
    grades = ("B", "A", "B", "A", "B", "A", "B", "A", None)
    made = {
        name: new_client(desk, f"{name}公司", grade=grade)
        for name, grade in zip(letters, grades, strict=True)
    }
    upwards = [made[name] for name in "丁己辛乙丙庚甲戊壬"]
    assert ordered(desk, ClientColumn.GRADE) == upwards
    assert ordered(desk, ClientColumn.GRADE, descending=True) == [
        *upwards[4:8],
        *upwards[:4],
        upwards[8],
    ]


def test_a_row_tells_all_the_list_shows(desk, ids):
    with desk.db.read() as session:
        first, third = client_rows(session, [ids[0], 99, ids[2]], today=TODAY)
    assert (first.code, first.manager, first.contact) == ("KH0001", "李明", "曾丽")
    assert first.telephone == "13812345678"
    assert (first.amount, first.last_amount) == (Decimal("-3.50"), Decimal(50))
    assert first.standing is Standing.EXISTING
    assert (first.next_task, first.next_task_on) == ("2", TODAY + timedelta(2))
    assert first.tags == ("年会", "重点")
    assert first.last_contact_on == TODAY - timedelta(5)
    assert (third.manager, third.contact, third.telephone, third.tags) == ("", "", "", ())
    assert (third.amount, third.next_task_on, third.standing) == (None, None, Standing.PROSPECT)


def test_the_clients_own_telephone_stands_in_for_a_missing_contact(desk):
    client_id = new_client(desk, telephones="0755-1")
    with desk.db.read() as session:
        assert client_rows(session, [client_id], today=TODAY)[0].telephone == "0755-1"
        assert client_rows(session, [], today=TODAY) == []


def test_choices_are_what_is_in_use(desk, ids):
    new_client(desk, "甲公司", grade="E")
    delete_clients(desk, [new_client(desk, "乙公司", segment="婚宴", tags=("旧",))])
    with desk.db.read() as session:
        choices = client_choices(session)
        assert [member.name for member in choices.staff] == ["李明", "曾丽"]
        assert choices.grades == ("A", "B", "C", "D", "E")
        assert choices.segments == ("会议", "散客")
        assert choices.tags == ("VIP", "年会", "重点")
        assert next_client_code(session) == "KH0006"
        assert clients_named(session, [ids[0], ids[1]])[0] == (ids[1], "华东机械")


def test_two_clients_of_one_name_are_told_apart_by_their_codes(desk):
    one, other = new_client(desk, "甲公司"), new_client(desk, "甲公司")
    with desk.db.read() as session:
        codes = [session.get_one(Client, id_).code for id_ in (one, other)]
        named = clients_named(session, [other, one])
    assert named == [(one, f"甲公司（{codes[0]}）"), (other, f"甲公司（{codes[1]}）")]
    delete_clients(desk, [other])
    with desk.db.read() as session:
        assert clients_named(session, [one]) == [(one, "甲公司")]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=12))
def test_fault_65_nothing_typed_breaks_the_search(desk, text):
    assert found(desk, text=text) in ([], found(desk))


def test_a_new_client_is_new_until_its_first_stay_is_too_long_ago(desk):
    client_id = new_client(desk)
    with desk.write() as session:
        new_booking(session, client_id, date(2024, 12, 20))
        refresh_facts(session, [client_id])
    assert found(desk, standings=frozenset({Standing.NEW})) == [client_id]
    with desk.db.read() as session:
        assert client_rows(session, [client_id], today=TODAY)[0].standing is Standing.NEW
        (row,) = client_rows(session, [client_id], today=TODAY + timedelta(1))
        assert row.standing is Standing.EXISTING
