"""The evidence: every number leads to its rows, every rule is seen before it is kept."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QPushButton
from sqlalchemy import update

from app.domain.screening.evidence import Evidence
from app.domain.screening.rules import DEFAULT_RULES, Method
from app.domain.types import Dimension
from app.models import Booking
from app.queries.screening.behind import Figure
from app.ui.rules import RulesEditor
from app.ui.screening.behind import FIGURES, Behind
from tests.screening_office import YEAR
from tests.screening_scores import set_hand_score
from tests.ui.bars import bar_texts, open_bar
from tests.ui.input import press
from tests.ui.screening.conftest import answer, assert_amounts_fit

EVIDENCE, SCORES, RANKING = 2, 3, 4


def column(lines, key):
    return [one.key for one in lines.model.columns].index(key)


def test_enter_on_a_number_leads_to_its_bookings(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    lines, go = page.wizard.steps[EVIDENCE].lines, page.wizard.context.navigator
    lines.table.setCurrentIndex(lines.model.index(0, column(lines, "amount")))
    with qtbot.waitSignal(go.bookings_wanted) as asked:
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)
    assert asked.args[0] == "云溪0号公司 2025年 预订额 600,000.00 元"
    assert len(asked.args[1]) == 4
    lines.table.setCurrentIndex(lines.model.index(0, column(lines, "received")))
    with qtbot.waitSignal(go.receipts_wanted) as asked:
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)
    assert asked.args[0] == "云溪0号公司 2025年 收款，计入已收 600,000.00 元"
    lines.table.setCurrentIndex(lines.model.index(0, column(lines, "cost_known")))
    with qtbot.waitSignal(go.told) as said:
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)
    assert said.args[0] == "云溪0号公司 2025年 成本未知的预订：没有明细。"
    lines.table.setCurrentIndex(lines.model.index(0, column(lines, "name")))
    with qtbot.waitSignal(go.client_wanted):
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)


@pytest.mark.parametrize("dimension", ["volume", "profit", "safety", "cooperation"])
def test_points_lead_to_what_they_were_computed_from(opened_page, december, qtbot, dimension):
    page = opened_page(december.boss, EVIDENCE)
    lines, go = page.wizard.steps[EVIDENCE].lines, page.wizard.context.navigator
    lines.table.setCurrentIndex(lines.model.index(0, column(lines, dimension)))
    with qtbot.waitSignals([go.bookings_wanted]):
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Behind(Figure.AMOUNT, month=2), "预订额 20.00 元"),
        (Behind(Figure.BOOKINGS), "全部预订 5 笔"),
        (Behind(Figure.NOT_FULFILLED), "未履约的预订 1 笔"),
        (Behind(Figure.COST_KNOWN), "成本已知的预订，毛利 9.00 元"),
        (Behind(Figure.COST_UNKNOWN), "成本未知的预订"),
        (Behind(Figure.DUE), "到期的预订 30.00 元"),
        (Behind(Figure.OVERDUE), "逾期未收 7.00 元"),
        (Behind(Figure.OVERDUE, age=3), "逾期 90 天以上未收 6.00 元"),
        (Behind(Figure.COMPLAINTS), "投诉 2 次"),
    ],
)
def test_a_number_is_told_over_its_rows(figure, said):
    months = (Decimal(10), Decimal(20), *[Decimal(0)] * 10)
    evidence = Evidence(
        months,
        bookings=5,
        not_fulfilled=1,
        gross_profit=Decimal(9),
        due=Decimal(30),
        overdue=(Decimal(1), Decimal(0), Decimal(0), Decimal(6)),
        complaints=2,
    )
    assert FIGURES[figure.figure](evidence, figure) == said
    assert set(FIGURES) == set(Figure)


def test_bookings_of_which_no_cost_is_known_have_no_profit_told():
    assert FIGURES[Figure.COST_KNOWN](Evidence(), Behind(Figure.COST_KNOWN)) == "成本已知的预订"


def test_the_cursor_stays_in_its_column_over_sorting_and_searching(opened_page, december):
    lines = opened_page(december.boss, EVIDENCE).wizard.steps[EVIDENCE].lines
    due = column(lines, "due")
    lines.table.choose_cell(1, due)
    line = lines.current_line()
    lines.table.sort_wanted.emit("amount", False)
    assert (lines.current_line(), lines.table.currentIndex().column()) == (line, due)
    lines.search.setText(line.code)
    assert (lines.current_line(), lines.table.currentIndex().column()) == (line, due)


def test_the_number_under_the_cursor_is_framed(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    lines = page.wizard.steps[EVIDENCE].lines
    qtbot.waitUntil(lines.table.hasFocus)
    before = cell_picture(lines, "due")
    lines.table.choose_cell(0, column(lines, "due"))
    assert cell_picture(lines, "due") != before
    lines.table.choose_cell(0, column(lines, "name"))
    assert cell_picture(lines, "due") == before


def cell_picture(lines, key):
    place = lines.table.visualRect(lines.model.index(0, column(lines, key)))
    return lines.table.viewport().grab(place).toImage()


def test_the_page_come_back_to_has_its_keys_where_they_were(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    table = page.wizard.steps[EVIDENCE].lines.table
    qtbot.waitUntil(table.hasFocus)
    elsewhere = QLabel(page)
    elsewhere.show()
    elsewhere.setFocus()
    page.setFocus()  # as the window does
    assert table.hasFocus()
    press(page, "toList")
    assert page.list.isAncestorOf(QApplication.focusWidget())


def test_a_number_of_nothing_says_so(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    with qtbot.waitSignal(page.wizard.context.navigator.told) as said:
        press(page.wizard.steps[EVIDENCE].detail, "complaints")
    assert "没有明细" in said.args[0]


def test_the_detail_says_why_and_leads_on(opened_page, december, qtbot):
    december.office.complaint(december.clients["K0"], december.office.desk.today())
    page = opened_page(december.boss, EVIDENCE)
    detail, go = page.wizard.steps[EVIDENCE].detail, page.wizard.context.navigator
    assert "600,000.00" in detail.findChild(QLabel, "volumeReason").text()
    assert detail.findChild(QLabel, "volumePoints").text() == "预订额　34 / 40 分"
    with qtbot.waitSignal(go.communications_wanted):
        press(detail, "complaints")
    with qtbot.waitSignal(go.client_wanted):
        press(detail, "lineName")
    with qtbot.waitSignal(go.bookings_wanted) as asked:
        detail.chart.bar_clicked.emit(2)
    assert "2月" in asked.args[0]
    assert len(asked.args[1]) == 1
    press(detail, "volumeChange")
    assert detail.findChild(QDialog, "override") is not None


def test_the_list_is_searched_filtered_sorted_and_let_go(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    lines = page.wizard.steps[EVIDENCE].lines
    count = lines.findChild(QLabel, "evidenceTableCount")
    with qtbot.waitActive(page):
        page.activateWindow()
    lines.search.setText("k1")
    assert count.text() == "1 / 6 个客户"
    qtbot.keyClick(lines.search, Qt.Key.Key_Return)
    assert lines.table.hasFocus()
    qtbot.keyClick(lines.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert lines.search.hasFocus()
    qtbot.keyClick(lines.search, Qt.Key.Key_Escape)
    assert count.text() == "共 6 个客户"
    qtbot.keyClick(lines.search, Qt.Key.Key_Escape)
    assert lines.table.hasFocus()
    lines.manager.choose(["小周"])
    assert lines.model.rowCount() == 3
    lines.let_go()
    lines.table.sort_wanted.emit("name", True)
    assert lines.model.index(0, column(lines, "name")).data() == "云溪5号公司"
    lines.table.sort_wanted.emit("last_grade", True)
    assert lines.model.rowCount() == 6


def test_twelve_months_are_there_to_be_chosen(opened_page, december):
    lines = opened_page(december.boss, EVIDENCE).wizard.steps[EVIDENCE].lines
    march = column(lines, "m3")
    assert lines.table.isColumnHidden(march)
    menu = lines.table.column_menu()
    next(one for one in menu.actions() if one.text() == "3月").trigger()
    assert lines.model.index(0, march).data() == "150,000.00"


def test_salespersons_cannot_change_rules(opened_page, december):
    page = opened_page(december.chen, EVIDENCE)
    assert not page.findChild(QPushButton, "editRules").isVisible()


def rules_dialog(page):
    press(page, "editRules")
    return page.findChild(QDialog, "rulesDialog")


def test_rules_show_their_outcome_before_they_are_kept(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    dialog = rules_dialog(page)
    volume = dialog.editor.dimensions[0]
    volume.propose()
    assert volume.bands.pairs()[0] == ("600,000", "40")
    qtbot.waitUntil(lambda: not dialog._pause.isActive() and "试算" not in dialog._note.text())
    assert page.wizard.opened.lines[0].points[Dimension.VOLUME].suggestion == 34
    press(dialog, "save")
    qtbot.waitUntil(lambda: page.wizard.opened.lines[0].points[Dimension.VOLUME].suggestion == 40)


def test_wrong_rules_are_told_at_once_and_not_kept(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    dialog = rules_dialog(page)
    dialog.editor.dimensions[0].weight.setText("４５")
    assert "合计须为 100，现在是 105" in dialog.findChild(QLabel, "ruleProblems").text()
    qtbot.waitUntil(lambda: "有误" in dialog._note.text())
    press(dialog, "save")
    assert dialog.isVisible()
    dialog.reject()
    answer(qtbot, page, "不保存")
    qtbot.waitUntil(lambda: not dialog.isVisible())
    assert page.wizard.opened.head.rules == DEFAULT_RULES


def test_untouched_rules_close_without_a_question(opened_page, december, qtbot):
    dialog = rules_dialog(opened_page(december.boss, EVIDENCE))
    dialog.reject()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_the_rules_editor_gives_back_what_it_was_given(qtbot):
    editor = RulesEditor(DEFAULT_RULES)
    qtbot.addWidget(editor)
    assert editor.rules() == DEFAULT_RULES
    assert editor.wrong() == {}


def test_rows_are_added_and_removed_by_keys(qtbot):
    editor = RulesEditor(DEFAULT_RULES)
    qtbot.addWidget(editor)
    editor.show()
    grades = editor.grades
    grades.table.selectRow(3)
    grades.remove_rows()
    assert "分数线须为 0" in editor.wrong()["grades"]
    grades.add_row()
    grades.table.item(3, 0).setText("D")
    grades.table.item(3, 1).setText("零")
    assert "不是数字" in editor.wrong()["grades"]
    grades.table.item(3, 1).setText("0")
    assert editor.rules() == DEFAULT_RULES


def test_other_methods_ask_for_other_things(qtbot):
    editor = RulesEditor(DEFAULT_RULES, {Dimension.VOLUME: [Decimal(5)]})
    qtbot.addWidget(editor)
    editor.show()
    volume = editor.dimensions[0]
    volume.method.setCurrentIndex(volume.method.findData(Method.PROPORTIONAL.value))
    assert "满分线" in editor.wrong()["volume"]
    volume.cap.setText("100,000")
    assert editor.rules().of(Dimension.VOLUME).cap == 100_000
    volume.method.setCurrentIndex(volume.method.findData(Method.PERCENTILE.value))
    assert editor.rules().of(Dimension.VOLUME).method is Method.PERCENTILE
    volume.method.setCurrentIndex(volume.method.findData(Method.HAND.value))
    assert "volume" in editor.wrong()


def test_a_limit_that_is_no_number_is_told(qtbot):
    editor = RulesEditor(DEFAULT_RULES)
    qtbot.addWidget(editor)
    editor._limits["bookings_min"].setText("三")
    assert "三" in editor.wrong()["bookings_min"]


def test_bars_are_reached_by_arrows_and_tell_what_they_are(opened_page, december, qtbot):
    detail = opened_page(december.boss, EVIDENCE).wizard.steps[EVIDENCE].detail
    chart = detail.chart
    with qtbot.waitSignal(chart.bar_clicked) as chosen:
        open_bar(chart, 0)
    assert chosen.args == [1]
    assert chart.accessibleDescription().startswith("1月 150,000.00 元")
    assert len(bar_texts(chart)) == 11


def test_a_dimension_of_which_nothing_is_known_is_not_said_to_wait_for_a_score(
    opened_page, december
):
    with december.office.desk.write() as session:
        session.execute(update(Booking).values(cost=None))
    page = opened_page(december.boss, EVIDENCE)
    lines, detail = page.wizard.steps[EVIDENCE].lines, page.wizard.steps[EVIDENCE].detail
    assert lines.model.index(0, column(lines, "profit")).data() == "资料不足"
    assert detail.findChild(QLabel, "profitPoints").text() == "收益性　资料不足 / 20 分"
    assert detail.findChild(QLabel, "futurePoints").text() == "未来性　待评 / 10 分"


def test_future_shows_the_hand_score_and_waits_until_there_is_one(opened_page, december, qtbot):
    page = opened_page(december.boss, EVIDENCE)
    lines = page.wizard.steps[EVIDENCE].lines
    desk, line = page.wizard.context.desk, page.wizard.opened.lines[0]
    assert shown_of(lines, line.id, "future") == "待评"
    set_hand_score(desk, line.id, Dimension.FUTURE, Decimal(8), "行业领先")
    qtbot.waitUntil(lambda: shown_of(lines, line.id, "future") == "8")
    lines.table.sort_wanted.emit("future", True)
    assert lines.model.id_at(0) == line.id


def shown_of(lines, line_id, key):
    return lines.model.index(lines.model.row_of(line_id), column(lines, key)).data()


@pytest.mark.parametrize("step", [EVIDENCE, SCORES, RANKING])
@pytest.mark.parametrize("amount", ["11176833.00", "-12345678.90"])
def test_an_amount_is_never_cut(opened_page, december, step, amount):
    december.office.booking(december.clients["K5"], date(YEAR, 7, 1), Decimal(amount))
    lines = opened_page(december.boss, step).wizard.steps[step].lines
    assert_amounts_fit(lines.table)


def test_a_column_chosen_later_is_wide_enough_too(opened_page, december):
    december.office.booking(december.clients["K5"], date(YEAR, 7, 1), Decimal("11176833.00"))
    lines = opened_page(december.boss, EVIDENCE).wizard.steps[EVIDENCE].lines
    next(one for one in lines.table.column_menu().actions() if one.text() == "7月").trigger()
    assert_amounts_fit(lines.table)


def test_tab_goes_through_the_list_as_one_reads(opened_page, december):
    lines = opened_page(december.boss, EVIDENCE).wizard.steps[EVIDENCE].lines
    lines.search.setFocus()
    for part in (lines.manager, lines.grade, lines._chooser, lines.table):
        lines.window().focusNextChild()
        assert lines.window().focusWidget() is part
