from dataclasses import replace

from app.paper.figures import movement
from app.paper.output import write_pdf
from app.paper.ranking import ranking_document
from app.paper.units import LANDSCAPE
from tests.paper.conftest import page_texts
from tests.paper.makers import made_screening


def test_every_page_has_header_and_number(pdf):
    document = ranking_document(made_screening(120))
    write_pdf(pdf, document)
    texts = page_texts(pdf)
    assert len(texts) == document.page_count > 3
    for number, text in enumerate(texts, 1):
        assert "客户编号" in text
        assert "可得分" in text
        assert f"第{number}页/共{len(texts)}页" in text


def test_each_client_stands_once_and_whole(pdf):
    printed = made_screening(120)
    write_pdf(pdf, ranking_document(printed))
    texts = page_texts(pdf)
    for line in printed.lines:
        pages = [text for text in texts if line.code in text]
        assert len(pages) == 1
        assert f"{line.evidence.amount:,.2f}" in pages[0]


def test_first_page_carries_the_policys_head(pdf):
    write_pdf(pdf, ranking_document(made_screening(60)))
    first, *others = page_texts(pdf)
    for text in (
        "金桥大酒店",
        "2026年度客户年终筛选排名",
        "SG-SM-PP-SE028",
        "呈送总经理",
        "抄送营销总监、财务总监",
        "签发人",
        "批准人",
        "生效日期1998-07-01",
        "修订日期2004-12-20",
        "页数共3页",
    ):
        assert text in first
    assert all("呈送" not in text for text in others)
    assert all("2026年度客户年终筛选排名" in text for text in others)


def test_signatures_never_stand_alone():
    for count in range(15, 50):
        document = ranking_document(made_screening(count))
        last = document._pages[-1]
        rows = [block for block, _top in last if hasattr(block, "cells")]
        assert len(rows) >= 1 + 3 + 1  # header, last rows, sum


def test_signatures_stand_on_the_last_page_only(pdf):
    write_pdf(pdf, ranking_document(made_screening(60)))
    texts = page_texts(pdf)
    assert all(post in texts[-1] for post in ("销售代表", "销售部经理", "营销总监签名"))
    assert all("签名" not in text for text in texts[:-1])


def test_rows_stay_inside_the_body():
    document = ranking_document(made_screening(200))
    height = LANDSCAPE.body.height() + 1
    assert all(top + block.height <= height for page in document._pages for block, top in page)


def test_missing_is_neither_nought_nor_full(pdf):
    write_pdf(pdf, ranking_document(made_screening(5)))
    (text,) = page_texts(pdf)
    assert "资料不足" in text
    assert "合计5个" in text


def test_scores_stand_in_per_cent_as_on_the_screen(pdf):
    printed = made_screening(5)
    write_pdf(pdf, ranking_document(printed))
    (text,) = page_texts(pdf)
    for line in printed.lines:
        if line.result.percent is not None:
            assert f"{line.result.percent:.1f}%" in text


def test_scope_is_named_in_the_title():
    printed = made_screening(1)
    own = replace(printed, head=replace(printed.head, scope="王丽"))
    assert ranking_document(own).title == "2026 年度客户年终筛选排名（王丽）"


def test_without_clients_there_is_a_paper_to_sign(pdf):
    write_pdf(pdf, ranking_document(made_screening(0)))
    (text,) = page_texts(pdf)
    assert "合计0个" in text
    assert "签名" in text


def test_rank_moves_up_down_or_stays():
    assert movement(3, 5) == "↑2"
    assert movement(5, 3) == "↓2"
    assert movement(3, 3) == "—"
    assert movement(None, 3) == movement(3, None) == ""


def test_a_draft_says_that_it_is_one(pdf):
    printed = made_screening(3)
    write_pdf(pdf, ranking_document(printed))
    first = page_texts(pdf)[0]
    assert "状态" + printed.head.state.label in first
    assert f"第{printed.head.version}版" in first
    assert printed.head.cut_off_on.isoformat() in first
