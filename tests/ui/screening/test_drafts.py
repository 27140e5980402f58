"""What is typed and not saved never mixes with a workbook, and is named before handing in."""

import json

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox

from app.domain.types import Dimension, ScreeningState
from app.services.screening.handing_in import submit_own_lines
from tests.ui.input import press
from tests.ui.screening.conftest import answer, fill_in, told

SCORES, APPROVAL, OUTPUT = 3, 5, 6


def state(page):
    return page.findChild(QLabel, "approvalState").text()


def type_into(page, code, **cells):
    """Type into cells of step 4 without making the row complete."""
    page.wizard.go_to(SCORES)
    scores = page.wizard.scores
    line = next(one for one in page.wizard.opened.lines if one.code == code)
    row, keys = scores.lines.model.row_of(line.id), [one.key for one in scores.lines.model.columns]
    for key, text in cells.items():
        place = scores.lines.model.index(row, keys.index(key.replace("__", ".")))
        assert scores.lines.model.setData(place, text)
    return line


def test_a_workbook_does_not_mix_with_what_is_typed_and_not_saved(
    opened_page, december, saved_to, qtbot
):
    page = opened_page(december.boss, OUTPUT)
    path = saved_to("筛选.xlsx")
    press(page, "bookOut")
    qtbot.waitUntil(path.exists)
    for code in ("K0", "K1"):
        fill_in(path, code, "未来性", 7, "经营稳健")
    line = type_into(page, "K0", future__points="8")
    page.wizard.go_to(OUTPUT)
    press(page, "bookIn")
    text = told(qtbot, page).text()
    assert "读回 1 项评分" in text
    assert "第 4 步打了字，还没有保存" in text
    assert "云溪0号公司" in text
    told(qtbot, page).close()
    qtbot.waitUntil(lambda: by_code(page, "K1").points[Dimension.FUTURE].hand is not None)
    assert by_code(page, "K0").points[Dimension.FUTURE].hand is None
    assert page.wizard.scores.drafts.typed(line) == {"future.points": "8"}


def by_code(page, code):
    return next(one for one in page.wizard.opened.lines if one.code == code)


@pytest.mark.parametrize(("who", "button"), [("chen", "submitOwn"), ("boss", "submitAll")])
def test_rows_typed_and_not_saved_are_named_before_handing_in(
    opened_page, december, qtbot, who, button
):
    yes = "提交" if who == "chen" else "全部提交"
    page = opened_page(getattr(december, who), APPROVAL)
    line = type_into(page, "K2", future__points="8")
    page.wizard.go_to(APPROVAL)
    press(page, button)
    text = told(qtbot, page).text()
    assert "1 个客户打了字还没有保存" in text
    assert "云溪2号公司：未来性还没有写理由" in text
    answer(qtbot, page, "去补完")
    qtbot.waitUntil(lambda: page.wizard.steps.currentIndex() == SCORES)
    lines = page.wizard.scores.lines
    assert list(lines.model.ids) == [line.id]
    page.wizard.go_to(APPROVAL)
    assert lines.model.rowCount() > 1
    press(page, button)
    answer(qtbot, page, yes)
    mark = "1 人已提交" if who == "chen" else "等待批准"
    qtbot.waitUntil(lambda: mark in state(page))
    page.wizard.go_to(SCORES)
    keys = [one.key for one in lines.model.columns]
    cell = lines.model.index(lines.model.row_of(line.id), keys.index("future.points"))
    assert cell.data() == ""
    assert "提交时没有算进去" in page.findChild(QLabel, "scoreNote").text()


def test_rows_of_an_earlier_day_are_named_though_step_4_was_not_looked_at(
    opened_page, december, sit, qtbot
):
    screening_id = december.compiled()
    typed = json.dumps({december.clients["K0"]: {"future.points": "8", "future.reason": "好"}})
    sit(december.chen).preferences.keep(f"screening/{screening_id}/typed", typed)
    page = opened_page(december.chen, APPROVAL, screening_id)
    press(page, "submitOwn")
    assert "云溪0号公司：填好了，还没有保存" in told(qtbot, page).text()
    answer(qtbot, page, "取消")
    page.wizard.go_to(OUTPUT)
    qtbot.waitUntil(lambda: page.wizard.steps[OUTPUT].opened is not None)


def test_leaving_step_4_after_handing_in_saves_nothing_and_complains_of_nothing(
    opened_page, december, qtbot
):
    screening_id = december.compiled()
    page = opened_page(december.chen, SCORES, screening_id)
    line = type_into(page, "K0", future__points="8", future__reason="好")
    submit_own_lines(december.office.at(december.chen), screening_id)
    qtbot.waitUntil(lambda: page.wizard.opened.lines[0].state is ScreeningState.SUBMITTED)
    page.wizard.go_to(APPROVAL)
    qtbot.waitUntil(lambda: not page.wizard.scores.saving)
    assert page.findChildren(QMessageBox) == []
    assert page.wizard.scores.drafts.has(line)
