"""A small office with key accounts, and ways to find what opens."""

from datetime import date
from decimal import Decimal

import pytest

from app.services.facts import refresh_facts
from app.services.key_accounts import confirm_key_account
from tests.filled import filled_once
from tests.key_accounts import client_of, new_staff
from tests.trade import new_booking


@pytest.fixture
def person(desk):
    return new_staff(desk, "江望舒")


@pytest.fixture
def heir(desk):
    return new_staff(desk, "沈若溪")


@filled_once
def major(desk, person):
    client = client_of(desk, "KH1", person, name="云岭茶业", name_key="yunling")
    confirm_key_account(desk, client, person)
    return client


@filled_once
def proposed(desk, person):
    """A large client that is no key account yet."""
    client = client_of(desk, "KH2", person, name="远航机械", name_key="yuanhang", grade="A")
    with desk.write() as session:
        new_booking(session, client, date(2025, 5, 1), amount=Decimal(9000))
        refresh_facts(session, [client])
    return client


@pytest.fixture
def show(qtbot):
    def shown(widget):
        qtbot.addWidget(widget)
        widget.resize(1180, 690)
        with qtbot.waitExposed(widget):
            widget.show()
        return widget

    return shown
