"""The list of screenings, and the way through one."""

import gc

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton

from app.domain.types import Channel, ScreeningState
from app.models import Booking
from app.queries.screening.lines import screening_head, screening_heads
from app.services.clients_bulk import set_manager
from app.services.facts import refresh_facts
from app.services.screening.handing_in import submit_screening
from app.services.screening.opening import compile_screening, open_screening
from app.ui.screening import wizard
from app.ui.screening.page import ScreeningPage
from tests.screening_office import YEAR
from tests.ui.input import press
from tests.ui.screening.conftest import CUT_OFF, told
from tests.ui.waiting import settled

CHECKS, SCORES, RANKING = 1, 3, 4


@pytest.fixture
def page(qtbot, sit, december):
    made = ScreeningPage(sit(december.boss))
    qtbot.addWidget(made)
    made.resize(1234, 700)
    made.show()
    return made


def test_an_empty_list_explains_the_december_job(page):
    texts = [label.text() for label in page.list.findChildren(QLabel)]
    assert any("每年十二月" in text and "批准" in text for text in texts)


def test_beginning_counts_the_year_and_goes_on_to_the_check(page, qtbot):
    page.begin()
    assert [page.wizard.rail.findChild(QPushButton, f"step{n}").isEnabled() for n in (1, 2)] == [
        True,
        False,
    ]
    assert page.wizard.steps[0].cut_off.text() == CUT_OFF.isoformat()
    press(page, "begin")
    qtbot.waitUntil(lambda: page.wizard.opened is not None)
    assert page.wizard.steps.currentIndex() == CHECKS
    assert page.wizard.steps[CHECKS].isAncestorOf(page.window().focusWidget()), "keys go on here"
    assert len(page.wizard.opened.lines) == 6
    press(page, "toList")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    shown = [page.list.model.index(0, n).data() for n in range(6)]
    assert shown == ["2025", "整个销售部", "2025-12-20", "草稿", "1", "6"]


def test_a_cut_off_that_is_no_day_is_told_and_keeps_what_was_typed(page):
    page.begin()
    page.wizard.steps[0].cut_off.setText("明天")
    press(page, "begin")
    assert "截止日期" in page.findChild(QLabel, "scopeWrong").text()
    assert page.wizard.steps[0].cut_off.text() == "明天"


def test_a_cut_off_before_the_year_is_told(page):
    page.begin()
    page.wizard.steps[0].cut_off.setText("2024-12-31")
    press(page, "begin")
    assert "第一天" in page.findChild(QLabel, "scopeWrong").text()


def test_a_screening_opens_where_it_was_left(opened_page, december, qtbot):
    page = opened_page(december.boss, RANKING)
    with page.wizard.context.db.read() as session:
        (head,) = screening_heads(session)
    assert head.step == RANKING
    page.wizard.leave()
    page.open_screening(head.id)
    qtbot.waitUntil(lambda: page.wizard.steps.currentIndex() == RANKING)


def test_enter_in_the_list_opens(page, december, qtbot):
    december.compiled()
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)
    page.list.table.selectRow(0)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.wizard.opened is not None)
    assert page.wizard.isVisible()


def test_a_screening_that_is_being_read_says_so(page, december, qtbot):
    page.begin()
    settled(qtbot, page.wizard.context)
    place = page.wizard.rail.geometry()
    page.open_screening(december.compiled())
    state = page.findChild(QLabel, "wizardState")
    assert state.text() == "正在读取…"
    QApplication.processEvents()
    assert page.wizard.rail.geometry() == place
    assert not page.wizard.steps.isVisible(), "step 1 would begin another"
    assert not page.wizard.rail.isEnabled()
    page.wizard.go_to(RANKING)
    assert page.wizard.steps.currentIndex() == 0
    qtbot.waitUntil(lambda: state.text().endswith("草稿"))
    assert page.wizard.steps.isVisible()
    assert page.wizard.rail.isEnabled()


def test_many_lines_being_read_anew_say_so(opened_page, december, qtbot, monkeypatch):
    monkeypatch.setattr(wizard, "MANY", 1)
    page = opened_page(december.boss, RANKING)
    submit_screening(december.office.at(december.boss), page.wizard.opened.head.id)
    state = page.findChild(QLabel, "wizardState")
    qtbot.waitUntil(lambda: state.text().endswith("草稿 · 正在重新读取…"))
    qtbot.waitUntil(lambda: state.text().endswith("已提交"))


