from dataclasses import replace
from decimal import Decimal

import pytest

from app.errors import CancelledError
from app.paper.client_sheet import client_sheet, client_sheets
from app.paper.output import write_pdf
from tests.paper.conftest import page_texts
from tests.paper.makers import made_screening


def test_a_sheet_is_one_page_with_all_of_it(pdf):
    printed = made_screening(3)
    line = printed.lines[1]
    write_pdf(pdf, client_sheet(printed, line))
    (text,) = page_texts(pdf)
    for wanted in ("2026年度客户年终评分表", line.name, line.code, "全年", "去年", "签名", "备注"):
        assert wanted in text
    for dimension in ("预订额", "收益性", "安全性", "未来性", "合作性"):
        assert dimension in text
    assert all(f"{amount:,.2f}" in text for amount in line.evidence.months)
    assert "手工评分4分" in text
    assert "今年新开三条航线" in text
    assert "第1页/共1页" in text


def test_long_remarks_go_on_and_signatures_follow_them(pdf):
    printed = made_screening(2)
    line = replace(
        printed.lines[1], remark="航线合作与会议意向详见附件。" * 400, sent_back="请补充"
    )
    document = client_sheet(printed, line)
    write_pdf(pdf, document)
    texts = page_texts(pdf)
    assert len(texts) == document.page_count > 1
    assert sum(text.count("航线合作与会议意向详见附件。") for text in texts) >= 390
    assert "签名" in texts[-1]
    assert "退回意见：请补充" in texts[-1]
    assert line.code in texts[-1]


def test_long_reasons_go_on_too(pdf):
    printed = made_screening(2)
    line = printed.lines[1]
    points = {key: replace(one, reason="按分档折算，" * 120) for key, one in line.points.items()}
    write_pdf(pdf, client_sheet(printed, replace(line, points=points)))
    texts = page_texts(pdf)
    assert len(texts) > 1
    assert sum(text.count("按分档折算") for text in texts) >= 5 * 115


def test_all_sheets_are_one_job_with_pages_of_their_own(pdf):
    printed = made_screening(4)
    told: list[tuple[int, int]] = []
    document = client_sheets(printed, progress=lambda done, of: told.append((done, of)))
    write_pdf(pdf, document)
    texts = page_texts(pdf)
    assert document.page_count == len(texts) == 4
    assert all("第1页/共1页" in text for text in texts)
    assert [line.code in text for line, text in zip(printed.lines, texts, strict=True)] == [
        True
    ] * 4
    assert told[-1] == (4, 4)


def test_a_client_without_a_year_says_so(pdf):
    printed = made_screening(1)
    line = printed.lines[0]
    evidence = replace(
        line.evidence, months=(Decimal(0),) * 12, bookings=0, due=Decimal(0), gross_profit=None
    )
    write_pdf(pdf, client_sheet(printed, replace(line, evidence=evidence)))
    (text,) = page_texts(pdf)
    for wanted in ("无数据", "全年没有预订", "无到期应收款", "毛利不详"):
        assert wanted in text


def test_making_all_sheets_can_be_stopped():
    with pytest.raises(CancelledError):
        client_sheets(made_screening(2), cancelled=lambda: True)


def test_last_year_says_what_is_known(pdf):
    printed = made_screening(2)
    line = printed.lines[1]
    last = line.evidence.last_year
    known = {
        "等级B第4名": last,
        "去年等级B": replace(last, rank=None),
        "去年没有评定": replace(last, rank=None, grade=None),
    }
    for wanted, before in known.items():
        evidence = replace(line.evidence, last_year=before)
        write_pdf(pdf, client_sheet(printed, replace(line, evidence=evidence)))
        assert wanted in page_texts(pdf)[0]


def test_what_nobody_scored_yet_is_not_called_missing(pdf):
    printed = made_screening(5)
    write_pdf(pdf, client_sheet(printed, printed.lines[4]))
    (text,) = page_texts(pdf)
    assert "未来性10未评" in text
    assert "收益性20资料不足" in text


def test_a_client_without_any_points_has_no_percent(pdf):
    printed = made_screening(1)
    line = printed.lines[0]
    result = replace(line.result, percent=None, grade=None)
    write_pdf(pdf, client_sheet(printed, replace(line, result=result, rank=None)))
    assert "得分率—" in page_texts(pdf)[0]
    result = replace(result, percent=Decimal("97.6"))
    write_pdf(pdf, client_sheet(printed, replace(line, result=result)))
    assert "得分率97.6%" in page_texts(pdf)[0]
