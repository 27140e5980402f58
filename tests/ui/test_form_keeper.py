from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QMessageBox, QPlainTextEdit
from sqlalchemy import select

from app.domain.clients_agreements import AgreementDraft, RateDraft, SignerDraft
from app.domain.courtesies import CourtesyDraft, Receiver
from app.domain.form_drafts import UnsavedForm
from app.domain.types import Occasion
from app.models import Courtesy, HandoverLine
from app.queries.clients.card import client_draft
from app.queries.form_drafts import unsaved_form, unsaved_form_ids
from app.services.agreements import add_agreement, add_signer, change_agreement, delete_agreement
from app.services.clients import change_client
from app.services.communications import delete_communications
from app.services.form_drafts import keep_form_draft
from app.ui.asking import AboutDialog
from app.ui.board.dialog import NoticeDialog
from app.ui.bookings.booking_dialog import BookingDialog
from app.ui.bookings.receipt_dialog import ReceiptDialog
from app.ui.cases.dialog import CaseDialog
from app.ui.clients.agreement_dialog import AgreementDialog, SignerDialog
from app.ui.clients.contact_dialog import ContactDialog
from app.ui.clients.dialog import ClientDialog
from app.ui.communications.entry import EntryDialog, edit_entry
from app.ui.courtesies.dialog import CourtesyDialog, ImportantDateDialog
from app.ui.key_accounts.asking import PlanDialog, ask_review, edit_plan
from app.ui.key_accounts.handover_dialog import HandoverDialog, ask_handover
from app.ui.key_accounts.reception_dialog import ReceptionDialog, new_reception
from app.ui.resuming import FORMS, resume_form
from app.ui.task_dialog import TaskDialog
from tests.cases import new_case
from tests.conftest import TODAY
from tests.log import new_client, new_contact, new_entry, new_staff
from tests.ui.input import compose, press


def kept(db):
    with db.read() as session:
        return [unsaved_form(session, one) for one in unsaved_form_ids(session, None)]


def write(qtbot, context, dialog):
    dialog.keeper.keep()
    dialog.keeper.keep()  # while the first is being written it waits
    qtbot.waitUntil(lambda: not dialog.keeper._writing)


