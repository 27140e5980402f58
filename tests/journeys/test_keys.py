"""A key does one thing wherever the cursor is: where two want it, Qt does neither."""

import pytest
from PySide6.QtWidgets import QTabWidget

from app.ui.clients.card import ClientCard
from app.ui.screens import SCREENS
from app.ui.views import Views
from tests.ui.keys import ambiguous_keys
from tests.ui.test_shell import first_client

pytestmark = pytest.mark.no_cover  # a walk over all pages: each has tests of its own


def walk(window, context):
    """Show every page of the window, every view of it and every tab of a card."""
    for screen in SCREENS:
        page = window.show_page(screen.key)
        tabs = page.tabs if isinstance(page, Views) else QTabWidget()
        yield screen.key
        for number in range(1, tabs.count()):
            tabs.setCurrentIndex(number)
            yield f"{screen.key}/{tabs.tabText(number)}"
    window.open_client(first_client(context))
    card = window.findChild(ClientCard)
    for number in range(card.tabs.count()):
        card.tabs.setCurrentIndex(number)
        yield f"card/{card.tabs.tabText(number)}"


def test_every_key_means_one_thing_on_every_page(window, context):
    found = {place: ambiguous_keys(window) for place in walk(window, context)}
    assert {place: keys for place, keys in found.items() if keys} == {}
