from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QMessageBox, QPushButton
from sqlalchemy import select

from app.domain.birthdays import Birthday
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.personal_consent import ConsentDraft
from app.domain.types import LetterKind, Occasion
from app.exchange.letter_samples import sample_letter
from app.models import Courtesy, ImportantDate
from app.queries.letters import letter_templates
from app.services.courtesies import note_courtesies
from app.services.personal.consent import note_consent
from app.ui.courtesies.card_tab import CourtesiesTab
from app.ui.courtesies.costs import CostsDialog
from app.ui.courtesies.dialog import CourtesyDialog, ImportantDateDialog
from app.ui.courtesies.letters_dialog import LettersDialog
from app.ui.courtesies.page import CourtesiesPage
from app.ui.printing import PreviewDialog
from app.ui.settings.festivals import FestivalDialog, festival_settings
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.courtesies import new_courtesy, new_date
from tests.filled import filled_once


@filled_once
def client_id(desk):
    return new_client(desk)


@pytest.fixture
def page(context, qtbot):
    made = CourtesiesPage(context)
    qtbot.addWidget(made)
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    return made


def opened(parent, kind, qtbot):
    qtbot.waitUntil(lambda: parent.findChild(kind) is not None)
    return parent.findChild(kind)


def press(parent, name):
    parent.findChild(QPushButton, name).click()


def courtesies(desk):
    with desk.db.read() as session:
        return list(session.scalars(select(Courtesy)))


@pytest.mark.parametrize(
    ("name", "told"), [("coming", "这段时间没有要致意的日子"), ("done", "还没有记过礼节")]
)
def test_an_empty_office_is_told_what_comes_first(page, name, told):
    view = page.show_view(name)
    titles = [label.text() for label in view.findChildren(QLabel)]
    assert told in titles
    assert "没有符合条件的记录" not in titles
    view.search.setText("没有这家")
    assert "没有符合条件的记录" in [label.text() for label in view.findChildren(QLabel)]


def test_a_coming_birthday_is_noted_by_one_click_and_is_gone(page, desk, client_id, qtbot):
    contact = new_contact(desk, client_id, "陈建国", birthday=Birthday(None, 12, 25))
    view = page.show_view("coming")
    qtbot.waitUntil(lambda: len(view.model.ids) == 1)
    press(view, "noteOne")
    dialog = opened(view, CourtesyDialog, qtbot)
    dialog.findChild(QComboBox, "given").setEditText("蛋糕")
    dialog.findChild(QLineEdit, "cost").setText("168")
    dialog.accept()
    (made,) = courtesies(desk)
    assert (made.contact_id, made.occasion, made.subject_id) == (
        contact,
        Occasion.BIRTHDAY,
        contact,
    )
    assert (made.title, made.occasion_on, made.cost) == (
        "陈建国 生日",
        date(2025, 12, 25),
        Decimal(168),
    )
    qtbot.waitUntil(lambda: len(view.model.ids) == 0)


def test_a_coming_day_leads_to_log_letter_and_client(page, context, desk, client_id, qtbot):
    new_date(desk, client_id, Birthday(None, 12, 24), title="成立周年")
    view = page.show_view("coming")
    qtbot.waitUntil(lambda: len(view.model.ids) == 1)
    with qtbot.waitSignal(context.navigator.entry_wanted) as entry:
        press(view, "entryOne")
    assert entry.args == [client_id]
    with qtbot.waitSignal(context.navigator.letters_wanted) as letters:
        press(view, "letterOne")
    (receiver,) = letters.args[0]
    assert (receiver.client_id, receiver.title) == (client_id, "成立周年")
    view.kind.choose([Occasion.BIRTHDAY])
    assert len(view.model.ids) == 0


def test_what_was_given_is_listed_summed_changed_and_deleted(page, desk, client_id, qtbot):
    new_courtesy(desk, client_id, cost=Decimal("88.5"))
    new_courtesy(desk, client_id, "乔迁")
    view = page.show_view("done")
    assert len(view.model.ids) == 2
    assert view.totals.text() == "2 次　1 个客户　费用 88.50 元　其中 1 次没有填费用"
    view.edit(view.model.ids[0])
    dialog = opened(view, CourtesyDialog, qtbot)
    dialog.findChild(QLineEdit, "cost").setText("-1")
    dialog.accept()
    assert dialog.isVisible()
    dialog.findChild(QLineEdit, "cost").setText("11.5")
    dialog.accept()
    assert "100.00 元" in view.totals.text()
    view.table.selectAll()
    view.delete()
    assert len(view.model.ids) == 0


