"""What is seen and done on a client's card."""

import stat
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QFileDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QWidget,
)
from sqlalchemy import func, select

from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.models import Action, Client, Task
from app.queries.clients.agreements import agreements_of, attachments_of, signers_of
from app.queries.clients.contacts import contacts_of
from app.services.agreements import add_agreement, add_signer
from app.services.clients_bulk import close_clients, delete_clients
from app.services.facts import refresh_facts
from app.services.undo import undo_action
from app.ui.clients.agreement_dialog import AgreementDialog, SignerDialog
from app.ui.clients.asking import AskDialog
from app.ui.clients.card import CardTab, ClientCard
from app.ui.clients.contact_dialog import ContactDialog
from app.ui.clients.dialog import ClientDialog
from app.ui.files import remove_copies
from app.ui.printing import PreviewDialog
from app.ui.text_grid import TextGrid
from app.whole_files import remove_halves
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.trade import new_booking
from tests.ui.input import compose, drop, press
from tests.ui.shown import shown_texts
from tests.ui.waiting import settled


@pytest.fixture
def card(qtbot, context, ids):
    made = ClientCard(
        context, ids[0], [CardTab("more", "更多情况", lambda _c, id_: QLabel(str(id_)))]
    )
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def tab(card, key):
    card.show_tab(key)
    return card.findChild(QWidget, f"{key}Tab").layout().itemAt(0).widget()


def read(desk, query, client_id, **more):
    with desk.db.read() as session:
        return query(session, client_id, **more)


def test_notes_of_a_contact_are_read_in_a_low_window_too(qtbot, context, card, desk, ids):
    known = {"home_town": "苏州", "interests": "钓鱼、下棋", "taboos": "不吃辣", "topics": "孩子"}
    new_contact(desk, ids[0], "丁样", notes="爱喝绿茶", wechat="ding", **known)
    contacts = tab(card, "contacts")
    contacts.setFixedHeight(160)
    contacts.table.go_to(contacts.table._records.ids[-1])
    settled(qtbot, context)
    notes = contacts.findChild(QScrollArea, "contactNotes")
    labels = notes.widget().findChildren(QLabel)
    assert "钓鱼、下棋" in [label.text() for label in labels]
    assert all(label.height() >= label.sizeHint().height() for label in labels)
    assert notes.verticalScrollBar().maximum() > 0


def test_the_head_follows_what_changes(card, desk, ids):
    assert "华东机械" in shown_texts(card.head)
    assert any("曾丽 13812345678" in text for text in shown_texts(card.head))
    close_clients(desk, ids[:1], "迁往外地")
    assert any("停用：迁往外地" in text for text in shown_texts(card.head))


def test_tabs_of_other_screens_stand_between_and_are_made_when_shown(card, ids):
    titles = [card.tabs.tabText(n) for n in range(card.tabs.count())]
    assert titles == ["概况", "联系人", "协议与签单", "更多情况", "附件", "记录"]
    assert card.findChild(QWidget, "moreTab").layout().count() == 0
    assert tab(card, "more").text() == str(ids[0])
    card.show_tab("overview")
    card.show_tab("more")
    assert card.findChild(QWidget, "moreTab").layout().count() == 1


def test_the_card_leads_on_and_back(qtbot, card, ids):
    with qtbot.waitSignal(card._context.navigator.entry_wanted) as entered:
        press(card, "cardEntry")
    assert entered.args == [ids[0]]
    with qtbot.waitSignal(card.back_wanted):
        card.findChild(QToolButton, "back").click()
    press(card, "editClient")
    assert card.findChild(ClientDialog) is not None


def test_deleting_the_file_leaves_its_card(qtbot, card):
    menu = card.findChild(QPushButton, "more").menu()
    assert isinstance(menu, QMenu)
    menu.aboutToShow.emit()
    menu.aboutToShow.emit()
    assert [one.text() for one in menu.actions()].count("删除这份档案") == 1
    with qtbot.waitSignal(card.back_wanted):
        next(a for a in menu.actions() if a.objectName() == "deleteClient").trigger()


