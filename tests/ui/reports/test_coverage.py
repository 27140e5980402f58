"""报表 · 覆盖: numbers, pictures, and what is behind them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QScrollArea

from app.domain import periods
from app.domain.types import Channel, Post, TaskRule
from app.models import Client, Staff
from app.queries.office import staff_members
from app.ui.printing import PreviewDialog
from app.ui.reports.coverage import CoverageReport
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.log import new_client, new_entry, new_staff
from tests.ui.bars import bar_texts


@filled_once
def office(desk):
    """Return a manager's two clients, one visited, one never contacted; and another manager's."""
    wang, chen = new_staff(desk, "王芳"), new_staff(desk, "陈刚")
    people = {"visited": wang, "never": wang, "other": chen}
    ids = {name: new_client(desk, name, manager_id=who) for name, who in people.items()}
    with desk.write() as session:
        for client_id in ids.values():
            client = session.get(Client, client_id)
            client.grade, client.created_at = "A", datetime(2025, 1, 2, tzinfo=UTC)
        session.get(Client, ids["other"]).grade = "D"
    ids["visit"] = new_entry(desk, ids["visited"], held_on=TODAY, channel=Channel.VISIT)
    new_entry(desk, ids["other"], held_on=TODAY - timedelta(300))
    return ids | {"wang": wang}


def opened(qtbot, context):
    made = CoverageReport(context)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    qtbot.waitUntil(lambda: bool(made.rows) or empty(made))
    return made


def empty(report):
    return report.findChild(QLabel, "count").text() == "共 0 个客户"


@pytest.fixture
def report(qtbot, context, office):
    return opened(qtbot, context)


def cells(report):
    model = report.model
    return [
        [model.index(row, n).data() for n in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def enter(qtbot, report, row, key):
    keys = [column.key for column in report.model.columns]
    report.table.setCurrentIndex(report.model.index(row, keys.index(key)))
    qtbot.keyClick(report.table, Qt.Key.Key_Return)


def test_plan_and_work_stand_side_by_side(report):
    assert cells(report) == [
        ["陈刚", "1", "—", "0", "—", "0", "0.9", "0", "0%", "1"],
        ["王芳", "2", "5.4", "1", "19%", "1", "11.6", "1", "9%", "1"],
        ["合计", "3", "5.4", "1", "19%", "1", "12.5", "1", "8%", "2"],
    ]


def test_a_number_leads_to_the_clients_or_entries_behind_it(qtbot, report, office):
    go = report.context.navigator
    with qtbot.waitSignal(go.clients_wanted) as wanted:
        enter(qtbot, report, 1, "visit_missed")
    assert wanted.args == ["王芳 未拜访客户", [office["never"]]]
    with qtbot.waitSignal(go.clients_wanted) as wanted:
        enter(qtbot, report, 1, "clients")
    assert set(wanted.args[1]) == {office["visited"], office["never"]}
    with qtbot.waitSignal(go.communications_wanted) as wanted:
        enter(qtbot, report, 2, "contact_done")
    assert wanted.args == ["合计 联系", [office["visit"]]]


def test_one_sees_on_which_number_enter_would_act(qtbot, report):
    report.activateWindow()
    qtbot.waitUntil(report.isActiveWindow)
    report.table.setFocus()
    report.table.setCurrentIndex(report.model.index(0, 1))
    before = report.table.grab().toImage()
    report.table.setCurrentIndex(report.model.index(0, 2))
    assert report.table.grab().toImage() != before


def test_a_bar_says_what_it_is_and_leads_to_its_entries(qtbot, report, office):
    chart = report.charts[TaskRule.VISIT]
    assert bar_texts(chart)[1] == "王芳：计划 5.4，完成 1，覆盖率 19%"
    with qtbot.waitSignal(report.context.navigator.communications_wanted) as wanted:
        chart.bar_clicked.emit(1)
    assert wanted.args[1] == [office["visit"]]


def test_by_grade_another_period_and_one_manager(qtbot, report, office):
    report.grouping.setCurrentIndex(1)
    assert [row[0] for row in cells(report)] == ["A 级", "D 级", "合计"]
    report.period.choose_usual(periods.THIS_YEAR)
    qtbot.waitUntil(lambda: cells(report)[1][7] == "1")
    report.manager.choose([office["wang"]])
    qtbot.waitUntil(lambda: [row[0] for row in cells(report)] == ["A 级", "合计"])


def test_new_entries_are_counted_at_once(qtbot, report, desk, office):
    new_entry(desk, office["never"], held_on=TODAY, channel=Channel.VISIT)
    qtbot.waitUntil(lambda: cells(report)[1][3] == "2")


def test_a_salesperson_sees_the_own_clients(qtbot, context, office):
    with context.db.read() as session:
        staff = next(one for one in staff_members(session) if one.id == office["wang"])
    new_staff(context.desk, "周启明", Post.MANAGER)
    desk = replace(context.desk, staff_id=staff.id)
    report = opened(qtbot, replace(context, desk=desk, staff=staff))
    assert [row[0] for row in cells(report)] == ["王芳", "合计"]
    assert not report.manager.isVisible()


def test_a_leader_sees_the_team_and_each_of_it(qtbot, context, office):
    new_staff(context.desk, "周启明", Post.MANAGER)
    leader = new_staff(context.desk, "沈若溪", Post.SENIOR)
    with context.desk.write() as session:
        session.get(Staff, office["wang"]).leader_id = leader
    with context.db.read() as session:
        staff = next(one for one in staff_members(session) if one.id == leader)
    desk = replace(context.desk, staff_id=leader)
    report = opened(qtbot, replace(context, desk=desk, staff=staff))
    assert [row[0] for row in cells(report)] == ["王芳", "合计"], "the leader has no own clients"
    assert report.manager.isVisible()
    offered = {text for _id, text in report.manager._options}
    assert offered == {"沈若溪", "王芳"}


def test_without_clients_it_says_what_comes_first(qtbot, context):
    report = opened(qtbot, context)
    with qtbot.waitSignal(context.navigator.page_wanted) as wanted:
        next(b for b in report.findChildren(QPushButton) if b.text() == "去客户").click()
    assert wanted.args == ["clients"]
    assert not report.findChild(QPushButton, "printCoverage").isEnabled()


def test_it_is_printed_and_written_as_a_workbook(qtbot, report, tmp_path, monkeypatch):
    report.findChild(QPushButton, "printCoverage").click()
    qtbot.waitUntil(lambda: bool(report.findChildren(PreviewDialog)))
    report.findChildren(PreviewDialog)[0].close()
    path = tmp_path / "覆盖.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    report.findChild(QPushButton, "exportCoverage").click()
    qtbot.waitUntil(path.exists)
    rows = list(openpyxl.load_workbook(path).worksheets[0].values)
    assert rows[2][:5] == ("王芳", 2, 5.4, 1, 19)


def test_a_low_window_scrolls_rather_than_cut_the_names_under_the_columns(qtbot, report):
    report.resize(800, 330)
    area = report.findChild(QScrollArea)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    assert all(chart.height() >= chart.minimumHeight() for chart in report.charts.values())
    table = report.table
    rows = sum(table.rowHeight(row) for row in range(report.model.rowCount()))
    assert table.viewport().height() >= rows
