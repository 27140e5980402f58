"""Ranking, handing in, approving, recomputing; papers and workbook; the card's tab."""

from datetime import date
from decimal import Decimal

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QSpinBox,
    QWidget,
)
from sqlalchemy import text

from app.domain.screening.points import Part
from app.domain.settings import OfficeSettings
from app.domain.types import Dimension, ScreeningState
from app.errors import CancelledError
from app.models import Client
from app.services.merging import merge_clients
from app.services.office import save_office_settings
from app.services.screening.handing_in import (
    approve_screening,
    submit_own_lines,
    submit_screening,
)
from app.services.screening.judging import ScoreEntry, set_remark, set_scores
from app.ui.screening.card_tab import screening_tab
from app.ui.screening.output_step import _sheets
from app.ui.screening.people import COLUMNS, PersonRow
from app.ui.seal_watch import look_at_seals
from app.ui.workers import Job
from tests.screening_office import YEAR
from tests.ui.bars import bar_texts
from tests.ui.input import compose, press
from tests.ui.screening.conftest import answer, assert_amounts_fit, fill_in, told

RANKING, APPROVAL, OUTPUT = 4, 5, 6


def state(page):
    return page.findChild(QLabel, "approvalState").text()


def shown(page, name):
    return page.findChild(QPushButton, name).isVisible()


@pytest.fixture
def approved(december):
    screening_id = december.compiled()
    desk = december.office.at(december.boss)
    submit_screening(desk, screening_id)
    approve_screening(desk, screening_id)
    return screening_id


def change_from_outside(desk, code):
    with desk.write() as session:
        statement = "update screening_line set amount = amount + 1 where client_code = :code"
        session.connection().execute(text(statement), {"code": code})


def test_an_approved_year_changed_from_outside_is_named_over_its_steps(
    qtbot, desk, opened_page, december, approved
):
    page = opened_page(december.boss, RANKING, approved)
    warning = page.findChild(QLabel, "sealWarning")
    assert warning.isHidden()
    change_from_outside(desk, "K2")
    page.open_screening(approved)
    qtbot.waitUntil(warning.isVisible)
    assert "K2 云溪2号公司" in warning.text()
    assert "签字的纸质表" in warning.text()
    page.wizard.begin()
    assert warning.isHidden()


def test_soon_after_the_start_supervisors_are_told_of_a_changed_row(
    qtbot, desk, sit, december, approved
):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    change_from_outside(desk, "K4")
    look_at_seals(sit(december.chen), window)
    look_at_seals(sit(december.boss), window)
    box = told(qtbot, window)
    assert "2025 年筛选被改动过：K4 云溪4号公司" in box.text()
    assert len(window.findChildren(QMessageBox)) == 1


def test_a_bar_shows_just_its_clients(opened_page, december):
    step = opened_page(december.boss, RANKING).wizard.steps[RANKING]
    names = [bar.name for bar in step._names]
    grades = {line.result.grade for line in step.opened.lines}
    place = names.index(sorted(grades - {None})[0])
    step.grades.bar_clicked.emit(place)
    shown_lines = step.lines.shown()
    assert {line.result.grade for line in shown_lines} == {names[place]}
    step.spread.bar_clicked.emit(9)
    assert all(line.result.percent >= 90 for line in step.lines.shown())
    step.lines.let_go()
    step.pareto.bar_clicked.emit(1)
    assert step.lines.current_line().name == "云溪1号公司"
    step.grades.bar_clicked.emit(len(names) - 1)
    assert all(line.result.grade is None for line in step.lines.shown())


def test_every_bar_of_the_ranking_says_what_it_is(opened_page, december, qtbot):
    step = opened_page(december.boss, RANKING).wizard.steps[RANKING]
    for chart in (step.grades, step.spread, step.pareto):
        qtbot.waitUntil(lambda c=chart: bool(bar_texts(c)))
        assert not any(text.startswith("第 ") for text in bar_texts(chart))


