"""All key accounts at a glance, the proposals above them, and the tab of the card."""

from dataclasses import replace
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from app.db import Desk
from app.domain.key_accounts import PlanDraft
from app.domain.types import Post
from app.models import AccountPlan, AccountReview, Client, KeyAccountRefusal
from app.queries.account_plans import key_account
from app.queries.office import StaffRow
from app.services.key_accounts import refuse_key_accounts, save_plan
from app.ui.key_accounts.accounts import KeyAccountsList
from app.ui.key_accounts.asking import PlanDialog, ask_confirm, ask_refusal
from app.ui.key_accounts.card_tab import key_account_tab, standing_text
from app.ui.key_accounts.page import KeyAccountsPage
from app.ui.list_output import write_list
from tests.conftest import NOW, TODAY
from tests.key_accounts import client_of, new_reception
from tests.log import new_entry, new_staff
from tests.ui.input import press

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def listed(show, context, major, proposed):
    return show(KeyAccountsList(context))


@pytest.fixture
def panel(qtbot, listed):
    qtbot.waitUntil(lambda: listed.proposals.table.current_id() is not None)
    return listed.proposals


def column(listed, key):
    place = [c.key for c in listed.spec.columns].index(key)
    return [listed.model.index(row, place).data() for row in range(listed.model.rowCount())]


def stored(desk, model, row_id=1):
    with desk.db.read() as session:
        return session.get(model, row_id)


def test_a_proposed_client_is_confirmed_in_the_page(qtbot, listed, panel, proposed, dialog):
    desk = listed.context.desk
    assert "建议 1 个客户" in panel.findChild(QLabel, "proposalsTold").text()
    assert column(listed, "name") == ["云岭茶业"]
    press(panel, "confirm")
    asked = dialog("confirmDialog")
    assert asked.form.editor("relationship_manager_id").currentText().startswith("江望舒")
    asked.accept()
    assert stored(desk, Client, proposed).major
    assert column(listed, "name") == ["远航机械", "云岭茶业"]
    qtbot.waitUntil(lambda: "没有要建议的" in panel.findChild(QLabel, "proposalsTold").text())
    assert not panel.table.isVisible()


def test_a_proposed_client_is_refused_with_a_reason(qtbot, desk, panel, dialog):
    press(panel, "refuse")
    asked = dialog("refusalDialog")
    assert asked.findChild(QLabel, "about").text() == "远航机械：一年内不再建议"
    asked.accept()
    assert asked.isVisible(), "a reason is needed"
    asked.form.editor("reason").setPlainText("一次性的大会")
    asked.accept()
    assert stored(desk, KeyAccountRefusal).reason == "一次性的大会"
    qtbot.waitUntil(lambda: panel.table.current_id() is None)


def test_the_proposals_fold_and_follow_the_year(qtbot, context, panel, proposed):
    press(panel, "showProposals")
    assert not panel.table.isVisible()
    press(panel, "showProposals")
    assert panel.table.isVisible()
    assert [panel.year.itemText(n) for n in range(panel.year.count())] == ["2025"]
    with qtbot.waitSignal(context.navigator.client_wanted) as wanted:
        qtbot.keyClick(panel.table, Qt.Key.Key_Return)
    assert wanted.args == [proposed]


def test_a_salesperson_sees_proposals_and_does_not_decide(qtbot, show, context, proposed, person):
    new_staff(context.desk, "周启明", Post.MANAGER)
    seller = StaffRow(person, "江望舒", Post.OFFICER, active=True, version=1)
    desk = replace(context.desk, staff_id=person)
    listed = show(KeyAccountsList(replace(context, desk=desk, staff=seller)))
    qtbot.waitUntil(lambda: listed.proposals.table.current_id() is not None)
    assert listed.proposals.table.isVisible()
    assert not listed.proposals.confirm.isVisible()
    assert not listed.proposals.refuse.isVisible()


def test_without_any_trade_nothing_is_proposed(show, context):
    listed = show(KeyAccountsList(context))
    assert not listed.proposals.isVisible()
    assert "还没有大客户" in [label.text() for label in listed.findChildren(QLabel)]


