"""What is kept of a form ends in the very transaction that saves it, whatever form it is."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QLabel

from app.domain.courtesies import Receiver
from app.domain.form_drafts import UnsavedForm, to_json
from app.domain.key_accounts import PlanDraft
from app.queries.form_drafts import unsaved_form, unsaved_form_ids
from app.services.form_drafts import keep_form_draft
from app.services.key_accounts import save_plan
from app.ui.dialogs import DraftDialog
from app.ui.resuming import FORMS, resume_form
from tests.cases import new_case
from tests.conftest import TODAY
from tests.log import new_client, new_entry, new_staff
from tests.ui.input import press

TYPED = {
    "agreement": {"number": "XY-1"},
    "booking": {"arrival_on": TODAY, "departure_on": TODAY + timedelta(1)},
    "case": {"title": "空调不冷"},
    "case_of_entry": {"title": "粥是冷的"},
    "client": {"name": "江南轴承"},
    "contact": {"name": "张伟"},
    "courtesy": {"given": "鲜花"},
    "entry": {"summary": "询问年会"},
    "handover": {"reason": "调岗"},
    "important_date": {"title": "十周年", "day": {"year": None, "month": 5, "day": 1}},
    "notice": {"title": "谢谢", "wording": "早餐热了"},
    "notice_of_case": {"title": "谢谢", "wording": "早餐热了"},
    "notice_of_entry": {"title": "谢谢", "wording": "早餐热了"},
    "plan": {"development": "新开两条线"},
    "receipt": {"amount": "500.00"},
    "reception": {"guest": "白董", "arrives_on": TODAY},
    "review": {"remark": "都办了"},
    "signer": {"name": "李娜"},
    "task": {"title": "送样品", "due_on": TODAY},
}


def test_every_form_that_keeps_what_is_typed_is_tried():
    assert TYPED.keys() == FORMS.keys()


def resumed(context, parent, draft_id):
    resume_form(context, draft_id, parent)
    return next(one for one in parent.findChildren(DraftDialog) if one.keeper is not None)


@pytest.mark.parametrize("form", TYPED)
def test_what_was_kept_is_gone_with_the_commit_that_saves(qtbot, context, desk, parent, *, form):
    giver, taker = new_staff(desk, "江望舒"), new_staff(desk, "沈若溪")
    client_id = new_client(desk, manager_id=giver)
    record_id, more = None, {}
    if form in ("case_of_entry", "notice_of_entry"):
        record_id = new_entry(desk, client_id, "粥是冷的", TODAY - timedelta(1))
    elif form == "notice_of_case":
        record_id = new_case(desk, client_id)
    elif form == "handover":
        record_id, more = giver, {"to_staff_id": taker}
    elif form == "courtesy":
        more = {"receivers": [Receiver(client_id, title="乔迁")]}
    elif form == "review":
        save_plan(desk, client_id, PlanDraft(development="新开两条线"))
    typed = {"client_id": client_id, **TYPED[form], **more}
    content = {name: {"value": to_json(value)} for name, value in typed.items()}
    kept = keep_form_draft(desk, UnsavedForm(form, "没填完", content, record_id, client_id))
    dialog = resumed(context, parent, kept)
    left = []

    def look(commit):
        if commit.tables != {"form_draft"}:
            with context.db.read() as session:
                left.append(unsaved_form(session, kept))

    context.db.on_commit(look)
    press(dialog, "save")
    assert left == [None], [one.text() for one in dialog.findChildren(QLabel, "error")]
    qtbot.waitUntil(lambda: not context.workers.busy)
    with context.db.read() as session:
        assert unsaved_form_ids(session, None) == []


def test_what_is_typed_is_kept_on_where_it_could_not_be_saved(qtbot, context, desk, db, parent):
    content = {"name": {"value": ""}, "short_name": {"value": "华机"}}
    kept = keep_form_draft(desk, UnsavedForm("client", "没填完", content))
    dialog = resumed(context, parent, kept)
    press(dialog, "save")
    assert dialog.isVisible()
    dialog.form.editor("notes").setPlainText("刚搬来")
    dialog.keeper.keep()
    qtbot.waitUntil(lambda: not context.workers.busy)
    with db.read() as session:
        assert unsaved_form(session, kept).content["notes"]["value"] == "刚搬来"
    dialog.form.editor("name").setText("华东机械")
    press(dialog, "save")
    with db.read() as session:
        assert unsaved_form_ids(session, None) == []


def test_what_waits_to_be_written_is_not_written_after_the_save(qtbot, context, desk, db, parent):
    dialog = resumed(context, parent, keep_form_draft(desk, UnsavedForm("client", "", {})))
    dialog.form.editor("name").setText("华东机械")
    context.workers.hold()
    dialog.keeper.keep()
    press(dialog, "save")
    context.workers.go_on()
    qtbot.waitUntil(lambda: not context.workers.busy)
    with db.read() as session:
        assert unsaved_form_ids(session, None) == []
