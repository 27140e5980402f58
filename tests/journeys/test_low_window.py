"""A client's card where the screen is magnified to 150 %: every list in it shows its rows."""

import pytest
from PySide6.QtWidgets import QWidget

from app.ui.clients.card import ClientCard
from app.ui.record_table import RecordTable
from app.ui.theme import ROW_HEIGHT
from tests.ui.test_shell import first_client
from tests.ui.waiting import settled

pytestmark = pytest.mark.no_cover  # a walk over all tabs: each has tests of its own


def test_every_list_of_a_card_shows_its_rows_in_a_low_window(qtbot, window, context):
    window.resize(911, 475)
    window.open_client(first_client(context))
    card = window.findChild(ClientCard)
    heights = {}
    for number in range(card.tabs.count()):
        card.tabs.setCurrentIndex(number)
        settled(qtbot, context)
        shown: QWidget = card.tabs.currentWidget()
        for table in shown.findChildren(RecordTable):
            if table.isVisible():
                heights[table.objectName()] = table.viewport().height()
    assert len(heights) > 8
    assert {name for name, height in heights.items() if height < 2 * ROW_HEIGHT} == set()
