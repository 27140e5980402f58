"""What the other pages are made of is loaded before they are shown."""

from importlib.util import find_spec
from pathlib import Path

import app.ui
from app.ui.page_modules import MODULES, load_pages
from tests.ui.waiting import settled

FIRST = "app.ui.today.page"


def test_every_module_is_there():
    assert [name for name in MODULES if find_spec(name) is None] == []


def test_no_page_is_left_out():
    folder = Path(app.ui.__file__).parent
    pages = {f"app.ui.{path.parent.name}.page" for path in folder.glob("*/page.py")}
    assert pages - set(MODULES) == {FIRST}


def test_a_module_that_cannot_be_loaded_waits_for_whoever_shows_its_page(
    qtbot, context, monkeypatch
):
    monkeypatch.setattr("app.ui.page_modules.MODULES", ("app.ui.nowhere",))
    load_pages(context.workers, context.news)
    settled(qtbot, context)
