"""What the card says of a client's service."""

from datetime import timedelta

import pytest
from PySide6.QtWidgets import QFrame, QLabel

from app.db import Desk
from app.domain.types import GradeSource
from app.models import Client, ServiceStandard
from app.ui.clients.card import ClientCard
from tests.conftest import NOW, TODAY
from tests.log import new_entry

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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


def told(widget):
    return [label.text() for label in widget.findChildren(QLabel)]


def service(card):
    return told(card.findChildren(QFrame, "service")[-1])


def test_the_card_says_what_is_received_why_and_what_is_overdue(qtbot, card, desk, ids):
    new_entry(desk, ids[0], held_on=TODAY - timedelta(20))
    grade(desk, ids[0], "A")
    qtbot.waitUntil(lambda: "服务标准　按等级：A 级" in service(card))
    days = (TODAY - timedelta(20)).isoformat()
    assert f"⚠ 逾期 6 天：每 14 天；距上次 20 天（{days}）" in service(card)
    assert "客户优先：由关系经理专人照看。" in service(card)
    assert "⚠ 联系逾期 6 天" in told(card.head)
    new_entry(desk, ids[0], held_on=TODAY)
    qtbot.waitUntil(lambda: "⚠ 联系逾期 6 天" not in told(card.head))
    assert f"每 14 天；距上次 0 天（{TODAY}）　还有 14 天" in service(card)


def test_a_day_still_to_come_is_asked_to_be_checked(qtbot, card, desk, ids):
    ahead = Desk(desk.db, None, lambda: NOW + timedelta(3650))
    new_entry(ahead, ids[0], held_on=TODAY + timedelta(3650))
    grade(desk, ids[0], "A")
    qtbot.waitUntil(lambda: "⚠ 联系日期请核对" in told(card.head))
    assert "⚠ 记着 2035-12-18，那天还没有到，请核对" in service(card)


def test_a_grade_without_standard_falls_to_the_standing(qtbot, card, desk, ids):
    grade(desk, ids[0], "E")
    qtbot.waitUntil(lambda: "服务标准　E 级没有设服务标准，按准客户" in service(card))
    assert any("还没有过，建档已" in text for text in service(card))


def test_where_nothing_is_set_the_card_says_where_to_set_it(qtbot, card, desk):
    with desk.write() as session:
        for row in session.query(ServiceStandard):
            session.delete(row)
    qtbot.waitUntil(lambda: any("设置 · 服务标准" in text for text in service(card)))
