"""The day sheet says what is to be done, and that there is nothing."""

from app.paper.day_sheet import SheetGroup, day_sheet
from app.paper.output import write_pdf
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT, POLICY


def printed(pdf, *groups):
    write_pdf(pdf, day_sheet("日程单 2025-12-20", groups, policy=POLICY, imprint=IMPRINT))
    (page,) = page_texts(pdf)
    return page


def test_a_day_without_anything_to_do_says_so(pdf):
    assert "没有要做的事" in printed(pdf)


def test_what_was_left_out_is_counted(pdf):
    line = ("今天", "A", "华东机械", "回访", "每30天联系", "张伟", "王芳")
    page = printed(pdf, SheetGroup("该联系的客户　1,235", [line], rest=1234))
    assert "还有1,234条没有印出" in page
    assert "没有要做的事" not in page
