"""The December week through the real window: from the office's bookings to the signed papers."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QLabel, QLineEdit, QMessageBox, QPushButton

from app.domain.types import ScreeningState
from app.models import Client
from app.queries.screening.seals import broken_seals
from tests.ui.input import compose, press

YEAR = 2025
CHECKS, EVIDENCE, SCORES, RANKING, APPROVAL, OUTPUT = range(1, 7)
BY_KEYBOARD = 2
REASON = "按全年走访记录评定"


@pytest.fixture
def answer_file(monkeypatch):
    """Answer the questions for a file."""

    def choose(path):
        for method in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, method, lambda *_a, **_k: (str(path), ""))

    return choose


def answer(qtbot, window, text):
    """Press a button of the question that is open and return what it said."""

    def buttons():
        boxes = [box for box in window.findChildren(QMessageBox) if box.isVisible()]
        return [b for box in boxes for b in box.buttons() if b.text() == text]

    qtbot.waitUntil(lambda: bool(buttons()))
    (button,) = buttons()
    said = button.window().text()
    button.click()
    return said


def type_in(qtbot, table, text):
    """Type into the cell that is open and press Enter."""
    cell = next(one for one in table.findChildren(QLineEdit, "cell") if one.isVisible())
    compose(cell, text)
    qtbot.keyClick(cell, Qt.Key.Key_Return)


def fill_in_the_rest(path):
    """Fill in every empty hand score of the workbook, as one does at home in the evening."""
    book = openpyxl.load_workbook(path)
    sheet = book["排名"]
    titles = [str(cell.value or "").replace("\n", "") for cell in sheet[4]]
    places = {}
    for name in ("未来性", "合作性"):
        own = [n for n, title in enumerate(titles) if title.startswith(name)]
        why = next(n for n in own if "理由" in titles[n])
        points = next(n for n in own if "手工" in titles[n] and n != why)
        places[name] = (points, why)
    filled = 0
    for row in sheet.iter_rows(min_row=5):
        code = next((c.value for c, t in zip(row, titles, strict=False) if t == "客户编号"), None)
        if not code or code == "合计":
            continue
        for points, why in places.values():
            if row[why].value is None:
                row[points].value, row[why].value = 4, REASON
                filled += 1
    book.save(path)
    return filled


class Week:
    """The supervisor's steps, each by the widgets that are there for it."""

    def __init__(self, qtbot, window):
        self.qtbot, self.window = qtbot, window
        self.page = window.show_page("screening")
        self.wizard = self.page.wizard

    @property
    def scored(self):
        """How far the scoring is, in the step that is made when it is first looked at."""
        return self.wizard.scores.findChild(QLabel, "scored")

    def until(self, true):
        self.qtbot.waitUntil(true)

    def count_the_year(self):
        press(self.page, "newScreening")
        press(self.page, "begin")
        self.until(lambda: self.wizard.opened is not None)

    def look_at_what_is_missing(self):
        summary = self.page.findChild(QLabel, "checkSummary")
        self.until(lambda: summary.text().startswith("有"))
        press(self.page.findChild(QFrame, "gap_no_cost"), "mend")
        assert not self.page.isVisible()
        self.window.show_page("screening")

    def look_at_the_evidence(self):
        press(self.page, "next")
        lines = self.wizard.steps[EVIDENCE].lines
        assert lines.model.rowCount() == len(self.wizard.opened.lines) > 50

    def score_by_keyboard(self):
        press(self.page, "next")
        table = self.wizard.scores.lines.table
        self.qtbot.keyClick(table, Qt.Key.Key_Return)
        for text in ("８", "行业领先", "4", "配合好", "") * BY_KEYBOARD:
            type_in(self.qtbot, table, text)
        self.until(lambda: self.scored.text().startswith(f"已评 {BY_KEYBOARD}/"))

    def score_the_rest_in_the_workbook(self, book):
        self.wizard.go_to(OUTPUT)
        press(self.page, "bookOut")
        self.until(book.exists)
        filled = fill_in_the_rest(book)
        every = len(self.wizard.opened.lines)
        assert filled == 2 * (every - BY_KEYBOARD)
        press(self.page, "bookIn")
        said = answer(self.qtbot, self.window, "确定")
        assert said.startswith(f"读回 {filled} 项评分"), said
        self.wizard.go_to(SCORES)
        self.until(lambda: self.scored.text() == f"已评 {every}/{every}")

    def look_at_the_ranking(self):
        self.wizard.go_to(RANKING)
        ranking = self.wizard.steps[RANKING].lines.shown()
        assert ranking[0].rank == 1
        assert ranking[0].result.completeness == 100
        return ranking[0]

    def approve(self):
        self.wizard.go_to(APPROVAL)
        press(self.page, "submitAll")
        self.until(self.page.findChild(QPushButton, "approve").isEnabled)
        press(self.page, "approve")
        answer(self.qtbot, self.window, "批准")
        self.until(lambda: self.wizard.opened.head.state is ScreeningState.APPROVED)

    def write_paper(self, button):
        self.wizard.go_to(OUTPUT)
        told = self.wizard.context.navigator.told
        with self.qtbot.waitSignal(told):
            press(self.page, button)


def test_the_december_week(qtbot, window, answer_file, tmp_path):
    week = Week(qtbot, window)
    week.count_the_year()
    assert week.wizard.opened.head.year == YEAR
    week.look_at_what_is_missing()
    week.look_at_the_evidence()
    week.score_by_keyboard()
    answer_file(tmp_path / "筛选.xlsx")
    week.score_the_rest_in_the_workbook(tmp_path / "筛选.xlsx")
    first = week.look_at_the_ranking()
    week.approve()
    with week.wizard.context.db.read() as session:
        assert broken_seals(session) == []
        assert session.get(Client, first.client_id).grade == first.result.grade
    for button in ("rankingPdf", "sheetsPdf"):
        paper = tmp_path / f"{button}.pdf"
        answer_file(paper)
        week.write_paper(button)
        assert paper.read_bytes().startswith(b"%PDF")
    press(week.page, "toList")
    assert week.page.list.model.index(0, 3).data() == "已批准"
