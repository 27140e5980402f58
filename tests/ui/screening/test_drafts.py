"""What is typed and not saved never mixes with a workbook, and is named before handing in."""

from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox

from app.domain.needles import BLOT
from app.domain.types import Dimension, ScreeningState
from app.errors import StorageError
from app.queries.personal import findings, needles_for
from app.queries.screening.typed_scores import typed_scores
from app.services.personal.erasing import erase_person
from app.services.screening.handing_in import submit_own_lines
from app.services.screening.typed_scores import keep_typed_scores
from tests.log import new_contact
from tests.screening_office import line_of
from tests.screening_scores import set_hand_score
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
    assert len(lines.model.ids) == len(page.wizard.opened.lines), "none of them is scored"
    assert lines.table.current_id() == line.id
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
    assert "提交时没有算进去" in page.findChild(QLabel, "unsavedNote").text()


def test_rows_of_an_earlier_day_are_named_though_step_4_was_not_looked_at(
    opened_page, december, qtbot
):
    screening_id = december.compiled()
    typed = {december.clients["K0"]: {"future.points": "8", "future.reason": "好"}}
    keep_typed_scores(december.office.at(december.chen), screening_id, typed)
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


def test_a_row_that_was_saved_when_the_program_was_killed_is_no_draft_any_more(
    opened_page, december
):
    screening_id, chen = december.compiled(), december.office.at(december.chen)
    line = line_of(chen, screening_id, "K0")
    set_hand_score(chen, line.id, Dimension.FUTURE, Decimal(8), "好")
    typed = {december.clients["K0"]: {"future.points": "8", "future.reason": "好"}}
    keep_typed_scores(chen, screening_id, typed)
    page = opened_page(december.chen, SCORES, screening_id)
    assert not page.wizard.scores.drafts.has(line)


def test_what_was_just_typed_is_kept_when_the_program_ends(opened_page, december, qtbot):
    page = opened_page(december.chen, SCORES)
    page.wizard.context.workers.hold()  # all threads are busy
    line = type_into(page, "K0", future__points="8")
    table = page.wizard.scores.lines.table
    keys = [one.key for one in page.wizard.scores.lines.model.columns]
    table.setCurrentIndex(table.model().index(0, keys.index("remark")))
    table.edit(table.currentIndex())
    qtbot.keyClicks(table.findChild(QLineEdit, "cell"), "VIP")
    page.wizard.scores._keep_now()
    assert typed_of(page) == {line.client_id: {"future.points": "8", "remark": "VIP"}}


def test_what_could_not_be_kept_is_kept_with_the_next(opened_page, december, qtbot):
    page = opened_page(december.chen, SCORES)
    context = page.wizard.context

    def refuse():
        raise StorageError("磁盘已满")

    context.db._before_write = refuse
    first = type_into(page, "K0", future__points="8")
    page.wizard.scores._keep_now()
    qtbot.waitUntil(lambda: not context.workers.busy)
    context.db._before_write = None
    second = type_into(page, "K2", future__points="7")
    both = {first.client_id: {"future.points": "8"}, second.client_id: {"future.points": "7"}}
    qtbot.waitUntil(lambda: typed_of(page) == both)


def test_a_person_who_is_erased_goes_from_what_is_typed_and_shown(
    opened_page, december, context, qtbot
):
    page = opened_page(december.boss, SCORES)
    desk = december.office.at(december.boss)
    line = type_into(page, "K0", future__points="8", cooperation__reason="欧阳慕白要走")
    qtbot.waitUntil(lambda: "慕白" in str(typed_of(page)))
    contact_id = new_contact(desk, line.client_id, "欧阳慕白")
    with desk.db.read() as session:
        found = {
            one.place for one in findings(session, needles_for(session, contact_id), contact_id)
        }
    erase_person(desk, context.folder, contact_id, found, anew=False)
    blotted = {"future.points": "8", "cooperation.reason": f"{BLOT}要走"}
    assert typed_of(page) == {line.client_id: blotted}
    qtbot.waitUntil(lambda: page.wizard.scores.drafts.typed(line) == blotted)


def typed_of(page):
    """Return what the file holds of what is typed."""
    with page.wizard.context.db.read() as session:
        return typed_scores(session, page.wizard.opened.head.id)
