"""The page 今日, shown, with a client and something to do."""

from datetime import timedelta

import pytest

from app.domain.tasks import TaskDraft
from app.services.tasks import add_task
from app.ui.today.page import TodayPage
from tests.conftest import TODAY
from tests.filled import filled_once
from tests.log import new_client, new_contact
from tests.ui.waiting import settled


@filled_once
def client_id(desk):
    found = new_client(desk)
    new_contact(desk, found, "张伟", mobile="13800000001", main=True)
    return found


@filled_once
def task_id(desk, client_id):
    return add_task(desk, TaskDraft(client_id, title="寄合同", due_on=TODAY))


@filled_once
def later_id(desk, client_id):
    return add_task(desk, TaskDraft(client_id, title="回访", due_on=TODAY + timedelta(2)))


@pytest.fixture
def page(qtbot, context):
    made = TodayPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    settled(qtbot, context)
    return made