def test_the_list_shows_and_filters_what_needs_attention(desk, listed, major):
    assert column(listed, "next_review_on") == ["没有计划"]
    assert column(listed, "relation") == ["江望舒"]
    save_plan(desk, major, PlanDraft(next_review_on=TODAY + timedelta(9)))
    new_reception(desk, major, TODAY + timedelta(4))
    assert column(listed, "next_review_on") == ["2025-12-29"]
    assert column(listed, "reception_on") == ["12-24 陆远航"]
    for attention, shown in (("review", 0), ("case", 0), ("money", 0), ("relation", 0)):
        listed.attention.choose([attention])
        assert len(column(listed, "name")) == shown
    listed.clear_filters()
    for number, name in enumerate(("yunling", "沈")):
        listed.search.setText(name)
        assert len(column(listed, "name")) == 1 - number
    listed.clear_filters()
    listed.relation.choose([stored(desk, Client, major).manager_id])
    assert column(listed, "name") == ["云岭茶业"]
    listed.clear_filters()
    for key in (c.key for c in listed.spec.columns):
        listed.table.sort_wanted.emit(key, False)
        assert len(column(listed, "name")) == 1


def test_a_contact_noted_ahead_of_the_clock_is_to_be_checked(desk, listed, major):
    ahead = Desk(desk.db, None, lambda: NOW + timedelta(3650))
    new_entry(ahead, major, held_on=TODAY + timedelta(3650))
    assert column(listed, "contact") == ["日期请核对"]
    listed.attention.choose(["contact"])
    assert column(listed, "name") == ["云岭茶业"]


def test_plan_and_review_are_noted_from_the_list(qtbot, desk, listed, major, dialog):
    listed.table.setFocus()
    qtbot.keyClick(listed.table, Qt.Key.Key_D, CTRL)
    plan = dialog("planDialog")
    plan.form.editor("opportunities").setPlainText("年会")
    plan.accept()
    assert stored(desk, AccountPlan).opportunities == "年会"
    qtbot.keyClick(listed.table, Qt.Key.Key_D, CTRL)
    review = dialog("reviewDialog")
    review.form.editor("remark").setPlainText("已报价")
    review.accept()
    assert stored(desk, AccountReview).remark == "已报价"
    qtbot.keyClick(listed.table, Qt.Key.Key_E, CTRL)
    assert dialog("planDialog").form.draft().next_review_on.isoformat() == "2026-03-20"
    dialog("planDialog").reject()
    qtbot.keyClick(listed.table, Qt.Key.Key_N, CTRL)
    assert dialog("receptionDialog").form.draft().client_id == major
    dialog("receptionDialog").reject()


def test_relation_and_standing_change_for_several(desk, listed, major, heir, dialog):
    listed._relate()
    asked = dialog("relationDialog")
    editor = asked.form.editor("relationship_manager_id")
    editor.setCurrentIndex(editor.values.index(heir))
    asked.accept()
    assert column(listed, "relation") == ["沈若溪"]
    listed._end()
    dialog("refusalDialog").form.editor("reason").setPlainText("搬走了")
    dialog("refusalDialog").accept()
    assert not stored(desk, Client, major).major
    assert column(listed, "name") == []


def test_of_many_clients_the_first_are_named(context, desk, listed, person, dialog):
    ids = [client_of(desk, f"KH3{n}", person, name=f"公司{n}") for n in range(4)]
    ask_refusal(context, ids, listed, now_major=False)
    about = dialog("refusalDialog").findChild(QLabel, "about").text()
    assert about == "公司0、公司1、公司2 等 4 个客户：一年内不再建议"


def test_the_list_goes_into_a_workbook_and_on_paper(qtbot, context, listed, tmp_path, dialog):
    path = tmp_path / "大客户.xlsx"
    write_list(context, listed, listed.listed(), path)
    qtbot.waitUntil(path.exists)
    rows = list(load_workbook(path).active.iter_rows(values_only=True))
    assert any("云岭茶业" in row for row in rows)
    press(listed, "printList")
    dialog("preview").close()


