"""What a post is offered is not refused: what a representative sees is pressed."""

import pytest
from sqlalchemy import select, update

from app.domain.types import Post
from app.models import Client, ClientShare
from app.ui.shell import MainWindow
from tests.journeys.test_rights import seated
from tests.ui.pressing import Presser
from tests.ui.test_read_only import TABS, card_tab_of, view_of

pytestmark = pytest.mark.no_cover  # a walk over all pages: each has tests of its own

PAGES = (
    ("today", "today"),
    ("today", "tasks"),
    ("clients", ""),
    ("communications", "log"),
    ("communications", "board"),
    ("cases", "board"),
    ("cases", "list"),
    ("trade", "bookings"),
    ("trade", "receipts"),
    ("key_accounts", "accounts"),
    ("key_accounts", "receptions"),
    ("courtesies", "done"),
    ("bin", ""),
)
"""Where records of clients are changed."""


@pytest.fixture
def seat(sample, context):
    """Seat a representative who sees what all others manage, and manages nothing."""
    mine = seated(context, Post.REPRESENTATIVE)
    boss = seated(context, Post.MANAGER).staff.id
    with context.desk.write() as session:
        given = (Client.manager_id == mine.staff.id) | Client.manager_id.is_(None)
        session.execute(update(Client).where(given).values(manager_id=boss))
        own = Client.relationship_manager_id == mine.staff.id
        session.execute(update(Client).where(own).values(relationship_manager_id=None))
        session.add_all(ClientShare(client_id=id_) for id_ in session.scalars(select(Client.id)))
    return mine


@pytest.fixture
def window(qtbot, seat):
    made = MainWindow(seat)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def presser(qtbot, seat, window, monkeypatch):
    return Presser(qtbot, seat, window, monkeypatch)


@pytest.mark.parametrize(("page", "view"), PAGES)
def test_nothing_a_page_offers_is_refused(presser, window, page, view):
    presser.press_all(lambda: view_of(window.show_page(page), view))
    assert presser.refused == []


@pytest.mark.parametrize("tab", TABS)
def test_nothing_a_tab_of_anothers_card_offers_is_refused(presser, seat, window, tab):
    assert presser.press_all(lambda: card_tab_of(window, seat, tab))
    assert presser.refused == []
