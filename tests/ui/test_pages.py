"""What every list page does, shown on the history of imports' simplest cousin: the staff."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.domain.rights import Right
from app.domain.staff import StaffDraft
from app.queries.office import staff_members
from app.services.office import add_staff, change_staff
from app.ui.chips import FilterChip
from app.ui.empty_state import Empty, EmptyState
from app.ui.pages import ListPage, ListSpec
from app.ui.tables import Column


@dataclass(frozen=True)
class Line:
    id: int
    name: str


class People(ListPage[Line]):
    def __init__(self, context, begun):
        spec = ListSpec(
            name="people",
            title="人员",
            columns=(Column("name", "姓名", lambda row: row.name),),
            tables=frozenset({"staff"}),
            order=("name", False),
            counted="共 {n} 人",
            search_hint="姓名",
            empty=Empty("还没有人", "先加一个。", [("加人", lambda: begun.append(1), Right.SEE)]),
        )
        super().__init__(context, spec)
        self.posts = self.add_chip(FilterChip("post", "职务", [("x", "某职")]))
        self.reloads = 0
        self.followed = []

    def members(self):
        with self.context.db.read() as session:
            return {m.id: Line(m.id, m.name) for m in staff_members(session)}

    def find_ids(self) -> Sequence[int]:
        words = self.search.text().split()
        found = [
            line
            for line in self.members().values()
            if all(word in line.name for word in words)
            and (self.only is None or line.id in self.only[1])
            and not self.posts.chosen()
        ]
        found.sort(key=lambda line: line.name, reverse=self.descending)
        return [line.id for line in found]

    def read_rows(self, ids):
        return [self.members()[id_] for id_ in ids]

    def reloaded(self, ids):
        self.reloads += 1

    def follow(self, record_id):
        self.followed.append(record_id)


@pytest.fixture
def begun():
    return []


@pytest.fixture
def page(qtbot, context, begun):
    made = People(context, begun)
    made.set_detail(QLabel("旁边"))
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def names(page):
    return [page.model.index(row, 0).data() for row in range(page.model.rowCount())]


def count(page):
    return page.findChild(QLabel, "count").text()


def add(context, *people):
    return [add_staff(context.desk, StaffDraft(name=name)) for name in people]


def test_an_empty_page_offers_the_first_step(page, begun):
    state = page.findChild(EmptyState)
    assert state.isVisible()
    state.findChild(QPushButton).click()
    assert begun == [1]


def test_the_list_follows_commits_and_search(qtbot, context, page):
    add(context, "甲样", "乙样")
    assert names(page) == ["乙样", "甲样"]
    assert count(page) == "共 2 人"
    page.search.setText("甲")
    assert names(page) == ["甲样"]
    assert page.is_filtered
    page.search.setText("丙")
    shown = next(state for state in page.findChildren(EmptyState) if state.isVisible())
    shown.findChild(QPushButton).click()
    assert names(page) == ["乙样", "甲样"]


def test_what_a_button_does_to_rows_is_in_their_menu_too(page):
    told = []
    page.add_button("tell", "告诉", "mail", lambda: told.append(1), needs=Right.SEE, of_rows=True)
    assert [one.text() for one in page.table.actions()] == ["告诉"]
    page.table.actions()[0].trigger()
    assert told == [1]


def test_what_is_done_to_the_list_can_be_pressed_only_while_anything_is_listed(context, page):
    put_out = page.add_button("put", "导出", "mail", print, needs=Right.SEE, of_list=True)
    assert not put_out.isEnabled()
    add(context, "甲样")
    assert put_out.isEnabled()
    page.search.setText("没有这个人")
    assert not put_out.isEnabled()


def test_what_is_done_to_rows_can_be_pressed_only_while_one_is_chosen(context, page):
    tell = page.add_button("tell", "告诉", "mail", lambda: None, needs=Right.SEE, of_rows=True)
    assert not tell.isEnabled()
    add(context, "甲样")
    page.table.selectRow(0)
    assert tell.isEnabled()
    page.search.setText("没有这个人")
    assert not tell.isEnabled()
    page.search.clear()
    page.table.selectRow(0)
    assert tell.isEnabled()


def test_the_cursor_is_followed_once_a_reload_and_wherever_it_goes(context, page):
    first, second = add(context, "甲样", "乙样")
    page.followed.clear()
    page.search.setText("甲")
    assert page.followed == [first]
    page.search.setText("丙")
    page.search.clear()
    assert page.followed == [first, None, page.table.current_id()]
    page.table.go_to(first)
    page.table.go_to(second)
    assert page.followed[-1] == second == page.current_row().id


def test_the_columns_shown_are_those_of_the_screen(page):
    assert [column.key for column in page.shown_columns()] == ["name"]
    page.table.setColumnHidden(0, True)
    assert page.shown_columns() == []


def test_a_hidden_page_reads_when_it_is_shown(qtbot, context, page):
    page.hide()
    before = page.reloads
    add(context, "甲样")
    assert page.reloads == before
    page.show()
    assert names(page) == ["甲样"]


def test_rows_behind_a_number_until_one_lets_go(qtbot, context, page):
    ids = add(context, "甲样", "乙样", "丙样")
    page.show_only("三月的人", ids[:1])
    assert names(page) == ["甲样"]
    only = page.findChild(QPushButton, "only")
    assert only.text() == "只看：三月的人  ✕"
    only.click()
    assert len(names(page)) == 3
    assert not only.isVisible()


def test_sorting_and_chips(context, page):
    add(context, "A", "B")
    page.table.sort_wanted.emit("name", True)
    assert names(page) == ["B", "A"]
    page.posts.choose(["x"])
    assert names(page) == []
    page.clear_filters()
    assert names(page) == ["B", "A"]


def test_by_keyboard_alone(qtbot, context, page):
    add(context, "甲样", "乙样")
    opened = []
    page.table.opened.connect(opened.append)
    page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    qtbot.keyClicks(page.search, "x")
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.search.text() == ""
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    assert page.table.hasFocus()
    assert len(page.table.chosen_ids()) == 1, "what Delete would act on"
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert len(opened) == 1
    before = page.reloads
    qtbot.keyClick(page.table, Qt.Key.Key_F5)
    assert page.reloads == before + 1
    qtbot.keyClick(page.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.search, Qt.Key.Key_Escape)
    assert page.table.hasFocus()


def test_actions_of_page_and_rows(qtbot, context, page):
    did = []
    add(context, "甲样")
    page.add_button("new", "新建", "plus", lambda: did.append("new"), "Ctrl+N", needs=Right.SEE)
    page.add_row_action(
        "open", "打开", "eye", lambda: did.append("open"), "Ctrl+O", needs=Right.SEE
    )
    page.add_row_action("plain", "看", "eye", lambda: did.append("plain"), needs=Right.SEE)
    page.activateWindow()
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(page.table, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    page.table.actions()[-1].trigger()
    assert did == ["new", "open", "plain"]


def test_the_cursor_is_told_to_be_gone(context, page):
    add(context, "甲样")
    page.table.selectRow(0)
    told = []
    page.table.current_changed.connect(told.append)
    page.search.setText("没有")
    assert told[-1] is None


def test_the_first_row_is_chosen_at_once_and_after_every_search(qtbot, context, page):
    ids = dict(zip("甲乙丙丁", add(context, "甲样", "乙样", "丙样", "丁样"), strict=True))
    page.hide()
    page.show()
    page.table.setFocus()
    for text in ("", "丙", ""):
        page.search.setText(text)
        page.search.setFocus()
        page.table.setFocus()
        chosen = page.table.chosen_ids()
        assert len(chosen) == 1, "Delete and 批量 act on what is shown beside the list"
        assert chosen == [page.table.current_id()]
    page.search.setText("没有")
    page.search.setText("丁")
    assert page.table.chosen_ids() == [ids["丁"]]


def test_where_a_row_goes_the_cursor_takes_the_next(context, page):
    ids = add(context, *(f"样{n}" for n in range(5)))
    page.search.setText("样")
    for row, then in ((2, 2), (3, 2)):
        page.table.go_to(page.model.ids[row])
        gone = page.table.current_id()
        change_staff(context.desk, gone, StaffDraft(name=f"走{row}"), version=1)
        assert gone not in page.model.ids
        assert page.table.chosen_ids() == [page.model.ids[then]]
    assert page.model.rowCount() == len(ids) - 2


def test_going_down_into_nothing_leaves_the_cursor_in_the_search(page, desk, qtbot):
    add_staff(desk, StaffDraft("江望舒"))
    page.search.setFocus()
    page.search.setText("没有")
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    page.search.setText("江")
    assert names(page) == ["江望舒"]
    assert page.search.hasFocus()


def test_tab_goes_as_one_reads(qtbot, context):
    page = People(context, [])
    qtbot.addWidget(page)
    for name in ("add", "print"):
        page.add_button(name, name, "plus", lambda: None, needs=Right.SEE)
    page.add_columns_button()
    beside = QWidget()
    column = QVBoxLayout(beside)
    for part in (QLabel("王芳"), QPushButton("change")):
        column.addWidget(part)
    page.set_detail(beside)
    add(context, "甲样")
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    way = []
    page.findChild(QPushButton, "add").setFocus()
    for _step in range(7):
        focused = page.focusWidget()
        way.append(focused.objectName() or focused.text())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    assert way == ["add", "print", "columns", "search", "post", "peopleTable", "change"]


def test_where_nothing_is_left_the_cursor_is_in_the_search_line(qtbot, context):
    page = People(context, [])
    window = QWidget()
    qtbot.addWidget(window)
    page.add_button("add", "加人", "plus", lambda: None, needs=Right.SEE)
    QVBoxLayout(window).addWidget(page)
    add(context, "甲样", "乙样")
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    page.setFocus()
    assert page.table.hasFocus()
    page.show_only("谁也不是", [999])
    assert page.search.hasFocus()
