"""A person is found wherever one can stand (62), and what is handed over leaves nothing out."""

from datetime import time

import pytest
from sqlalchemy import JSON, Enum, String, select, update

from app.domain.communications import CommunicationDraft
from app.domain.needles import BLOT, Needles, Number, needles_in, needles_of
from app.domain.types import Channel
from app.errors import ConflictError
from app.exchange.personal_book import handed_over, write_personal_book
from app.exchange.reading.reader import read_file
from app.models import Base
from app.queries.clients.history import client_history
from app.queries.personal import (
    APART,
    KEYS,
    findings,
    needles_for,
    people_found,
    person_of,
    text_columns,
)
from app.services.communications import add_communication
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.db.test_journal_of_every_table import made
from tests.services.personal.people import EMAIL, MOBILE, NAME, OLD_NAME, office_of
from tests.services.test_clients import undo_last

WORD = "欧阳慕白"


def test_every_column_that_holds_typed_words_is_looked_in():
    for table in Base.metadata.tables.values():
        looked = {column.name for column in text_columns(table)}
        typed = {
            column.name
            for column in table.c
            if isinstance(column.type, String | JSON) and not isinstance(column.type, Enum)
        }
        assert typed - looked <= KEYS | {"key"}


@pytest.mark.usefixtures("sample")
def test_a_name_is_found_in_every_table(desk):
    models = {
        mapper.class_: mapper.local_table
        for mapper in Base.registry.mappers
        if mapper.local_table.name not in APART and text_columns(mapper.local_table)
    }
    with desk.write("各处提到一个人") as session:
        for model, table in models.items():
            row_id = session.scalar(select(table.c.id).limit(1)) or made(session, model).id
            column = text_columns(table)[-1]
            value = {"deep": [WORD]} if isinstance(column.type, JSON) else f"与{WORD}谈"
            session.execute(update(table).where(table.c.id == row_id).values({column.name: value}))
    with desk.db.read() as session:
        found = findings(session, needles_of([WORD], ()))
    assert {table.name for table in models.values()} <= {one.place.table for one in found}


@pytest.mark.usefixtures("sample")
def test_every_row_that_points_to_a_person_is_found(desk):
    client_id = new_client(desk, "华东机械")
    contact_id = new_contact(desk, client_id, "张伟")
    tables = {
        mapper.class_: mapper.local_table
        for mapper in Base.registry.mappers
        if "contact_id" in mapper.local_table.c and mapper.local_table.name not in APART
    }
    with desk.write("各处指向一个人") as session:
        for model, table in tables.items():
            row_id = session.scalar(select(table.c.id).limit(1)) or made(session, model).id
            session.execute(update(table).where(table.c.id == row_id).values(contact_id=contact_id))
    with desk.db.read() as session:
        found = findings(session, Needles(), contact_id)
    linked = {one.place.table for one in found if one.linked and one.certain}
    pointing = {table.name for table in tables.values()} - {"communication_contact"}
    assert linked == pointing | {"contact", "communication"}


def test_a_person_is_found_by_name_number_and_earlier_name(desk):
    _client, contact_id = office_of(desk)
    other = new_client(desk, "江南轴承", telephones=f"0571-1234567 / {MOBILE}")
    with desk.db.read() as session:
        needles = needles_for(session, contact_id)
        assert set(needles.words) == {NAME, OLD_NAME, EMAIL}
        assert needles.numbers == (Number(MOBILE, "86"),)
        found = {one.place.table: one for one in findings(session, needles, contact_id)}
        for typed in (NAME, MOBILE, "139 8765-4321", EMAIL):
            assert [one.id for one in people_found(session, needles_in(typed))] == [contact_id]
        assert people_found(session, needles_in("5555 666")) == []
        person = person_of(session, contact_id)
        assert (person.name, person.client, person.erased) == (NAME, "华东机械", False)
        assert person_of(session, 999) is None
        mentions = findings(session, needles_in(MOBILE))
    assert {
        "communication",
        "task",
        "client_case",
        "courtesy",
        "reception",
        "signer",
        "notice",
        "form_draft",
        "important_date",
        "action",
    } <= set(found)
    entry = found["communication"]
    assert entry.excerpt.startswith("…") is False
    assert OLD_NAME in entry.excerpt
    assert entry.client == "华东机械"
    assert {one.client for one in mentions if one.place.table == "client"} == {"江南轴承"}
    assert not any(one.certain for one in mentions)
    assert other


