"""A 销售代表 works in the sample: sees the own clients, is offered what the post may do."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QListWidget,
    QPushButton,
    QTableWidget,
    QWidget,
)
from sqlalchemy import select

from app.domain.clients import ClientDraft
from app.domain.rights import RIGHTS, Right
from app.domain.staff import StaffDraft
from app.domain.types import ClientId, Post, StaffId
from app.models import Client, ClientShare, Staff
from app.queries.office import staff_members
from app.services.clients import add_client
from app.services.office import change_staff
from app.services.sharing import share_client
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.clients.card import ClientCard
from app.ui.clients.dialog import ClientDialog
from app.ui.clients.sharing import ShareDialog
from app.ui.context import Context
from app.ui.screens import SCREENS
from app.ui.settings.rights import RightsDialog
from app.ui.shell import MainWindow

WHALE = "深圳市蓝鲸航运有限公司"


def seated(context: Context, post: Post) -> Context:
    """Let the first person of a post sit down."""
    with context.db.read_whole() as session:
        staff = next(one for one in staff_members(session) if one.post is post)
    return replace(context, desk=replace(context.desk, staff_id=staff.id), staff=staff)


@pytest.fixture
def mine(sample, context) -> Context:
    return seated(context, Post.REPRESENTATIVE)


@pytest.fixture
def window(qtbot, mine) -> MainWindow:
    made = MainWindow(mine)
    qtbot.addWidget(made)
    made.show()
    return made


def clients_of(context: Context, *, own: bool) -> list[ClientId]:
    manager = Client.manager_id == context.staff.id
    query = select(Client.id).where(manager if own else Client.manager_id.is_not(None) & ~manager)
    with context.db.read_whole() as session:
        return [ClientId(id_) for id_ in session.scalars(query.order_by(Client.id))]


def lent(context: Context) -> ClientId:
    """Share a client that this person does not see."""
    with context.db.read() as session:
        seen = set(session.scalars(select(Client.id)))
    one = next(id_ for id_ in clients_of(context, own=False) if id_ not in seen)
    share_client(replace(context.desk, staff_id=None), one, [context.staff.id])
    return one


def titles(window: MainWindow) -> list[str]:
    navigation = window.findChild(QListWidget, "navigation")
    return [navigation.item(row).toolTip() for row in range(navigation.count())]


def test_pages_of_others_are_not_in_the_navigation(window, mine):
    assert not {"导入", "设置", "操作记录"} & set(titles(window))
    assert {"客户", "年终筛选", "回收站"} <= set(titles(window))
    for ask in (mine.navigator.backups_wanted.emit, lambda: mine.navigator.import_wanted.emit("")):
        ask()
        assert "请交给他们办理" in window.findChild(QLabel, "notice").text()


@pytest.mark.parametrize("key", [one.key for one in SCREENS if one.right is None])
def test_every_page_of_the_post_opens(window, key):
    assert window.show_page(key).isVisible()


def test_the_list_holds_the_own_clients_and_no_reserved_actions(window, mine, qtbot):
    page = window.show_page("clients")
    qtbot.waitUntil(lambda: page.model.rowCount() > 0)
    with mine.db.read_whole() as session:
        everybody = len(session.scalars(select(Client.id)).all())
    assert len(clients_of(mine, own=True)) <= page.model.rowCount() < everybody
    hidden = {one.objectName() for one in page.bulk.actions if not one.isVisible()}
    assert hidden == {"setManager", "handOver", "setGrade", "setMajor", "setOrdinary"}
    assert not page.findChild(QPushButton, "duplicates").isVisible()


def test_the_form_locks_what_is_not_the_posts(mine, qtbot):
    dialog = ClientDialog.for_new(mine)
    qtbot.addWidget(dialog)
    for name in ("manager_id", "relationship_manager_id", "grade", "major"):
        assert not dialog.form.editor(name).isEnabled()
        assert "请交给他们办理" in dialog.form.editor(name).toolTip()
    manager = dialog.form.editor("manager_id")
    assert isinstance(manager, QComboBox)
    assert manager.currentText() == mine.staff.name


def test_a_new_file_finds_a_colleagues_client_without_its_content(mine, qtbot):
    add_client(
        replace(mine.desk, staff_id=None),
        ClientDraft(code="ZZ0001", name=WHALE, manager_id=StaffId(1), notes="密"),
    )
    dialog = ClientDialog.for_new(mine)
    qtbot.addWidget(dialog)
    dialog.form.editor("name").setText(WHALE)
    dialog._warn()
    assert "负责" in dialog._warning.text()
    assert "密" not in dialog._warning.text()
    dialog.form.editor("code").setText("ZZ0001")
    dialog.accept()
    told = [one.text() for one in dialog.findChildren(QLabel, "error") if not one.isHidden()]
    assert any("已用于客户" in text for text in told)


def test_a_shared_clients_card_takes_entries_and_no_changes(mine, qtbot):
    one = lent(mine)
    card = ClientCard(mine, one, ())
    qtbot.addWidget(card)
    for name in ("editClient", "shareClient", "more"):
        button = card.findChild(QPushButton, name)
        assert not button.isEnabled()
        assert "不是您的客户" in button.toolTip()
    assert card.findChild(QPushButton, "cardEntry").isEnabled()


CHANGING = {
    "contacts": {"addContact", "editContact", "leftContact", "deleteContact"},
    "agreements": {
        f"{step}{what}" for step in ("add", "edit", "delete") for what in ("Agreement", "Signer")
    },
    "trade": {"addBooking", "addReceipt"},
    "key_account": {"notePlan", "noteReview", "addReception"},
    "courtesies": {"addDate", "editDate", "deleteDates"},
    "attachments": {"addAttachment", "deleteAttachment"},
}


@pytest.mark.parametrize("own", [False, True])
def test_the_tabs_of_a_shared_clients_card_lock_what_changes_its_file(mine, window, qtbot, own):
    one = clients_of(mine, own=True)[0] if own else lent(mine)
    window.open_client(one)
    card = window.findChild(ClientCard)
    for tab, names in CHANGING.items():
        card.show_tab(tab)
        qtbot.waitUntil(lambda tab=tab: card.findChild(QWidget, f"{tab}Tab").layout().count() > 0)
        shown = card.findChild(QWidget, f"{tab}Tab")
        for name in names:
            button = shown.findChild(QPushButton, name)
            assert ("不是您的客户" in button.toolTip()) is not own, (tab, name)
            assert own or not button.isEnabled(), (tab, name)
    card.show_tab("courtesies")
    assert card.findChild(QPushButton, "addCourtesy").isEnabled(), "work is noted for all one sees"


def test_a_form_of_a_shared_clients_file_is_read_only_and_says_why(mine, qtbot):
    one, own = lent(mine), clients_of(mine, own=True)[0]
    for client, locked in ((one, True), (own, False)):
        dialog = BookingDialog.for_new(mine, client)
        qtbot.addWidget(dialog)
        assert dialog.form.isEnabled() is not locked
        assert dialog.findChild(QPushButton, "save").isEnabled() is not locked
        assert ("不是您的客户" in dialog.findChild(QLabel, "banner").text()) is locked


def test_another_post_brings_other_pages_at_once(sample, context, qtbot):
    boss = seated(context, Post.MANAGER)
    window = MainWindow(boss)
    qtbot.addWidget(window)
    window.show()
    with context.db.read() as session:
        version = session.get(Staff, boss.staff.id).version
    with qtbot.waitSignal(window.rights_changed):
        change_staff(
            boss.desk, boss.staff.id, StaffDraft(boss.staff.name, Post.OFFICER), version=version
        )
    lower = replace(boss, staff=replace(boss.staff, post=Post.OFFICER))
    assert titles(window) == [screen.title for screen in SCREENS]
    assert "设置" not in [screen.title for screen in window.screens_of(lower)]


def test_a_colleagues_other_post_changes_no_window(sample, context, qtbot):
    boss = seated(context, Post.MANAGER)
    window = MainWindow(boss)
    qtbot.addWidget(window)
    asked = []
    window.rights_changed.connect(lambda: asked.append(1))
    with context.db.read() as session:
        other = session.scalars(select(Staff).where(Staff.post == Post.OFFICER)).one()
    draft = StaffDraft(other.name, Post.SENIOR)
    change_staff(boss.desk, other.id, draft, version=other.version)
    QApplication.processEvents()
    assert asked == []


def test_the_menu_ticks_who_sits_here(sample, mine, window):
    menu = window.findChild(QPushButton, "staff").menu()
    menu.aboutToShow.emit()
    ticked = [one.text() for one in menu.actions() if one.isChecked()]
    assert ticked == [f"{mine.staff.name}　{mine.staff.post.label}"]


def test_a_shared_clients_form_does_not_open_from_the_list(mine, window, qtbot):
    one = lent(mine)
    page = window.show_page("clients")
    for client, refused in ((one, True), (clients_of(mine, own=True)[0], False)):
        page.quick_view.show_client(client)
        button = page.quick_view.findChild(QPushButton, "quickEdit")
        assert button.isEnabled() is not refused
        assert ("不是您的客户" in button.toolTip()) is refused
    page.edit(one)
    assert page.findChild(ClientDialog) is None
    assert "不是您的客户" in window.findChild(QLabel, "notice").text()
    page.edit(clients_of(mine, own=True)[0])
    assert page.findChild(ClientDialog) is not None


def test_the_manager_shares_and_the_card_says_so(mine, qtbot):
    own = clients_of(mine, own=True)[0]
    card = ClientCard(mine, own, ())
    qtbot.addWidget(card)
    card.show()
    card.share()
    dialog = card.findChild(ShareDialog)
    people = dialog.findChild(QListWidget, "people")
    assert people.count() >= 1
    people.item(0).setCheckState(Qt.CheckState.Checked)
    dialog.accept()
    with mine.db.read() as session:
        assert session.query(ClientShare).filter_by(client_id=own).count() == 1
    assert people.item(0).text().split("　")[0] in head_text(card)

    card.share()
    dialog = card.findChildren(ShareDialog)[-1]
    dialog.findChild(QCheckBox, "everybody").setChecked(True)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    QTest.keyClick(dialog, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "已共享给全体同事" in head_text(card)


def head_text(card: ClientCard) -> str:
    return " ".join(label.text() for label in card.head.findChildren(QLabel))


def test_a_supervisor_is_offered_everything(sample, context, qtbot):
    boss = seated(context, Post.MANAGER)
    window = MainWindow(boss)
    qtbot.addWidget(window)
    assert titles(window) == [screen.title for screen in SCREENS]
    assert all(boss.may(right) for right in Right)


def test_the_table_of_rights_is_shown_as_it_is(qtbot):
    dialog = RightsDialog()
    qtbot.addWidget(dialog)
    table = dialog.findChild(QTableWidget, "rights")
    assert table.rowCount() == len(RIGHTS)
    assert [table.item(0, column).text() for column in range(table.columnCount())] == [
        "全部", "全部", "本组的、共享的", "自己的、共享的", "自己的、共享的",
    ]  # fmt: skip


def test_somebody_who_leads_sees_the_team(sample, context, db):
    senior = seated(context, Post.SENIOR)
    with senior.db.read() as session:
        before = len(session.scalars(select(Client.id)).all())
    with context.desk.write() as session:
        mate = session.scalars(select(Staff).where(Staff.post == Post.OFFICER)).first()
        mate.leader_id = senior.staff.id
    with senior.db.read() as session:
        assert len(session.scalars(select(Client.id)).all()) > before
