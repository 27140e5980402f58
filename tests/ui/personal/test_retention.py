from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from app.models import Client
from app.queries.privacy import privacy
from app.services.personal.retention import set_keep_months
from app.ui.personal.retention import KeepDialog, RetentionDialog
from app.ui.retention_strip import RetentionStrip
from app.ui.settings.personal import PersonalSearch
from tests.clients import new_client, new_contact
from tests.filled import filled_once
from tests.ui.input import press


@filled_once
def people(desk):
    client_id = new_client(desk, "甲公司")
    ids = [new_contact(desk, client_id, name) for name in ("张伟", "李敏")]
    with desk.write() as session:
        session.get_one(Client, client_id).created_at = datetime(2019, 5, 1, tzinfo=UTC)
    return ids


def test_the_line_over_today_comes_with_the_rule_and_goes_with_the_review(
    qtbot, context, desk, people, parent
):
    notice = RetentionStrip(context, parent)
    assert notice.isHidden()
    set_keep_months(desk, 36)
    qtbot.waitUntil(lambda: not notice.isHidden())
    assert "2 位联系人超过保存期限" in notice.findChild(QLabel).text()
    with qtbot.waitSignal(context.navigator.retention_wanted):
        press(notice, "reviewNow")
    dialog = RetentionDialog(context, parent)
    dialog.open()
    assert [dialog.table.item(row, 0).text() for row in range(2)] == ["李敏", "张伟"]
    dialog.table.selectRow(0)
    with qtbot.waitSignal(context.navigator.personal_wanted) as wanted:
        press(dialog, "openPast")
    assert wanted.args == [people[1]]
    press(dialog, "keepPeople")
    asked = dialog.findChild(KeepDialog)
    asked.form.editor("keep_until").setText("2027-01-01")
    asked.form.editor("reason").setText("合同未结清")
    press(asked, "save")
    assert dialog.table.rowCount() == 1
    qtbot.waitUntil(notice.isHidden)
    press(dialog, "closeReview")


def test_the_rule_is_set_in_the_settings(qtbot, context, people, parent):
    page = PersonalSearch(context, parent)
    page.show()
    page.months.setText("24")
    page.months.editingFinished.emit()
    with context.db.read() as session:
        assert privacy(session).keep_months == 24
    page.months.setText("24")
    page.months.editingFinished.emit()
    page.months.setText("很久")
    page.months.editingFinished.emit()
    assert page.findChild(QMessageBox) is not None
    with qtbot.waitSignal(context.navigator.retention_wanted):
        page.findChild(QPushButton, "reviewPeople").click()
    page.months.setText("")
    page.months.editingFinished.emit()
    with context.db.read() as session:
        assert privacy(session).keep_months is None


def test_the_first_is_chosen_and_where_nobody_is_left_nothing_is_offered(
    qtbot, context, desk, people, parent
):
    set_keep_months(desk, 36)
    dialog = RetentionDialog(context, parent)
    dialog.open()
    with qtbot.waitSignal(context.navigator.personal_wanted) as wanted:
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert wanted.args == [people[1]]
    dialog.table.selectAll()
    press(dialog, "keepPeople")
    asked = dialog.findChild(KeepDialog)
    asked.form.editor("keep_until").setText("2027-01-01")
    asked.form.editor("reason").setText("合同未结清")
    press(asked, "save")
    assert any(one.text() == "没有超过保存期限的联系人。" for one in dialog.findChildren(QLabel))
    for name in ("keepPeople", "openPast"):
        assert not dialog.findChild(QPushButton, name).isEnabled()


def test_a_person_is_opened_once_one_is_found(qtbot, context, people, parent):
    page = PersonalSearch(context, parent)
    page.show()
    go = page.findChild(QPushButton, "openPerson")
    assert not go.isEnabled()
    assert not page.people.isVisible(), "no empty boxes before anybody is looked for"
    page.typed.setText("张伟")
    page.look()
    qtbot.waitUntil(go.isEnabled)
    assert page.people.isVisible()
    assert page.table.isVisible()
    page.typed.setText("没有这个人")
    page.look()
    qtbot.waitUntil(lambda: not go.isEnabled())


def test_without_a_period_it_is_told_that_nobody_is_due(context, people, parent):
    dialog = RetentionDialog(context, parent)
    assert any("没有设保存期限" in one.text() for one in dialog.findChildren(QLabel))
