"""Guests to receive: listed, filtered, changed, printed, called off."""

from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt

from app.domain.receptions import ReceptionDraft
from app.domain.types import ReceptionId, ReceptionState
from app.queries.receptions import reception_row
from app.services.receptions import change_reception, delete_receptions
from app.ui.key_accounts.page import KeyAccountsPage
from app.ui.key_accounts.reception_dialog import ReceptionDialog, edit_reception
from app.ui.key_accounts.reception_dialog import new_reception as new_reception_window
from app.ui.list_output import write_list
from tests.conftest import TODAY
from tests.key_accounts import new_reception
from tests.log import new_contact
from tests.ui.input import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def page(show, context):
    return show(KeyAccountsPage(context))


@pytest.fixture
def listed(page):
    return page.show_view("receptions")


def column(listed, key):
    place = [c.key for c in listed.spec.columns].index(key)
    return [listed.model.index(row, place).data() for row in range(listed.model.rowCount())]


def row_of(desk, reception_id):
    with desk.db.read() as session:
        return reception_row(session, reception_id)


def test_who_looks_after_the_client_picked_receives(listed, major, person, heir, dialog):
    new_reception_window(listed.context, None, listed)
    window = dialog("receptionDialog")
    client, receives = window.form.editor("client_id"), window.form.editor("staff_id")
    client.show_client(major)
    assert receives.values[receives.currentIndex()] == person
    receives.setCurrentIndex(receives.values.index(heir))
    client.show_client(None)
    client.show_client(major)
    assert receives.values[receives.currentIndex()] == heir, "what was chosen stays"


def test_guests_are_listed_and_filtered(desk, major, person, listed):
    days = (-3, 1, 5, 40)
    for n in days:
        new_reception(
            desk, major, TODAY + timedelta(n), guest=f"客人{n}", prepared="房\n车", people=2
        )
    assert column(listed, "when") == ["逾期 3 天", "明天", "5 天", "40 天"]
    assert column(listed, "prepared")[0] == "房；车"
    assert column(listed, "people")[0] == "2"
    listed.period.choose_days(TODAY, TODAY + timedelta(7))
    assert column(listed, "guest") == ["客人1", "客人5"]
    listed.clear_filters()
    listed.state.choose([ReceptionState.RECEIVED])
    assert column(listed, "guest") == []
    listed.clear_filters()
    listed.staff.choose([person])
    assert column(listed, "guest") == []
    listed.clear_filters()
    listed.search.setText("客人40")
    assert column(listed, "guest") == ["客人40"]


def test_a_guest_is_entered_by_keys_and_its_state_follows(qtbot, major, listed, dialog):
    context = listed.context
    desk = context.desk
    qtbot.keyClick(listed, Qt.Key.Key_N, CTRL)
    window = dialog("receptionDialog")
    window.accept()
    assert window.isVisible(), "the guest is missing"
    new_contact(desk, major, "张伟")
    window.form.editor("client_id").show_client(major)
    assert window.form.editor("contact_id").count() == 2
    window.form.editor("guest").setText("陆远航")
    window.form.editor("arrives_on").setText("2025-12-24")
    window.form.editor("arrives_time").setText("14:30")
    window.accept()
    assert column(listed, "arrives_on") == ["2025-12-24 14:30"]
    listed.table.setFocus()
    qtbot.keyClick(listed.table, Qt.Key.Key_D, CTRL)
    assert column(listed, "state") == ["已接待"]
    assert column(listed, "when") == [""]
    actions = {action.objectName(): action for action in listed.table.actions()}
    actions["cancelled"].trigger()
    assert column(listed, "state") == ["已取消"]
    actions["planned"].trigger()
    assert column(listed, "state") == ["待接待"]
    with qtbot.waitSignal(context.navigator.client_wanted):
        actions["openClient"].trigger()
    qtbot.keyClick(listed.table, Qt.Key.Key_E, CTRL)
    dialog("receptionDialog").reject()
    qtbot.keyClick(listed.table, Qt.Key.Key_Delete)
    assert column(listed, "state") == []


def test_a_changed_guest_is_told_and_loaded_again(desk, major, context, page):
    guest = new_reception(desk, major, TODAY)
    row = row_of(desk, guest)
    window = ReceptionDialog(context, row.draft, page, known=(guest, row.version))
    window.show()
    change_reception(desk, guest, replace(row.draft, rank="总裁"), version=row.version)
    window.accept()
    assert window.isVisible()
    assert window.reload().rank == "总裁"
    window.accept()
    assert not window.isVisible()
    delete_receptions(desk, [guest])
    gone = ReceptionDialog(context, row.draft, page, known=(guest, 9))
    assert gone.reload() is None
    fresh = ReceptionDialog(context, ReceptionDraft(), page)
    assert fresh.reload() is None


def test_a_deleted_guest_is_told(qapp, context, page):
    edit_reception(context, ReceptionId(99), page)
    boxes = [w for w in qapp.topLevelWidgets() if w.isVisible() and w.inherits("QMessageBox")]
    assert "已被删除" in boxes[0].text()
    boxes[0].close()


def test_sheets_list_and_workbook_come_out(qtbot, major, listed, tmp_path, dialog):
    context = listed.context
    desk = context.desk
    new_reception(desk, major, TODAY)
    press(listed, "sheets")
    dialog("preview").close()
    press(listed, "printList")
    dialog("preview").close()
    path = tmp_path / "接待.xlsx"
    write_list(context, listed, listed.listed(), path)
    qtbot.waitUntil(path.exists)
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert any("陆远航" in row for row in rows)
