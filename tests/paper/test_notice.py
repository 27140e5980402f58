"""A notice fills its pages in large type, names nobody it must not, and comes as A4 or A3."""

import dataclasses

import pytest

from app.domain.notices import NoticeDraft
from app.paper.notice import notices_document
from app.paper.output import write_pdf
from app.queries.notices import NoticeFilter, notice_ids, notice_rows
from app.services.notices import word_notice
from tests.clients import new_client
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT


@pytest.fixture
def row(desk):
    client_id = new_client(desk, "华东机械𠮷喆")
    draft = NoticeDraft(
        client_id=client_id,
        title="早餐太冷",
        wording="七点半去，粥是冷的。",
        learned="早餐要有人盯着。",
        done="加了保温炉。",
        contact_name="张伟",
    )
    word_notice(desk, draft)
    with desk.db.read() as session:
        return notice_rows(session, notice_ids(session, NoticeFilter()))[0]


def texts(tmp_path, *rows, a3=False):
    path = tmp_path / "notice.pdf"
    write_pdf(path, notices_document(rows, "江畔饭店", imprint=IMPRINT, a3=a3))
    return page_texts(path)


@pytest.mark.usefixtures("qapp")
def test_it_says_what_was_said_learned_and_done_and_names_nobody(row, tmp_path):
    [text] = texts(tmp_path, row)
    for part in (
        "江畔饭店",
        "早餐太冷",
        "客户的话",
        "粥是冷的",
        "我们学到",
        "我们做了",
        "一家客户",
    ):
        assert part in text
    assert "张伟" not in text
    assert "华东机械" not in text


@pytest.mark.usefixtures("qapp")
def test_it_names_who_may_be_named(row, tmp_path):
    named = dataclasses.replace(row, names_client=True, names_contact=True)
    [text] = texts(tmp_path, named)
    assert "华东机械" in text
    assert "张伟" in text


@pytest.mark.usefixtures("qapp")
def test_what_is_not_filled_in_has_no_heading(row, tmp_path):
    short = dataclasses.replace(row, learned="", done="")
    [text] = texts(tmp_path, short)
    assert "我们学到" not in text
    assert "我们做了" not in text


@pytest.mark.usefixtures("qapp")
def test_a_long_notice_fills_the_page_before_it_turns(row, tmp_path):
    long = dataclasses.replace(row, wording="粥是冷的。" * 300, learned="", done="")
    pages = texts(tmp_path, long)
    assert len(pages) == 3
    assert pages[0].count("粥") > 90
    assert "".join(pages).count("粥") == 300
    assert "第3页/共3页" in pages[2]


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("a3", [False, True])
def test_each_notice_begins_its_own_page_with_as_many_words_on_either_sheet(row, tmp_path, a3):
    document = notices_document([row, row], "", imprint=IMPRINT, a3=a3)
    assert document.page_count == 2
    assert document.title == "公告牌"
    width = 297 if a3 else 210
    assert round(document.setup.width / 600 * 25.4) == width
    assert len(texts(tmp_path, row, row, a3=a3)) == 2
