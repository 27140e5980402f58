from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from app.paper.charts import LIGHT, ChartStyle, PlanBar, draw_plans
from app.paper.coverage import CoveragePaper, coverage_document
from app.paper.output import write_pdf
from app.paper.table import PaperColumn
from tests.paper.conftest import page_texts
from tests.paper.makers import IMPRINT, POLICY

BARS = (PlanBar("王芳", 6.4, 3), PlanBar("陈刚", 0, 2))
COLUMNS = (PaperColumn("客户经理", 36, 1), PaperColumn("拜访计划", 24, 1, number=True))


def drawn(bars):
    picture = QImage(480, 200, QImage.Format.Format_RGB32)
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    try:
        area = QRectF(0, 0, 480, 200)
        return draw_plans(painter, area, bars, ChartStyle(LIGHT, 12), title="拜访"), picture
    finally:
        painter.end()


def test_plan_and_work_stand_side_by_side_in_two_shades():
    hits, picture = drawn(BARS)
    assert [key for _area, key in hits] == [0, 1]
    place = hits[0][0]
    above_zero = int(place.bottom()) - 5
    left = picture.pixelColor(int(place.center().x() - place.width() * 0.17), above_zero)
    right = picture.pixelColor(int(place.center().x() + place.width() * 0.17), above_zero)
    assert (left, right) == (QColor(LIGHT.soft), QColor(LIGHT.strong))


def test_without_plan_and_work_the_chart_says_so():
    assert drawn([PlanBar("王芳", 0, 0)])[0] == []


def test_the_report_is_one_page_with_pictures_table_and_rule(pdf):
    rows = [("王芳", "6.4"), ("合计", "6.4")]
    printed = CoveragePaper("覆盖 2025 年", "计划按间隔算。", COLUMNS, rows, BARS, BARS)
    write_pdf(pdf, coverage_document(printed, POLICY, IMPRINT))
    (page,) = page_texts(pdf)
    for text in ("覆盖2025年", "拜访", "联系", "计划", "完成", "王芳", "合计", "计划按间隔算。"):
        assert text in page


def test_many_salespersons_go_on_on_the_next_page(pdf):
    rows = [(f"经理{n}", str(n)) for n in range(60)]
    printed = CoveragePaper("覆盖", "规则", COLUMNS, rows, BARS, BARS)
    write_pdf(pdf, coverage_document(printed, POLICY, IMPRINT))
    pages = page_texts(pdf)
    assert len(pages) > 1
    assert all("拜访计划" in page for page in pages)
    assert all(f"经理{n}" in "".join(pages) for n in range(60))


def test_the_sum_never_stands_alone_on_a_page(pdf):
    for count in range(10, 20):  # somewhere a page is exactly full
        rows = [*((f"经理{n:02}", str(n)) for n in range(count)), ("合计", "1")]
        printed = CoveragePaper("覆盖", "规则", COLUMNS, rows, BARS, BARS)
        write_pdf(pdf, coverage_document(printed, POLICY, IMPRINT))
        (last,) = (page for page in page_texts(pdf) if "合计" in page)
        assert f"经理{count - 1:02}" in last