def test_costs_lead_to_their_rows(page, desk, client_id, qtbot):
    other = new_client(desk, "江南轴承")
    wanted = new_courtesy(desk, other, cost=Decimal(500))
    new_courtesy(desk, client_id, cost=Decimal(20))
    view = page.show_view("done")
    for by, first in ((0, "江南轴承"), (1, "（没有填）"), (2, "2025-12"), (3, "其他")):
        view.show_costs()
        dialog = opened(view, CostsDialog, qtbot)
        dialog.by.setCurrentIndex(by)
        assert dialog.table.model().index(0, 0).data() == first
        dialog.table.opened.emit(1)
        assert wanted in view.model.ids
        assert len(view.model.ids) == (1 if by == 0 else 2)
        view.clear_filters()
        dialog.deleteLater()
        qtbot.waitUntil(lambda: view.findChild(CostsDialog) is None)


def test_costs_are_looked_through_and_printed_by_keys(page, desk, client_id, qtbot):
    wanted = new_courtesy(desk, client_id, cost=Decimal(20))
    view = page.show_view("done")
    view.show_costs()
    dialog = opened(view, CostsDialog, qtbot)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.table.hasFocus()
    qtbot.keyClick(dialog.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    opened(dialog, PreviewDialog, qtbot).close()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert view.only[1] == {wanted}


def test_the_card_keeps_dates_and_courtesies(context, desk, client_id, qtbot):
    tab = CourtesiesTab(context, client_id)
    qtbot.addWidget(tab)
    tab.show()
    press(tab, "addDate")
    dialog = opened(tab, ImportantDateDialog, qtbot)
    dialog.findChild(QLineEdit, "title").setText("成立")
    dialog.accept()
    assert dialog.isVisible()
    dialog.findChild(QComboBox, "birthday_month").setCurrentIndex(12)
    dialog.findChild(QComboBox, "birthday_day").setCurrentIndex(24)
    dialog.accept()
    assert tab.findChild(QLabel, "nextDate").text() == "下一个：成立，还有 4 天"
    tab.edit_date()
    changed = next(one for one in tab.findChildren(ImportantDateDialog) if one.isVisible())
    changed.findChild(QLineEdit, "title").setText("成立周年")
    changed.accept()
    press(tab, "addCourtesy")
    noted = opened(tab, CourtesyDialog, qtbot)
    noted.findChild(QLineEdit, "title").setText("签约")
    noted.findChild(QComboBox, "given").setEditText("鲜花")
    noted.accept()
    assert tab.findChild(QLabel, "yearCost").text().startswith("本年：1 次")
    tab.delete_courtesies()
    tab.delete_dates()
    with desk.db.read() as session:
        assert session.scalars(select(ImportantDate)).one().deleted_at is not None
    assert courtesies(desk)[0].deleted_at is not None


def test_on_the_card_only_what_there_is_can_be_changed(context, desk, client_id, qtbot):
    tab = CourtesiesTab(context, client_id)
    qtbot.addWidget(tab)
    tab.show()
    of_rows = ("editDate", "deleteDates", "editCourtesy", "deleteCourtesies")

    def offered():
        return [name for name in of_rows if tab.findChild(QPushButton, name).isEnabled()]

    assert offered() == []
    draft = CourtesyDraft((Receiver(client_id),), given="鲜花", title="签约", given_on=TODAY)
    note_courtesies(desk, draft)
    assert offered() == ["editCourtesy", "deleteCourtesies"]
    tab.delete_courtesies()
    assert offered() == []


def test_another_client_or_person_takes_the_occasion_off(context, desk, client_id, qtbot):
    contact = new_contact(desk, client_id, "陈建国")
    other = new_client(desk, "江南轴承")
    born = Receiver(client_id, contact, Occasion.BIRTHDAY, contact, TODAY, "陈建国 生日")
    dialog = CourtesyDialog.for_new(context, CourtesyDraft((born,)))
    qtbot.addWidget(dialog)
    editor = dialog.form.editor("receivers")
    assert editor.value() == (born,)
    editor.contact.setCurrentIndex(0)
    assert editor.value() == (Receiver(client_id),)
    editor.client.show_client(other)
    assert editor.value() == (Receiver(other),)


def test_many_receivers_are_named(context, desk, client_id, qtbot):
    other = new_client(desk, "江南轴承")
    many = (Receiver(client_id, title="春节"), Receiver(other, title="生日"))
    dialog = CourtesyDialog.for_new(context, CourtesyDraft(many))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QLabel, "receiverNames").text().startswith("共 2 位：")
    dialog.findChild(QComboBox, "given").setEditText("贺卡")
    dialog.accept()
    assert {one.title for one in courtesies(desk)} == {"春节", "生日"}


