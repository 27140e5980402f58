"""A small office with problems, and the page they are shown on."""

import pytest

from app.ui.cases.page import CasesPage
from tests.clients import new_client
from tests.filled import filled_once


@filled_once
def client_id(desk):
    return new_client(desk)


@pytest.fixture
def page(qtbot, context, client_id):
    made = CasesPage(context)
    qtbot.addWidget(made)
    made.resize(1180, 690)
    with qtbot.waitExposed(made):
        made.show()
    return made