def test_a_card_of_nobody_goes_back(qtbot, context, desk, ids):
    delete_clients(desk, ids)
    made = ClientCard(context, ids[0])
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.back_wanted):
        pass


def test_a_card_hidden_meanwhile_shows_what_has_changed(qtbot, card, desk, ids):
    card.hide()
    with desk.write() as session:
        session.get_one(Client, ids[0]).name = "江南轴承（新名）"
    with qtbot.waitExposed(card):
        card.show()
    assert "江南轴承（新名）" in shown_texts(card.head)


def test_the_overview_names_what_is_missing(card, desk, ids):
    overview = tab(card, "overview")
    assert any(text.startswith("未填：") and "地址" in text for text in shown_texts(overview))
    add_agreement(desk, ids[0], AgreementDraft("XY-1", valid_to=date(2025, 12, 19)))
    with desk.write() as session:
        new_booking(session, ids[0], date(2024, 5, 1), amount=Decimal("-1234.50"))
        new_booking(session, ids[0], date(2025, 5, 1), amount=Decimal(7), room_nights=1200)
        session.add(Task(client_id=ids[0], title="回访", due_on=date(2025, 12, 1)))
        client = session.get_one(Client, ids[0])
        client.parent_id, client.terms_days, client.billing_day = ids[1], 0, 25
        client.credit_limit, client.extra = Decimal(5000), {"旧系统号": "17"}
        refresh_facts(session, ids)
    shown = shown_texts(tab(card, "overview"))
    assert {"7.00", "1,200", "-1,234.50"} <= set(shown)
    wanted = ["协议已于 2025-12-19 到期", "回访", "2025-12-01", "江南轴承"]
    assert {*wanted, "现结", "每月 25 日", "5,000.00", "旧系统号"} <= set(shown)


def test_a_client_whose_making_is_undone_closes_the_card(qtbot, context, desk):
    card = ClientCard(context, new_client(desk, "测试公司"))
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.show()
    with desk.db.read() as session:
        action_id = session.scalar(select(func.max(Action.id)))
    with qtbot.waitSignal(card.back_wanted):
        undo_action(desk, action_id)
    assert not card.tabs.isVisible()


def test_contacts_are_entered_marked_and_deleted(qtbot, card, desk, ids):
    contacts = tab(card, "contacts")
    assert "不吃辣" in shown_texts(contacts)
    press(contacts, "addContact")
    dialog = contacts.findChild(ContactDialog)
    compose(dialog.form.editor("name"), "王芳")
    press(dialog, "save")
    assert contacts.table.model().rowCount() == 2
    assert contacts.table.current().draft.name == "王芳"  # the cursor is on who has just come
    press(contacts, "leftContact")
    ask = contacts.findChild(AskDialog)
    compose(ask.form.editor("value"), "对面酒店")
    press(ask, "save")
    assert read(desk, contacts_of, ids[0], today=TODAY)[1].left_to == "对面酒店"
    contacts.table.selectRow(1)
    assert "对面酒店" in shown_texts(contacts)
    press(contacts, "leftContact")
    assert not read(desk, contacts_of, ids[0], today=TODAY)[1].left
    press(contacts, "editContact")
    assert contacts.findChildren(ContactDialog)[-1].windowTitle().startswith("修改联系人")
    press(contacts, "deleteContact")
    assert contacts.table.model().rowCount() == 1


def test_no_contact_leaves_the_buttons_off(qtbot, context, desk, ids):
    card = ClientCard(context, ids[1])
    qtbot.addWidget(card)
    with qtbot.waitExposed(card):
        card.show()
    contacts = tab(card, "contacts")
    press(contacts, "deleteContact")
    assert not contacts.findChild(QPushButton, "editContact").isEnabled()
    for then in (contacts.edit, contacts.mark_left, contacts.delete):
        then()
    new_contact(desk, ids[1], "李敏")
    assert contacts.table.model().rowCount() == 1