def test_a_number_of_the_ranking_leads_to_its_rows(opened_page, december, qtbot):
    step = opened_page(december.boss, RANKING).wizard.steps[RANKING]
    lines = step.lines
    keys = [one.key for one in lines.model.columns]
    lines.table.setCurrentIndex(lines.model.index(0, keys.index("amount")))
    with qtbot.waitSignal(step.context.navigator.bookings_wanted):
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)
    lines.table.setCurrentIndex(lines.model.index(0, keys.index("name")))
    with qtbot.waitSignal(step.context.navigator.client_wanted):
        qtbot.keyClick(lines.table, Qt.Key.Key_Return)


def test_a_salesperson_hands_in_the_own_clients(opened_page, december, qtbot):
    page = opened_page(december.chen, APPROVAL)
    assert not shown(page, "submitAll")
    assert not shown(page, "approve")
    press(page, "submitOwn")
    answer(qtbot, page, "提交")
    qtbot.waitUntil(lambda: "2 人中 1 人已提交" in state(page))
    assert not shown(page, "submitOwn")


def test_how_far_the_others_are_is_told_to_the_supervisor_alone(opened_page, december):
    screening_id = december.compiled()

    def scored(staff_id):
        model = opened_page(staff_id, APPROVAL, screening_id).wizard.steps[APPROVAL].people.model()
        rows = range(model.rowCount())
        return {model.index(row, 0).data(): model.index(row, 2).data() for row in rows}

    assert scored(december.boss) == {"小陈": "0/3", "小周": "0/3"}
    assert scored(december.chen) == {"小陈": "0/3", "小周": "—"}


def test_how_many_are_scored_is_written_with_thousands():
    row = PersonRow(1, "小陈", 3902, 1000, "未提交", "", "", handed_in=False)
    assert COLUMNS[2].text(row) == "1,000/3,902"


def test_the_supervisor_sends_back_with_a_remark(opened_page, december, qtbot):
    screening_id = december.compiled()
    submit_screening(december.office.at(december.boss), screening_id)
    page = opened_page(december.boss, APPROVAL, screening_id)
    press(page, "sendBack")
    dialog = page.findChild(QDialog, "sendBack")
    press(dialog, "save")
    assert "退回的原因" in dialog.form.findChild(QLabel, "error").text()
    compose(dialog.form.editor("remark"), "合作性都太高了")
    press(dialog, "save")
    qtbot.waitUntil(lambda: state(page).startswith("草稿"))
    assert page.wizard.opened.lines[0].sent_back == "合作性都太高了"


def test_one_person_alone_is_sent_back(opened_page, december, qtbot):
    screening_id = december.compiled()
    submit_screening(december.office.at(december.boss), screening_id)
    page = opened_page(december.boss, APPROVAL, screening_id)
    people = page.wizard.steps[APPROVAL].people
    people.selectRow(0)
    press(page, "sendBack")
    dialog = page.findChild(QDialog, "sendBack")
    compose(dialog.form.editor("remark"), "请再看")
    press(dialog, "save")
    qtbot.waitUntil(lambda: "2 人中 1 人已提交" in state(page))


def test_who_has_not_handed_in_is_not_sent_back_with_all_the_others(opened_page, december, qtbot):
    screening_id = december.compiled()
    submit_own_lines(december.office.at(december.chen), screening_id)
    page = opened_page(december.boss, APPROVAL, screening_id)
    people = page.wizard.steps[APPROVAL].people
    people.go_to(december.zhou)
    with qtbot.waitSignal(page.wizard.context.navigator.told) as said:
        press(page, "sendBack")
    assert said.args[0] == "小周还没有提交，不用退回。"
    assert page.findChild(QDialog, "sendBack") is None
    people.clearSelection()
    press(page, "sendBack")
    assert page.findChild(QDialog, "sendBack").findChild(QLabel, "about").text() == "退回给所有人"


