"""The head of a card where there is little room."""

import pytest
from PySide6.QtWidgets import QLabel

from app.queries.clients.card import client_head
from app.ui.clients.head import HeadPanel
from tests.clients import new_client
from tests.conftest import TODAY

LATE = ["联系逾期 31 天", "拜访逾期 278 天"]


@pytest.mark.parametrize("width", [560, 1200])
def test_the_name_is_whole_and_what_is_overdue_goes_below_it_where_there_is_no_room(
    qtbot, desk, context, width
):
    client_id = new_client(desk, "云溪远航重型机械股份有限公司")
    with desk.db.read() as session:
        found = client_head(session, client_id, today=TODAY)
    head = HeadPanel()
    qtbot.addWidget(head)
    head.show_head(found, LATE)
    head.resize(width, 200)
    with qtbot.waitExposed(head):
        head.show()
    name = head.findChild(QLabel, "clientName")
    assert name.width() >= name.sizeHint().width()
    last = next(one for one in head.findChildren(QLabel) if LATE[1] in one.text())
    assert (last.y() > name.y() + name.height() // 2) == (width < 600)
    assert last.geometry().right() <= last.parentWidget().width()