def test_what_is_not_there_can_be_made_but_not_changed(qtbot, card, desk, ids):
    agreements = tab(card, "agreements")

    def pressable(name):
        return agreements.findChild(QPushButton, name).isEnabled()

    def painted():
        image = agreements.agreements.viewport().grab().toImage()
        ground = image.pixel(1, 1)
        return any(image.pixel(x, y) != ground for x in range(0, 300, 2) for y in range(10, 40, 2))

    for name in ("Agreement", "Signer"):
        assert [pressable(f"{step}{name}") for step in ("add", "edit", "delete")] == [
            True, False, False,
        ]  # fmt: skip
    assert painted(), "what the table is for"
    add_signer(desk, ids[0], SignerDraft("王会计"))
    qtbot.waitUntil(lambda: pressable("editSigner"))
    assert pressable("deleteSigner")
    assert not pressable("editAgreement")


def test_an_agreement_is_entered_with_its_rates(card, desk, ids):
    agreements = tab(card, "agreements")
    press(agreements, "addAgreement")
    dialog = agreements.findChild(AgreementDialog)
    press(dialog, "save")
    assert dialog.isVisible()
    dialog.form.editor("number").setText("XY-1")
    dialog.form.editor("valid_to").setText("2026.6.30")
    rates = dialog.form.editor("rates")
    remove = rates.findChild(QPushButton, "removeRate")
    assert not remove.isEnabled()
    press(rates, "addRate")
    assert remove.isEnabled()
    table = rates.findChild(QTableWidget, "rateTable")
    for column, text in enumerate(("高级房", "平季", "六百", "2", "")):
        table.setItem(0, column, QTableWidgetItem(text))
    press(dialog, "save")
    shown = [x.text() for x in dialog.findChildren(QLabel, "error") if not x.isHidden()]
    assert shown
    assert shown[0].startswith("第 1 行：")
    table.setItem(0, 2, QTableWidgetItem("680"))
    press(rates, "addRate")
    press(rates, "addRate")
    press(rates, "removeRate")
    press(dialog, "save")
    (row,) = read(desk, agreements_of, ids[0])
    assert row.draft.rates == (RateDraft("高级房", "平季", Decimal(680), 2),)
    assert "高级房 平季 680.00 含早2" in agreements.agreements.model().index(0, 4).data()


@pytest.mark.parametrize(("typed", "told"), [("x", 1), ("680", 0)])
def test_a_rate_being_typed_is_taken_in_by_saving(card, desk, ids, typed, told):
    agreements = tab(card, "agreements")
    press(agreements, "addAgreement")
    dialog = agreements.findChild(AgreementDialog)
    dialog.form.editor("number").setText("XY-1")
    rates = dialog.form.editor("rates")
    rates.add()
    rates.table.setItem(0, 0, QTableWidgetItem("标准间"))
    rates.table.setCurrentCell(0, 2)
    rates.table.edit(rates.table.currentIndex())
    rates.table.findChild(QLineEdit).setText(typed)
    dialog.accept()
    rates.table.setFocus()  # Qt takes it in too, which must not wipe what was told
    shown = [x.text() for x in dialog.findChildren(QLabel, "error") if not x.isHidden()]
    assert len(shown) == told
    saved = [row.draft.rates for row in read(desk, agreements_of, ids[0])]
    assert saved == ([] if told else [(RateDraft("标准间", "", Decimal(680)),)])


def test_from_the_tabs_down_goes_to_the_contacts(qtbot, card):
    contacts = tab(card, "contacts")
    with qtbot.waitActive(card):
        card.activateWindow()
    card.tabs.tabBar().setFocus()
    qtbot.keyClick(card.tabs.tabBar(), Qt.Key.Key_Delete)
    assert contacts.table.model().rowCount() == 1
    qtbot.keyClick(card.tabs.tabBar(), Qt.Key.Key_Down)
    assert contacts.isAncestorOf(card.window().focusWidget())