def test_approval_asks_freezes_and_lists_the_new_grades(opened_page, december, qtbot):
    page = opened_page(december.boss, APPROVAL)
    assert not page.findChild(QPushButton, "approve").isEnabled()
    press(page, "submitAll")
    answer(qtbot, page, "全部提交")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "approve").isEnabled())
    press(page, "approve")
    assert "冻结" in told(qtbot, page).text()
    assert "服务标准随等级改变" in told(qtbot, page).text()
    answer(qtbot, page, "批准")
    qtbot.waitUntil(lambda: page.wizard.opened.head.state is ScreeningState.APPROVED)
    assert not shown(page, "serviceChanges")
    assert state(page).startswith("已由总监")
    graded = [line for line in page.wizard.opened.lines if line.result.grade is not None]
    assert page.wizard.steps[APPROVAL].changed.model.rowCount() == len(graded)
    with page.wizard.context.db.read() as session:
        assert session.get(Client, graded[0].client_id).grade == graded[0].result.grade


def test_the_keys_go_on_to_what_comes_next(opened_page, december, qtbot):
    page = opened_page(december.boss, APPROVAL)

    def has_keys(name):
        return page.window().focusWidget() is page.findChild(QPushButton, name)

    for name, yes in (("submitAll", "全部提交"), ("approve", "批准")):
        assert has_keys(name)
        QTest.keyClick(page.findChild(QPushButton, name), Qt.Key.Key_Return)
        answer(qtbot, page, yes)
        qtbot.waitUntil(lambda asked=name: not has_keys(asked))
    qtbot.waitUntil(
        lambda: page.window().focusWidget() is page.wizard.steps[APPROVAL].changed.table
    )


def test_who_will_receive_another_service_is_told_before_approval(opened_page, december, qtbot):
    page = opened_page(december.boss, APPROVAL)
    button = page.findChild(QPushButton, "serviceChanges")
    graded = [line for line in page.wizard.opened.lines if line.result.grade is not None]
    assert button.text().startswith(f"批准后有 {len(graded)} 个客户的服务标准随等级改变：")
    with qtbot.waitSignal(page.wizard.context.navigator.clients_wanted) as wanted:
        button.click()
    assert set(wanted.args[1]) == {line.client_id for line in graded}


def test_an_approved_year_is_recomputed_as_a_new_edition(opened_page, december, approved, qtbot):
    page = opened_page(december.boss, APPROVAL, approved)
    december.office.booking(december.clients["K5"], date(YEAR, 7, 1), 200_000)
    qtbot.waitUntil(lambda: "不会变" in page.wizard._banner_text.text())
    press(page, "recompute")
    qtbot.waitUntil(lambda: page.wizard.opened.head.version == 2)
    press(page, "showDifferences")
    dialog = page.findChild(QDialog, "differences")
    rows = dialog.table.model()
    assert rows.rowCount() == 1
    assert [rows.index(0, n).data() for n in (0, 2, 3, 4)] == [
        "K5",
        "有变化",
        "900.00",
        "200,900.00",
    ]
    dialog.reject()


def test_a_refusal_to_hand_in_is_told(opened_page, december, qtbot):
    page = opened_page(december.boss, APPROVAL)
    submit_screening(december.office.at(december.boss), page.wizard.opened.head.id)
    step = page.wizard.steps[APPROVAL]
    step._do(submit_screening, page.wizard.context.desk, page.wizard.opened.head.id)
    assert "已提交待批" in told(qtbot, page).text()
    told(qtbot, page).close()


def test_the_workbook_goes_out_and_hand_scores_come_back(opened_page, december, saved_to, qtbot):
    page = opened_page(december.boss, OUTPUT)
    path = saved_to("筛选.xlsx")
    press(page, "bookOut")
    qtbot.waitUntil(path.exists)
    fill_in(path, "K0", "未来性", 9, "行业龙头")
    fill_in(path, "K1", "未来性", 9, None)
    fill_in(path, "K2", "未来性", 99, "太高")
    press(page, "bookIn")
    box = told(qtbot, page)
    assert "读回 1 项评分" in box.text()
    assert "云溪1号公司：未来性没有写理由" in box.text()
    box.close()
    qtbot.waitUntil(lambda: page.wizard.opened.lines[0].points[Dimension.FUTURE].hand is not None)
    given = next(one for one in page.wizard.opened.lines if one.code == "K0")
    assert given.points[Dimension.FUTURE].hand.points == Decimal(9)


