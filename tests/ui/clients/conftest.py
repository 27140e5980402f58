import pytest

from app.domain.types import ClientKind
from app.ui.clients.page import ClientsPage
from tests.clients import new_client, new_contact, new_staff
from tests.filled import filled_once


@filled_once
def ids(desk):
    """Two clients, each with a contact."""
    manager = new_staff(desk, "李明")
    first = new_client(desk, "华东机械", manager_id=manager, grade="A", kind=ClientKind.COMPANY)
    second = new_client(desk, "江南轴承", region="华南")
    new_contact(desk, first, "曾丽", mobile="13812345678", taboos="不吃辣")
    new_contact(desk, second, "张伟")
    return [first, second]


@pytest.fixture
def page(qtbot, context, ids):
    made = ClientsPage(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made
