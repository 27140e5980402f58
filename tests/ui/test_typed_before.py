"""What earlier versions kept beside the file comes into it once, and goes there."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QByteArray

from app.db import Database, Desk
from app.queries.screening.typed_scores import typed_scores
from app.ui.typed_before import take_over_typed
from tests.screening_office import Office

TYPED = {"future.points": "8", "future.reason": "欧阳慕白要走"}


@pytest.fixture
def year(desk):
    office = Office(desk)
    clients = office.year_of_three([office.staff("小陈"), office.staff("小周")])
    return office.compiled(), clients


def test_what_was_typed_is_in_the_file_and_no_longer_beside_it(context, year, qtbot, tmp_path):
    screening_id, clients = year
    preferences = context.preferences
    preferences.keep(f"screening/{screening_id}/typed", json.dumps({clients["A"]: TYPED}))
    preferences.keep("shell/geometry", QByteArray(b"size"))
    take_over_typed(context)
    qtbot.waitUntil(lambda: preferences.keys() == ["shell/geometry"])
    with context.db.read() as session:
        assert typed_scores(session, screening_id) == {clients["A"]: TYPED}
    assert "future" not in (tmp_path / "preferences.ini").read_text("utf-8")


@pytest.mark.parametrize("stored", ["", "[1", "[1]", '{"x": 1}', '{"1": 2}'])
def test_what_cannot_be_read_goes_too(context, year, qtbot, stored):
    screening_id, _clients = year
    context.preferences.keep(f"screening/{screening_id}/typed", stored)
    take_over_typed(context)
    qtbot.waitUntil(lambda: context.preferences.keys() == [])


def test_what_could_not_be_taken_over_stays_for_the_next_start(context, year, qtbot):
    screening_id, clients = year
    stored = json.dumps({clients["A"]: TYPED})
    context.preferences.keep(f"screening/{screening_id}/typed", stored)
    closed = Database(context.db.path, only_looked_at=True)
    take_over_typed(replace(context, desk=Desk(closed)))
    qtbot.waitUntil(lambda: not context.workers.busy)
    assert context.preferences.text(f"screening/{screening_id}/typed") == stored