@pytest.mark.parametrize(
    ("key", "table", "more_keys", "dialog"),
    [
        ("contacts", "contactsTable", Qt.KeyboardModifier.NoModifier, ContactDialog),
        ("agreements", "agreementsTable", Qt.KeyboardModifier.NoModifier, AgreementDialog),
        ("agreements", "signersTable", Qt.KeyboardModifier.ShiftModifier, SignerDialog),
    ],
)
def test_a_part_is_made_by_keyboard(qtbot, card, *, key, table, more_keys, dialog):
    keys = Qt.KeyboardModifier.ControlModifier | more_keys
    tab_ = tab(card, key)
    with qtbot.waitActive(card):
        card.activateWindow()
    qtbot.keyClick(tab_.findChild(QTableView, table), Qt.Key.Key_N, keys)
    qtbot.waitUntil(lambda: tab_.findChild(dialog) is not None)  # the button is seen to go down


def test_a_part_is_deleted_by_keyboard(qtbot, card, desk, ids):
    add_agreement(desk, ids[0], AgreementDraft("XY-1"))
    add_signer(desk, ids[0], SignerDraft("周国强"))
    for name in ("contacts", "agreements", "signers"):
        rows = tab(card, "contacts" if name == "contacts" else "agreements").findChild(
            QTableView, f"{name}Table"
        )
        with qtbot.waitActive(card):
            card.activateWindow()
        rows.setFocus()
        qtbot.keyClick(rows, Qt.Key.Key_Delete)
        assert rows.model().rowCount() == 0


def test_agreements_and_signers_are_edited_and_deleted(card, desk, ids):
    rate = RateDraft("高级房", "平季", Decimal(680), 2)
    add_agreement(
        desk,
        ids[0],
        AgreementDraft("XY-1", notes="旧", rates=(rate, RateDraft("套房", rate=Decimal(1)))),
    )
    add_signer(desk, ids[0], SignerDraft("周国强"))
    tab_ = tab(card, "agreements")
    press(tab_, "editAgreement")
    dialog = tab_.findChild(AgreementDialog)
    dialog.form.editor("notes").setPlainText("新")
    press(dialog, "save")
    changed = read(desk, agreements_of, ids[0])[0].draft
    assert (changed.notes, changed.rates[0], len(changed.rates)) == ("新", rate, 2)
    press(tab_, "editSigner")
    signer = tab_.findChild(SignerDialog)
    signer.form.editor("limit").setText("5,000")
    press(signer, "save")
    assert read(desk, signers_of, ids[0])[0].draft.limit == Decimal(5000)
    assert tab_.signers.model().index(0, 2).data() == "5,000.00"
    press(tab_, "addSigner")
    new = tab_.findChildren(SignerDialog)[-1]
    compose(new.form.editor("name"), "吴敏")
    press(new, "save")
    assert tab_.signers.model().index(1, 2).data() == "不限"
    press(tab_, "deleteAgreement")
    press(tab_, "deleteSigner")
    assert read(desk, agreements_of, ids[0]) == []
    assert len(read(desk, signers_of, ids[0])) == 1


def test_attachments_are_kept_and_deleted(card, desk, ids, tmp_path):
    attachments = tab(card, "attachments")
    path = tmp_path / "协议.pdf"
    path.write_bytes(b"x" * 2_000_000)
    buttons = [attachments.findChild(QPushButton, f"{do}Attachment") for do in ("open", "delete")]
    assert not any(button.isEnabled() for button in buttons)
    assert drop(attachments, path)
    assert not drop(attachments), "a text, say"
    assert all(button.isEnabled() for button in buttons)
    assert attachments.table.model().index(0, 1).data() == "1.9 MB"
    assert attachments._write(attachments.table.current(), tmp_path / "再来.pdf")
    assert (tmp_path / "再来.pdf").read_bytes() == path.read_bytes()
    press(attachments, "deleteAttachment")
    assert read(desk, attachments_of, ids[0]) == []
    attachments.open_file()
    attachments.save_as()
    attachments.delete()