def test_of_many_who_refused_advertising_is_left_out_unless_it_is_none(
    context, desk, client_id, qtbot
):
    other = new_client(desk, "江南轴承")
    refuser, main = new_contact(desk, client_id, "张伟"), new_contact(desk, other, "李敏")
    note_consent(desk, refuser, ConsentDraft(given_on=TODAY, source="来函"))
    many = (Receiver(client_id, title="春节"), Receiver(other, main, title="春节"))
    dialog = CourtesyDialog.for_new(context, CourtesyDraft(many))
    qtbot.addWidget(dialog)
    named = dialog.findChild(QLabel, "receiverNames")
    assert named.text() == "共 1 位：江南轴承\n1 位不接收广告，已略去：张伟"
    assert dialog.form.editor("receivers").told() == "共 1 位：江南轴承"
    any_ = dialog.findChild(QCheckBox, "noAdvertising")
    any_.setChecked(True)
    assert dialog.form.editor("receivers").value() == many
    assert "略去" not in named.text()
    any_.setChecked(False)
    dialog.findChild(QComboBox, "given").setEditText("贺卡")
    dialog.accept()
    assert [one.client_id for one in courtesies(desk)] == [other]


def test_where_all_refused_advertising_nothing_is_noted(context, desk, client_id, qtbot):
    people = [new_contact(desk, client_id, name) for name in ("张伟", "李敏")]
    for one in people:
        note_consent(desk, one, ConsentDraft(given_on=TODAY, source="来函"))
    many = tuple(Receiver(client_id, one, title="春节") for one in people)
    dialog = CourtesyDialog.for_new(context, CourtesyDraft(many))
    qtbot.addWidget(dialog)
    assert dialog.findChild(QLabel, "receiverNames").text() == "2 位不接收广告，已略去：张伟、李敏"
    dialog.findChild(QComboBox, "given").setEditText("贺卡")
    dialog.accept()
    assert courtesies(desk) == []


def test_templates_are_loaded_shown_and_refused(page, desk, context, qtbot, tmp_path):
    view = page.show_view("letters")
    view.add_samples()
    view.add_samples()
    with desk.db.read() as session:
        assert len({one.name for one in letter_templates(session)}) == 4
    path = tmp_path / "贺信.docx"
    path.write_bytes(sample_letter())
    view.take(path, LetterKind.LETTER)
    assert any("酒店名称" in label.text() for label in view.detail.findChildren(QLabel))
    path.write_bytes(b"x")
    view.take(path, LetterKind.LETTER)
    assert "不是 Word 文件" in opened(view, QMessageBox, qtbot).text()
    with desk.db.read() as session:
        assert len(letter_templates(session)) == 5


def test_letters_are_written_into_one_file_or_each_into_its_own(page, client_id, qtbot, tmp_path):
    page.show_view("letters").add_samples()
    context = page.show_view("letters").context
    desk = context.desk
    new_client(desk, "江南轴承", grade="A")
    dialog = LettersDialog(context, ())
    qtbot.addWidget(dialog)
    assert dialog.whom.text().startswith("写给 2 位")
    dialog._chips[0].choose(["A"])
    assert [one.client_id for one in dialog.chosen()] == [client_id + 1]
    with desk.db.read() as session:
        letter = letter_templates(session)[0]
    path = tmp_path / "信.docx"
    with qtbot.waitSignal(context.navigator.told):
        dialog.write_to(path, letter)
    assert path.exists()
    given = LettersDialog(context, (Receiver(client_id),))
    qtbot.addWidget(given)
    assert given.together.text().endswith("每位一页")
    given.template.setCurrentIndex(1)
    assert given.together.text().endswith("一格一位"), "labels"
    folder = tmp_path / "信"
    folder.mkdir()
    with qtbot.waitSignal(context.navigator.told):
        given.write_to(folder, letter)
    assert [one.name for one in folder.iterdir()] == ["节日贺信 华东机械.docx"]


def test_festivals_are_edited_in_the_settings(context, desk, qtbot):
    shown = festival_settings(context)
    qtbot.addWidget(shown)
    before = shown.list.count()
    shown.add()
    dialog = opened(shown.window(), FestivalDialog, qtbot)
    dialog.findChild(QLineEdit, "name").setText("冬至")
    dialog.findChild(QComboBox, "birthday_month").setCurrentIndex(12)
    dialog.findChild(QComboBox, "birthday_day").setCurrentIndex(22)
    dialog.accept()
    assert shown.list.count() == before + 1
    assert shown.list.item(0).text().startswith("冬至　　12月22日　下次 2025-12-22")
    shown.list.setCurrentRow(0)
    shown.edit()
    changed = next(one for one in shown.findChildren(FestivalDialog) if one.isVisible())
    changed.findChild(QLineEdit, "name").setText("冬至节")
    changed.accept()
    assert shown.list.item(0).text().startswith("冬至节")
