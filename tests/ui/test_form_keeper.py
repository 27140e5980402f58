from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPlainTextEdit, QWidget

from app.domain.form_drafts import UnsavedForm
from app.queries.form_drafts import unsaved_form, unsaved_form_ids
from app.services.communications import delete_communications
from app.services.form_drafts import keep_form_draft
from app.ui.clients.dialog import ClientDialog
from app.ui.communications.entry import EntryDialog, edit_entry
from app.ui.resuming import resume_form
from tests.conftest import TODAY
from tests.log import new_client, new_contact, new_entry
from tests.ui.input import compose, press


@pytest.fixture
def parent(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def kept(db):
    with db.read() as session:
        return [unsaved_form(session, one) for one in unsaved_form_ids(session, None)]


def write(qtbot, context, dialog):
    dialog.keeper.keep()
    dialog.keeper.keep()  # while the first is being written it waits
    qtbot.waitUntil(lambda: not dialog.keeper._writing)


def test_what_was_typed_survives_a_crash_and_goes_once_it_is_saved(
    qtbot, context, desk, db, parent
):
    client_id = new_client(desk)
    person = new_contact(desk, client_id, "张伟")
    new_contact(desk, client_id, "刘芳")
    dialog = EntryDialog(context, client_id, parent)
    dialog.open()
    write(qtbot, context, dialog)
    assert kept(db) == [], "nothing was typed yet"
    compose(dialog.findChild(QPlainTextEdit, "summary"), "询问年会")
    dialog.form.editor("contact_ids").show_value((person,))
    compose(dialog.form.editor("held_on"), "昨天")
    write(qtbot, context, dialog)
    (unsaved,) = kept(db)
    assert unsaved.title == "记一笔　华东机械　询问年会"
    assert unsaved.client_id == client_id
    dialog.keeper._over = True  # the program is killed: nobody says what to do with it
    dialog.keeper._draft_id = None
    dialog.done(0)

    with db.read() as session:
        (draft_id,) = unsaved_form_ids(session, None)
    resume_form(context, draft_id, parent)
    again = parent.findChildren(EntryDialog)[-1]
    assert again.findChild(QPlainTextEdit, "summary").toPlainText() == "询问年会"
    assert tuple(again.form.editor("contact_ids").value()) == (person,)
    day = again.form.editor("held_on")
    assert day.text().endswith("昨天")
    day.setText(TODAY.isoformat())
    write(qtbot, context, again)
    assert len(kept(db)) == 1, "it is the same form"
    press(again, "save")
    qtbot.waitUntil(lambda: kept(db) == [])


def test_giving_up_forgets_it_even_while_it_is_written(qtbot, context, desk, db, parent):
    dialog = EntryDialog(context, new_client(desk), parent)
    dialog.open()
    compose(dialog.findChild(QPlainTextEdit, "summary"), "不要了")
    dialog.keeper.keep()
    dialog._drop()
    qtbot.waitUntil(lambda: not context.workers.busy and kept(db) == [])


def test_a_client_file_and_a_changed_entry_are_taken_up(qtbot, context, desk, db, parent):
    client_id = new_client(desk)
    entry_id = new_entry(desk, client_id, "第一版", TODAY - timedelta(1))
    edit_entry(context, entry_id, parent)
    dialog = parent.findChildren(EntryDialog)[-1]
    compose(dialog.findChild(QPlainTextEdit, "summary"), "补充")
    typed = dialog.form.typed()
    dialog._drop()
    texts = {"name": {"value": "新公司"}, "unknown": {"value": 1}, "kind": {"value": "spaceship"}}
    ids = [
        keep_form_draft(desk, UnsavedForm("entry", "改", typed, entry_id, client_id)),
        keep_form_draft(desk, UnsavedForm("client", "新", texts)),
        keep_form_draft(desk, UnsavedForm("client", "改", texts, client_id)),
    ]
    for one in ids:
        resume_form(context, one, parent)
    found = parent.findChildren(EntryDialog)[-1]
    assert "补充" in found.findChild(QPlainTextEdit, "summary").toPlainText()
    names = [one.findChild(QLineEdit, "name").text() for one in parent.findChildren(ClientDialog)]
    assert names == ["新公司", "新公司"]
    delete_communications(desk, [entry_id])
    resume_form(context, ids[0], parent)
    assert parent.findChildren(EntryDialog)[-1].windowTitle() == "记一笔"


def test_what_is_gone_or_unknown_is_told(context, desk, parent):
    resume_form(context, 99, parent)
    resume_form(context, keep_form_draft(desk, UnsavedForm("poem", "诗", {})), parent)
    resume_form(context, keep_form_draft(desk, UnsavedForm("client", "改", {}, 99)), parent)
    assert len(parent.findChildren(QMessageBox)) == 3
