from datetime import date, time, timedelta

import pytest
from icalendar import Calendar
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
)

from app.domain.calendar import CalendarItem, CalendarKind
from app.domain.receptions import ReceptionDraft
from app.domain.tasks import TaskDraft
from app.domain.types import Channel
from app.exchange.calendar_file import calendar_bytes
from app.models import Client, Holiday, Reception, Task
from app.queries.calendar import task_items
from app.services.receptions import add_reception
from app.services.tasks import add_task
from app.ui.printing import PreviewDialog
from app.ui.task_dialog import TaskDialog
from app.ui.today.calendar_file import save_tasks
from app.ui.today.grid import day_number, item_text
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.log import new_entry, new_staff
from tests.ui.input import press
from tests.ui.waiting import settled

DAY = timedelta(1)
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def view(page):
    return page.show_view("calendar")


def due(db, task_id):
    with db.read() as session:
        return session.get(Task, task_id).due_on


def drag(grid, item, day):
    start, end = grid.place_of(item).center(), grid.cell(day).center()
    QTest.mousePress(grid, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(grid, end)
    QTest.mouseRelease(grid, Qt.MouseButton.LeftButton, pos=end)


def test_a_task_is_dragged_to_another_day_and_never_to_a_past_one(db, later_id, view):
    grid = view.grid
    (item,) = grid._items(TODAY + 2 * DAY)
    drag(grid, item, TODAY + 5 * DAY)
    assert due(db, later_id) == TODAY + 5 * DAY
    (moved,) = grid._items(TODAY + 5 * DAY)
    assert grid.current_item() == moved
    drag(grid, moved, TODAY - 3 * DAY)
    assert due(db, later_id) == TODAY + 5 * DAY
    assert view.findChild(QMessageBox).text() == "日期不能早于今天。"


def test_days_and_tasks_are_gone_through_and_moved_by_keys(qtbot, db, later_id, view):
    grid = view.grid
    grid.go_to(TODAY)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(grid, key)
    assert "回访" in grid.accessibleDescription()
    QTest.keyClick(grid, Qt.Key.Key_Down, CTRL)
    assert due(db, later_id) == TODAY + 9 * DAY
    QTest.keyClick(grid, Qt.Key.Key_Left, CTRL)
    assert due(db, later_id) == TODAY + 8 * DAY
    QTest.keyClick(grid, Qt.Key.Key_Down)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    dialog = view.findChild(TaskDialog)
    assert dialog.form.draft().title == "回访"
    dialog.reject()
    QTest.keyClick(grid, Qt.Key.Key_Escape)
    assert grid.current_item() is None
    QTest.keyClick(grid, Qt.Key.Key_Left)
    with qtbot.waitSignal(grid.day_opened):
        QTest.keyClick(grid, Qt.Key.Key_Return)


def test_months_and_weeks_are_turned(view):
    title = view.findChild(QLabel, "calendarTitle")
    assert title.text() == "2025年12月"
    QTest.keyClick(view.grid, Qt.Key.Key_PageDown)
    assert title.text() == "2026年1月"
    QTest.keyClick(view.grid, Qt.Key.Key_Left)
    assert title.text() == "2026年1月", "the last day of December is on January's page"
    press(view, "byWeek")
    assert title.text().endswith("01-04")
    press(view, "earlier")
    assert title.text() == "2025-12-22 至 12-28"
    press(view, "toToday")
    assert view.day == TODAY
    for _n in range(2):
        QTest.keyClick(view.grid, Qt.Key.Key_Right)
    assert view.day == TODAY + 2 * DAY, "the next week is shown"
    QTest.keyClick(view.grid, Qt.Key.Key_PageUp)
    press(view, "later")


def test_everything_is_painted_and_opened(qtbot, context, client_id, task_id, view):
    desk = context.desk
    new_entry(desk, client_id, "看会场", TODAY - DAY, channel=Channel.VISIT)
    with desk.write() as session:
        session.add(Reception(client_id=client_id, guest="董先生", arrives_on=TODAY + DAY))
        session.add(Holiday(day=TODAY + 3 * DAY, name="店庆"))
        session.add(Holiday(day=TODAY + DAY, works=True))
        session.add_all(Task(client_id=client_id, title=str(n), due_on=TODAY) for n in range(9))
        session.add(Task(client_id=client_id, title="晚了", due_on=TODAY - 2 * DAY))
    assert not view.grid.grab().isNull()
    (visit,) = view.grid._items(TODAY - DAY)
    with qtbot.waitSignal(context.navigator.client_wanted):
        place = view.grid.place_of(visit).center()
        QTest.mouseDClick(view.grid, Qt.MouseButton.LeftButton, pos=place)
    with qtbot.waitSignal(view.day_wanted):
        corner = view.grid.cell(TODAY + 4 * DAY).center()
        QTest.mouseDClick(view.grid, Qt.MouseButton.LeftButton, pos=corner)
    drag(view.grid, visit, TODAY + DAY)  # what was cannot be moved
    assert view.grid.day_at(QPoint(5, 2)) is None
    view.window().show_view("calendar")
    view.kind.choose([CalendarKind.RECEPTION])
    assert view.grid._items(TODAY) == ()
    press(view, "addOnDay")
    assert view.findChildren(TaskDialog)[-1].form.draft().due_on >= TODAY


def test_lines_of_the_calendar():
    item = CalendarItem(
        CalendarKind.TASK, 1, 1, "华东", "回访", TODAY, time(9), "王芳", "张伟", done=True
    )
    assert item_text(item) == "✓ 09:00 华东 回访"
    assert item_text(item, whole=True) == "待办 ✓ 09:00 华东 回访 张伟 王芳"
    assert day_number(date(2025, 12, 1), TODAY) == "12月1日"


def test_a_calendar_file_reads_back_as_it_was(desk, client_id):
    timed = CalendarItem(
        CalendarKind.TASK,
        7,
        client_id,
        "华东；机械",
        "回访\n年会",
        TODAY,
        time(9, 30),
        "王芳",
        "张伟",
        False,
    )
    whole = CalendarItem(
        CalendarKind.RECEPTION, 8, client_id, "华东", "董先生", TODAY, None, "", "", True
    )
    read = Calendar.from_ical(calendar_bytes([timed, whole], office="甲", now=NOW))
    first, second = read.walk("VEVENT")
    assert str(first["uid"]).endswith("-task-7")
    assert str(first["summary"]) == "华东；机械：回访\n年会"
    begins, ends = first["dtstart"].dt, first["dtend"].dt
    assert (begins, ends - begins) == (NOW.replace(hour=9, minute=30), timedelta(hours=1))
    (alarm,) = first.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(minutes=-30)
    assert (second["dtstart"].dt, second["dtend"].dt) == (TODAY, TODAY + DAY)
    assert str(second["summary"]) == "✓ 华东：接待 董先生"
    assert second.walk("VALARM") == []
    again = Calendar.from_ical(calendar_bytes([timed], office="甲", now=NOW + DAY)).walk("VEVENT")[
        0
    ]
    assert again["uid"] == first["uid"]
    assert again["sequence"] > first["sequence"], "else a telephone keeps the old day"
    assert again["last-modified"].dt == NOW + DAY
    other = Calendar.from_ical(calendar_bytes([timed], office="乙", now=NOW)).walk("VEVENT")[0]
    assert other["uid"] != first["uid"], "two offices' calendars lie in one telephone"


def test_what_is_shown_and_single_tasks_are_saved(qtbot, monkeypatch, tmp_path, task_id, view):
    context, uids = view.context, set()
    for name, save in (
        ("全部", lambda: press(view, "calendarFile")),
        ("一项", lambda: save_tasks(context, view, [task_id])),
    ):
        path = tmp_path / name
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, p=path: (str(p), ""))
        with qtbot.waitSignal(context.navigator.told) as said:
            save()
        assert said.args[0].startswith("已把 1 项存为")
        (event,) = Calendar.from_ical(path.with_suffix(".ics").read_bytes()).walk("VEVENT")
        assert "寄合同" in str(event["summary"])
        uids.add(str(event["uid"]))
    assert len(uids) == 1
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    press(view, "calendarFile")


