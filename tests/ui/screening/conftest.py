"""An office in its December week, and the page 年终筛选 as its people see it."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget

from app.db import Desk
from app.domain.types import BookingStatus, Post, ScreeningId, StaffId
from app.models import Staff
from app.queries.office import staff_members
from app.services.facts import refresh_facts
from app.services.screening.opening import compile_screening, open_screening
from app.ui.context import Context
from app.ui.record_table import RecordTable
from app.ui.screening.page import ScreeningPage
from app.ui.theme import GAP
from tests.filled import Fillings, filled_once
from tests.screening_office import YEAR, Office
from tests.trade import new_booking, new_client, new_receipt

CUT_OFF = date(2025, 12, 20)
AMOUNTS = (600_000, 250_000, 60_000, 30_000, 8_000, 900)


@dataclass(frozen=True)
class December:
    """The office with its people: a supervisor and two salespersons, three clients each."""

    office: Office
    boss: StaffId
    chen: StaffId
    zhou: StaffId
    clients: dict[str, int]
    fillings: Fillings

    def compiled(self) -> ScreeningId:
        return ScreeningId(self.fillings.fill(self.office.desk, _compile))


def _compile(desk: Desk) -> ScreeningId:
    screening_id = open_screening(desk, YEAR, CUT_OFF)
    compile_screening(desk, screening_id)
    return screening_id


@filled_once
def people_and_clients(desk):
    clients = {}
    with desk.write() as session:
        people = [
            Staff(name=name, name_key=name, post=post)
            for name, post in (
                ("总监", Post.DIRECTOR),
                ("小陈", Post.OFFICER),
                ("小周", Post.OFFICER),
            )
        ]
        session.add_all(people)
        session.flush()
        for number, amount in enumerate(AMOUNTS):
            code, manager = f"K{number}", people[1 + number % 2]
            name = f"云溪{number}号公司"
            clients[code] = new_client(
                session, code, name=name, manager_id=manager.id, terms_days=30
            )
            _trade(session, clients[code], Decimal(amount))
        cancelled = {"status": BookingStatus.CANCELLED, "amount": Decimal(100)}
        new_booking(session, clients["K0"], date(YEAR, 6, 1), **cancelled)
        refresh_facts(session, clients.values())
    return [StaffId(one.id) for one in people], clients


@pytest.fixture
def december(desk, people_and_clients, fillings) -> December:
    people, clients = people_and_clients
    return December(Office(desk), *people, clients, fillings)


def _trade(session, client_id: int, amount: Decimal) -> None:
    """Give a client four paid bookings, and half as much the year before."""
    for month in range(1, 5):
        known = {"amount": amount / 4, "cost": amount / 8}
        paid = new_booking(session, client_id, date(YEAR, month, 3), **known)
        day = date(YEAR, month, 20)
        new_receipt(session, client_id, day, str(amount / 4), booking_id=paid)
    new_booking(session, client_id, date(YEAR - 1, 5, 3), amount=amount / 2)


@pytest.fixture
def sit(context, december):
    """Return the context of one of the office's people."""

    def sit_down(staff_id: StaffId | None) -> Context:
        with context.db.read() as session:
            staff = next((one for one in staff_members(session) if one.id == staff_id), None)
        return replace(context, desk=december.office.at(staff_id), staff=staff)

    return sit_down


@pytest.fixture
def opened_page(qtbot, sit, december):
    """Return a page with the year's screening open for somebody at a step."""

    def open_page(staff_id: StaffId | None, step: int, screening_id: int | None = None) -> Any:
        context = sit(staff_id)
        page = ScreeningPage(context)
        qtbot.addWidget(page)
        page.resize(1234, 700)
        page.show()
        page.open_screening(december.compiled() if screening_id is None else screening_id)
        qtbot.waitUntil(lambda: page.wizard.opened is not None)
        page.wizard.go_to(step)
        return page

    return open_page


def told(qtbot, parent: QWidget) -> QMessageBox:
    """Return the message or question that is open."""

    def found() -> list[QMessageBox]:
        return [box for box in parent.window().findChildren(QMessageBox) if box.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def answer(qtbot, parent: QWidget, text: str) -> None:
    """Press a button of the question that is open, by its text."""
    box = told(qtbot, parent)
    next(b for b in box.findChildren(QPushButton) if b.text() == text).click()


def assert_amounts_fit(table: RecordTable) -> None:
    """See that no number with decimals stands in a column too narrow for it."""
    model, metrics = table.model(), table.fontMetrics()
    shown = [n for n in range(model.columnCount()) if not table.isColumnHidden(n)]
    texts = [(n, model.index(row, n).data()) for n in shown for row in range(model.rowCount())]
    amounts = [(n, text) for n, text in texts if text[-3:-2] == "."]
    assert amounts
    for number, text in amounts:
        room = table.columnWidth(number) - 2 * GAP
        assert metrics.elidedText(text, Qt.TextElideMode.ElideRight, room) == text


@pytest.fixture
def saved_to(monkeypatch, tmp_path):
    """Answer every question for a file with one file."""

    def choose(name):
        path = tmp_path / name
        for method in ("getSaveFileName", "getOpenFileName"):
            monkeypatch.setattr(QFileDialog, method, lambda *_a, **_k: (str(path), ""))
        return path

    return choose


def fill_in(path, code, dimension, points, reason):
    """Fill in one client's hand score as a person would in the workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book["排名"]
    titles = [str(cell.value or "").replace("\n", "") for cell in sheet[4]]
    row = next(r for r in range(5, sheet.max_row + 1) if code in [c.value for c in sheet[r]])
    place = next(n for n, title in enumerate(titles) if title.startswith(dimension))
    sheet.cell(row, place + 1).value = points
    why = next(n for n, t in enumerate(titles) if dimension in t and "理由" in t)
    sheet.cell(row, why + 1).value = reason
    book.save(path)
