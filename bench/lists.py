"""The client list and the cards: typing, sorting, opening, scrolling, until it is painted."""

import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.queries.clients import ClientColumn
from app.ui.clients.page import ClientsPage
from app.ui.shell import MainWindow
from bench.desk import window_over
from bench.figures import Figure, milliseconds, percentile95, timed
from bench.painted import settle, until_painted

WORDS = ("hc", "yxhc", "KH0123", "jiadian", "0571", "138", "wmm", "lyh", "ql", "9876")
CHINESE = ("恒昌", "云溪", "旅行社", "医药", "王")
BACK = Qt.Key.Key_Backspace
CARDS = 40
PLACES = 60

SEARCH = """SELECT group_concat(id) FROM (SELECT c.id FROM client c WHERE c.deleted_at IS NULL
AND c.id IN (SELECT client_id FROM client_fact WHERE search LIKE ?) ORDER BY c.name_key, c.id)"""
LIST = """SELECT group_concat(id) FROM (SELECT id FROM client WHERE deleted_at IS NULL
ORDER BY name_key, id)"""


def figures(office: Path) -> Iterator[Figure]:
    """Use the window as a person does."""
    with window_over(office) as (qt, window):
        page = window.show_page("clients")
        assert isinstance(page, ClientsPage)
        yield from _typing(qt, page, office)
        yield from _sorting(qt, page, office)
        yield from _scrolling(qt, page)
        yield from _cards(qt, window, page)


def _typing(qt: QApplication, page: ClientsPage, office: Path) -> Iterator[Figure]:
    times: list[float] = []
    for word in WORDS:
        for key in word:
            _taken(qt, page, times, lambda key=key: QTest.keyClick(page.search, key))
        for _key in word:
            _taken(qt, page, times, lambda: QTest.keyClick(page.search, BACK))
    for word in CHINESE:
        for letter in word:
            _taken(qt, page, times, lambda text=letter: page.search.insert(text))
        _taken(qt, page, times, page.search.clear)
    floor = _raw(office, SEARCH, ("%yxhc%",))
    yield Figure(
        "keystroke to repainted rows, p95 (floor: raw search)",
        percentile95(times),
        floor=floor,
        most=30,
    )
    yield Figure("keystroke to repainted rows, median", statistics.median(times), floor=floor)
    QTest.qWait(200)


def _sorting(qt: QApplication, page: ClientsPage, office: Path) -> Iterator[Figure]:
    times: dict[str, list[float]] = {column.value: [] for column in ClientColumn}
    # column after column, since an order just asked for is kept and would cost nothing again
    for descending in (False, True, False, True, False):
        for column, values in times.items():
            page.order, page.descending = column, descending
            _taken(qt, page, values, page.reload)
    took = {column: statistics.median(values) for column, values in times.items()}
    floor = _raw(office, LIST, ())
    slowest = max(took, key=took.__getitem__)
    yield Figure("list by name, painted (floor: raw list)", took["name"], floor=floor, most=50)
    yield Figure(f"list by the slowest column ({slowest})", took[slowest], floor=floor, most=50)
    middle = statistics.median(took.values())
    yield Figure(f"list by a column, middle of {len(took)}", middle, floor=floor)
    page.order, page.descending = "name", False
    page.reload()
    settle(qt)


def _scrolling(qt: QApplication, page: ClientsPage) -> Iterator[Figure]:
    bar = page.table.verticalScrollBar()
    new: list[float] = []
    known: list[float] = []
    step = bar.maximum() // (PLACES + 1)
    for place in range(1, PLACES + 1):
        _taken(qt, page, new, lambda place=place: bar.setValue(place * step))
        _taken(qt, page, known, lambda: bar.setValue(bar.value() + 3))
        _taken(qt, page, known, lambda: bar.setValue(bar.value() - 12))
    yield Figure("scrolling to rows not read yet, worst", max(new), most=30)
    yield Figure("scrolling to rows not read yet, p95", percentile95(new), most=30)
    yield Figure("scrolling among rows read, p95", percentile95(known), most=16)
    yield Figure("scrolling among rows read, median", statistics.median(known), most=16)


def _cards(qt: QApplication, window: MainWindow, page: ClientsPage) -> Iterator[Figure]:
    first: list[float] = []
    times: list[float] = []
    for number, client_id in enumerate(page.model.ids[:: len(page.model.ids) // CARDS + 1]):
        with timed(times if number else first):
            window.open_client(client_id)
            card = window.findChild(QWidget, "clientCard")
            assert isinstance(card, QWidget)
            until_painted(qt, card)
        window.go_back()
        settle(qt)
    yield Figure("opening a card, median", statistics.median(times), most=30)
    yield Figure("opening a card, p95", percentile95(times))
    yield Figure("opening the first card", first[0])


def _taken(
    qt: QApplication, page: ClientsPage, times: list[float], then: Callable[[], object]
) -> None:
    with timed(times):
        then()
        until_painted(qt, page.table.viewport())
    settle(qt)


def _raw(office: Path, query: str, values: tuple[str, ...]) -> float:
    with closing(sqlite3.connect(office / "keyou.db")) as raw:
        raw.execute("PRAGMA cache_size=-16000")
        return milliseconds(
            lambda: list(map(int, (raw.execute(query, values).fetchone()[0] or "0").split(",")))
        )