def test_one_that_is_gone_leaves_the_one_that_was_open(opened_page, december, qtbot):
    page = opened_page(december.boss, RANKING)
    page.open_screening(99)
    told(qtbot, page).close()
    assert page.wizard.steps.isVisible()
    assert page.findChild(QLabel, "wizardTitle").text() == f"{YEAR} 年年终筛选"


def test_one_begun_but_not_counted_offers_the_check_and_no_more(page, december, qtbot):
    screening_id = open_screening(december.office.desk, YEAR, CUT_OFF)
    page.open_screening(screening_id)
    qtbot.waitUntil(lambda: page.wizard.opened is not None)
    page.wizard.go_to(RANKING)
    assert page.wizard.steps.currentIndex() == CHECKS
    assert not page.findChild(QPushButton, "next").isEnabled()
    press(page, "recompile")
    qtbot.waitUntil(page.findChild(QPushButton, "next").isEnabled)


def test_pages_up_and_down_go_through_the_steps(opened_page, december):
    page = opened_page(december.boss, CHECKS)
    page.wizard.steps[CHECKS].setFocus()
    press(page, "next")
    assert page.wizard.steps.currentIndex() == CHECKS + 1
    press(page, "back")
    assert page.wizard.steps.currentIndex() == CHECKS


def test_a_changed_booking_asks_to_count_again(opened_page, december, qtbot):
    page = opened_page(december.boss, RANKING)
    banner = page.findChild(QFrame, "staleBanner")
    assert not banner.isVisible()
    december.office.booking(december.clients["K5"], CUT_OFF, 500)
    qtbot.waitUntil(banner.isVisible)
    press(page, "compileAgain")
    qtbot.waitUntil(lambda: page.wizard.opened.lines[-1].evidence.amount == 1400)
    assert not banner.isVisible()


def test_a_screening_that_is_gone_leads_back_to_the_list(page, qtbot):
    page.open_screening(99)
    qtbot.waitUntil(page.list.isVisible)
    assert gc.isenabled()


def test_the_list_is_searched_and_sorted(page, december, qtbot):
    december.compiled()
    open_screening(december.office.desk, YEAR - 1, manager_id=december.chen)
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 2)
    page.list.search.setText("小陈")
    assert page.list.model.rowCount() == 1
    page.list.search.clear()
    page.list.table.sort_wanted.emit("clients", False)
    assert page.list.model.index(0, 0).data() == "2024"
    page.list.table.sort_wanted.emit("scope", False)
    page.list.table.selectRow(0)
    page.list._open_current()
    qtbot.waitUntil(lambda: page.wizard.opened is not None)
    with page.wizard.context.db.read() as session:
        head = screening_head(session, page.wizard.opened.head.id)
    assert head.state is ScreeningState.DRAFT


def test_the_check_tells_what_is_missing_and_leads_there(opened_page, december, qtbot):
    december.office.booking(december.clients["K1"], CUT_OFF, 700)
    page = opened_page(december.boss, CHECKS)
    summary = page.findChild(QLabel, "checkSummary")
    qtbot.waitUntil(lambda: summary.text().startswith("有"))
    gap = page.findChild(QFrame, "gap_no_cost")
    with qtbot.waitSignal(page.wizard.context.navigator.bookings_wanted) as asked:
        press(gap, "mend")
    assert len(asked.args[1]) == 1
    press(page, "recheck")
    qtbot.waitUntil(lambda: summary.text().startswith("有"))
    press(page, "recompile")
    qtbot.waitUntil(lambda: page.wizard.opened.lines[0].evidence.bookings > 0)


@pytest.mark.parametrize(
    ("who", "told_once"),
    [("boss", f"{YEAR - 5} 年一笔预订也没有"), ("nobody", "没有列入筛选的客户")],
)
def test_a_year_with_nothing_to_score_is_told_in_one_line(
    opened_page, december, qtbot, who, told_once
):
    scope = None if who == "boss" else december.boss  # who has no clients
    at = december.office.at(december.boss)
    screening_id = open_screening(at, YEAR - 5, manager_id=scope)
    compile_screening(at, screening_id)
    page = opened_page(december.boss, CHECKS, screening_id)
    qtbot.waitUntil(lambda: page.findChild(QFrame, "nothing_to_score") is not None)
    assert page.findChild(QLabel, "checkSummary").text() == "有 1 项需要留意"
    card = page.findChild(QFrame, "nothing_to_score")
    assert told_once in [label.text() for label in card.findChildren(QLabel)]
    assert page.findChild(QFrame, "gap_no_cost") is None, "nothing is in order where nothing is"
    with qtbot.waitSignal(page.wizard.context.navigator.import_wanted):
        press(card, "importFirst")


