"""The client file on paper says everything, wraps what is long, and never splits a row."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from app.domain.birthdays import Birthday
from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.communications import CommunicationDraft
from app.domain.contacts import ContactDraft
from app.domain.types import Channel, Reaction, Sex
from app.paper.file_sheet import file_document
from app.paper.output import write_pdf
from app.paper.table import Row
from app.queries.client_file import client_file
from app.services.agreements import add_agreement, add_signer
from app.services.clients_bulk import close_clients, set_grade
from app.services.communications import add_communication
from app.services.contacts import add_contact, mark_contact_left
from tests.clients import new_client
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT, POLICY
from tests.trade import new_booking

LONG = "协议价、会议室与年会场地的安排要一并谈妥，𠮷野家与喆思两处分店照此办理。" * 8


@filled_once
def client_id(desk):
    made = new_client(
        desk,
        "华东机械𠮷喆进出口（集团）股份有限公司",
        credit_limit=Decimal("100000.50"),
        terms_days=30,
        billing_day=25,
        potential_room_nights=1200,
        hotels_used="江畔饭店",
        notes="签约须总经理同意。",
        tags=("展会",),
        bad_debt=True,
    )
    set_grade(desk, [made], "A")
    person = ContactDraft(
        name="曾喆",
        sex=Sex.FEMALE,
        main=True,
        mobile="13800000000",
        wechat="zengz",
        birthday=Birthday(None, 8, 15, lunar=True),
        taboos="不吃辣",
        topics="京剧",
    )
    add_contact(desk, made, person)
    left = add_contact(desk, made, ContactDraft(name="张伟"))
    mark_contact_left(desk, left, "调往北京", version=1)
    rates = (RateDraft("标准间", "旺季", Decimal(388), 2, "含税"),)
    add_agreement(
        desk, made, AgreementDraft("XY-1", date(2025, 1, 2), date(2025, 1, 5), None, rates=rates)
    )
    add_signer(desk, made, SignerDraft("陈𠮷", "0755-1", Decimal(5000), date(2026, 1, 1)))
    add_signer(desk, made, SignerDraft("林不限"))
    for days in range(3):
        entry = CommunicationDraft(
            client_id=made,
            held_on=TODAY - timedelta(days),
            channel=Channel.VISIT,
            summary=f"第{days}次：{LONG}",
            reaction=Reaction.PLEASED,
            next_step="送草稿",
            next_on=TODAY - timedelta(1) if days == 2 else TODAY + timedelta(5),
        )
        add_communication(desk, entry)
    with desk.write() as session:
        new_booking(session, made, date(2025, 3, 5), amount=Decimal("250.50"))
        new_booking(session, made, date(2024, 3, 5), amount=Decimal(90))
    return made


def document_of(desk, client_id):
    with desk.db.read() as session:
        file = client_file(session, client_id, today=TODAY)
    return file_document(file, POLICY, IMPRINT)


def test_the_file_says_everything_known_of_the_client(desk, client_id, pdf):
    document = document_of(desk, client_id)
    write_pdf(pdf, document)
    texts = page_texts(pdf)
    text = "".join(texts)
    for wanted in (
        "客户档案表",
        "金桥大酒店",
        "喆进出口（集团）股份有限公司",  # a reader of PDF loses 𠮷, which is drawn
        "A（手工评定）",
        "100,000.50",
        "30天",
        "每月25日",
        "每年1,200",
        "有",
        "展会",
        "江畔饭店",
        "签约须总经理同意。",
        "曾喆女士",
        "主要联系人",
        "微信：zengz",
        "农历八月十五",
        "忌讳：不吃辣",
        "已离职：调往北京",
        "2025-01-05至…",
        "388.00",
        "5,000.00",
        "不限",
        "250.50",
        "送草稿",
        "反应：满意",
        "2025-12-19（已过期）",
        f"第1页/共{len(texts)}页",
    ):
        assert wanted in text, wanted
    assert text.count("照此办理。") == 3 * 8
    assert len(texts) == document.page_count == 3
    assert client_code(desk, client_id) in texts[1]


def client_code(desk, client_id):
    with desk.db.read() as session:
        return client_file(session, client_id, today=TODAY).head.row.code


def test_an_empty_file_says_what_there_is_none_of(desk, pdf):
    write_pdf(pdf, document_of(desk, new_client(desk)))
    (text,) = page_texts(pdf)
    for wanted in (
        "联系人：没有",
        "协议：没有",
        "有权签单人：没有",
        "未完成的待办：没有",
        "未评级",
    ):
        assert wanted in text
    assert "协议价" not in text
    assert "其他资料" not in text


def test_a_client_no_longer_traded_with_is_marked_and_cash_is_said(desk, pdf):
    client_id = new_client(desk, terms_days=0)
    close_clients(desk, [client_id], "迁往外地")
    write_pdf(pdf, document_of(desk, client_id))
    text = "".join(page_texts(pdf))
    assert "停用：迁往外地" in text
    assert "现结" in text


def test_no_row_is_split_and_no_title_stands_alone_at_a_foot(desk, client_id):
    with desk.db.read() as session:
        file = client_file(session, client_id, today=TODAY)
    for count in range(2, 40, 3):
        document = file_document(replace(file, entries=[file.entries[0]] * count), POLICY, IMPRINT)
        bottom = document.setup.body.height() + 1
        for page in document._pages:
            assert all(top + block.height <= bottom for block, top in page)
            last = page[-1][0]
            assert not (isinstance(last, Row) and last.style.value in ("group", "header")) or (
                "没有" in last.cells[0]
            )


def test_a_note_longer_than_a_page_goes_on(desk, pdf):
    client_id = new_client(desk, notes="要点一条。" * 2000)
    write_pdf(pdf, document_of(desk, client_id))
    assert "".join(page_texts(pdf)).count("要点一条。") > 1950
