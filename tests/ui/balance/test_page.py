from PySide6.QtWidgets import QLabel

from app.domain.balance import Balance
from app.domain.types import Tone
from app.ui.balance.page import BalanceView
from tests.clients import new_client
from tests.queries.test_balance import talk


def test_a_row_leads_to_its_entries(context, desk, qtbot):
    first, second = new_client(desk, "甲公司"), new_client(desk, "乙公司")
    entry = talk(desk, first, Tone.BUSINESS)
    other = talk(desk, second, Tone.EMOTIONAL)
    view = BalanceView(context)
    qtbot.addWidget(view)
    view.show()
    assert view.totals.text() == "两种都有 0 个　只有业务 1 个　只有情感 1 个　都没有 0 个"
    assert view.model.ids == [first, second]
    assert view.model.index(0, 5).data() == "■" * 10
    with qtbot.waitSignal(context.navigator.communications_wanted) as shown:
        view.table.opened.emit(first)
    assert shown.args == ["甲公司的沟通", [entry]]
    view.table.selectAll()
    with qtbot.waitSignal(context.navigator.communications_wanted) as shown:
        view.show_entries()
    assert shown.args[0] == "甲公司 等 2 个客户的沟通"
    assert set(shown.args[1]) == {entry, other}
    view.balance.choose([Balance.EMOTIONAL_ONLY])
    assert view.model.ids == [second]
    talk(desk, second, Tone.BUSINESS)
    assert view.model.ids == []
    view.show_entries()


def test_without_clients_it_says_what_comes_first(context, qtbot):
    view = BalanceView(context)
    qtbot.addWidget(view)
    view.show()
    titles = [label.text() for label in view.findChildren(QLabel)]
    assert "还没有客户" in titles
    assert "没有符合条件的记录" not in titles
