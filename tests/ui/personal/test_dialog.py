from contextlib import closing
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget
from sqlalchemy import select

from app.backups.listing import backups
from app.backups.making import back_up
from app.db import Desk
from app.domain.backups import Reason
from app.domain.courtesies import Receiver
from app.domain.needles import BLOT
from app.domain.personal import ERASED_NAME
from app.domain.personal_consent import ConsentDraft
from app.domain.types import LetterKind, Post
from app.encryption.connecting import connect
from app.models import Client, Communication, Contact
from app.services.letters import keep_template
from app.services.personal.consent import note_consent
from app.services.personal.erasing import erase_person
from app.ui.clients.contacts_tab import ContactsTab
from app.ui.courtesies.letters_dialog import LettersDialog
from app.ui.personal.consent import ConsentDialog
from app.ui.personal.dialog import PersonalDialog
from app.ui.personal.erasing import EraseDialog
from app.ui.progress import ProgressDialog
from app.ui.settings.personal import PersonalSearch
from tests.clients import new_staff
from tests.conftest import NOW, TODAY
from tests.filled import filled_once
from tests.services.personal.people import MOBILE, NAME, OLD_NAME, office_of
from tests.ui.input import press


@filled_once
def ids(desk):
    return office_of(desk)


@pytest.fixture
def dialog(qtbot, context, ids):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PersonalDialog(context, ids[1], parent)
    made.open()
    qtbot.waitUntil(lambda: made.table.rowCount() > 0)
    yield made
    parent.close()


def row_of(dialog, kind, client="华东机械"):
    return next(
        row
        for row in range(dialog.table.rowCount())
        if dialog.table.item(row, 0).text() == kind and dialog.table.item(row, 2).text() == client
    )


def test_a_person_is_shown_wherever_one_stands(dialog, ids):
    assert dialog.windowTitle() == f"{NAME} 的个人信息"
    entry = row_of(dialog, "沟通记录")
    assert OLD_NAME in dialog.table.item(entry, 3).text()
    assert dialog.table.item(entry, 0).checkState() is Qt.CheckState.Checked
    client = row_of(dialog, "客户")
    assert dialog.table.item(client, 0).checkState() is Qt.CheckState.Unchecked
    assert "核对" in dialog.table.item(client, 4).text()


def test_a_person_is_erased_after_asking_and_backups_are_made_anew(qtbot, dialog, ids, context):
    client_id, contact_id = ids
    back_up(context.folder, Reason.HAND, now=NOW)
    dialog.table.item(row_of(dialog, "客户"), 0).setCheckState(Qt.CheckState.Checked)
    press(dialog, "erasePerson")
    asked = dialog.findChild(EraseDialog)
    said = "\n".join(label.text() for label in asked.findChildren(QLabel))
    assert f"将清除 {NAME}（华东机械）的资料" in said
    assert "会留下的" in said
    asked.reason.setText("本人要求")
    asked.renew.setChecked(True)
    with qtbot.waitSignal(context.navigator.told) as told:
        asked.findChild(QPushButton, "erase").click()
    assert told.args[0] == "已清除一位联系人的个人信息。已重做备份，删去以前的 1 份。"
    with context.db.read() as session:
        assert session.get_one(Contact, contact_id).name == ERASED_NAME
        assert session.get_one(Client, client_id).notes == f"找{BLOT}"
        assert session.scalars(select(Communication)).one().summary == f"{BLOT}改了主意"
    assert len(backups(context.folder)) == 1
    qtbot.waitUntil(lambda: not dialog.findChild(QPushButton, "erasePerson").isEnabled())
    assert not dialog.findChild(QPushButton, "noteConsent").isEnabled()
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    assert "已经清除" in said
    assert "打勾" not in said


def test_erasing_can_be_cancelled_while_it_searches(qtbot, dialog, context, ids):
    press(dialog, "erasePerson")
    asked = dialog.findChild(EraseDialog)
    with closing(connect(context.folder.database, None)) as other:
        other.execute("BEGIN IMMEDIATE")  # so that the search waits until it is cancelled
        asked.findChild(QPushButton, "erase").click()
        asked.findChild(ProgressDialog).reject()
        other.rollback()
    qtbot.waitUntil(lambda: asked.findChild(QMessageBox) is not None)
    assert "已取消" in asked.findChild(QMessageBox).text()
    assert asked.isVisible()
    with context.db.read() as session:
        assert session.get_one(Contact, ids[1]).name == NAME