def test_the_card_shows_the_plan_its_reviews_and_guests(show, context, major, dialog):
    desk = context.desk
    tab = show(key_account_tab(context, major))
    told = tab.findChild(QLabel, "keyAccountTold")
    assert told.text() == "大客户，关系经理：江望舒"
    assert not tab.findChild(QPushButton, "noteReview").isVisible()
    assert not tab.findChild(QPushButton, "sheet").isEnabled()
    press(tab, "notePlan")
    dialog("planDialog").form.editor("help_offered").setPlainText("预留房")
    dialog("planDialog").accept()
    assert "下次回顾：2026-03-20" in told.text()
    assert any(label.text() == "预留房" for label in tab.findChildren(QLabel))
    press(tab, "noteReview")
    dialog("reviewDialog").form.editor("remark").setPlainText("稳定\n下次谈价")
    dialog("reviewDialog").accept()
    assert tab.reviews.model().index(0, 2).data() == "稳定；下次谈价"
    press(tab, "addReception")
    guest = dialog("receptionDialog")
    guest.form.editor("guest").setText("陆远航")
    guest.form.editor("arrives_on").setText("2025-12-24")
    guest.accept()
    assert tab.receptions.model().index(0, 2).data() == "陆远航"
    press(tab, "sheet")
    dialog("preview").close()
    press(tab, "endMajor")
    dialog("refusalDialog").form.editor("reason").setPlainText("搬走了")
    dialog("refusalDialog").accept()
    assert told.text().startswith("2025-12-20 决定不列为大客户：搬走了")
    press(tab, "makeMajor")
    dialog("confirmDialog").accept()
    assert stored(desk, Client, major).major


def test_a_guest_is_opened_from_the_card(desk, show, context, major, dialog):
    new_reception(desk, major, TODAY)
    tab = show(key_account_tab(context, major))
    tab.receptions.opened.emit(tab.receptions.current_id())
    assert dialog("receptionDialog").form.draft().guest == "陆远航"
    dialog("receptionDialog").reject()


def test_an_ordinary_client_has_no_plan(desk, show, context):
    client = client_of(desk, "KH3")
    tab = show(key_account_tab(context, client))
    assert tab.findChild(QLabel, "keyAccountTold").text().startswith("还不是大客户")
    assert tab._plan.isHidden()
    with desk.write() as session:
        session.get(Client, client).deleted_at = NOW
    tab.reload()


def test_a_changed_plan_is_told_and_loaded_again(desk, show, context, major):
    save_plan(desk, major, PlanDraft(problems="旧"))
    with desk.db.read() as session:
        account = key_account(session, major)
    window = show(PlanDialog(context, account, None))
    save_plan(desk, major, PlanDraft(problems="新"), version=1)
    window.form.editor("problems").setPlainText("我的")
    window.accept()
    assert window.isVisible()
    assert window.reload().problems == "新"
    window.accept()
    with desk.db.read() as session:
        assert key_account(session, major).plan.problems == "我的"
    with desk.write() as session:
        session.delete(session.get(AccountPlan, 1))
    assert window.reload() is None


def test_a_client_that_is_gone_is_told(qapp, show, context, major):
    desk = context.desk
    page = show(KeyAccountsPage(context))
    with desk.write() as session:
        session.get(Client, major).deleted_at = NOW
    ask_confirm(context, major, page)
    boxes = [w for w in qapp.topLevelWidgets() if w.isVisible() and w.inherits("QMessageBox")]
    assert "已被删除" in boxes[0].text()
    boxes[0].close()


def test_what_was_decided_is_said(desk, major):
    refuse_key_accounts(desk, [client_of(desk, "KH9")], "太小")
    with desk.db.read() as session:
        assert "关系经理" in standing_text(key_account(session, major))


def test_many_key_accounts_are_read_beside_the_window(qtbot, show, context, major, monkeypatch):
    monkeypatch.setattr("app.ui.key_accounts.accounts.QUICK", 0)
    listed = show(KeyAccountsList(context))
    qtbot.waitUntil(lambda: column(listed, "name") == ["云岭茶业"])


def test_only_so_many_are_proposed_at_a_time(qtbot, listed, panel, monkeypatch):
    monkeypatch.setattr("app.ui.key_accounts.proposals.MOST_PROPOSED", 1)
    panel.reload()
    told = panel.findChild(QLabel, "proposalsTold")
    qtbot.waitUntil(lambda: "先建议最大的 1 个客户" in told.text())


def test_in_a_low_window_the_list_has_the_room(qtbot, context, major, proposed):
    listed = KeyAccountsList(context)
    qtbot.addWidget(listed)
    listed.resize(900, 400)
    with qtbot.waitExposed(listed):
        listed.show()
    told = listed.proposals.findChild(QLabel, "proposalsTold")
    qtbot.waitUntil(lambda: "建议 1 个客户" in told.text())
    assert not listed.proposals.table.isVisible()
    press(listed, "showProposals")
    assert listed.proposals.table.isVisible()