def test_tasks_not_to_be_done_are_in_no_calendar_file(desk, db, client_id):
    kept = add_task(desk, TaskDraft(client_id, title="甲", due_on=TODAY + DAY))
    sooner = add_task(desk, TaskDraft(client_id, title="乙", due_on=TODAY))
    with db.read() as session:
        assert [one.id for one in task_items(session, [kept, sooner, 99])] == [sooner, kept]


@filled_once
def guest_id(desk, client_id):
    draft = ReceptionDraft(
        client_id, guest="董先生", arrives_on=TODAY + DAY, leaves_on=TODAY + 3 * DAY
    )
    return add_reception(desk, draft)


def test_a_guest_still_to_come_is_moved_with_the_day_of_leaving(qtbot, context, db, guest_id, view):
    grid = view.grid
    (item,) = grid._items(TODAY + DAY)
    drag(grid, item, TODAY + 4 * DAY)
    with db.read() as session:
        found = session.get(Reception, guest_id)
        assert (found.arrives_on, found.leaves_on) == (TODAY + 4 * DAY, TODAY + 6 * DAY)
    with qtbot.waitSignal(context.navigator.reception_wanted) as opened:
        QTest.keyClick(grid, Qt.Key.Key_Return)
    assert opened.args == [guest_id]


def test_the_page_stays_where_an_entry_was_dropped_on_it(db, task_id, view):
    shown = view.wanted
    (item,) = view.grid._items(TODAY)
    drag(view.grid, item, date(2026, 1, 2))
    assert due(db, task_id) == date(2026, 1, 2)
    assert (view.wanted, view.grid.day) == (shown, date(2026, 1, 2))
    assert view.grid.current_item().id == task_id


