"""The settings: each tab saves for itself, and nothing wrong is kept."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
)

from app.domain.clients import ClientDraft
from app.domain.own_fields import OwnField
from app.domain.staff import StaffDraft
from app.domain.types import Post
from app.queries.office import office_settings, staff_members
from app.queries.screening.office_rules import office_rules
from app.services.clients import add_client
from app.services.office import add_staff
from app.services.own_fields import save_own_field
from app.services.sample import has_sample
from app.ui.context import Context
from app.ui.settings.page import SettingsPage


@pytest.fixture
def page(qtbot, context):
    made = SettingsPage(context)
    qtbot.addWidget(made)
    made.show()
    return made


def tab(page, name):
    return page.show_view(name)


def type_in(page, name, text):
    page.findChild(QLineEdit, name).setText(text)


def settings(context):
    with context.db.read() as session:
        return office_settings(session)


def people(context):
    with context.db.read() as session:
        return {m.name: m for m in staff_members(session)}


def test_the_head_of_papers_is_kept(page, context):
    hotel = tab(page, "hotel")
    save = hotel.findChild(QPushButton, "saveHotel")
    assert not save.isEnabled()
    type_in(hotel, "hotel_name", "云溪大酒店")
    type_in(hotel, "serial", "SG-1")
    type_in(hotel, "effective_on", "2004.12.20")
    save.click()
    kept = settings(context)
    assert (kept.hotel_name, kept.head.serial) == ("云溪大酒店", "SG-1")
    assert kept.head.effective_on.isoformat() == "2004-12-20"
    assert not save.isEnabled()


def test_ctrl_s_saves_what_was_typed_in_place(qtbot, page, context):
    hotel = tab(page, "hotel")
    editor = hotel.form.editor("hotel_name")
    with qtbot.waitActive(page):
        page.activateWindow()
    editor.setFocus()
    before = settings(context)
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert settings(context) == before
    type_in(hotel, "hotel_name", "云溪大酒店")
    qtbot.keyClick(editor, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert settings(context).hotel_name == "云溪大酒店"
    assert not hotel.is_dirty()


def test_what_is_wrong_is_told_under_its_field_and_not_kept(page, context):
    hotel = tab(page, "hotel")
    type_in(hotel, "serial", "x")
    hotel.findChild(QPushButton, "saveHotel").click()
    shown = [one.text() for one in hotel.findChildren(QLabel, "error") if one.isVisible()]
    assert shown == ["请填写酒店名称，它印在每张公文上。"]
    assert settings(context).head.serial == "SG-SM-PP-SE028"
    revert = next(b for b in hotel.findChildren(QPushButton) if b.text() == "还原")
    revert.click()
    assert hotel.findChild(QLineEdit, "serial").text() == "SG-SM-PP-SE028"


def test_people_come_change_and_leave(qtbot, page, context):
    tab(page, "people")
    page.findChild(QPushButton, "addPerson").click()
    dialog = page.window().findChild(object, "personDialog")
    dialog.form.editor("name").setText("周样")
    dialog.findChild(QPushButton, "save").click()
    assert set(people(context)) == {"周样"}
    listed = tab(page, "people")
    listed.table.selectRow(0)
    page.findChild(QPushButton, "editPerson").click()
    dialog = next(d for d in page.window().findChildren(object, "personDialog") if d.isVisible())
    dialog.form.editor("post").setCurrentIndex(0)
    dialog.findChild(QPushButton, "save").click()
    assert people(context)["周样"].post is Post.DIRECTOR
    listed.table.selectRow(0)
    page.findChild(QPushButton, "togglePerson").click()
    assert not people(context)["周样"].active
    page.findChild(QPushButton, "togglePerson").click()
    assert people(context)["周样"].active


@pytest.mark.parametrize("name", ["people", "own_fields", "standards", "holidays"])
def test_ctrl_e_edits_in_every_list(qtbot, page, context, name):
    add_staff(context.desk, StaffDraft("周样", Post.MANAGER))
    save_own_field(context.desk, OwnField(name="车牌"))
    listed = tab(page, name)
    with qtbot.waitActive(page):
        page.activateWindow()
    listed.table.setFocus()
    listed.table.selectRow(0)
    qtbot.keyClick(listed.table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(d.isVisible() for d in page.findChildren(QDialog)))


def test_the_count_begins_where_the_list_does(page):
    listed = tab(page, "people")
    count = listed.findChild(QLabel, "count")
    assert count.mapTo(listed, QPoint()).x() == listed.search.mapTo(listed, QPoint()).x()


def test_tab_goes_through_what_holds_for_all_before_the_list(page):
    at, order = tab(page, "people").findChild(QPushButton, "signInRecord"), []
    for _step in range(12):
        at = at.nextInFocusChain()
        order.append(at.objectName())
    wanted = ["newRecoveryCode", "addPerson", "editPerson", "password", "rights"]
    assert [name for name in order if name in wanted] == wanted


def test_who_leaves_hands_the_clients_over_or_leaves_them(qtbot, page, context: Context):
    leaver = add_staff(context.desk, StaffDraft("甲样"))
    add_client(context.desk, ClientDraft(name="样例机电", manager_id=leaver))
    listed = tab(page, "people")
    listed.table.go_to(leaver)
    page.findChild(QPushButton, "togglePerson").click()
    dialog = page.window().findChild(object, "leaveDialog")
    assert "1 个客户" in dialog.findChild(QLabel).text()
    with qtbot.waitSignal(context.navigator.handover_wanted) as asked:
        dialog.findChild(QPushButton, "handOver").click()
    assert asked.args == [leaver, None]
    assert people(context)["甲样"].active, "the window of the handover does it"
    with qtbot.waitSignal(context.navigator.handover_wanted) as asked:
        page.findChild(QPushButton, "handOverAll").click()
    assert asked.args == [leaver, None]
    page.findChild(QPushButton, "togglePerson").click()
    dialogs = page.window().findChildren(object, "leaveDialog")
    next(d for d in dialogs if d.isVisible()).findChild(QPushButton, "leave").click()
    assert not people(context)["甲样"].active


def test_rules_are_kept_only_when_they_are_sound(page, context):
    rules = tab(page, "rules")
    save = rules.findChild(QPushButton, "saveRules")
    assert not save.isEnabled()
    rules.editor.capped.setText("没有这个等级")
    assert not save.isEnabled()
    rules.editor.capped.setText("C")
    assert save.isEnabled()
    save.click()
    with context.db.read() as session:
        assert office_rules(session).capped_grade == "C"
    assert not save.isEnabled()
    default = next(b for b in rules.findChildren(QPushButton) if b.text() == "恢复制度默认")
    default.click()
    assert rules.editor.capped.text() == "D"


def test_the_sample_comes_and_goes_in_one_step(qtbot, page, context):
    data = tab(page, "data")
    button = data.findChild(QPushButton, "sampleButton")

    def there():
        with context.db.read() as session:
            return has_sample(session)

    button.click()
    qtbot.waitUntil(there, timeout=30_000)
    qtbot.waitUntil(lambda: not context.workers.busy, timeout=30_000)
    qtbot.waitUntil(lambda: button.text() == "移除示例")
    button.click()
    box = next(b for b in page.window().findChildren(QMessageBox) if b.isVisible())
    next(b for b in box.buttons() if b.text() == "移除示例").click()
    qtbot.waitUntil(lambda: not there(), timeout=30_000)
    qtbot.waitUntil(lambda: button.text() == "装入示例")
