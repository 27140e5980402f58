from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.domain.birthdays import Birthday
from app.domain.bookings import BookingDraft
from app.domain.clients_agreements import AgreementDraft, SignerDraft
from app.domain.imported import ImportOptions
from app.domain.types import (
    BookingKind,
    BookingStatus,
    Channel,
    ClientKind,
    ImportKind,
    Purpose,
    Reaction,
    Sex,
)
from app.errors import StorageError
from app.exchange.importing import open_file, propose_layout, take_in
from app.exchange.lists_book import EXPORTED, export_list, exported_fields
from app.models import Client
from app.services.agreements import add_agreement, add_signer
from app.services.bookings import add_booking
from tests.log import new_client, new_contact, new_entry, new_staff

DAY = date(2025, 11, 3)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "导出.xlsx"


@pytest.fixture
def office(desk):
    """An office with every column of its lists filled, and with text that looks like code."""
    wang, li = new_staff(desk, "王芳"), new_staff(desk, "李强")
    full = new_client(
        desk,
        name="深圳市物业发展（集团）股份有限公司",
        code="00123",
        short_name="深物业",
        english_name="Shenzhen Properties",
        kind=ClientKind.COMPANY,
        industry="地产",
        segment="商务",
        source="拜访",
        region="深圳",
        address="人民南路 1 号",
        telephones="0755-82211020",
        website="www.example.com",
        credit_code="91440300618800000X",
        potential_room_nights=1200,
        hotels_used="阳光酒店",
        manager_id=wang,
        relationship_manager_id=li,
        major=True,
        grade="A",
        credit_limit=Decimal("100000.00"),
        terms_days=30,
        billing_day=25,
        notes="要发票\n走前台",
        tags=("年会", "长约"),
    )
    zhang = new_contact(
        desk,
        full,
        "张伟",
        sex=Sex.MALE,
        department="行政部",
        post="主任",
        mobile="13800138000",
        telephone="0755-82211021",
        wechat="zw138",
        email="zw@example.com",
        birthday=Birthday(1975, 8, 15, lunar=True),
        home_town="潮州",
        interests="钓鱼",
        taboos="不吃辣",
        topics="球赛",
        main=True,
    )
    add_agreement(
        desk,
        full,
        AgreementDraft(number="XY-2025-01", valid_from=date(2025, 1, 1), valid_to=DAY),
    )
    add_signer(desk, full, SignerDraft(name="张伟"))
    add_signer(desk, full, SignerDraft(name="刘洋"))
    sparse = new_client(desk, name="=cmd|' /C calc'!A0", code="-5", terms_days=0)
    new_contact(desk, sparse, "周敏")
    _trade(desk, full, sparse, wang)
    new_entry(desk, full, "答谢", DAY, contact_ids=(zhang,), staff_id=wang)
    return desk


def _trade(desk, full, sparse, wang):
    add_booking(
        desk,
        BookingDraft(
            client_id=full,
            number="B-001",
            booked_on=DAY,
            arrival_on=DAY,
            departure_on=date(2025, 11, 5),
            kind=BookingKind.GROUP,
            room_type="豪华双床",
            rooms=3,
            room_nights=6,
            rate=Decimal("380.50"),
            amount=Decimal("2283.00"),
            cost=Decimal("900.00"),
            status=BookingStatus.COMPLETED,
            guest="李先生",
            notes="加床",
        ),
    )
    add_booking(
        desk,
        BookingDraft(
            client_id=sparse,
            number="B-002",
            arrival_on=DAY,
            departure_on=DAY,
            kind=BookingKind.MEETING,
            room_nights=0,
            amount=Decimal("-120.00"),
            status=BookingStatus.COMPLETED,
        ),
    )
    new_entry(
        desk,
        full,
        "询问年会\n场地",
        DAY,
        held_time=time(9, 30),
        channel=Channel.VISIT,
        purpose=Purpose.LISTEN,
        reaction=Reaction.PLEASED,
        contact_name="周总",
        staff_id=wang,
    )


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
@pytest.mark.parametrize(("kind", "rows"), list(zip(EXPORTED, (2, 2, 2), strict=True)))
def test_fault_49_an_export_taken_in_again_changes_nothing(office, place, kind, rows, ending):
    place = place.with_suffix(ending)
    assert export_list(office.db, kind, place) == (rows, ())
    _opened, _layout, outcome = take_in(office, place, kind, ImportOptions())
    assert (outcome.rows, outcome.unchanged) == (rows, rows), outcome


@pytest.mark.parametrize("kind", EXPORTED)
def test_every_heading_is_known_to_the_import(office, place, kind):
    export_list(office.db, kind, place)
    layout = propose_layout(office, open_file(place), kind)
    assert layout is not None
    assert list(layout.columns) == [field.name for field in exported_fields(kind)]


def test_codes_and_telephones_are_text_and_amounts_are_numbers(office, place):
    export_list(office.db, ImportKind.CLIENTS, place)
    sheet = load_workbook(place).worksheets[0]
    columns = {cell.value: cell.column - 1 for cell in sheet[1]}
    sparse, full = sheet[2], sheet[3]
    assert full[columns["客户编号"]].value == "00123"
    assert full[columns["手机"]].number_format == "@"
    assert full[columns["信用额度"]].value == 100000
    assert full[columns["大客户"]].value == "是"
    assert full[columns["生日"]].value == "农历1975年八月十五"
    assert sparse[columns["客户名称"]].value == "=cmd|' /C calc'!A0"
    assert sparse[columns["客户名称"]].data_type == "s"
    assert sparse[columns["联系人"]].value == "周敏"
    assert sparse[columns["生日"]].value is None


def test_what_is_deleted_stays_out(office, place):
    with office.write("删除") as session:
        client = session.query(Client).filter_by(code="-5").one()
        client.deleted_at = office.now()
    assert export_list(office.db, ImportKind.CLIENTS, place)[0] == 1


def test_more_than_a_page_comes_in_order(desk, place):
    with desk.write("新建") as session:
        session.add_all(
            Client(
                code=f"K{number:04}",
                name=f"客户{number}",
                name_key="k",
                match_key=f"客户{number}",
                created_at=desk.now(),
            )
            for number in range(1100)
        )
    assert export_list(desk.db, ImportKind.CLIENTS, place)[0] == 1100
    (sheet,) = open_file(place).sheets
    assert [row[0] for row in sheet.rows[1:]] == [f"K{number:04}" for number in range(1100)]


def test_empty_office_gives_headings_only(desk, place):
    assert export_list(desk.db, ImportKind.BOOKINGS, place) == (0, ())
    (sheet,) = open_file(place).sheets
    assert len(sheet.rows) == 1


def test_a_place_that_cannot_be_written_is_told(office, tmp_path):
    with pytest.raises(StorageError, match="找不到文件夹"):
        export_list(office.db, ImportKind.CLIENTS, tmp_path / "无" / "a.xlsx")
