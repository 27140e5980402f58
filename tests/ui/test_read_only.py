"""The window on a backup offers nothing that would change something."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QLabel
from sqlalchemy import select

from app.db import Database, Desk
from app.domain.rights import BACKUP_TOLD, Right
from app.errors import NotAllowedError
from app.models import Client
from app.ui.context import Context, News
from app.ui.navigation import Navigator
from app.ui.screens import SCREENS
from app.ui.shell import MainWindow
from app.ui.views import Views
from app.ui.workers import Workers
from tests.clients import new_client
from tests.ui.pressing import Presser

pytestmark = pytest.mark.no_cover  # a walk over all pages: each has tests of its own

TABS = (
    "contacts",
    "agreements",
    "communications",
    "cases",
    "trade",
    "teaching",
    "key_account",
    "courtesies",
    "attachments",
)
"""All but 概况, 筛选 and 记录, where there is nothing to change."""
PAGES = {
    "today": ("today", "calendar", "tasks"),
    "clients": ("",),
    "communications": ("log", "board", "teaching", "balance"),
    "cases": ("board", "list", "numbers"),
    "trade": ("bookings", "receipts", "ageing"),
    "key_accounts": ("accounts", "receptions", "handovers"),
    "courtesies": ("coming", "done", "letters"),
    "screening": ("",),
    "reports": ("",),
}


@pytest.fixture
def looked(sample, context) -> Iterator[Context]:
    """Look at the sample as at a backup."""
    db = Database(context.db.path, only_looked_at=True)
    workers = Workers()
    yield replace(
        context,
        desk=Desk(db, None, context.desk.clock),
        news=News(db),
        workers=workers,
        navigator=Navigator(),
    )
    assert workers.wait()
    db.close()


@pytest.fixture
def window(qtbot, looked) -> MainWindow:
    made = MainWindow(looked)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def presser(qtbot, looked, window, monkeypatch) -> Presser:
    return Presser(qtbot, looked, window, monkeypatch)


def view_of(page, key):
    return page.show_view(key) if key else page


def changed_nothing(presser, context, before):
    assert presser.forms == []
    assert presser.refused == []
    assert context.db.path.read_bytes() == before


@pytest.mark.parametrize(("page", "view"), [(p, v) for p, views in PAGES.items() for v in views])
def test_everything_a_page_offers_leaves_the_file_as_it_is(presser, window, context, page, view):
    before = context.db.path.read_bytes()
    presser.press_all(lambda: view_of(window.show_page(page), view))
    changed_nothing(presser, context, before)


def card_tab_of(window, context, tab):
    """Show a tab of a key account's card."""
    if window._shown_client() is None:
        with context.db.read() as session:
            window.open_client(session.scalars(select(Client.id).where(Client.major)).first())
    window._card.show_tab(tab)
    return window._card


@pytest.mark.parametrize("tab", TABS)
def test_everything_a_tab_of_a_card_offers_leaves_the_file_as_it_is(
    presser, window, looked, context, tab
):
    before = context.db.path.read_bytes()
    assert presser.press_all(lambda: card_tab_of(window, looked, tab))
    changed_nothing(presser, context, before)


def test_every_page_is_walked(window):
    window.open_client(1)
    tabs = {one.key for one in window._card._specs}
    assert tabs - set(TABS) == {"overview", "screening", "history"}
    assert set(PAGES) == {one.key for one in SCREENS if one.right is Right.SEE}
    assert [one.key for one in window._screens] == list(PAGES)
    for key, views in PAGES.items():
        page = window.show_page(key)
        if isinstance(page, Views):
            assert page.tabs.count() == len(views)


@pytest.mark.parametrize("keys", ["Ctrl+L", "Ctrl+T"])
def test_the_keys_of_the_window_are_refused_in_words(window, keys):
    short = next(s for s in window.findChildren(QShortcut) if s.key() == QKeySequence(keys))
    short.activated.emit()
    assert window.notices.findChild(QLabel, "notice").text() == BACKUP_TOLD
    assert window.findChildren(QDialog) == []


def test_dropped_files_are_refused_in_words(window):
    window.import_file("a.xlsx")
    assert window.notices.findChild(QLabel, "notice").text() == BACKUP_TOLD


def test_a_file_that_is_only_looked_at_is_never_written(looked, context):
    before = context.db.path.read_bytes()
    with pytest.raises(NotAllowedError, match="只能看"):
        new_client(looked.desk, "写进备份")
    with pytest.raises(NotAllowedError, match="只能看"):
        looked.desk.require(Right.LOG)
    assert context.db.path.read_bytes() == before
