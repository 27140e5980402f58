import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QPlainTextEdit, QPushButton

from app.queries.topics import topic_rows
from app.services.topics import show_topic
from app.ui.board.card_tab import TeachingTab
from app.ui.board.teaching import TeachingView
from app.ui.settings.topics import TopicDialog, topic_settings
from tests.conftest import TODAY
from tests.log import new_client, new_staff


def rows(desk):
    with desk.db.read() as session:
        return topic_rows(session)


@pytest.fixture
def view(context, desk, qtbot):
    page = TeachingView(context)
    qtbot.addWidget(page)
    page.resize(1200, 600)
    page.show()
    return page


def test_who_does_not_know_it_yet_is_one_key_away(view, context, desk, qtbot):
    knows, other = new_client(desk), new_client(desk, "安徽茶业")
    show_topic(desk, rows(desk)[0].id, [knows], TODAY)
    first = view.model.record_at(0)
    assert (first.name, first.shown, first.missing) == ("怎样预订", 1, 1)
    view.table.setFocus()
    with qtbot.waitSignal(context.navigator.clients_wanted) as wanted:
        qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert wanted.args == ["还没教过“怎样预订”", [other]]
    with qtbot.waitSignal(context.navigator.clients_wanted) as wanted:
        view.detail.findChild(QPushButton, "showTaught").click()
    assert wanted.args[1] == [knows]


def test_it_is_narrowed_by_manager_and_words(view, desk, context):
    manager = new_staff(desk)
    show_topic(desk, rows(desk)[0].id, [new_client(desk, manager_id=manager)], TODAY)
    new_client(desk, "安徽茶业")
    view.manager.choose([manager])
    assert (view.model.record_at(0).shown, view.model.record_at(0).missing) == (1, 0)
    told = []
    context.navigator.told.connect(told.append)
    view.show_missing()
    assert told == ["没有这样的客户。"]
    view.search.setText("付款")
    assert [view.model.record_at(n).name for n in range(len(view.model.ids))] == ["付款与对账"]
    view.search.setText("没有这样的")
    view.show_missing()  # nothing chosen: nothing happens


def test_the_card_notes_what_was_taught_today(context, desk, qtbot):
    client_id = new_client(desk)
    tab = TeachingTab(context, client_id)
    qtbot.addWidget(tab)
    tab.show()
    topics = tab.findChild(QListWidget, "taughtTopics")
    assert "还没教" in topics.item(0).text()
    topics.setCurrentRow(0)
    tab.findChild(QPushButton, "taughtToday").click()
    assert "✓ 2025-12-20" in topics.item(0).text()
    assert rows(desk)[0].shown == 1


def test_the_office_edits_its_topics(context, desk, qtbot):
    page = topic_settings(context)
    qtbot.addWidget(page)
    page.show()
    page.add()
    asked = page.findChildren(TopicDialog)[-1]
    asked.findChild(QPushButton, "save").click()
    assert asked.isVisible()
    asked.findChild(QLineEdit, "name").setText("会员积分")
    asked.findChild(QPlainTextEdit, "details").setPlainText("怎样积分")
    asked.findChild(QPushButton, "save").click()
    assert rows(desk)[-1].name == "会员积分"
    page.list.setCurrentRow(page.list.count() - 1)
    page.edit()
    asked = next(d for d in page.findChildren(TopicDialog) if d.isVisible())
    assert asked.reload().details == "怎样积分"
    asked.findChild(QLineEdit, "name").setText("会员制度")
    asked.findChild(QPushButton, "save").click()
    assert rows(desk)[-1].name == "会员制度"
    page.delete()
    assert "会员制度" not in [row.name for row in rows(desk)]
    assert TopicDialog(context, (asked.reload() or asked.form.draft(), 0)).reload() is None
