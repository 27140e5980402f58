"""The measurements run, on a tiny office; how fast is for ``python -m bench`` to say."""

from importlib import import_module
from shutil import copyfile
from unittest.mock import patch

import pytest

from app.config import OfficeFolder
from app.db import Database, Desk
from app.models import Action, Communication
from bench.__main__ import GROUPS, main
from bench.figures import Figure, percentile95, table
from bench.office import TINY, TODAY, make_office

pytestmark = pytest.mark.no_cover  # it looks at the whole, and each part has tests of its own


@pytest.fixture(scope="module")
def office(tmp_path_factory):
    folder = tmp_path_factory.mktemp("bench")
    make_office(folder / "keyou.db", TINY)
    return folder


def test_a_figure_keeps_to_its_bars_or_not():
    assert Figure("list", 40, most=50).met
    assert not Figure("list", 60, most=50).met
    assert Figure("import", 290, floor=100, most_ratio=3).met
    assert not Figure("import", 310, floor=100, most_ratio=3).met
    assert Figure("told only", 1e9).met


def test_a_table_names_what_misses_its_bar():
    kept = Figure("opening a card", 20, most=30)
    missed = Figure("import", 400, floor=100, most_ratio=3)
    lines = table([kept, missed]).splitlines()
    assert lines[2] == "| opening a card | 20.0 ms |  |  | ≤ 30 ms | yes |"
    assert lines[3] == "| import | 400.0 ms | 100.0 | 4.00 × | ≤ 3 × | NO |"


def test_95_of_100_times_stay_below_the_percentile():
    assert percentile95([1.0] * 96 + [50.0] * 4) == 1
    assert percentile95([1.0] * 90 + [50.0] * 10) == 50


def test_every_group_has_a_module():
    assert all(callable(import_module(f"bench.{name}").figures) for name in GROUPS)


def test_a_screening_is_compiled_beside_its_floor(office):
    (figure,) = import_module("bench.screening").figures(office)
    assert figure.ratio is not None
    assert figure.most_ratio == 3


def test_an_import_takes_the_same_rows_as_its_floor(office):
    (figure,) = import_module("bench.imports").figures(office, rows=40, runs=1)
    assert figure.name.startswith("import of 40 bookings")


def test_the_price_of_safety_is_taken_with_and_without(office, tmp_path):
    """Without the journal nothing is kept of what was done, and the work is the same."""
    safety = import_module("bench.safety")
    folder = OfficeFolder(tmp_path)
    copyfile(office / "keyou.db", folder.database)
    figures = list(safety.prices(folder, folder, saves=1, rows=5, runs=1))
    assert [figure.name.partition(" (")[0] for figure in figures] == [
        "save of one entry",
        "save of one entry, encrypted",
        "import of 5 bookings",
        "import of 5 bookings, encrypted",
    ]
    db = Database(folder.database)
    with patch("app.db.database.Recorder", safety.Forgetful):
        safety.save_entry(Desk(db))
    with db.read() as session:
        assert session.query(Communication).filter_by(held_on=TODAY).count() == 1
        assert session.query(Action).count() == 0
    db.close()


def test_exports_are_written_beside_their_floor(office):
    names = [figure.name for figure in import_module("bench.exports").figures(office, runs=1)]
    assert names[1].startswith("export of 300 bookings")
    assert names[2] == "screening workbook of 30 clients"


def test_the_page_of_figures_is_written(office, tmp_path, capfd):
    page = tmp_path / "speed.md"
    main(["--office", str(office), "--only", "papers", "--write", str(page)])
    assert "ranking of 30 lines as PDF" in page.read_text("utf-8")
    assert "ranking of 30 lines as PDF" in capfd.readouterr().out


def test_today_and_the_calendar_are_asked_beside_their_floor(office):
    names = [figure.name for figure in import_module("bench.today").figures(office)]
    assert names[0].startswith("today for everyone")
    assert names[1] == "a calendar month for everyone"
