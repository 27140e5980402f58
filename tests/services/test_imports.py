from dataclasses import replace
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from sqlalchemy import select, text

from app.domain.birthdays import Birthday
from app.domain.bookings import BookingDraft
from app.domain.imported import ImportOptions, ImportSource
from app.domain.imports import CellProblem, ParsedRow
from app.domain.table_years import DayOfTable
from app.domain.types import (
    BookingKind,
    BookingStatus,
    Channel,
    ClientKind,
    ClientStatus,
    Direction,
    GradeSource,
    ImportKind,
    PayMethod,
    Purpose,
    Reaction,
    Sex,
    Staying,
    TaskStatus,
)
from app.errors import CannotUndoError
from app.models import (
    Agreement,
    Booking,
    Client,
    ClientAlias,
    ClientFact,
    ClientTag,
    Communication,
    CommunicationContact,
    Contact,
    Receipt,
    Signer,
    Staff,
    Task,
)
from app.queries.imports import import_batches
from app.services.bookings import change_booking, delete_bookings
from app.services.clients_bulk import delete_clients
from app.services.contacts import delete_contacts
from app.services.imports import bookings, import_rows, preview_rows, receipts, undo_import
from app.services.merging import merge_clients

CLIENT, BOOKING = ImportKind.CLIENTS, ImportKind.BOOKINGS
RECEIPT, LOG = ImportKind.RECEIPTS, ImportKind.COMMUNICATIONS
NONE = ImportOptions()
DAY = date(2016, 1, 5)


def source(kind, rows):
    parsed = [ParsedRow(number, row, ()) for number, row in enumerate(rows, 2)]
    return ImportSource(kind, "文件.xlsx", "0" * 64, parsed, {"client_name": "公司"})


@pytest.fixture
def take(desk):
    """Import rows of values, the first being row 2."""
    return lambda kind, *rows, options=NONE: import_rows(desk, source(kind, rows), options)


def all_of(desk, model):
    with desk.db.read() as session:
        return list(session.scalars(select(model).order_by(*model.__table__.primary_key)))


def one(desk, model):
    (found,) = all_of(desk, model)
    return found


def reasons(outcome):
    return {row.number: [problem.reason for problem in row.problems] for row in outcome.rejected}


def booking(**values):
    stay = {"client_name": "甲公司", "arrival_on": DAY, "departure_on": date(2016, 1, 7)}
    return {**stay, "amount": Decimal(500), "status": BookingStatus.COMPLETED, **values}


def receipt(**values):
    return {"client_name": "甲公司", "received_on": DAY, "amount": Decimal(500), **values}


def entry(**values):
    said = {"client_name": "甲公司", "held": (DAY, time(9)), "channel": Channel.VISIT}
    return {**said, "summary": "问年会报价", **values}


def test_fault_73_a_client_row_fills_the_file_its_contact_agreement_signers_and_tags(desk, take):
    row = {
        "code": "A1",
        "name": "杭州甲机械有限公司",
        "kind": ClientKind.COMPANY,
        "credit_limit": Decimal("21474836.48"),
        "terms_days": 30,
        "grade": "A",
        "manager": "周敏",
        "relationship_manager": "周敏",
        "tags": "重点、年会",
        "signers": "王一，李二",
        "agreement_number": "XY-1",
        "agreement_to": date(2016, 12, 31),
        "contact_name": "曾敏",
        "contact_mobile": "13800138000",
        "contact_sex": Sex.FEMALE,
    }
    outcome = take(CLIENT, row)

    assert (outcome.added, outcome.new_staff) == (1, ("周敏",))
    client = one(desk, Client)
    assert client.credit_limit == Decimal("21474836.48")
    assert (client.grade, client.grade_source) == ("A", GradeSource.IMPORT)
    assert client.manager_id == client.relationship_manager_id == one(desk, Staff).id
    assert client.version == 1
    contact = one(desk, Contact)
    assert (contact.name, contact.mobile, contact.main) == ("曾敏", "13800138000", True)
    assert contact.sex is Sex.FEMALE
    assert one(desk, Agreement).number == "XY-1"
    assert {signer.name for signer in all_of(desk, Signer)} == {"王一", "李二"}
    assert {tag.tag for tag in all_of(desk, ClientTag)} == {"重点", "年会"}
    assert "zengmin" in one(desk, ClientFact).search
    undo_import(desk, outcome.batch_id)
    for model in (Client, Contact, Agreement, Signer, ClientTag, Staff, ClientFact):
        assert all_of(desk, model) == []


