"""What is handed over to a person on paper: all records, and how the file was corrected."""

from app.domain.exported import Imprint, PolicyHead
from app.paper.output import write_pdf
from app.paper.personal_sheet import personal_document
from tests.conftest import NOW
from tests.paper.conftest import page_texts

IMPRINT = Imprint("王芳", NOW)
LINES = [
    ("联系人", "华东机械", "张伟", "手机", "13987654321"),
    ("待办", "华东机械", "回访", "", ""),
]
CHANGES = [("2025-12-20 10:00", "王芳", "已修改联系人 张伟", "手机：13900001111 → 13987654321")]


def document(changes):
    return personal_document("张伟", LINES, changes, policy=PolicyHead(), imprint=IMPRINT)


def test_records_and_corrections_are_on_paper(pdf):
    write_pdf(pdf, document(CHANGES))
    held, corrected = page_texts(pdf)
    assert "张伟的个人信息" in held
    assert "13987654321" in held
    assert "张伟的更正记录" in corrected
    assert "手机：13900001111→13987654321" in corrected


def test_where_nothing_was_corrected_there_is_no_page_of_it(pdf):
    write_pdf(pdf, document([]))
    (held,) = page_texts(pdf)
    assert "更正" not in held
