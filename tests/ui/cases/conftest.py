"""A small office with problems, and the page they are shown on."""

import pytest
from PySide6.QtWidgets import QDialog

from app.ui.cases.page import CasesPage
from tests.clients import new_client


@pytest.fixture
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


@pytest.fixture
def dialog(qtbot, qapp):
    """Return the open window of a name, wherever its parent is."""

    def find(name):
        def shown():
            return [
                w
                for w in qapp.topLevelWidgets()
                if isinstance(w, QDialog) and w.objectName() == name and w.isVisible()
            ]

        qtbot.waitUntil(lambda: bool(shown()))
        return shown()[-1]

    return find
