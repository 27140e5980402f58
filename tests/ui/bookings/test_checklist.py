"""The checklist beside a booking, worked by keys; its template in the settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidget, QMessageBox, QPushButton

from app.domain.types import BookingId
from app.queries.checklist import booking_points
from app.services.checklist import tick_point
from app.ui.bookings.booking_detail import BookingDetail
from app.ui.bookings.checklist import ChecklistDialog
from app.ui.settings.checklist import checklist_settings
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.trade import new_booking, new_client

CTRL = Qt.KeyboardModifier.ControlModifier


@filled_once
def booking_id(desk):
    with desk.write() as session:
        return BookingId(new_booking(session, new_client(session), TODAY, number="B1"))


@pytest.fixture
def shown(qtbot, context, booking_id):
    made = ChecklistDialog(context, booking_id, "B1")
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def points(desk, booking_id):
    with desk.db.read() as session:
        return booking_points(session, booking_id)


def told(shown):
    return shown.findChild(QLabel, "progress").text()


def test_space_ticks_and_takes_the_tick_back(qtbot, desk, shown, booking_id):
    assert told(shown) == "已完成 0 / 10"
    qtbot.keyClick(shown.table, Qt.Key.Key_Space)
    assert told(shown) == "已完成 1 / 10"
    assert points(desk, booking_id)[0].draft.done_on == TODAY
    assert shown.findChild(QPushButton, "tickPoint").text() == "改为未做"
    qtbot.keyClick(shown.table, Qt.Key.Key_Space)
    assert told(shown) == "已完成 0 / 10"


def point_dialog(shown):
    return next(d for d in shown.findChildren(object, "pointDialog") if d.isVisible())


def test_points_are_added_changed_and_deleted(qtbot, desk, shown, booking_id):
    qtbot.keyClick(shown.table, Qt.Key.Key_N, CTRL)
    asked = point_dialog(shown)
    asked.findChild(QPushButton, "save").click()
    errors = [one.text() for one in asked.findChildren(QLabel, "error") if one.text()]
    assert errors == ["请写明要做什么。"]
    asked.form.editor("text").setText("送水果")
    asked.findChild(QPushButton, "save").click()
    assert told(shown) == "已完成 0 / 11"
    qtbot.keyClick(shown.table, Qt.Key.Key_Return)  # the cursor is on what has come
    asked = point_dialog(shown)
    asked.form.editor("person").setText("王经理")
    asked.findChild(QPushButton, "save").click()
    drafts = [one.draft for one in points(desk, booking_id)]
    assert [one.text for one in drafts if one.person == "王经理"] == ["送水果"]
    qtbot.keyClick(shown.table, Qt.Key.Key_Delete)
    assert told(shown) == "已完成 0 / 10"


def test_what_changed_elsewhere_is_told(qtbot, desk, shown, booking_id):
    stale = points(desk, booking_id)[0]
    with desk.write() as session:  # without news
        from app.models import BookingPoint

        session.get_one(BookingPoint, stale.id).note = "别处改的"
    shown.table.rows[stale.id] = stale
    shown.tick()
    assert "已在别处被修改" in shown.findChild(QMessageBox, "message").text()


def test_the_booking_shows_how_far_it_is(qtbot, desk, context, booking_id):
    detail = BookingDetail(context)
    qtbot.addWidget(detail)
    detail.show()
    detail.show_booking(booking_id)
    button = detail.findChild(QPushButton, "checklist")
    assert button.text() == "服务清单"
    button.click()
    dialog = detail.window().findChild(object, "checklistDialog")
    assert dialog.windowTitle() == "服务清单 — B1　样例客户KH1"
    dialog.close()
    tick_point(desk, points(desk, booking_id)[0].id, TODAY, version=1)
    detail.show_booking(booking_id)
    assert detail.findChildren(QPushButton, "checklist")[-1].text() == "服务清单　已完成 1 / 10"


def test_the_template_is_kept_in_the_settings_by_phase(qtbot, context):
    made = checklist_settings(context)
    qtbot.addWidget(made)
    before = made.findChild(QListWidget, "points_beforeList")
    after = made.findChild(QListWidget, "points_afterList")
    assert before.count() == 4
    assert after.count() == 3
    after.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert after.item(0).checkState() is Qt.CheckState.Unchecked