def test_a_sealed_year_is_named_as_what_stays(desk, sample):
    with desk.db.read() as session:
        name = session.scalar(select(Base.metadata.tables["screening_line"].c.client_name).limit(1))
        found = findings(session, needles_of([name], ()))
    (sealed, *_more) = [one for one in found if one.place.table == "screening_line"]
    assert sealed.fixed == "已批准的年终筛选是封存的"


def test_fault_62_what_is_handed_over_holds_every_record(desk, tmp_path):
    _client, contact_id = office_of(desk)
    held = handed_over(desk.db, contact_id)
    kinds = {kind for kind, *_rest in held.lines()}
    assert {
        "联系人",
        "沟通记录",
        "待办",
        "问题",
        "礼节",
        "重要日子",
        "接待",
        "签单人",
        "公告",
    } <= kinds
    fields = {(kind, label): text for kind, _client, _title, label, text in held.lines()}
    assert fields["联系人", "手机"] == MOBILE
    assert fields["联系人", "爱好"] == "龙井"
    assert fields["签单人", "电话"] == MOBILE
    titles = [title for kind, _client, title, *_rest in held.lines() if kind == "联系人"]
    assert [bool(one) for one in titles] == [True] + [False] * (len(titles) - 1)
    changed = [line for line in held.change_lines() if "姓名" in line[3]]
    assert f"姓名：{OLD_NAME} → {NAME}" in changed[0][3]
    place = tmp_path / "个人信息.xlsx"
    assert write_personal_book(place, held) == ()
    records, changes = read_file(place)
    assert records.rows[0][0] == f"{NAME} 的个人信息"
    assert [row[4] for row in records.rows if row[:1] == ["联系人"] and row[3] == "手机"] == [
        MOBILE
    ]
    assert changes.rows[0] == ["时间", "谁", "做了什么", "由什么改为什么"]
    with pytest.raises(ConflictError):
        handed_over(desk.db, 999)


def test_an_hour_is_told_without_seconds(desk):
    client_id = new_client(desk, "华东机械")
    contact_id = new_contact(desk, client_id, "顾明珠")
    entry = CommunicationDraft(
        client_id=client_id,
        contact_ids=(contact_id,),
        channel=Channel.CALL,
        held_on=TODAY,
        held_time=time(1, 5),
        summary="问早餐",
    )
    add_communication(desk, entry)
    told = [line[3:] for line in handed_over(desk.db, contact_id).lines()]
    assert ("时间", "01:05") in told
    assert ("谁发起", "我方发起") in told


def test_who_was_entered_by_mistake_is_not_whoever_has_that_number_next(desk):
    client_id = new_client(desk, "华东机械")
    wrong = new_contact(desk, client_id, OLD_NAME, mobile=MOBILE)
    undo_last(desk)
    contact_id = new_contact(desk, client_id, "顾明珠")
    assert contact_id == wrong, "SQLite gives the highest number anew"
    with desk.db.read() as session:
        assert needles_for(session, contact_id) == needles_of(["顾明珠"], ())
        told = [entry.summary for entry in client_history(session, client_id)]
    assert told == ["已新建联系人 顾明珠", "已新建客户 华东机械"]
    changed = handed_over(desk.db, contact_id).change_lines()
    assert {line[2] for line in changed} == {told[0]}


def test_a_birthday_nobody_knows_is_of_no_sort(desk):
    contact_id = new_contact(desk, new_client(desk), "顾明珠")
    labels = [label for *_rest, label, _text in handed_over(desk.db, contact_id).lines()]
    assert "姓名" in labels
    assert not [label for label in labels if "生日" in label]


def test_what_is_found_is_blotted_and_nothing_else():
    needles = needles_of([NAME, "张"], [f"{MOBILE} / 0571-88", "010-12345678"])
    assert needles.words == (NAME,)
    assert needles.numbers == (Number("12345678", "86", "10"), Number(MOBILE, "86"))
    assert needles.any
    assert not Needles().any
    text = f"请{NAME}回电 139-8765 4321，不是 113987654321，也不是张三"
    assert needles.blotted(text) == f"请{BLOT}回电 {BLOT}，不是 113987654321，也不是张三"
    assert needles.blotted({"a": [NAME, 3], "b": None}) == {"a": [BLOT, 3], "b": None}
    assert needles.are_in({"a": [{"b": NAME}]})
    assert not needles.are_in({"a": 3})
    assert Needles().excerpt("随便") == ""
    long = f"{'很' * 30}{NAME}{'长' * 30}"
    assert needles.excerpt(long) == f"…{'很' * 16}{NAME}{'长' * 16}…"