def test_a_click_on_a_button_leaves_the_arrows_to_the_days(view):
    view.activateWindow()
    view.setFocus()
    for name in ("toToday", "later", "byWeek", "earlier"):
        press(view, name)
        assert view.grid.hasFocus(), name


def test_the_week_of_the_day_under_the_cursor_is_shown(view):
    view.grid.go_to(TODAY + 7 * DAY)
    press(view, "byWeek")
    assert view.wanted.first <= TODAY + 7 * DAY <= view.wanted.last
    assert view.grid.day == TODAY + 7 * DAY


def test_in_a_week_an_entry_takes_the_lines_it_needs(desk, client_id, view):
    short = add_task(desk, TaskDraft(client_id, title="访", due_on=TODAY))
    long = add_task(desk, TaskDraft(client_id, title="把会议室平面图和报价" * 9, due_on=TODAY))

    def heights():
        items = {one.id: one for one in view.grid._items(TODAY)}
        return [view.grid.place_of(items[id_]).height() for id_ in (short, long)]

    month = heights()
    assert month[0] == month[1]
    press(view, "byWeek")
    week = heights()
    assert week[0] == month[0]
    assert week[0] * 3 < week[1] < view.grid.height() / 3, "and never crowds out the others"


def test_the_calendar_calls_clients_by_their_short_names(desk, client_id, task_id, view):
    with desk.write() as session:
        session.get(Client, client_id).short_name = "华机"
    (item,) = view.grid._items(TODAY)
    assert item_text(item) == "华机 寄合同"
    assert "华东机械" in item_text(item, whole=True)


def test_the_month_and_the_week_are_printed(qtbot, desk, client_id, task_id, view):
    me = new_staff(desk, "王芳")
    add_task(desk, TaskDraft(client_id, title="别人的", due_on=TODAY, staff_id=me))
    add_task(desk, TaskDraft(client_id, title="一月的", due_on=date(2026, 1, 2)))
    for title, weeks, press_first in (
        ("工作日历　2025年12月", 5, ()),
        ("工作日历　2025-12-15 至 12-21", 1, ("byWeek",)),
    ):
        for name in press_first:
            press(view, name)
        press(view, "printCalendar")
        qtbot.waitUntil(lambda: view.findChild(PreviewDialog) is not None)
        (shown,) = view.findChildren(PreviewDialog)
        document = shown._document
        assert (document.title, document.page_count) == (title, 1)
        rows = [block for block, _y in document._pages[0] if hasattr(block, "_days")]
        printed = [text for row in rows for fitted in row._days for text in fitted.texts]
        assert len(rows) == weeks
        assert {"华东机械 寄合同", "华东机械 别人的（王芳）"} <= {
            text.replace("\n", "") for text in printed
        }
        assert "华东机械 一月的" not in printed, "it stands on January's sheet"
        shown.close()
        shown.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    view.whose.choose([me])
    assert view._paper_title().endswith("　王芳")


def test_a_low_row_still_shows_the_first_of_its_day(qtbot, context, client_id, page, view):
    first = add_task(context.desk, TaskDraft(client_id, title="甲", due_on=TODAY))
    add_task(context.desk, TaskDraft(client_id, title="乙", due_on=TODAY))
    page.resize(880, 420)
    settled(qtbot, context)
    assert view.grid.cell(TODAY).height() < 60
    (shown,) = [one.item.id for one in view.grid._places if one.day == TODAY]
    assert shown == first


def test_what_stands_above_the_days_goes_on_in_a_second_line_in_a_narrow_window(view):
    last = view.findChild(QAbstractButton, "calendarFile")
    first = view.findChild(QAbstractButton, "byWeek")
    view.layout().setGeometry(QRect(0, 0, 600, 400))
    assert last.y() > first.y()
    view.layout().setGeometry(QRect(0, 0, 1200, 400))
    assert last.y() == first.y()
    assert last.geometry().right() > first.geometry().right()