def test_scores_emptied_in_the_workbook_are_cleared_when_asked_for(
    opened_page, december, saved_to, qtbot
):
    page = opened_page(december.boss, OUTPUT)
    desk, lines = page.wizard.context.desk, page.wizard.opened.lines
    given = next(one for one in lines if one.code == "K0")
    score = ScoreEntry(given.id, Dimension.FUTURE, Part.HAND, Decimal(9), "行业龙头")
    set_scores(desk, [score])
    set_remark(desk, given.id, "保留")

    def hand():
        found = page.wizard.opened.by_id[given.id]
        return found.points[Dimension.FUTURE].hand, found.remark

    path = saved_to("筛选.xlsx")
    press(page, "bookOut")
    qtbot.waitUntil(path.exists)
    page.wizard.steps[OUTPUT].reload_wanted.emit()
    qtbot.waitUntil(lambda: hand()[0] is not None)
    book = load_workbook(path)
    sheet = book["排名"]
    titles = {str(cell.value).split("\n")[0]: cell.column for cell in sheet[4]}
    for row in range(5, 5 + len(lines)):
        if sheet.cell(row, titles["客户编号"]).value == "K0":
            for title in ("未来性（手工）", "未来性理由", "备注"):
                sheet.cell(row, titles[title]).value = None
        if sheet.cell(row, titles["客户编号"]).value == "K1":
            sheet.cell(row, titles["客户名称"]).value = "别家公司"
            sheet.cell(row, titles["备注"]).value = "写错了行"
    book.save(path)
    press(page, "bookIn")
    box = told(qtbot, page)
    assert f"有 2 处程序里有评分或备注，工作簿里是空的：{given.name}（未来性）" in box.text()
    assert "名称却写着“别家公司”" in box.text()
    answer(qtbot, page, "清除这些")
    qtbot.waitUntil(lambda: hand() == (None, ""))


def test_the_workbook_of_another_edition_is_not_read_back(opened_page, december, saved_to, qtbot):
    page = opened_page(december.boss, OUTPUT)
    path = saved_to("筛选.xlsx")
    press(page, "bookOut")
    qtbot.waitUntil(path.exists)
    book = load_workbook(path)
    origin = book["排名"]["A2"]
    origin.value = origin.value.replace("第 1 版", "第 2 版")
    book.save(path)
    press(page, "bookIn")
    box = told(qtbot, page)
    assert "第 2 版的工作簿" in box.text()
    box.close()


def test_the_workbook_of_another_year_is_not_read_back(opened_page, december, saved_to, qtbot):
    page = opened_page(december.boss, OUTPUT)
    path = saved_to("筛选.xlsx")
    press(page, "bookOut")
    qtbot.waitUntil(path.exists)
    book = load_workbook(path)
    title = book["排名"]["A1"]
    title.value = title.value.replace(f"{YEAR} 年度", "2003 年度")
    book.save(path)
    fill_in(path, "K0", "未来性", 9, "行业龙头")
    press(page, "bookIn")
    box = told(qtbot, page)
    assert "2003 年度的工作簿" in box.text()
    box.close()
    assert page.wizard.opened.lines[0].points[Dimension.FUTURE].hand is None


@pytest.mark.parametrize("button", ["rankingPdf", "sheetsPdf"])
def test_papers_are_written_as_pdf(opened_page, december, saved_to, qtbot, button):
    page = opened_page(december.boss, OUTPUT)
    path = saved_to("排名.pdf")
    with qtbot.waitSignal(page.wizard.context.navigator.told) as said:
        press(page, button)
    assert "排名.pdf" in said.args[0]
    assert path.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("button", ["rankingPreview", "sheetsPreview", "sheetPreview"])
def test_papers_are_previewed(opened_page, december, qtbot, button):
    page = opened_page(december.boss, OUTPUT)
    press(page, button)
    qtbot.waitUntil(lambda: page.findChild(QDialog, "preview") is not None)
    pages = page.findChild(QSpinBox, "pageNumber").text()
    assert pages.endswith("6 页") if button == "sheetsPreview" else pages.endswith("1 页")
    page.findChild(QDialog, "preview").close()


