"""The status bar's 撤销: what cannot be taken back, and what cannot be just now."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from app.db import Database, Desk
from app.domain.clients import ClientDraft
from app.errors import StorageError
from app.services.clients import add_client
from app.services.clients_bulk import set_grade
from app.ui.context import News
from app.ui.notices import NoticeBar
from tests.clients import new_client


@pytest.fixture
def full():
    """What makes a write fail: as a full disk does, until there is room again."""
    return []


@pytest.fixture
def desk_with_news(context, full):
    def before_write():
        if full:
            raise StorageError(full[0])

    db = Database(context.db.path, before_write)
    yield replace(context, desk=Desk(db, None, context.desk.clock), news=News(db))
    db.close()


@pytest.fixture
def bar(qtbot, desk_with_news):
    made = NoticeBar(desk_with_news)
    qtbot.addWidget(made)
    made.show()
    return made


def told(bar):
    return bar.findChild(QLabel, "notice").text()


def refused(bar):
    (box,) = bar.findChildren(QMessageBox)
    box.accept()
    box.setParent(None)
    return box.text()


def test_what_could_not_be_written_is_the_next_to_be_taken_back(bar, desk_with_news, full):
    for name in ("样例机电", "样例商务"):
        add_client(desk_with_news.desk, ClientDraft(name=name))
    full.append("磁盘已满。")
    bar.undo()
    assert refused(bar) == "磁盘已满。"
    full.clear()
    bar.undo()
    assert told(bar) == "已撤销：已新建客户 样例商务"


def test_beside_what_cannot_be_taken_back_no_button_stays_for_another(bar, desk_with_news):
    desk = desk_with_news.desk
    client_id = new_client(desk, "样例机电")
    set_grade(desk, [client_id], "A")
    set_grade(replace(desk, db=desk.db), [client_id], "B")
    bar._actions = bar._actions[:-1]  # the last change came from elsewhere
    bar.undo()
    assert refused(bar).startswith("不能撤销")
    assert bar.findChild(QPushButton, "undo").isHidden()
