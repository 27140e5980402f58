"""Fault 63 in the window: hidden in the card, on paper and in the export; shown and noted."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QCheckBox, QLabel, QMessageBox, QPushButton, QWidget

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.masking import Privacy
from app.domain.types import ImportKind, Post
from app.exchange.lists_book import export_list
from app.queries.office import staff_members
from app.queries.privacy import privacy
from app.queries.quick import quick_finds
from app.services.personal.privacy import save_privacy
from app.ui.clients.card import ClientCard
from app.ui.clients.contacts_tab import ContactsTab
from app.ui.clients.page import ClientsPage
from app.ui.context import Context
from app.ui.settings.personal import PersonalSearch
from tests.clients import new_client, new_contact, new_staff
from tests.ui.input import press

MOBILE, CLIENT = "13987654321", "0571-11112222"


@pytest.fixture
def masked(context, desk):
    new_staff(desk, "王芳", Post.MANAGER)
    officer = new_staff(desk, "李明")
    client_id = new_client(desk, "华东机械", telephones=CLIENT, manager_id=officer)
    new_contact(desk, client_id, "张伟", mobile=MOBILE, birthday=Birthday(1980, 5, 6))
    save_privacy(desk, Privacy(frozenset({Post.OFFICER})))
    with desk.db.read() as session:
        staff = next(one for one in staff_members(session) if one.id == officer)
    return replace(context, desk=Desk(desk.db, officer, desk.clock), staff=staff)


def words(widget: QWidget) -> str:
    """Return every word a widget shows, its tables' cells included."""
    from PySide6.QtWidgets import QTableView

    found = [label.text() for label in widget.findChildren(QLabel)]
    for view in widget.findChildren(QTableView):
        model = view.model()
        found += [
            str(model.index(row, column).data())
            for row in range(model.rowCount())
            for column in range(model.columnCount())
        ]
    return "\n".join(found)


def shown(qtbot, widget: QWidget) -> str:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return words(widget)


def test_fault_63_no_list_or_card_shows_a_whole_number(qtbot, masked: Context):
    for widget in (ClientsPage(masked), ContactsTab(masked, 1), ClientCard(masked, 1)):
        said = shown(qtbot, widget)
        assert "华东机械" in said or "张伟" in said
        assert MOBILE not in said
        assert CLIENT not in said
        assert "1980" not in said
        widget.close()


def test_fault_63_no_export_holds_a_whole_number(masked: Context, tmp_path):
    place = tmp_path / "客户.csv"
    export_list(masked.db, ImportKind.CLIENTS, place)
    written = place.read_text("utf-8-sig")
    assert "139****4321" in written
    assert MOBILE not in written
    assert CLIENT not in written


def test_a_number_is_shown_by_a_button_and_that_is_noted(qtbot, masked: Context, context: Context):
    tab = ContactsTab(masked, 1)
    assert "139****4321" in shown(qtbot, tab)
    tab.table.selectRow(0)
    press(tab, "revealContact")
    told = tab.findChild(QMessageBox)
    assert MOBILE in told.text()
    assert "1980" in told.text()
    told.close()
    open_to_all = ContactsTab(context, 1)
    shown(qtbot, open_to_all)
    assert open_to_all.findChild(QPushButton, "revealContact") is None


def test_the_office_chooses_from_whom_numbers_are_hidden(qtbot, masked: Context, context: Context):
    page = PersonalSearch(context)
    shown(qtbot, page)
    assert page.findChild(QCheckBox, "mask_officer").isChecked()
    page.findChild(QCheckBox, "mask_representative").click()
    with context.db.read() as session:
        assert privacy(session).masked_posts == {Post.OFFICER, Post.REPRESENTATIVE}
    theirs = PersonalSearch(masked)
    shown(qtbot, theirs)
    assert not theirs.findChild(QCheckBox, "mask_officer").isEnabled()


def test_the_last_digits_find_whom_they_belong_to_without_showing_the_rest(masked: Context):
    with masked.db.read() as session:
        (found,) = quick_finds(session, "4321")
        assert quick_finds(session, MOBILE) == [found]
    assert "139****4321" in found.detail
    assert MOBILE not in found.detail
