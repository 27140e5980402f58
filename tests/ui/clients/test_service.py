"""What the card says of a client's service."""

from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from app.db import Desk
from app.domain.clients_agreements import AgreementDraft, RateDraft
from app.domain.types import GradeSource
from app.models import Client, ServiceStandard
from app.services.agreements import add_agreement
from app.ui.clients.agreement_dialog import AgreementDialog
from app.ui.clients.card import ClientCard
from app.ui.clients.dialog import ClientDialog
from tests.conftest import NOW, TODAY
from tests.log import new_entry
from tests.ui.shown import shown_texts


@pytest.fixture
def card(qtbot, context, ids):
    made = ClientCard(context, ids[0])
    qtbot.addWidget(made)
    made.show()
    return made


def grade(desk, client, letter):
    with desk.write() as session:
        found = session.get(Client, client)
        found.grade, found.grade_source = letter, GradeSource.HAND


def service(card):
    return shown_texts(card.findChild(QWidget, "service"))


def test_the_card_says_what_is_received_why_and_what_is_overdue(qtbot, card, desk, ids):
    new_entry(desk, ids[0], held_on=TODAY - timedelta(20))
    grade(desk, ids[0], "A")
    qtbot.waitUntil(lambda: "服务标准　按等级：A 级" in service(card))
    days = (TODAY - timedelta(20)).isoformat()
    assert f"⚠ 逾期 6 天：每 14 天；距上次 20 天（{days}）" in service(card)
    assert "客户优先：由关系经理专人照看。" in service(card)
    assert "⚠ 联系逾期 6 天" in shown_texts(card.head)
    new_entry(desk, ids[0], held_on=TODAY)
    qtbot.waitUntil(lambda: "⚠ 联系逾期 6 天" not in shown_texts(card.head))
    assert f"每 14 天；距上次 0 天（{TODAY}）　还有 14 天" in service(card)


def test_a_day_still_to_come_is_asked_to_be_checked(qtbot, card, desk, ids):
    ahead = Desk(desk.db, None, lambda: NOW + timedelta(3650))
    new_entry(ahead, ids[0], held_on=TODAY + timedelta(3650))
    grade(desk, ids[0], "A")
    qtbot.waitUntil(lambda: "⚠ 联系日期请核对" in shown_texts(card.head))
    assert "⚠ 记着 2035-12-18，那天还没有到，请核对" in service(card)


def test_a_grade_without_standard_falls_to_the_standing(qtbot, card, desk, ids):
    grade(desk, ids[0], "E")
    qtbot.waitUntil(lambda: "服务标准　E 级没有设服务标准，按准客户" in service(card))
    assert any("还没有过，建档已" in text for text in service(card))


def ceilings(desk):
    with desk.write() as session:
        for row in session.query(ServiceStandard):
            row.credit_ceiling, row.rate_ceiling = Decimal(50_000), "不低于 480 元"


def test_what_goes_beyond_a_ceiling_is_told_on_the_card(qtbot, card, desk, ids):
    ceilings(desk)
    rates = (RateDraft("标准间", rate=Decimal(400)),)
    add_agreement(desk, ids[0], AgreementDraft(number="协 1", rates=rates))
    with desk.write() as session:
        session.get(Client, ids[0]).credit_limit = Decimal(60_000)
    qtbot.waitUntil(lambda: "⚠ 信用额度超过上限" in shown_texts(card.head))
    assert "⚠ 协议价低于最低价" in shown_texts(card.head)
    assert any("⚠ 信用额度 60,000.00 元，超过" in text for text in service(card))
    assert any("标准间 400.00" in text for text in service(card))
    assert any(text.endswith("一般客户策略") for text in service(card))


def test_what_goes_beyond_a_ceiling_is_warned_of_while_typed(qtbot, context, desk, ids):
    ceilings(desk)
    agreement = AgreementDialog(context, ids[0])
    qtbot.addWidget(agreement)
    agreement.show()
    warning = agreement.findChild(QLabel, "warning")
    assert warning.isHidden()
    agreement.form.editor("rates").show_rates((RateDraft("标准间", rate=Decimal(400)),))
    agreement.form.editor("rates").changed.emit()
    assert "标准间 400.00；仍可保存。" in warning.text()
    agreement.form.editor("rates").table.item(0, 2).setText("便宜")
    assert warning.isVisible(), "what cannot be read changes nothing yet"

    client = ClientDialog.for_client(context, ids[0])
    qtbot.addWidget(client)
    client.show()
    warning = client.findChild(QLabel, "warning")
    assert warning.isHidden()
    client.form.editor("credit_limit").setText("60,000")
    client.form.editor("credit_limit").editingFinished.emit()
    assert "超过“" in warning.text()
    client.form.editor("credit_limit").setText("很多")
    client.form.editor("grade").setCurrentIndex(client.form.editor("grade").count() - 1)
    assert warning.isHidden()


def test_where_nothing_is_set_the_card_says_where_to_set_it(qtbot, card, desk):
    with desk.write() as session:
        for row in session.query(ServiceStandard):
            session.delete(row)
    qtbot.waitUntil(lambda: any("设置 · 服务标准" in text for text in service(card)))