def test_laying_out_all_sheets_tells_how_far_it_is_and_stops(opened_page, december):
    page = opened_page(december.boss, OUTPUT)
    printed = page.wizard.steps[OUTPUT]._reader()()
    told = []

    def stop_at_the_second(*how_far):
        told.append(how_far)
        if len(told) > 1:
            job.cancel()

    job = Job(stop_at_the_second)
    with pytest.raises(CancelledError):
        _sheets(printed, job)
    assert told == [(1, 6, "正在排第 1 张评分表"), (2, 6, "正在排第 2 张评分表")]


def test_paper_without_the_hotels_name_is_told_before_it_is_printed(opened_page, december):
    page = opened_page(december.boss, OUTPUT)
    name, wanted = page.findChild(QPushButton, "nameHotel"), []
    assert name.isVisible()
    page.wizard.steps[OUTPUT].context.navigator.page_wanted.connect(wanted.append)
    QTest.keyClick(name, Qt.Key.Key_Return)  # a whole December without a mouse
    assert wanted == ["settings"]
    save_office_settings(december.office.at(december.boss), OfficeSettings(hotel_name="云溪酒店"))
    page.wizard.steps[OUTPUT].entered()
    assert not name.isVisible()


def test_no_file_chosen_writes_nothing(opened_page, december, monkeypatch):
    page = opened_page(december.boss, OUTPUT)
    for method in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, method, lambda *_a, **_k: ("", ""))
    for button in ("rankingPdf", "sheetsPdf", "bookOut", "bookIn"):
        press(page, button)
    assert page.findChildren(QMessageBox) == []
    assert page.findChild(QDialog, "progress") is None


def test_a_file_that_is_no_workbook_of_ours_is_told(opened_page, december, saved_to, qtbot):
    page = opened_page(december.boss, OUTPUT)
    saved_to("空.xlsx").write_bytes(b"")
    press(page, "bookIn")
    told(qtbot, page).close()


def test_the_card_shows_the_years_and_why(sit, december, approved, qtbot):
    context = sit(december.boss)
    tab = screening_tab(context, december.clients["K0"])
    qtbot.addWidget(tab)
    tab.show()
    model = tab.table.model()
    assert [model.index(0, n).data() for n in (0, 2, 4)] == ["2025", "已批准", "600,000.00"]
    assert tab.table.isColumnHidden(1)
    assert "600,000.00" in tab.detail.findChild(QLabel, "volumeReason").text()
    with qtbot.waitSignal(context.navigator.screening_wanted) as asked:
        qtbot.keyClick(tab.table, Qt.Key.Key_Return)
    assert asked.args == [approved]


def test_the_card_of_a_client_never_screened_says_so(sit, december, qtbot):
    tab = screening_tab(sit(december.boss), december.clients["K0"])
    qtbot.addWidget(tab)
    tab.show()
    assert tab._nothing.isVisible()
    december.compiled()
    qtbot.waitUntil(tab.table.isVisible)
    tab.hide()
    december.compiled()
    tab.show()
    assert tab.table.model().rowCount() == 1


def test_large_amounts_fit_on_the_card_and_among_the_differences(
    opened_page, sit, december, approved, qtbot
):
    page = opened_page(december.boss, APPROVAL, approved)
    december.office.booking(december.clients["K5"], date(YEAR, 7, 1), Decimal("-12345678.90"))
    press(page, "recompute")
    qtbot.waitUntil(lambda: page.wizard.opened.head.version == 2)
    press(page, "showDifferences")
    assert_amounts_fit(page.findChild(QDialog, "differences").table)
    tab = screening_tab(sit(december.boss), december.clients["K5"])
    qtbot.addWidget(tab)
    tab.show()
    assert_amounts_fit(tab.table)


def test_the_card_shows_the_lines_of_a_merged_file_too(sit, december, approved, qtbot):
    tab = screening_tab(sit(december.boss), december.clients["K0"])
    qtbot.addWidget(tab)
    tab.show()
    merge_clients(december.office.desk, december.clients["K0"], december.clients["K1"])
    qtbot.waitUntil(lambda: tab.table.model().rowCount() == 2)
    assert not tab.table.isColumnHidden(1)
    shown = [tab.table.model().index(row, 1).data() for row in range(2)]
    assert shown == ["", "K1 云溪1号公司"]