def test_a_copy_that_another_program_opens_is_only_read_and_goes(card, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    opened = []

    def open_url(url):
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr("app.ui.files.QDesktopServices.openUrl", open_url)
    attachments = tab(card, "attachments")
    path = tmp_path / "协议.pdf"
    path.write_bytes(b"signed")
    attachments.add_file(path)
    attachments.open_file()
    (copy,) = opened
    assert (copy.name, copy.read_bytes()) == ("协议.pdf", b"signed")
    assert not copy.stat().st_mode & stat.S_IWUSR
    remove_halves(tmp_path)
    assert copy.exists(), "it is open"
    remove_copies()
    assert list(tmp_path.iterdir()) == [path]


def test_an_attachment_is_written_whole_under_a_name_every_computer_takes(
    card, tmp_path, monkeypatch
):
    attachments = tab(card, "attachments")
    path = tmp_path / "CON:价格?.p*df"
    path.write_bytes(b"new")
    attachments.add_file(path)
    asked = []

    def choose(_parent, _title, proposed, *_kinds):
        asked.append(proposed)
        return str(tmp_path / "old.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    (tmp_path / "old.pdf").write_bytes(b"old")
    (tmp_path / "old.pdf").chmod(0o444)
    attachments.save_as()
    assert [Path(name).name for name in asked] == ["CON_价格.p_df"]
    assert (tmp_path / "old.pdf").read_bytes() == b"old"
    (told,) = attachments.findChildren(QWidget, "message")
    assert "只读" in told.text()


def test_a_file_that_cannot_be_kept_says_why(card, desk, ids, tmp_path, monkeypatch):
    attachments = tab(card, "attachments")
    attachments.add_file(tmp_path / "没有.pdf")
    monkeypatch.setattr("app.ui.clients.attachments_tab.MOST_BYTES", 3)
    (tmp_path / "大.pdf").write_bytes(b"1234")
    attachments.add_file(tmp_path / "大.pdf")
    told = [box.text() for box in attachments.findChildren(QWidget, "message")]
    assert "不能读取 没有.pdf" in told[0]
    assert "超过 20 MB" in told[1]
    assert read(desk, attachments_of, ids[0]) == []


def test_the_history_shows_what_was_done(card, desk, ids):
    history = tab(card, "history")
    close_clients(desk, ids[:1], "迁往外地")
    assert history.table.model().index(0, 2).data() == "已停用 1 个客户"
    assert "状态：合作 → 停用" in history.table.model().index(0, 3).data()


def test_everything_on_the_card_can_be_spoken(card):
    for button in card.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.text() or button.accessibleName() or button.toolTip()


def test_the_file_is_printed_as_it_stands(qtbot, card):
    press(card, "printCard")
    qtbot.waitUntil(lambda: card.findChild(PreviewDialog) is not None)
    shown = card.findChild(PreviewDialog)
    assert "客户档案表" in shown.windowTitle()
    assert "华东机械" in shown.windowTitle()
    shown.close()


def test_a_file_just_deleted_is_not_printed(qtbot, card, desk):
    delete_clients(desk, [card.client_id])
    card.print()
    qtbot.waitUntil(lambda: card.findChild(QMessageBox) is not None)
    assert "已被删除" in card.findChild(QMessageBox).text()


def test_a_low_window_leaves_the_heads_room_to_every_tab_but_the_first(card):
    card.resize(800, 440)
    facts = card.head.findChild(TextGrid)
    assert facts.isVisible()
    card.show_tab("contacts")
    assert not facts.isVisible()
    card.resize(800, 700)
    assert facts.isVisible()
    card.resize(800, 440)
    assert not facts.isVisible()
    card.show_tab("overview")
    assert facts.isVisible()