def test_the_check_follows_what_is_mended_elsewhere(opened_page, december, qtbot):
    alone = december.office.client("K9", manager_id=None)
    december.office.receipt(alone, CUT_OFF, 5)
    december.office.done()
    page = opened_page(december.boss, CHECKS)

    def shown(text):
        return any(label.text() == text for label in page.findChildren(QLabel))

    qtbot.waitUntil(lambda: shown("没有客户经理的客户：1"))
    set_manager(page.wizard.context.desk, [alone], december.boss)
    qtbot.waitUntil(lambda: shown("没有客户经理的客户：0"))


def test_the_check_leads_to_clients_and_receipts_too(opened_page, december, qtbot):
    alone = december.office.client("K9", manager_id=None)
    december.office.receipt(alone, CUT_OFF, 5)
    december.office.done()
    page = opened_page(december.boss, CHECKS)
    summary = page.findChild(QLabel, "checkSummary")
    qtbot.waitUntil(lambda: summary.text().startswith("有"))
    go = page.wizard.context.navigator
    with qtbot.waitSignal(go.clients_wanted) as asked:
        press(page.findChild(QFrame, "gap_no_manager"), "mend")
    assert asked.args[1] == [alone]
    with qtbot.waitSignal(go.receipts_wanted):
        press(page.findChild(QFrame, "gap_no_number"), "mend")


def test_a_salesperson_checks_the_own_clients_alone(opened_page, december, qtbot):
    december.office.booking(december.clients["K1"], CUT_OFF, 700)
    page = opened_page(december.chen, CHECKS)
    summary = page.findChild(QLabel, "checkSummary")
    qtbot.waitUntil(lambda: summary.text().startswith("资料齐全"))
    assert {line.manager for line in page.wizard.opened.lines} == {"小陈"}


def test_the_scope_is_called_as_a_sales_department_speaks(opened_page, december, qtbot):
    page = opened_page(december.boss, CHECKS)
    assert "整个销售部" in page.findChild(QLabel, "wizardState").text()
    page.list.search.setText("销售部")
    qtbot.waitUntil(lambda: page.list.model.rowCount() == 1)


def test_a_log_entry_asks_for_nothing_and_a_complaint_does(opened_page, december, qtbot):
    page = opened_page(december.boss, RANKING)
    wizard, banner = page.wizard, page.findChild(QFrame, "staleBanner")
    settled(qtbot, page.list.context)
    with qtbot.waitSignal(wizard.freshness.told) as told:
        december.office.complaint(december.clients["K0"], CUT_OFF, Channel.VISIT)
    assert told.args == [False]
    assert not banner.isVisible()
    december.office.complaint(december.clients["K0"], CUT_OFF)
    qtbot.waitUntil(banner.isVisible)


def test_the_banner_goes_when_the_change_is_taken_back(opened_page, december, qtbot):
    page = opened_page(december.boss, RANKING)
    banner = page.findChild(QFrame, "staleBanner")
    wrong = december.office.booking(december.clients["K5"], CUT_OFF, 500)
    qtbot.waitUntil(banner.isVisible)
    with december.office.desk.write() as session:
        session.delete(session.get(Booking, wrong))
        session.flush()
        refresh_facts(session, [december.clients["K5"]])
    qtbot.waitUntil(lambda: not banner.isVisible())


def test_a_draft_that_the_files_have_outrun_says_so_when_it_is_opened(opened_page, december, qtbot):
    screening_id = december.compiled()
    december.office.booking(december.clients["K5"], CUT_OFF, 500)
    page = opened_page(december.boss, RANKING, screening_id)
    qtbot.waitUntil(page.findChild(QFrame, "staleBanner").isVisible)


@pytest.mark.parametrize(
    ("step", "name"),
    [(0, "cutOff"), (2, "evidenceTable"), (3, "scoreTable"), (4, "rankingTable"),
     (5, "submitAll"), (6, "rankingPreview")],
)  # fmt: skip
def test_every_step_can_be_worked_by_keys_at_once(opened_page, december, step, name):
    page = opened_page(december.boss, CHECKS)
    page.wizard.go_to(step)
    assert page.focusWidget().objectName() == name


def test_enter_begins_the_count(page, qtbot):
    page.begin()
    assert page.focusWidget().objectName() == "year"
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    qtbot.keyClick(page.wizard.steps[0].year, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.wizard.opened is not None)
