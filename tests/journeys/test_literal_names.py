"""Names with signs of HTML are names: shown as typed, everywhere (reliability, fault 66)."""

from decimal import Decimal

import pytest
from PySide6 import QtGui
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTabWidget, QWidget

from app.domain.bookings import BookingDraft
from app.domain.types import BookingStatus
from app.services.bookings import add_booking
from app.ui.screens import SCREENS
from app.ui.shell import MainWindow
from tests.clients import new_client, new_contact
from tests.conftest import TODAY
from tests.log import new_entry

NAME = "<b>样例</b><img src=x>&amp;%_'\"商贸"


@pytest.fixture
def window(qtbot, context, desk):
    client_id = new_client(desk, NAME, short_name="<i>短</i>", notes="<h1>备注</h1>")
    new_contact(desk, client_id, "<u>单样</u>", taboos="<b>忌</b>", main=True)
    new_entry(desk, client_id, summary="<b>说了</b> & 别的")
    add_booking(
        desk,
        BookingDraft(
            client_id=client_id,
            arrival_on=TODAY,
            departure_on=TODAY,
            amount=Decimal(100),
            guest="<b>客</b>",
            status=BookingStatus.COMPLETED,
        ),
    )
    made = MainWindow(context)
    qtbot.addWidget(made)
    made.show()
    made.client_id = client_id
    return made


def read_as_markup(root: QWidget) -> list[str]:
    """Return the texts of labels that would take typed signs for markup."""
    return [
        label.text()
        for label in root.findChildren(QLabel)
        if "<" in label.text()
        and label.textFormat() != Qt.TextFormat.PlainText
        and QtGui.Qt.mightBeRichText(label.text())
    ]


def test_fault_66_no_label_takes_a_name_for_markup(qtbot, window):
    for screen in SCREENS:
        page = window.show_page(screen.key)
        table = getattr(page, "table", None)
        if table is not None and table.model().rowCount():
            table.selectRow(0)
        assert read_as_markup(window) == [], screen.key
    window.open_client(window.client_id)
    tabs = window._stack.currentWidget().findChild(QTabWidget)
    for number in range(tabs.count()):
        tabs.setCurrentIndex(number)
        assert read_as_markup(window) == [], tabs.tabText(number)


def test_the_list_shows_the_name_as_typed_and_finds_it(window):
    page = window.show_page("clients")
    shown = [page.model.index(0, column).data() for column in range(page.model.columnCount())]
    assert NAME in shown
    for typed in ("<b>样例", "%_'", "&amp;"):
        page.search.setText(typed)
        assert page.model.rowCount() == 1, typed
    page.search.setText("%样例")
    assert page.model.rowCount() == 0, "% is a sign, not a wildcard"


def test_a_log_entry_about_it_is_literal_too(window):
    window.write_entry(window.client_id)
    assert read_as_markup(window) == []
