"""A handover through the real window: the guest, the plan, and the day a salesperson leaves."""

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel
from sqlalchemy import func, select

from app.domain.types import CaseState, TaskStatus
from app.models import Action, Case, Client, Communication, Handover, HandoverLine, Staff, Task
from app.queries.handover import clients_in_hand
from app.services.undo import undo_action
from app.ui.clients.card import ClientCard
from tests.ui.input import compose, press

LEAVES, HEIR = "何家栋", "唐小满"


@pytest.fixture
def named(qtbot, window, qapp):
    """Return the visible window of an object name."""

    def find(name):
        def shown():
            return [w for w in qapp.topLevelWidgets() if w.objectName() == name and w.isVisible()]

        qtbot.waitUntil(lambda: bool(shown()))
        return shown()[-1]

    return find


@pytest.fixture
def pdf(tmp_path, monkeypatch):
    """Return the file that is named whenever one is asked for."""
    path = tmp_path / "交接单.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a, **_k: (str(path), ""))
    return path


def held(context):
    """Return, by name, how many clients, open tasks, open problems and log entries each has."""
    with context.db.read() as session:
        counted = {}
        for member in session.scalars(select(Staff)):
            clients = len(clients_in_hand(session, member.id))
            tasks = (Task.staff_id == member.id, Task.status == TaskStatus.OPEN)
            cases = (Case.staff_id == member.id, Case.state != CaseState.CLOSED)
            said = (Communication.staff_id == member.id,)
            rest = [
                session.scalar(select(func.count()).where(*some)) for some in (tasks, cases, said)
            ]
            counted[member.name] = (clients, *rest)
        return counted


def test_a_client_becomes_major_is_planned_and_its_guest_expected(qtbot, window, named):
    page = window.show_page("key_accounts")
    listed = page.show_view("accounts")
    qtbot.waitUntil(lambda: listed.proposals.table.current_id() is not None)
    proposed = listed.proposals.table.current_id()
    before = listed.model.rowCount()
    press(listed, "confirm")
    qtbot.keyClick(named("confirmDialog"), Qt.Key.Key_Return)
    assert listed.model.rowCount() == before + 1

    listed.table.go_to(proposed)
    listed.table.opened.emit(proposed)
    card = window.findChild(ClientCard)
    card.show_tab("key_account")
    press(card, "notePlan")
    plan = named("planDialog")
    compose(plan.form.editor("opportunities"), "三月的培训班")
    press(plan, "save")
    press(card, "addReception")
    guest = named("receptionDialog")
    compose(guest.form.editor("guest"), "陆远航")
    compose(guest.form.editor("arrives_on"), "2025-12-26")
    press(guest, "save")
    told = [label.text() for label in card.findChildren(QLabel)]
    assert "三月的培训班" in told

    page = window.show_page("key_accounts")
    row = next(r for r in map(listed.model.record_at, range(before + 1)) if r.id == proposed)
    assert (row.reception_guest, row.has_plan) == ("陆远航", True)


def leave(window, named):
    """Go to 设置 · 人员 and let the one who leaves hand everything over; return the window."""
    settings = window.show_page("settings")
    people = settings.show_view("people")
    leaver = next(m for m in people.rows.values() if m.staff.name == LEAVES)
    people.table.go_to(leaver.id)
    press(people, "togglePerson")
    press(named("leaveDialog"), "handOver")
    dialog = named("handoverDialog")
    heirs = dialog.form.editor("to_staff_id")
    place = next(n for n in range(heirs.count()) if heirs.itemText(n).startswith(HEIR))
    heirs.setCurrentIndex(place)
    compose(dialog.form.editor("reason"), "离职")
    records = dialog.table.records
    records.setData(records.index(0, 1), "年会在谈，月底前答复")
    return dialog


def test_who_leaves_hands_over_on_paper(qtbot, window, named, pdf):
    dialog = leave(window, named)
    before = held(window._context)
    assert dialog.table.records.rowCount() == before[LEAVES][0]
    press(dialog, "save")
    preview = named("preview")
    press(preview, "pdf")
    qtbot.waitUntil(lambda: pdf.exists() and pdf.stat().st_size > 0)
    preview.close()
    pages = ["".join(p.extract_text().split()) for p in PdfReader(pdf).pages]
    assert "年会在谈，月底前答复" in "".join(pages)
    assert "接手人" in pages[-1]
    history = window.show_page("key_accounts").show_view("handovers")
    assert history.model.index(0, 1).data() == LEAVES


def test_one_step_takes_the_handover_back(window, named):
    context = window._context
    dialog = leave(window, named)
    before = held(context)
    press(dialog, "save")
    named("preview").close()
    after = held(context)
    assert after[LEAVES] == (0, 0, 0, before[LEAVES][3]), "the log keeps the old name"
    for kind in (1, 2):
        assert after[HEIR][kind] == before[HEIR][kind] + before[LEAVES][kind]
    with context.db.read() as session:
        newest = session.scalar(select(func.max(Handover.id)))
        lines = session.scalar(select(func.count()).where(HandoverLine.handover_id == newest))
        assert lines == before[LEAVES][0]
        assert not session.scalar(select(Staff.active).where(Staff.name == LEAVES))
        last = session.scalar(select(func.max(Action.id)))
    undo_action(context.desk, last)
    assert held(context) == before
    with context.db.read() as session:
        assert session.scalar(select(Staff.active).where(Staff.name == LEAVES))


def test_a_few_clients_are_handed_over_from_the_list(qtbot, window, named):
    context = window._context
    page = window.show_page("clients")
    with context.db.read() as session:
        giver = session.scalar(select(Staff.id).where(Staff.name == LEAVES))
        some = clients_in_hand(session, giver)[:3]
    page.show_only("三家", some)
    page.table.selectAll()
    action = next(a for a in page.bulk.actions if a.objectName() == "handOver")
    action.trigger()
    dialog = named("handoverDialog")
    assert not dialog.form.editor("leaves").isChecked()
    heirs = dialog.form.editor("to_staff_id")
    heirs.setCurrentIndex(next(n for n, one in enumerate(heirs.values) if one not in {None, giver}))
    press(dialog, "save")
    named("preview").close()
    with context.db.read() as session:
        assert giver not in session.scalars(select(Client.manager_id).where(Client.id.in_(some)))
        assert session.get(Staff, giver).active
