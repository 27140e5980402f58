"""What is seen and done in the windows of a client file."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QRadioButton
from sqlalchemy import select

from app.domain.birthdays import Birthday
from app.domain.own_fields import OwnField
from app.domain.types import ClientId
from app.models import Client, Contact
from app.queries.clients.card import client_draft
from app.services.clients import change_client
from app.services.clients_bulk import delete_clients
from app.services.own_fields import save_own_field
from app.ui.birthday_field import BirthdayEditor
from app.ui.client_field import ClientEditor
from app.ui.clients.contact_dialog import ContactDialog
from app.ui.clients.dialog import ClientDialog
from app.ui.clients.merge import MergeDialog
from tests.clients import new_client, new_contact
from tests.log import new_entry
from tests.ui.input import compose, press


@pytest.fixture
def show(qtbot):
    def show(dialog):
        qtbot.addWidget(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        dialog.open()
        return dialog

    return show


def errors(dialog):
    return [x.text() for x in dialog.findChildren(QLabel, "error") if not x.isHidden()]


def client(desk, client_id):
    with desk.db.read() as session:
        return session.get_one(Client, client_id)


def test_a_changed_file_is_saved(show, context, desk, ids):
    dialog = show(ClientDialog.for_client(context, ids[0]))
    dialog.form.editor("terms_days").setText("３０")
    dialog.form.editor("tags").setText("年会、重点 VIP")
    dialog.form.editor("major").setChecked(True)
    press(dialog, "save")
    assert not dialog.isVisible()
    saved = client(desk, ids[0])
    assert (saved.terms_days, saved.major) == (30, True)
    with desk.db.read() as session:
        assert client_draft(session, ids[0])[0].tags == ("VIP", "年会", "重点")


def test_what_is_wrong_is_marked_and_nothing_is_lost(show, context, desk, ids):
    dialog = show(ClientDialog.for_client(context, ids[0]))
    dialog.form.editor("code").setText("KH0002")
    dialog.form.editor("name").setText("新名字")
    press(dialog, "save")
    assert errors(dialog) == ["编号 KH0002 已用于客户 江南轴承，请换一个。"]
    assert dialog.form.editor("name").text() == "新名字"
    dialog.form.editor("code").setText("KH0001")
    dialog.form.editor("billing_day").setText("四十")
    press(dialog, "save")
    assert len(errors(dialog)) == 1
    dialog.form.editor("billing_day").setText("")
    press(dialog, "save")
    assert client(desk, ids[0]).name == "新名字"


def test_ranges_are_told_together_with_what_cannot_be_read(show, context, ids):
    dialog = show(ClientDialog.for_client(context, ids[0]))
    dialog.form.editor("billing_day").setText("四十")
    dialog.form.editor("terms_days").setText("-5")
    dialog.form.editor("name").setText("")
    press(dialog, "save")
    assert len(errors(dialog)) == 3
    assert dialog.form.editor("terms_days").text() == "-5"


def test_fault_45_a_stale_window_offers_to_load_again(show, context, desk, ids):
    dialog = show(ClientDialog.for_client(context, ids[0]))
    with desk.db.read() as session:
        draft, version = client_draft(session, ids[0])
    change_client(desk, ids[0], replace(draft, region="华北"), version=version)
    dialog.form.editor("region").setText("华南")
    press(dialog, "save")
    assert "重新载入" in dialog.findChild(QLabel, "banner").text()
    assert client(desk, ids[0]).region == "华北"
    dialog._reload()
    assert dialog.form.editor("region").text() == "华北"
    dialog.form.editor("region").setText("华南")
    press(dialog, "save")
    assert client(desk, ids[0]).region == "华南"


def test_a_deleted_file_has_no_window(context, desk, ids):
    delete_clients(desk, ids[:1])
    assert ClientDialog.for_client(context, ids[0]) is None


def test_a_file_deleted_meanwhile_says_so(show, context, desk, ids):
    dialog = show(ClientDialog.for_client(context, ids[0]))
    delete_clients(desk, ids[:1])
    dialog._reload()
    assert "已被删除" in dialog.findChild(QLabel, "banner").text()


def test_a_likeness_and_a_doubtful_code_only_warn(show, context, desk):
    new_client(desk, "深圳市物业发展股份有限公司")
    dialog = show(ClientDialog.for_new(context))
    compose(dialog.form.editor("name"), "深圳市物业发展股份公司")
    dialog.form.editor("credit_code").setText("911100006000373")
    QTest.keyClick(dialog.form.editor("credit_code"), Qt.Key.Key_Return)
    warning = dialog.findChild(QLabel, "warning").text()
    assert "已有相似的客户：深圳市物业发展股份有限公司" in warning
    assert "统一社会信用代码" in warning
    press(dialog, "save")
    assert client(desk, dialog.client_id).credit_code == "911100006000373"


def test_a_likeness_is_told_before_a_file_typed_and_saved_in_one_go_is_made(show, context, desk):
    new_client(desk, "深圳市物业发展股份有限公司")
    dialog = show(ClientDialog.for_new(context))
    dialog.form.editor("name").setText("深圳市物业发展股份公司")
    dialog.accept()  # as Ctrl+S does, the cursor still in the name
    assert dialog.client_id is None
    assert "再按一次保存" in dialog.findChild(QLabel, "banner").text()
    assert "深圳市物业发展股份有限公司" in dialog.findChild(QLabel, "warning").text()
    dialog.accept()
    assert client(desk, dialog.client_id).name == "深圳市物业发展股份公司"


def test_a_parent_is_picked_by_typing(qtbot, context, ids):
    editor = ClientEditor(context)
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor, "hdj")
    found = editor.findChild(QStandardItemModel)
    assert [found.item(row).text() for row in range(found.rowCount())] == ["华东机械"]
    with pytest.raises(ValueError, match="从列表中选"):
        editor.client_id()
    editor._take(found.index(0, 0))
    assert (editor.client_id(), editor.text()) == (ids[0], "华东机械")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Delete)
    assert editor.client_id() is None


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_initials_and_enter_or_tab_are_enough_to_pick_a_client(qtbot, show, context, ids, key):
    dialog = show(ClientDialog.for_new(context))
    editor = dialog.findChild(ClientEditor)
    editor.setFocus()
    qtbot.keyClicks(editor, "hdj")
    popup = editor.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, key)
    assert (editor.client_id(), editor.text()) == (ids[0], "华东机械")


def test_a_client_nobody_finds_is_told_so(qtbot, context):
    editor = ClientEditor(context)
    qtbot.addWidget(editor)
    qtbot.keyClicks(editor, "zzzz")
    with pytest.raises(ValueError, match="没有找到这个客户"):
        editor.client_id()


def test_a_contact_with_a_lunar_birthday_is_saved(show, context, desk, ids):
    dialog = show(ContactDialog(context, ids[0]))
    press(dialog, "save")
    assert errors(dialog) == ["请填写联系人姓名。"]
    compose(dialog.form.editor("name"), "王芳")
    dialog.findChild(QComboBox, "birthday_calendar").setCurrentIndex(1)
    dialog.findChild(QComboBox, "birthday_month").setCurrentIndex(8)
    press(dialog, "save")
    assert errors(dialog) == ["请选择月份和日期。"]
    dialog.findChild(QComboBox, "birthday_day").setCurrentIndex(15)
    press(dialog, "save")
    with desk.db.read() as session:
        contact = session.scalars(select(Contact).where(Contact.name == "王芳")).one()
        assert (contact.birth_month, contact.birth_day, contact.birth_lunar) == (8, 15, True)


@pytest.mark.parametrize(
    "birthday",
    [
        None,
        Birthday(1980, 2, 29),
        Birthday(None, 12, 30, lunar=True),
        Birthday(1985, 6, 1, lunar=True, leap=True),
    ],
)
def test_a_birthday_comes_back_as_it_was_shown(qtbot, birthday):
    editor = BirthdayEditor()
    qtbot.addWidget(editor)
    editor.show_birthday(Birthday(1999, 1, 31))
    editor.show_birthday(birthday)
    assert editor.birthday() == birthday


def test_a_day_that_never_was_is_refused(qtbot):
    editor = BirthdayEditor()
    qtbot.addWidget(editor)
    editor.show_birthday(Birthday(1980, 1, 31))
    editor.findChild(QComboBox, "birthday_month").setCurrentIndex(2)
    with pytest.raises(ValueError, match="2 月没有 31 日"):
        editor.birthday()
    editor.findChild(QLineEdit, "birthday_year").setText("去年")
    with pytest.raises(ValueError, match="整数"):
        editor.birthday()


def test_a_day_some_years_lack_says_when_it_is_kept(qtbot):
    editor = BirthdayEditor()
    qtbot.addWidget(editor)
    rule = editor.findChild(QLabel, "birthday_rule")
    editor.show_birthday(Birthday(None, 2, 29))
    assert (rule.text(), rule.isHidden()) == ("平年在 2 月 28 日", False)
    editor.findChild(QComboBox, "birthday_day").setCurrentIndex(28)
    assert rule.isHidden()
    editor.findChild(QLineEdit, "birthday_year").setText("去年")
    assert rule.isHidden()


def test_leaving_the_lunar_calendar_leaves_the_leap_month(qtbot):
    editor = BirthdayEditor()
    qtbot.addWidget(editor)
    editor.show_birthday(Birthday(None, 6, 1, lunar=True, leap=True))
    editor.findChild(QComboBox, "birthday_calendar").setCurrentIndex(0)
    assert editor.birthday() == Birthday(None, 6, 1)
    assert not editor.findChild(QCheckBox, "birthday_leap").isChecked()


def test_each_field_of_a_merge_is_chosen_by_itself(show, context, desk):
    keep = new_client(desk, "华东机械", telephones="0755-1", industry="机械")
    lose = new_client(desk, "华东机械厂", telephones="0755-2", industry="制造", region="华南")
    dialog = show(MergeDialog(context, keep, lose))
    assert dialog.findChild(QRadioButton, "region-1").isChecked()
    assert dialog.findChild(QRadioButton, "telephones-2").isChecked()
    dialog.findChild(QRadioButton, "name-1").setChecked(True)
    press(dialog, "merge")
    merged = client(desk, keep)
    assert (merged.name, merged.industry, merged.region) == ("华东机械厂", "机械", "华南")
    assert merged.telephones == "0755-1、0755-2"
    assert client(desk, lose).merged_into_id == keep


def test_the_file_whose_people_are_known_is_proposed_to_stay(show, context, desk):
    older, known = new_client(desk, "华东机械"), new_client(desk, "华东机械厂")
    new_contact(desk, known)
    press(show(MergeDialog(context, older, known)), "merge")
    assert client(desk, older).merged_into_id == known


def test_without_people_it_is_the_one_with_a_history_then_the_older(show, context, desk):
    first, second, third = (new_client(desk, name) for name in ("甲公司", "乙公司", "丙公司"))
    new_entry(desk, third)
    press(show(MergeDialog(context, second, first)), "merge")
    assert client(desk, second).merged_into_id == first
    press(show(MergeDialog(context, first, third)), "merge")
    assert client(desk, first).merged_into_id == third


def test_own_fields_that_differ_are_chosen_between(show, context, desk):
    for name in ("车牌", "楼层"):
        save_own_field(desk, OwnField(name=name))
    keep = new_client(desk, "甲公司", extra=(("f1", "粤A"),))
    lose = new_client(desk, "乙公司", extra=(("f1", "粤B"), ("f2", "高")))
    dialog = show(MergeDialog(context, keep, lose))
    assert dialog.findChild(QRadioButton, "own.f1-0").isChecked()
    assert dialog.findChild(QRadioButton, "own.f2-0") is None, "nothing to choose"
    dialog.findChild(QRadioButton, "own.f1-1").setChecked(True)
    press(dialog, "merge")
    assert client(desk, keep).extra == {"f1": "粤B", "f2": "高"}


def test_a_merge_is_decided_by_keyboard_on_any_screen(show, context, desk):
    keep, lose = new_client(desk, "甲公司"), new_client(desk, "甲股份公司")
    dialog = show(MergeDialog(context, keep, lose))
    assert dialog.focusWidget().objectName() == "name-0"
    room = dialog.screen().availableSize()
    assert dialog.width() <= room.width()
    assert dialog.height() <= room.height()


def test_the_other_file_may_stay_instead(show, context, desk):
    first, second = new_client(desk, "华东机械"), new_client(desk, "华东机械厂")
    dialog = show(MergeDialog(context, first, second))
    press(dialog, "swap")
    press(dialog, "merge")
    assert client(desk, first).merged_into_id == second


def test_a_file_changed_meanwhile_is_not_merged(show, context, desk, ids):
    dialog = show(MergeDialog(context, *ids))
    with desk.db.read() as session:
        draft, version = client_draft(session, ids[1])
    change_client(desk, ids[1], replace(draft, region="华北"), version=version)
    press(dialog, "merge")
    assert dialog.isVisible()
    assert errors(dialog)
    assert client(desk, ClientId(ids[1])).merged_into_id is None