def test_everything_is_handed_over_by_one_more_click(qtbot, dialog, context, monkeypatch, tmp_path):
    place = tmp_path / "个人信息.xlsx"
    monkeypatch.setattr("app.ui.personal.dialog.ask_to_save", lambda *_args: str(place))
    with qtbot.waitSignal(context.navigator.told):
        press(dialog, "exportPerson")
    assert place.stat().st_size > 0


def test_it_is_shown_on_paper(qtbot, dialog):
    press(dialog, "printPerson")
    qtbot.waitUntil(lambda: dialog.findChild(object, "preview") is not None)


def test_who_does_not_supervise_sees_and_hands_over_but_does_not_erase(qtbot, context, ids):
    desk = context.desk
    new_staff(desk, "王芳", Post.MANAGER)
    officer = Desk(desk.db, new_staff(desk, "李明"), desk.clock)
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PersonalDialog(replace(context, desk=officer), ids[1], parent)
    made.open()
    qtbot.waitUntil(lambda: made.table.rowCount() > 0)
    assert not made.findChild(QPushButton, "erasePerson").isVisible()
    assert made.table.ticked() == []


def test_a_person_who_is_gone_is_told(qtbot, context):
    parent = QWidget()
    qtbot.addWidget(parent)
    made = PersonalDialog(context, 999, parent)
    made.open()
    export = made.findChild(QPushButton, "exportPerson")
    qtbot.waitUntil(lambda: not export.isEnabled())
    assert "不在了" in "".join(label.text() for label in made.findChildren(QLabel))
    press(made, "closePerson")


@pytest.mark.parametrize(("height", "people"), [(380, 56), (900, 120)])
def test_in_a_low_window_the_records_have_more_room_than_the_people(
    qtbot, context, ids, height, people
):
    page = PersonalSearch(context)
    qtbot.addWidget(page)
    page.resize(880, height)
    page.show()
    page.typed.setText(MOBILE)
    press(page, "findPerson")
    qtbot.waitUntil(lambda: page.people.height() == people)
    assert page.table.height() > 1.5 * people


def test_a_person_is_searched_by_name_or_number(qtbot, context, ids):
    page = PersonalSearch(context)
    qtbot.addWidget(page)
    page.show()
    page.typed.setText("欧")
    press(page, "findPerson")
    assert "至少两个字" in "".join(label.text() for label in page.findChildren(QLabel))
    page.typed.setText(MOBILE)
    press(page, "findPerson")
    qtbot.waitUntil(lambda: page.people.count() == 1)
    assert page.people.item(0).text() == f"{NAME}　华东机械"
    assert page.table.rowCount() > 1
    remarks = {page.table.item(row, 4).text() for row in range(page.table.rowCount())}
    assert not any("同名" in one for one in remarks)  # nobody is chosen whose namesake it could be
    with qtbot.waitSignal(context.navigator.personal_wanted) as wanted:
        press(page, "openPerson")
    assert wanted.args == [ids[1]]
    erase_person(context.desk, context.folder, ids[1], ())
    assert (page.people.count(), page.table.rowCount(), page.typed.text()) == (0, 0, "")


def test_what_a_person_said_about_advertising_is_noted_and_shown(qtbot, dialog, context, ids):
    press(dialog, "noteConsent")
    asked = dialog.findChild(ConsentDialog)
    asked.form.editor("source").setText("来函")
    press(asked, "save")

    def said():
        return "\n".join(label.text() for label in dialog.findChildren(QLabel))

    qtbot.waitUntil(lambda: "接收广告：不同意（2025-12-20，来函）" in said())
    tab = ContactsTab(context, ids[0])
    qtbot.addWidget(tab)
    with qtbot.waitExposed(tab):
        tab.show()
    assert tab.table.model().index(0, 7).data() == "不接收"


def test_letters_leave_out_who_refused_advertising_unless_it_is_none(qtbot, context, desk, ids):
    refused = ConsentDraft(given_on=TODAY, source="来函")
    note_consent(desk, ids[1], refused)
    keep_template(desk, "祝贺信", LetterKind.LETTER, file_name="a.docx", content=b"")
    letters = LettersDialog(context, (Receiver(ids[0]),))
    qtbot.addWidget(letters)
    assert letters.chosen() == ()
    assert f"1 位不接收广告，已略去：{NAME}" in letters.whom.text()
    letters.no_advertising.setChecked(True)
    assert letters.chosen() == (Receiver(ids[0]),)
    assert "不接收广告，已略去" not in letters.whom.text()