def test_a_contact_without_name_is_kept_as_one(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司", "contact_mobile": "13800138000"})
    contact = one(desk, Contact)
    assert (contact.name, contact.mobile) == ("未留姓名", "13800138000")
    row = {"code": "A1", "name": "甲公司", "contact_mobile": "13800138000"}
    assert take(CLIENT, row).unchanged == 1


def test_further_contacts_of_a_row_come_in_beside_the_first(desk, take):
    row = {"code": "A1", "name": "甲公司", "contact_name": "王一"}
    of_second = {"name": "李二", "mobile": "13900139000", "post": "会计", "notes": "周五不在"}
    more = {f"contact2_{name}": value for name, value in of_second.items()}
    more |= {"contact2_birthday": Birthday(None, 8, 15, lunar=True), "contact3_mobile": "1"}
    take(CLIENT, {**row, **more})
    first, second, third = all_of(desk, Contact)
    assert (first.name, first.main) == ("王一", True)
    assert {name: getattr(second, name) for name in of_second} == of_second
    assert (second.birth_month, second.birth_lunar, second.main) == (8, True, False)
    assert (third.name, third.mobile) == ("未留姓名 3", "1")
    assert take(CLIENT, {**row, **more}).unchanged == 1
    assert take(CLIENT, {**row, "contact2_name": "李二", "contact2_post": "主管"}).updated == 1
    second = all_of(desk, Contact)[1]
    assert (second.post, second.mobile, second.notes) == ("主管", "13900139000", "周五不在")


def test_codes_are_known_without_the_zeros_that_excel_took_away(desk, take):
    take(CLIENT, {"code": "0012", "name": "甲公司"}, {"code": "0013", "name": "乙公司"})
    take(CLIENT, {"code": "13", "name": "丙公司"}, {"code": "A07", "name": "丁公司"})
    rows = [{"client_code": code, "arrival_on": DAY, "number": code} for code in ("12", "00012")]
    assert take(BOOKING, *rows).added == 2
    assert len({booking.client_id for booking in all_of(desk, Booking)}) == 1
    rows = [{"client_code": code, "arrival_on": DAY} for code in ("013", "7", "0007", "A7")]
    assert len(take(BOOKING, *rows).rejected) == 4
    stranger = {"client_code": "12", "client_name": "戊公司", "arrival_on": DAY}
    assert len(take(BOOKING, stranger).rejected) == 1


def test_another_column_says_that_birthdays_are_lunar(desk, take):
    given = {"code": "A1", "name": "甲公司", "contact_name": "王一"}
    born = Birthday(1980, 8, 15)
    take(CLIENT, {**given, "contact_birthday": born, "contact_calendar": True})
    contact = one(desk, Contact)
    assert (contact.birth_year, contact.birth_day, contact.birth_lunar) == (1980, 15, True)
    lunar = Birthday(None, 7, 5, lunar=True)
    take(CLIENT, {**given, "contact_birthday": born, "contact_lunar_birthday": lunar})
    assert (one(desk, Contact).birth_day, one(desk, Contact).birth_lunar) == (15, False)
    take(CLIENT, {**given, "contact_lunar_birthday": lunar})
    assert (one(desk, Contact).birth_day, one(desk, Contact).birth_lunar) == (5, True)
    wrong = {"contact_birthday": Birthday(None, 8, 31), "contact_calendar": True}
    outcome = take(CLIENT, {**given, **wrong})
    assert [problem.reason for problem in outcome.rejected[0].problems]


def test_people_are_known_without_the_number_beside_their_name(desk, take):
    take(CLIENT, {"name": "甲公司", "manager": "S01 周敏"}, {"name": "乙公司", "manager": "周敏"})
    assert one(desk, Staff).name == "周敏"


def test_a_deleted_contact_does_not_hinder_a_new_one_of_its_name(desk, take):
    row = {"code": "A1", "name": "甲公司", "contact_name": "王一"}
    take(CLIENT, row)
    delete_contacts(desk, [one(desk, Contact).id])
    assert take(CLIENT, row).updated == 1
    assert [contact.deleted_at is None for contact in all_of(desk, Contact)] == [False, True]


def test_an_agreement_without_number_is_known_again_by_its_days(desk, take):
    row = {"code": "A1", "name": "甲公司", "agreement_from": DAY}
    take(CLIENT, row)
    assert take(CLIENT, row).unchanged == 1
    assert take(CLIENT, {**row, "agreement_from": date(2017, 1, 5)}).updated == 1
    starts = [agreement.valid_from for agreement in all_of(desk, Agreement)]
    assert starts == [DAY, date(2017, 1, 5)]


def test_another_grade_comes_from_the_import(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司", "grade": "B"})
    with desk.write("x") as session:
        session.scalars(select(Client)).one().grade_source = GradeSource.HAND
    assert take(CLIENT, {"code": "A1", "name": "甲公司", "grade": "B"}).unchanged == 1
    assert one(desk, Client).grade_source is GradeSource.HAND
    assert take(CLIENT, {"code": "A1", "name": "甲公司", "grade": "A"}).updated == 1
    client = one(desk, Client)
    assert (client.grade, client.grade_source) == ("A", GradeSource.IMPORT)


def test_a_row_without_code_gets_the_next_one_and_is_known_again_by_its_name(desk, take):
    take(CLIENT, {"code": "KH0007", "name": "甲公司"})
    outcome = take(CLIENT, {"name": "乙公司"}, {"name": " 甲公司　".strip()})
    assert (outcome.added, outcome.unchanged) == (1, 1)
    assert [client.code for client in all_of(desk, Client)] == ["KH0007", "KH0008"]


def test_a_changed_row_updates_its_client_and_can_be_taken_back(desk, take):
    old = {"code": "A1", "name": "甲公司", "address": "旧址", "terms_days": 30}
    people = {"contact_name": "王一", "contact_mobile": "1"}
    take(CLIENT, {**old, **people, "agreement_number": "X", "manager": "周敏"}, {"name": "丁"})
    take(BOOKING, booking(departure_on=date(2016, 1, 7)))
    new = {"code": "a1", "name": "甲实业公司", "address": "新址", "terms_days": 60}
    agreement = {"agreement_number": "X", "agreement_to": DAY}
    outcome = take(CLIENT, {**new, **people, "contact_mobile": "2", **agreement, "manager": "孙倩"})

    assert (outcome.updated, outcome.added) == (1, 0)
    (changed,) = outcome.changed
    assert ("地址", "旧址", "新址") in changed.changes
    client = all_of(desk, Client)[0]
    assert (client.name, client.address, client.version) == ("甲实业公司", "新址", 2)
    assert one(desk, Contact).mobile == "2"
    assert one(desk, Agreement).valid_to == DAY
    assert one(desk, ClientAlias).name == "甲公司"
    assert one(desk, Booking).due_on == date(2016, 3, 7)
    assert take(BOOKING, booking()).rejected == ()

    undo_import(desk, import_batches_of(desk)[0])
    undo_import(desk, outcome.batch_id)
    assert all_of(desk, Client)[0].name == "甲公司"
    assert one(desk, Contact).mobile == "1"
    assert one(desk, Booking).due_on == date(2016, 2, 6)
    assert all_of(desk, ClientAlias) == []


def import_batches_of(desk):
    with desk.db.read() as session:
        return [batch.id for batch in import_batches(session)]


def test_an_empty_cell_erases_nothing(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司", "address": "旧址"})
    assert take(CLIENT, {"code": "A1", "name": "甲公司"}).unchanged == 1
    assert one(desk, Client).address == "旧址"


def test_a_row_like_another_of_the_same_file_says_in_which_row_it_is(take):
    rows = (
        {"code": "A1", "name": "杭州甲机械股份有限公司"},
        {"code": "B2", "name": "杭州甲机械股份公司"},
    )
    (like,) = take(CLIENT, *rows).likes
    assert like.other(lambda number: f"<{number}>") == (
        f"A1 杭州甲机械股份有限公司（同一文件第 <{like.other_number}> 行）"
    )
    assert replace(like, other_number=None).other(str) == "A1 杭州甲机械股份有限公司"


def test_a_row_that_is_certainly_a_client_there_goes_into_its_file(desk, take):
    take(CLIENT, {"code": "A1", "name": "杭州甲机械股份有限公司", "address": "杭州市一路"})
    row = {"code": "B2", "name": "杭州甲机械股份公司", "address": "杭州市二路", "website": "x.cn"}
    outcome = take(CLIENT, row, options=ImportOptions(join_duplicates=True))

    assert (outcome.joined, outcome.added) == (1, 0)
    (like,) = outcome.likes
    assert (like.other_code, like.other_number, like.joins) == ("A1", None, True)
    client = one(desk, Client)
    assert (client.code, client.address, client.website) == ("A1", "杭州市一路", "x.cn")
    assert take(BOOKING, booking(client_code="B2", client_name="")).added == 1
    assert take(CLIENT, row).unchanged == 1


def test_of_two_rows_for_one_client_the_fuller_leads_and_the_other_joins(desk, take):
    rows = (
        {"code": "B2", "name": "杭州甲机械股份公司", "manager": "周敏"},
        {"code": "A1", "name": "杭州甲机械股份有限公司", "address": "一路", "contact_name": "王一"},
    )
    outcome = take(CLIENT, *rows, options=ImportOptions(join_duplicates=True))
    assert (outcome.added, outcome.joined) == (1, 1)
    client = one(desk, Client)
    assert (client.code, client.address) == ("A1", "一路")
    assert client.manager_id == one(desk, Staff).id
    assert one(desk, ClientAlias).code == "B2"


def test_rows_that_join_one_file_fill_its_gaps_each_in_turn(desk, take):
    moon = Birthday(None, 8, 15, lunar=True)
    full = {
        "name": "杭州甲机械股份有限公司",
        "address": "一路",
        "website": "x.cn",
        "region": "杭州",
        "contact_name": "王一",
        "contact_post": "经理",
        "agreement_number": "XY-1",
        "agreement_to": date(2016, 12, 31),
    }
    people = {"contact_name": "王一", "contact_post": "主任"}
    outcome = take(
        CLIENT,
        {"code": "A1", **full},
        {"name": full["name"], **people, "contact_mobile": "13800138000"},
        {"code": "B2", "name": "杭州甲机械股份公司", **people, "contact_birthday": moon},
        {"code": "B3", "name": full["name"], "industry": "机械", "contact_mobile": "1"},
        {"code": "B4", "name": full["name"], "industry": "五金", "agreement_number": "XY-1"},
        options=ImportOptions(join_duplicates=True),
    )
    assert (outcome.added, outcome.joined) == (1, 4)
    contact = next(contact for contact in all_of(desk, Contact) if contact.name == "王一")
    assert (contact.post, contact.mobile) == ("经理", "13800138000")
    assert (contact.birth_month, contact.birth_day, contact.birth_lunar) == (8, 15, True)
    assert one(desk, Agreement).valid_to == date(2016, 12, 31)
    assert one(desk, Client).industry in {"机械", "五金"}
    assert [alias.code for alias in all_of(desk, ClientAlias)] != []
    assert "" not in {alias.code for alias in all_of(desk, ClientAlias)}
    undo_import(desk, outcome.batch_id)
    assert all_of(desk, Client) == []


def test_a_row_joined_to_a_known_client_adds_only_what_its_file_lacks(desk, take):
    there = {"tags": "重点", "signers": "李二", "agreement_number": "X", "contact_name": "王一"}
    born = {**there, "contact_birthday": Birthday(None, 1, 5)}
    take(CLIENT, {"code": "A1", "name": "杭州甲机械股份有限公司", **born})
    row = {"code": "B2", "name": "杭州甲机械股份公司", **there}
    more = {"contact_mobile": "13800138000", "contact_birthday": Birthday(1980, 3, 4)}
    outcome = take(CLIENT, row | more, options=ImportOptions(join_duplicates=True))
    contact = one(desk, Contact)
    assert (outcome.joined, contact.mobile) == (1, "13800138000")
    assert (contact.birth_year, contact.birth_month, contact.birth_day) == (None, 1, 5)
    assert [len(all_of(desk, model)) for model in (ClientTag, Signer, Agreement)] == [1, 1, 1]
    undo_import(desk, outcome.batch_id)
    assert one(desk, Contact).mobile == ""


def test_two_rows_about_one_known_client_are_taken_one_after_the_other(desk, take):
    take(CLIENT, {"code": "A1", "name": "杭州甲机械股份有限公司", "contact_name": "王一"})
    same = {"code": "B2", "name": "杭州甲机械股份公司", "contact_name": "王一"}
    take(CLIENT, same, options=ImportOptions(join_duplicates=True))
    own = {"code": "A1", "name": "杭州甲机械股份有限公司", "contact_name": "王一"}
    outcome = take(
        CLIENT,
        {**own, "address": "一路", "contact_mobile": "1"},
        {**same, "address": "二路", "contact_mobile": "2"},
    )
    assert (outcome.updated, outcome.unchanged) == (1, 1)
    assert (one(desk, Client).address, one(desk, Contact).mobile) == ("一路", "1")
    undo_import(desk, outcome.batch_id)
    assert (one(desk, Client).address, one(desk, Contact).mobile) == ("", "")


def test_a_preview_tells_the_same_and_writes_nothing(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司", "address": "旧址", "contact_name": "王一"})
    people = {"contact_name": "王一", "contact_mobile": "1", "signers": "李二", "tags": "重点"}
    rows = [
        {"code": "A1", "name": "甲公司", "address": "新址", **people, "agreement_number": "X"},
        {"name": "乙公司", "signers": "李二", "manager": "周敏"},
    ]
    seen = preview_rows(desk, source(CLIENT, rows), NONE)
    assert (seen.updated, seen.added, seen.new_staff) == (1, 1, ("周敏",))
    assert one(desk, Client).address == "旧址"
    assert one(desk, Contact).mobile == ""
    for model in (Agreement, Signer, ClientTag, Staff):
        assert all_of(desk, model) == []
    done = take(CLIENT, *rows)
    assert (done.updated, done.added, done.changed) == (1, 1, seen.changed)


def test_what_only_looks_alike_joins_when_the_clerk_says_so(desk, take):
    take(CLIENT, {"code": "A1", "name": "杭州科达机械有限公司", "telephones": "0571-88881234"})
    row = {"code": "B2", "name": "杭州科大机械有限公司", "telephones": "0571-88881234"}
    decided = ImportOptions(decisions={2: True})
    options = ImportOptions(join_duplicates=True)
    seen = preview_rows(desk, source(CLIENT, [row]), options)
    assert (seen.added, seen.likes[0].certain) == (1, False)
    assert take(CLIENT, row, options=decided).joined == 1


def test_rows_that_break_a_rule_are_rejected_with_the_reason(desk, take):
    outcome = take(
        CLIENT,
        {"code": "A1", "name": "甲公司"},
        {"code": "A1", "name": "乙公司"},
        {"code": "A3"},
        {"name": "丁", "billing_day": 40},
    )
    told = reasons(outcome)
    assert set(told) == {3, 4, 5}
    assert "第 2 行" in told[3][0]
    assert outcome.added == 1


def test_two_clients_of_one_name_are_told_by_their_codes(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司"}, {"code": "A2", "name": "甲　公司"})
    assert take(BOOKING, booking(client_name="甲公司")).added == 1, "exactly this one"
    outcome = take(
        BOOKING, booking(client_name="甲 公司", number="R2"), booking(client_code="A2", number="R3")
    )
    ((told,),) = reasons(outcome).values()
    assert "A1" in told
    assert "A2" in told
    assert outcome.added == 1
    assert "A1、A2" in reasons(take(CLIENT, {"name": "甲公司"}))[2][0]


def test_an_unknown_client_is_rejected_unless_files_may_be_opened(desk, take):
    rows = (booking(), booking(number="R2"), booking(client_name="乙", client_code="Z9"))
    assert [problem[0] for problem in reasons(take(BOOKING, *rows)).values()] == [
        "客户档案里没有“甲公司”。",
        "客户档案里没有“甲公司”。",
        "客户档案里没有“乙”。",
    ]
    outcome = take(BOOKING, *rows, options=ImportOptions(open_missing=True))
    assert (outcome.added, outcome.opened) == (3, ("甲公司", "乙"))
    assert [client.code for client in all_of(desk, Client)] == ["KH0001", "Z9"]
    undo_import(desk, outcome.batch_id)
    assert all_of(desk, Client) == []


def test_a_row_without_client_or_with_an_unknown_code_is_rejected(desk, take):
    rows = (booking(client_name=""), booking(client_name="", client_code="Q1"))
    told = reasons(take(BOOKING, *rows, options=ImportOptions(open_missing=True)))
    assert told == {2: ["没有写客户。"], 3: ["没有编号为 Q1 的客户。"]}


def test_a_code_and_a_name_of_two_clients_are_told_and_not_guessed(desk, take):
    take(CLIENT, {"code": "1001", "name": "甲公司"}, {"code": "1002", "name": "乙公司"})
    outcome = take(
        BOOKING,
        booking(client_code="1001", client_name="乙公司"),
        booking(client_code="1001", client_name="甲有限公司"),
        booking(client_code="1001"),
    )
    assert outcome.added == 2
    assert "1002" in reasons(outcome)[2][0]


def test_a_client_is_found_by_short_name_and_by_a_code_in_the_name_column(desk, take):
    take(CLIENT, {"code": "A1", "name": "杭州甲机械有限公司", "short_name": "甲机械"})
    rows = (booking(client_name="甲机械"), booking(client_name="A1", number="R2"))
    assert take(BOOKING, *rows).added == 2


def test_a_client_in_the_recycle_bin_is_not_used_silently(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司"})
    with desk.write("删除") as session:
        session.scalars(select(Client)).one().deleted_at = datetime(2016, 1, 1, tzinfo=UTC)
    assert "回收站" in reasons(take(CLIENT, {"code": "A1", "name": "甲公司"}))[2][0]
    assert "回收站" in reasons(take(BOOKING, booking(client_name="", client_code="A1")))[2][0]
    assert take(BOOKING, booking()).added == 0


def test_the_other_code_of_a_client_in_the_recycle_bin_finds_nobody(desk, take):
    take(CLIENT, {"code": "A1", "name": "杭州甲机械股份有限公司"})
    row = {"code": "B2", "name": "杭州甲机械股份公司"}
    take(CLIENT, row, options=ImportOptions(join_duplicates=True))
    delete_clients(desk, [one(desk, Client).id])
    told = reasons(take(BOOKING, booking(client_name="", client_code="B2")))
    assert told == {2: ["没有编号为 B2 的客户。"]}


def test_a_merged_client_is_found_in_the_file_that_stayed(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司"}, {"code": "A2", "name": "乙公司"})
    keep, lose = all_of(desk, Client)
    merge_clients(desk, keep.id, lose.id)
    assert take(BOOKING, booking(client_name="", client_code="A2")).added == 1
    assert take(CLIENT, {"code": "A2", "name": "乙公司"}).unchanged == 1
    assert one(desk, Booking).client_id == keep.id


def test_the_code_of_a_client_merged_into_one_in_the_recycle_bin_is_not_given_again(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司"}, {"code": "A2", "name": "乙公司"})
    keep, lose = all_of(desk, Client)
    merge_clients(desk, keep.id, lose.id)
    delete_clients(desk, [keep.id])
    assert "回收站" in reasons(take(CLIENT, {"code": "A2", "name": "乙公司"}))[2][0]
    opening = ImportOptions(open_missing=True)
    assert take(BOOKING, booking(client_code="A2", client_name="丙"), options=opening).opened == ()


def test_a_booking_is_known_again_by_its_number(desk, take):
    take(CLIENT, {"code": "A1", "name": "甲公司"}, {"code": "A2", "name": "乙公司"})
    take(BOOKING, booking(number="R1", cost=Decimal("100.10")))
    assert take(BOOKING, booking(number="R1")).unchanged == 1
    outcome = take(BOOKING, booking(number="R1", amount=Decimal(-5), client_name="乙公司"))
    assert outcome.updated == 1
    assert ("金额", "500.00", "-5.00") in outcome.changed[0].changes
    changed = one(desk, Booking)
    assert (changed.amount, changed.cost) == (Decimal(-5), Decimal("100.10"))
    undo_import(desk, outcome.batch_id)
    back = one(desk, Booking)
    assert (back.amount, back.client_id) == (Decimal(500), all_of(desk, Client)[0].id)


def test_the_same_number_twice_in_one_file_is_told(desk, take):
    take(CLIENT, {"name": "甲公司"})
    outcome = take(BOOKING, booking(number="R1"), booking(number="R1"))
    assert reasons(outcome) == {3: ["与第 2 行的预订号相同。"]}


def test_equal_rows_without_number_are_as_many_bookings(desk, take):
    take(CLIENT, {"name": "甲公司"})
    assert take(BOOKING, booking(), booking()).added == 2
    assert take(BOOKING, booking(), booking()).unchanged == 2
    assert take(BOOKING, booking(), booking(), booking()).added == 1


def test_a_deleted_booking_is_not_brought_back_silently(desk, take):
    take(CLIENT, {"name": "甲公司"})
    take(BOOKING, booking(number="R1"))
    delete_bookings(desk, [one(desk, Booking).id])
    assert "回收站" in reasons(take(BOOKING, booking(number="R1")))[2][0]


def test_what_a_booking_row_leaves_out_follows_from_the_rest(desk, take):
    take(CLIENT, {"name": "甲公司", "terms_days": 30})
    stay = {"client_name": "甲公司", "arrival_on": DAY}
    parts = {"room_revenue": Decimal(300), "catering_revenue": Decimal("99.50")}
    outcome = take(
        BOOKING,
        {**stay, "nights": 2, "rooms": 3, "rate": Decimal(100)},
        {**stay, "departure_on": date(2016, 1, 6), **parts, "status": BookingStatus.LOST},
        {"client_name": "甲公司", "month": date(2016, 2, 1), "amount": Decimal(900)},
        {**stay, "kind": BookingKind.MEETING, "amount": Decimal(800), "room_nights": 0},
        {**stay, "arrival_on": date(2099, 1, 1), "rate": Decimal(-3), "room_nights": 6, "rooms": 3},
    )
    assert outcome.rejected == ()
    first, lost, total, meeting, future = all_of(desk, Booking)
    assert (first.departure_on, first.room_nights) == (date(2016, 1, 7), 6)
    assert (first.amount, first.status) == (Decimal(600), BookingStatus.COMPLETED)
    assert first.due_on == date(2016, 2, 6)
    assert (lost.amount, lost.status_reason) == (Decimal("399.50"), "导入的文件没有写原因")
    assert (total.kind, total.departure_on) == (BookingKind.MONTHLY_TOTAL, date(2016, 2, 29))
    assert (meeting.departure_on, meeting.room_nights) == (DAY, 0)
    assert (future.status, future.amount) == (BookingStatus.CONFIRMED, Decimal(-18))
    assert future.departure_on == date(2099, 1, 3)


def test_of_gross_profit_and_amount_the_cost_follows(desk, take):
    take(CLIENT, {"name": "甲公司"})
    profit = {"gross_profit": Decimal("120.50")}
    take(
        BOOKING,
        booking(amount=Decimal(500), **profit),
        booking(amount=Decimal(600), cost=Decimal(1), **profit),
        {"client_name": "甲公司", "arrival_on": date(2099, 1, 1), **profit},
    )
    costs = [one.cost for one in all_of(desk, Booking)]
    assert costs == [Decimal("379.50"), Decimal(1), None]


def test_days_without_their_year_lie_about_the_arrival(desk, take):
    take(CLIENT, {"name": "甲公司"})
    booked, left = DayOfTable(2016, 12, 20), DayOfTable(2016, 1, 2)
    arrivals = {"arrival_on": date(2016, 12, 30), "departure_on": left}
    take(BOOKING, booking(**arrivals), booking(booked_on=booked))
    over, early = all_of(desk, Booking)
    assert over.departure_on == date(2017, 1, 2)
    assert early.booked_on == date(2015, 12, 20)
    stay = {"stay": (DAY, date(2016, 1, 7)), "client_name": "甲公司", "amount": Decimal(1)}
    assert take(BOOKING, stay).added == 1
    assert all_of(desk, Booking)[-1].departure_on == date(2016, 1, 7)


def test_guests_who_have_come_have_left_once_their_days_are_over(desk, take):
    take(CLIENT, {"name": "甲公司"})
    take(BOOKING, booking(number="B1", status=BookingStatus.CONFIRMED))
    take(BOOKING, booking(number="B1", status=Staying.STAYING))
    assert one(desk, Booking).status is BookingStatus.COMPLETED
    ahead = {"arrival_on": date(2026, 11, 20), "departure_on": date(2027, 1, 2)}
    take(BOOKING, booking(number="B1", status=Staying.STAYING, **ahead))
    assert one(desk, Booking).status is BookingStatus.CONFIRMED


def test_a_booking_without_company_is_the_agencys(desk, take):
    take(CLIENT, {"name": "甲公司"}, {"name": "嘉信旅行社"})
    stay = booking(agent="嘉信旅行社")
    take(BOOKING, {**stay, "number": "B1"}, {**stay, "number": "B2", "client_name": ""})
    company, agency = all_of(desk, Client)
    found = [one.client_id for one in all_of(desk, Booking)]
    assert found == [company.id, agency.id]


def test_the_reason_a_row_gives_is_kept(desk, take):
    take(CLIENT, {"name": "甲公司"})
    take(BOOKING, booking(status=BookingStatus.LOST, status_reason="改住别家"))
    assert one(desk, Booking).status_reason == "改住别家"


def test_bookings_that_cannot_be_are_rejected(desk, take):
    take(CLIENT, {"name": "甲公司"})
    stay = {"client_name": "甲公司", "arrival_on": DAY}
    outcome = take(
        BOOKING,
        {"client_name": "甲公司"},
        {**stay, "departure_on": date(2016, 1, 1)},
        {**stay, "arrival_on": date(1901, 1, 1)},
        {**stay, "rooms": -1, "amount": Decimal(1)},
        {**stay, "status": BookingStatus.COMPLETED},
    )
    assert set(reasons(outcome)) == {2, 3, 4, 5, 6}


@pytest.mark.parametrize("kind", ImportKind)
def test_a_cell_that_could_not_be_read_rejects_its_row(desk, kind):
    wrong = CellProblem("金额", "#N/A", "是 Excel 的错误值，请在原表中改正。")
    rows = [ParsedRow(2, {}, (wrong,))]
    outcome = import_rows(desk, ImportSource(kind, "a", "", rows, {}), NONE)
    assert (outcome.added, outcome.rejected[0].problems) == (0, (wrong,))


def test_receipts_are_known_again_by_content_the_nth_as_the_nth(desk, take):
    take(CLIENT, {"name": "甲公司"})
    rows = (receipt(), receipt(), receipt(method=PayMethod.CASH), receipt(amount=Decimal(-5)))
    assert take(RECEIPT, *rows).added == 4
    assert take(RECEIPT, *rows).unchanged == 4
    outcome = take(RECEIPT, receipt(), receipt(notes="押金"))
    assert (outcome.unchanged, outcome.updated) == (1, 1)
    undo_import(desk, outcome.batch_id)
    assert {found.notes for found in all_of(desk, Receipt)} == {""}


def test_more_rows_than_one_statement_takes_all_come_in(desk, take, monkeypatch):
    take(CLIENT, {"name": "甲公司"})
    numbers = range(1, 251)
    for module in (bookings, receipts):
        monkeypatch.setattr(module, "ROWS_A_STATEMENT", 100)
    assert take(BOOKING, *(booking(number=f"YD{n}") for n in numbers)).added == len(numbers)
    assert take(RECEIPT, *(receipt(amount=Decimal(n)) for n in numbers)).added == len(numbers)
    assert {found.number for found in all_of(desk, Booking)} == {f"YD{n}" for n in numbers}
    assert {found.amount for found in all_of(desk, Receipt)} == set(map(Decimal, numbers))


def test_a_receipt_goes_to_its_booking_whichever_comes_first(desk, take):
    take(CLIENT, {"name": "甲公司"}, {"name": "乙公司"})
    take(RECEIPT, receipt(booking_number="R1"))
    take(BOOKING, booking(number="R1"), booking(number="R2", client_name="乙公司"))
    take(RECEIPT, {"received_on": DAY, "amount": Decimal(7), "booking_number": "R2"})
    bookings = {found.number: found.id for found in all_of(desk, Booking)}
    first, second = all_of(desk, Receipt)
    assert (first.booking_id, second.booking_id) == (bookings["R1"], bookings["R2"])
    assert second.client_id == all_of(desk, Client)[1].id
    told = reasons(take(RECEIPT, receipt(booking_number="R2")))
    assert "乙公司" in told[2][0]
    undo_import(desk, import_batches_of(desk)[-3])
    assert all(found.booking_id is None for found in all_of(desk, Receipt))


def test_receipts_without_day_amount_or_client_are_rejected(desk, take):
    take(CLIENT, {"name": "甲公司"})
    early = receipt(received_on=date(1901, 1, 1))
    rows = ({"client_name": "甲公司"}, receipt(amount=Decimal(0)), early, receipt(client_name="乙"))
    assert set(reasons(take(RECEIPT, *rows))) == {2, 3, 4, 5}


def test_a_log_row_becomes_an_entry_its_contact_and_its_task(desk, take):
    take(CLIENT, {"name": "甲公司", "contact_name": "王一"})
    said = entry(
        contact_name="王一",
        purpose=Purpose.LISTEN,
        reaction=Reaction.PLEASED,
        next_on=date(2026, 1, 5),
        next_step="送报价",
        staff="周敏",
    )
    outcome = take(LOG, said, entry(contact_name="不认识", reaction="嫌早餐排队"))
    assert outcome.added == 2
    first, second = all_of(desk, Communication)
    assert (first.held_on, first.held_time) == (DAY, time(9))
    assert (first.reaction, first.contact_name) == (Reaction.PLEASED, "")
    assert first.staff_id == one(desk, Staff).id
    assert first.direction is Direction.OUT
    assert (second.contact_name, second.reaction_note) == ("不认识", "嫌早餐排队")
    assert one(desk, CommunicationContact).communication_id == first.id
    task = one(desk, Task)
    assert (task.title, task.status) == ("送报价", TaskStatus.OPEN)
    assert one(desk, ClientFact).last_contact_on == DAY
    undo_import(desk, outcome.batch_id)
    for model in (Communication, CommunicationContact, Task, Staff):
        assert all_of(desk, model) == []
    assert one(desk, ClientFact).last_contact_on is None


def test_a_next_step_without_its_year_comes_after_the_talk(desk, take):
    take(CLIENT, {"name": "甲公司"})
    held = (date(2016, 12, 30), None)
    take(LOG, entry(held=held, next_on=DayOfTable(2016, 1, 8)))
    assert one(desk, Communication).next_on == date(2017, 1, 8)


def test_a_next_step_long_past_is_history(desk, take):
    take(CLIENT, {"name": "甲公司"})
    take(LOG, entry(next_on=date(2016, 2, 1)))
    task = one(desk, Task)
    assert (task.status, task.finished_on) == (TaskStatus.DONE, date(2016, 2, 1))


def test_log_rows_are_known_again_by_content(desk, take):
    take(CLIENT, {"name": "甲公司"})
    take(LOG, entry(), entry())
    assert take(LOG, entry(), entry()).unchanged == 2
    outcome = take(LOG, entry(reaction=Reaction.NEUTRAL, staff="周敏"))
    assert outcome.updated == 1
    assert ("客户反馈", "—", "一般") in outcome.changed[0].changes


def test_log_rows_that_cannot_be_are_rejected(desk, take):
    take(CLIENT, {"name": "甲公司"})
    outcome = take(
        LOG,
        {"client_name": "甲公司", "summary": "没有日期"},
        entry(held=(date(2030, 1, 1), None)),
        entry(held=(date(1901, 1, 1), None)),
        entry(summary=""),
        entry(next_on=date(2015, 1, 1)),
        entry(next_on=date(2400, 1, 1)),
        entry(client_name="乙"),
    )
    assert set(reasons(outcome)) == {2, 3, 4, 5, 6, 7, 8}


def test_an_import_that_later_work_stands_on_is_not_undone(desk, take):
    clients = take(CLIENT, {"name": "甲公司"})
    bookings = take(BOOKING, booking(number="R1"))
    with pytest.raises(CannotUndoError, match="1 条预订"):
        undo_import(desk, clients.batch_id)
    found = one(desk, Booking)
    draft = BookingDraft(
        client_id=found.client_id,
        number="R1",
        arrival_on=DAY,
        departure_on=DAY,
        amount=Decimal(9),
    )
    change_booking(desk, found.id, draft, version=1)
    with pytest.raises(CannotUndoError, match="预订后来又被修改过"):
        undo_import(desk, bookings.batch_id)
    assert one(desk, Booking).amount == Decimal(9)


def test_an_import_is_undone_once(desk, take):
    outcome = take(CLIENT, {"name": "甲公司"})
    undo_import(desk, outcome.batch_id)
    with pytest.raises(CannotUndoError, match="已经撤销"):
        undo_import(desk, outcome.batch_id)
    with pytest.raises(CannotUndoError, match="没有编号"):
        undo_import(desk, 99)


def test_an_import_whose_changes_are_not_on_record_is_not_undone_by_half(desk, take):
    outcome = take(CLIENT, {"name": "甲公司"})
    with desk.write(undoable=False) as session:
        session.execute(text("DELETE FROM action"))
    with pytest.raises(CannotUndoError, match="已无记录"):
        undo_import(desk, outcome.batch_id)
    assert one(desk, Client).name == "甲公司"


def test_people_named_elsewhere_stay_when_the_import_goes(desk, take):
    outcome = take(CLIENT, {"name": "甲公司", "manager": "周敏"})
    take(CLIENT, {"name": "乙公司", "manager": "周敏"})
    undo_import(desk, outcome.batch_id)
    assert one(desk, Staff).name == "周敏"


def test_the_history_of_imports_tells_what_each_did(desk, take):
    take(CLIENT, {"name": "甲公司"}, {"name": "乙", "billing_day": 40})
    with desk.db.read() as session:
        (batch,) = import_batches(session)
    assert (batch.rows, batch.added, batch.rejected, batch.undone_at) == (2, 1, 1, None)


def test_an_import_of_which_every_row_is_rejected_leaves_nothing(desk, take):
    told = []
    desk.db.on_commit(told.append)
    outcome = take(CLIENT, {"name": "乙", "billing_day": 40, "manager": "周敏"})
    assert (outcome.rows, len(outcome.rejected), outcome.batch_id) == (1, 1, None)
    assert (told, all_of(desk, Staff)) == ([], [])
    with desk.db.read() as session:
        assert list(import_batches(session)) == []


def test_the_news_counts_as_the_page_does(desk, take):
    told = []
    desk.db.on_commit(told.append)
    rows = (
        {"code": "K1", "name": "云溪恒昌机电有限公司"},
        {"code": "K9", "name": "云溪恒昌机电 有限公司"},
    )
    outcome = take(CLIENT, *rows, options=ImportOptions(join_duplicates=True))
    assert (outcome.added, outcome.joined) == (1, 1)
    assert told[0].summary == "已导入客户档案：新增 1，更新 0，不变 0，并入已有客户 1，退回 0"


def test_the_news_of_an_import_names_its_tables(desk, take):
    told = []
    desk.db.on_commit(told.append)
    take(CLIENT, {"name": "甲公司", "contact_name": "王一"})
    assert {"client", "contact"} <= told[0].tables
    assert not told[0].undoable
    assert "新增 1" in told[0].summary


def test_a_status_given_is_the_clients(desk, take):
    take(CLIENT, {"name": "甲公司", "status": ClientStatus.BLACKLISTED, "major": True})
    client = one(desk, Client)
    assert (client.status, client.major) == (ClientStatus.BLACKLISTED, True)
