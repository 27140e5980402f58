from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.db import Desk
from app.domain.audit import AuditOnly
from app.domain.types import Post
from app.exchange.reading.reader import read_file
from app.queries.office import staff_members
from app.services.clients_bulk import set_grade
from app.services.contacts import delete_contacts
from app.ui.audit.page import AuditPage
from app.ui.screens import screens_for
from tests.clients import new_client, new_contact, new_staff
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.ui.input import press


@filled_once
def ids(desk):
    manager = new_staff(desk, "李明")
    kept, other = new_client(desk, "华东机械"), new_client(desk, "江南轴承")
    contact = new_contact(desk, kept, "张伟")
    set_grade(Desk(desk.db, manager, desk.clock), [kept], "A")
    delete_contacts(desk, [contact])
    return {"manager": manager, "kept": kept, "other": other}


@pytest.fixture
def page(qtbot, context, ids):
    made = AuditPage(context)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def said(page):
    return [page.model.index(row, 2).data() for row in range(page.model.rowCount())]


def shown(page):
    return "\n".join(label.text() for label in page.detail.findChildren(QLabel))


def test_every_action_is_listed_the_latest_first_with_its_changes_beside(page):
    assert said(page)[:2] == ["已删除联系人 张伟", "已将 1 个客户评为 A 级"]
    assert [page.model.index(1, n).data() for n in (1, 3, 4)] == ["李明", "华东机械", "1"]
    page.table.selectRow(1)
    assert "等级：（空） → A" in shown(page)
    assert "修改客户" in shown(page)
    page.table.selectRow(2)
    assert "新增联系人　张伟　华东机械" in shown(page)
    assert "姓名：张伟" in shown(page)


def test_chips_and_the_search_narrow_the_list(page, ids):
    page.people.choose([ids["manager"]])
    assert said(page) == ["已将 1 个客户评为 A 级"]
    page.clear_filters()
    page.kinds.choose(["contact"])
    assert said(page) == ["已删除联系人 张伟", "已新建联系人 张伟"]
    page.only_chip.choose([AuditOnly.DELETED])
    assert said(page) == ["已删除联系人 张伟"]
    page.clear_filters()
    page.period.choose_days(None, TODAY.replace(day=1))
    assert said(page) == []
    page.clear_filters()
    page.search.setText("江南")
    assert said(page) == ["已新建客户 江南轴承"]


def test_one_client_can_be_followed(qtbot, page, ids, context):
    page.table.selectRow(1)
    page.show_client_of_row()
    assert page.client.client_id() == ids["kept"]
    assert "已新建客户 江南轴承" not in said(page)
    assert len(said(page)) == 4
    page.clear_filters()
    page.client.ask()
    dialog = page.client.findChild(object, "clientDialog")
    editor = dialog.form.editor("client_id")
    editor.show_client(ids["other"])
    press(dialog, "save")
    assert said(page) == ["已新建客户 江南轴承"]
    page.client.ask()
    with qtbot.waitSignal(page.client.changed):
        press(page.client.findChildren(object, "clientDialog")[-1], "save")
    with qtbot.waitSignal(context.navigator.client_wanted) as wanted:
        page.table.selectRow(0)
        page.open_client()
    assert wanted.args == [ids["kept"]]


def test_an_action_is_undone_from_there_once(page):
    page.table.selectRow(0)
    page.detail.findChild(QPushButton, "undoStep").click()
    assert said(page)[:2] == ["已撤销：已删除联系人 张伟", "已删除联系人 张伟（已撤销）"]
    page.table.selectRow(1)
    assert page.detail.findChild(QPushButton, "undoStep") is None
    page.undo()
    assert "已经撤销过" in page.findChild(object, "message").text()


def test_an_action_on_many_records_says_how_many_are_not_shown(page, desk):
    set_grade(desk, [new_client(desk, f"成批{n}") for n in range(45)], "B")
    page.table.selectRow(0)
    assert "共 45 处改动，这里显示前 40 处；全部请导出。" in shown(page)


def test_an_action_that_changed_no_row_says_so(page, desk):
    with desk.write("已做备份"):
        pass
    page.reload()
    page.table.selectRow(0)
    assert "这一步没有逐条的改动。" in shown(page)


def test_all_of_it_is_exported(qtbot, page, context, monkeypatch, tmp_path):
    place = tmp_path / "操作记录.xlsx"
    monkeypatch.setattr("app.ui.audit.page.ask_to_save", lambda *_args: str(place))
    with qtbot.waitSignal(context.navigator.told) as told:
        press(page, "export")
    assert "6 步操作" in told.args[0]
    (sheet,) = read_file(place)
    rows = [row[:10] for row in sheet.rows]
    assert rows[0][:4] == ["时间", "谁", "做了什么", "种类"]
    graded = next(row for row in rows if row[7] == "等级" and row[9] == "A")
    assert graded[1:7] == ["李明", "已将 1 个客户评为 A 级", "客户", "修改", "华东机械", "华东机械"]


def test_only_those_who_supervise_have_the_page(context, desk):
    new_staff(desk, "王芳", Post.MANAGER)
    new_staff(desk, "李明", Post.OFFICER)
    with desk.db.read() as session:
        staff = {one.name: one for one in staff_members(session)}
    for name, has in (("王芳", True), ("李明", False)):
        sits = Desk(desk.db, staff[name].id, desk.clock)
        keys = {one.key for one in screens_for(replace(context, desk=sits, staff=staff[name]))}
        assert ("audit" in keys) is has


def test_what_fits_no_client_or_was_undone_is_not_offered(qtbot, page, desk, context):
    lines = {one.objectName(): one for one in page.table.actions()}
    page.table.selectRow(0)
    assert all(one.isEnabled() for one in lines.values())
    page.undo()
    page.table.selectRow(1)
    assert not lines["undoAction"].isEnabled()
    with desk.write("已做备份", undoable=False):
        pass
    page.reload()
    page.table.selectRow(0)
    assert {name for name, one in lines.items() if one.isEnabled()} == set()
    with qtbot.waitSignal(context.navigator.told) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert told.args == ["这一步不关哪一个客户；右边是它改了什么。"]