def test_fault_10_what_was_typed_survives_a_crash_and_goes_once_it_is_saved(
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
    dialog.keeper.draft_id = None
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


def killed(qtbot, context, dialog):
    """Write down what is typed, then let the program die."""
    write(qtbot, context, dialog)
    dialog.keeper._over = True
    dialog.keeper.draft_id = None
    dialog.done(0)


def resumed(context, db, parent, kind):
    with db.read() as session:
        (draft_id,) = unsaved_form_ids(session, None)
    resume_form(context, draft_id, parent)
    return parent.findChildren(kind)[-1]


FORMS_OF_A_CLIENT = {
    "contact": (ContactDialog, "notes", "喜欢茶"),
    "agreement": (AgreementDialog, "notes", "淡季另议"),
    "signer": (SignerDialog, "notes", "只签餐饮"),
    "booking": (BookingDialog, "notes", "要安静的房"),
    "receipt": (ReceiptDialog, "notes", "分两次付"),
    "task": (TaskDialog, "title", "送样品"),
}


@pytest.mark.parametrize("form", FORMS_OF_A_CLIENT)
def test_fault_10_each_form_of_a_client_survives_a_crash(qtbot, context, desk, db, parent, *, form):
    kind, field, typed = FORMS_OF_A_CLIENT[form]
    client_id = new_client(desk)
    empty = UnsavedForm(form, "", {}, client_id=client_id)
    dialog = FORMS[form](context, empty, parent)
    dialog.open()
    compose(dialog.form.editor(field), typed)
    killed(qtbot, context, dialog)
    assert [(one.form, one.client_id) for one in kept(db)] == [(form, client_id)]
    again = resumed(context, db, parent, kind)
    assert again.form.typed()[field]["value"] == typed
    again._drop()
    qtbot.waitUntil(lambda: kept(db) == [])


@pytest.mark.parametrize("form", FORMS_OF_A_CLIENT)
def test_a_form_of_a_record_that_is_gone_is_not_opened(context, desk, parent, form):
    gone = UnsavedForm(form, "", {}, record_id=99, client_id=new_client(desk))
    assert FORMS[form](context, gone, parent) is None
    if form in ("contact", "agreement", "signer"):
        assert FORMS[form](context, UnsavedForm(form, "", {}), parent) is None


def test_a_changed_rate_and_a_changed_person_survive_a_crash(qtbot, context, desk, db, parent):
    client_id = new_client(desk)
    person = new_contact(desk, client_id, "张伟")
    rates = (RateDraft("豪华房", rate=Decimal(480)),)
    agreement_id = add_agreement(desk, client_id, AgreementDraft(number="XY-1", rates=rates))
    signer_id = add_signer(desk, client_id, SignerDraft("李娜"))
    for form, record_id, field, typed in (
        ("agreement", agreement_id, "number", "XY-2"),
        ("signer", signer_id, "notes", "只签餐饮"),
        ("contact", person, "post", "总裁"),
    ):
        changed = UnsavedForm(form, "", {}, record_id=record_id, client_id=client_id)
        dialog = FORMS[form](context, changed, parent)
        dialog.open()
        compose(dialog.form.editor(field), typed)
        held = dialog.form.typed()
        killed(qtbot, context, dialog)
        again = resumed(context, db, parent, FORMS_OF_A_CLIENT[form][0])
        assert again.form.typed() == held
        again._drop()
        qtbot.waitUntil(lambda: kept(db) == [])


def test_a_plan_and_its_review_survive_a_crash(qtbot, context, desk, db, parent):
    client_id = new_client(desk)
    edit_plan(context, client_id, parent)
    dialog = parent.findChildren(PlanDialog)[-1]
    compose(dialog.form.editor("development"), "新开两条线")
    killed(qtbot, context, dialog)
    assert [(one.title, one.client_id) for one in kept(db)] == [("大客户计划：华东机械", client_id)]
    again = resumed(context, db, parent, PlanDialog)
    assert again.form.editor("development").toPlainText() == "新开两条线"
    press(again, "save")
    qtbot.waitUntil(lambda: kept(db) == [])

    ask_review(context, client_id, parent)
    dialog = parent.findChildren(AboutDialog)[-1]
    compose(dialog.form.editor("remark"), "都办了")
    killed(qtbot, context, dialog)
    assert kept(db)[0].title == "回顾大客户计划　华东机械"
    again = resumed(context, db, parent, AboutDialog)
    assert again.form.editor("remark").toPlainText() == "都办了"


def test_a_guest_who_comes_survives_a_crash(qtbot, context, desk, db, parent):
    client_id = new_client(desk)
    person = new_contact(desk, client_id, "张伟")
    new_reception(context, None, parent)
    dialog = parent.findChildren(ReceptionDialog)[-1]
    dialog.form.editor("client_id").setText("没有这家")
    compose(dialog.form.editor("guest"), "白董")
    write(qtbot, context, dialog)
    assert kept(db)[0].client_id is None
    dialog.form.editor("client_id").show_client(client_id)
    dialog.form.editor("contact_id").setCurrentIndex(1)
    killed(qtbot, context, dialog)
    (unsaved,) = kept(db)
    assert (unsaved.title, unsaved.client_id) == ("安排接待　华东机械　白董", client_id)
    again = resumed(context, db, parent, ReceptionDialog)
    draft_of = again.form.typed()
    assert draft_of["guest"]["value"] == "白董"
    assert draft_of["contact_id"]["value"] == person


def test_a_courtesy_for_many_survives_a_crash(qtbot, context, desk, db, parent):
    one, other = new_client(desk), new_client(desk, "江南轴承")
    contact = new_contact(desk, one, "张伟")
    birthday = Receiver(one, contact, Occasion.BIRTHDAY, contact, TODAY, "张伟 生日")
    CourtesyDialog.for_new(
        context, CourtesyDraft(receivers=(birthday, Receiver(other, title="乔迁"))), parent
    ).open()
    dialog = parent.findChildren(CourtesyDialog)[-1]
    compose(dialog.form.editor("notes"), "一起送")
    killed(qtbot, context, dialog)
    (unsaved,) = kept(db)
    assert unsaved.title == "记礼节　共 2 位：华东机械、江南轴承"
    assert unsaved.client_id is None
    again = resumed(context, db, parent, CourtesyDialog)
    assert again.form.editor("notes").toPlainText() == "一起送"
    assert again.form.editor("receivers").value()[0] == birthday
    again.form.editor("given").setEditText("鲜花")
    press(again, "save")
    qtbot.waitUntil(lambda: kept(db) == [])
    with db.read() as session:
        assert len(session.scalars(select(Courtesy)).all()) == 2


def test_remarks_on_clients_handed_over_survive_a_crash(qtbot, context, desk, db, parent):
    giver, taker = new_staff(desk, "江望舒"), new_staff(desk, "沈若溪")
    one, other = new_client(desk, manager_id=giver), new_client(desk, "江南轴承", manager_id=giver)
    new_client(desk, "不交的", manager_id=giver)
    ask_handover(context, None, [one, other], parent)
    dialog = parent.findChildren(HandoverDialog)[-1]
    records = dialog.table.records
    records.setData(records.index(1, 1), "年会在谈")
    killed(qtbot, context, dialog)
    assert kept(db)[0].title == "客户交接　江望舒"
    again = resumed(context, db, parent, HandoverDialog)
    assert [again.table.records.index(row, 1).data() for row in range(2)] == ["", "年会在谈"]
    again.form.editor("reason").setText("调岗")
    killed(qtbot, context, again)
    last = resumed(context, db, parent, HandoverDialog)
    last.form.editor("to_staff_id").setCurrentIndex(
        last.form.editor("to_staff_id").values.index(taker)
    )
    press(last, "save")
    qtbot.waitUntil(lambda: kept(db) == [])
    with db.read() as session:
        remarks = dict(session.execute(select(HandoverLine.client_id, HandoverLine.remark)).all())
    assert remarks == {one: "", other: "年会在谈"}


def test_an_important_date_survives_a_crash(qtbot, context, desk, db, parent):
    client_id = new_client(desk)
    ImportantDateDialog(context, client_id, None, parent).open()
    dialog = parent.findChildren(ImportantDateDialog)[-1]
    compose(dialog.form.editor("title"), "十周年")
    killed(qtbot, context, dialog)
    (unsaved,) = kept(db)
    assert (unsaved.title, unsaved.client_id) == ("添加重要日子　华东机械　十周年", client_id)
    again = resumed(context, db, parent, ImportantDateDialog)
    assert again.form.editor("title").text() == "十周年"


def test_what_was_changed_and_is_gone_by_now_is_told(context, desk, parent):
    client_id = new_client(desk)
    courtesy = {"receivers": {"value": [{"client_id": client_id, "shoe_size": 43}]}}
    for form, record_id, whose in (
        ("plan", None, None),
        ("review", None, client_id),
        ("review", None, None),
        ("reception", 99, client_id),
        ("courtesy", 99, client_id),
        ("important_date", 99, client_id),
        ("important_date", None, None),
    ):
        unsaved = UnsavedForm(form, "改", {}, record_id, whose)
        resume_form(context, keep_form_draft(desk, unsaved), parent)
    assert len(parent.findChildren(QMessageBox)) == 7
    resume_form(context, keep_form_draft(desk, UnsavedForm("courtesy", "新", courtesy)), parent)
    assert parent.findChildren(CourtesyDialog)[-1].form.editor("receivers").value() == ()


def test_a_problem_taken_from_an_entry_keeps_that_entry_over_a_crash(
    qtbot, context, desk, db, parent
):
    client_id = new_client(desk)
    entry = new_entry(desk, client_id, "粥是冷的")
    dialog = CaseDialog.for_entry(context, entry, parent)
    dialog.open()
    compose(dialog.form.editor("title"), "早餐")
    killed(qtbot, context, dialog)
    again = resumed(context, db, parent, CaseDialog)
    assert again.form.draft().communication_id == entry
    assert again.form.draft().title.endswith("早餐")
    compose(again.form.editor("asked"), "要换热的")
    killed(qtbot, context, again)
    delete_communications(desk, [entry])
    alone = resumed(context, db, parent, CaseDialog)
    assert (alone.form.draft().communication_id, alone.form.draft().client_id) == (None, client_id)


def test_a_notice_survives_a_crash_with_what_it_was_taken_from(qtbot, context, desk, db, parent):
    client_id = new_client(desk)
    entry, case_id = new_entry(desk, client_id, "粥是冷的"), new_case(desk, client_id)
    for source, known in (((entry, None), "communication_id"), ((None, case_id), "case_id")):
        dialog = NoticeDialog.taken_from(context, *source, parent)
        dialog.open()
        compose(dialog.form.editor("learned"), "早起半小时")
        killed(qtbot, context, dialog)
        again = resumed(context, db, parent, NoticeDialog)
        draft = again.form.draft()
        assert (getattr(draft, known), draft.learned) == (max(filter(None, source)), "早起半小时")
        press(again, "save")
        qtbot.waitUntil(lambda: kept(db) == [])
    free = NoticeDialog.taken_from(context, None, None, parent)
    free.open()
    compose(free.form.editor("title"), "谢谢")
    killed(qtbot, context, free)
    assert kept(db)[0].client_id is None
    again = resumed(context, db, parent, NoticeDialog)
    assert again.form.editor("title").text() == "谢谢"
    again.form.editor("client_id").show_client(client_id)
    compose(again.form.editor("wording"), "粥热了")
    press(again, "save")
    qtbot.waitUntil(lambda: kept(db) == [])
    changed = NoticeDialog.for_notice(context, again.notice_id, parent)
    changed.open()
    compose(changed.form.editor("done"), "换了保温锅")
    killed(qtbot, context, changed)
    last = resumed(context, db, parent, NoticeDialog)
    assert (last.notice_id, last.form.draft().done) == (again.notice_id, "换了保温锅")


def test_what_others_changed_meanwhile_is_told_and_not_overwritten(
    qtbot, context, desk, db, parent
):
    client_id = new_client(desk, region="杭州")
    dialog = ClientDialog.for_client(context, client_id, parent)
    dialog.open()
    dialog.form.editor("short_name").setText("华机")
    killed(qtbot, context, dialog)
    with db.read() as session:
        draft, version = client_draft(session, client_id)
    change_client(desk, client_id, replace(draft, region="宁波", notes="搬了"), version=version)
    again = resumed(context, db, parent, ClientDialog)
    told = again.findChild(QLabel, "banner").text()
    assert ("地区" in told, "备注" in told, "简称" in told) == (True, True, False)
    press(again, "save")
    with db.read() as session:
        saved, _version = client_draft(session, client_id)
    assert (saved.short_name, saved.region, saved.notes) == ("华机", "宁波", "搬了")


def test_an_agreement_changed_meanwhile_is_loaded_again(context, desk, db, parent):
    client_id = new_client(desk)
    agreement_id = add_agreement(desk, client_id, AgreementDraft(number="XY-1"))
    changed = UnsavedForm("agreement", "", {}, record_id=agreement_id, client_id=client_id)
    dialog = FORMS["agreement"](context, changed, parent)
    dialog.open()
    change_agreement(desk, agreement_id, AgreementDraft(number="XY-2"), version=1)
    dialog.form.editor("notes").setPlainText("淡季另议")
    press(dialog, "save")
    assert "已在别处被修改" in dialog.findChild(QLabel, "banner").text()
    dialog._banner.reload.click()
    assert dialog.form.draft().number == "XY-2"
    delete_agreement(desk, agreement_id)
    dialog._banner.reload.click()
    assert "已被删除" in dialog.findChild(QLabel, "banner").text()
    dialog._drop()
