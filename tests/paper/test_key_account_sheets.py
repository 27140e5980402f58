"""The handover and the reception on paper: everything said, no row split, room to sign."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from app.domain.handover import HandoverFigures
from app.domain.receptions import ReceptionDraft
from app.domain.types import ClientId, HandoverId, ReceptionId
from app.paper.handover_sheet import handover_document
from app.paper.output import write_pdf
from app.paper.reception_sheet import reception_sheets
from app.queries.handover import HandedClient, HandoverRecord, HandoverRow
from app.queries.receptions import ReceptionRow
from tests.conftest import TODAY
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT, POLICY

DEPARTMENTS = ("前厅部", "客房部", "餐饮部", "工程部")


def handed(number, **more):
    values = {"matters": ("2025-0001 空调太冷", "2025-12-28 回访"), "grade": "A", **more}
    amounts = {"amount": Decimal(1200), "overdue": Decimal(5), "open_tasks": 2, "open_cases": 1}
    figures = HandoverFigures(
        f"KH{number}",
        f"华东机械进出口（集团）股份有限公司第{number}分公司",
        contact="张伟 13900000001",
        last_contact_on=date(2025, 12, 3),
        agreement_ends_on=date(2026, 6, 30),
        **amounts,
        **values,
    )
    return HandedClient(ClientId(number), figures, "需要当面介绍")


def record(count):
    row = HandoverRow(HandoverId(1), TODAY, "江望舒", "沈若溪", "离职", "周启明", count)
    return HandoverRecord(row, tuple(handed(n) for n in range(1, count + 1)))


@pytest.mark.parametrize("count", [0, 1, 2, 40])
def test_a_handover_says_each_clients_state_and_is_signed(pdf, count):
    document = handover_document(record(count), POLICY, IMPRINT)
    write_pdf(pdf, document)
    pages = page_texts(pdf)
    whole = "".join(pages)
    for number in range(1, count + 1):
        assert f"第{number}分公司" in whole
    for text in ("江望舒", "沈若溪", "离职", "周启明", "2025-12-20", f"合计{count}个客户"):
        assert text in whole
    for signed in ("交出人签名", "接手人签名", "销售部经理签名"):
        assert pages[-1].count(signed) == 1
    assert all("协议到期" in page for page in pages), "the header stands on every page"
    assert (len(pages) > 1) is (count == 40)


def test_many_clients_are_counted_with_thousands(pdf):
    many = record(1)
    many = replace(many, row=replace(many.row, clients=4064))
    write_pdf(pdf, handover_document(many, POLICY, IMPRINT))
    assert "客户数4,064" in "".join(page_texts(pdf))


def test_no_client_is_split_and_the_signatures_never_stand_alone(pdf):
    for count in (1, *range(5, 11), *range(21, 25)):  # a page is full at 7, two are at 22
        write_pdf(pdf, handover_document(record(count), POLICY, IMPRINT))
        pages = page_texts(pdf)
        for page in pages:
            assert page.count("分公司KH") == page.count("需要当面介绍")
        assert "分公司KH" in pages[-1]


def test_a_reception_is_told_to_the_departments(pdf):
    draft = ReceptionDraft(
        ClientId(1),
        None,
        "陆远航",
        "董事长",
        4,
        TODAY,
        leaves_on=date(2025, 12, 22),
        prepared="行政套房一间\n机场接",
        courtesies="鲜花水果",
        remark="不吃花生",
    )
    row = ReceptionRow(ReceptionId(1), draft, "云岭茶业", "A", "张伟", "江望舒", 1)
    bare = ReceptionDraft(ClientId(1), None, "顾明珠", arrives_on=TODAY)
    other = ReceptionRow(ReceptionId(2), bare, "云岭茶业", None, "", "", 1)
    document = reception_sheets([row, other], DEPARTMENTS, POLICY, IMPRINT)
    assert document.page_count == 2
    write_pdf(pdf, document)
    first, second = page_texts(pdf)
    for text in ("陆远航", "董事长", "2025-12-22", "行政套房一间", "鲜花水果", "不吃花生"):
        assert text in first
    assert "餐饮部" in first
    assert "工程部" not in first, "three departments have room"
    assert "顾明珠" in second
    assert "备注" not in second
