"""``keyou screen`` on a small office."""

import json
from argparse import Namespace
from datetime import date
from decimal import Decimal

import pytest

from app.cli.screening import MOST_TOLD, run_screening
from app.domain.types import Post
from app.errors import AppError, StorageError
from app.queries.screening.lines import screening_heads
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.screening.opening import open_screening
from tests.screening_office import CUT_OFF, YEAR, Office

KEYS = {
    "code", "name", "months", "amount", "room_nights", "bookings", "not_fulfilled",
    "gross_profit", "due", "received", "scores", "total", "available", "completeness",
    "grade", "rank",
}  # fmt: skip


@pytest.fixture
def office(desk):
    return Office(desk)


def wanted(**changed):
    plain = {"year": YEAR, "cut_off": CUT_OFF, "xlsx": None, "pdf": None, "sheets": None}
    return Namespace(**(plain | {"json": False} | changed))


def screen(desk, capsys, **changed):
    run_screening(lambda: desk, wanted(json=True, **changed))
    return json.loads(capsys.readouterr().out)


def test_the_json_has_the_keys_others_rely_on(desk, capsys, office):
    id_ = office.client("A", manager_id=office.staff("甲"))
    paid = office.booking(id_, date(2025, 3, 1), "1234.50", cost=Decimal("234.50"))
    office.receipt(id_, date(2025, 3, 2), "1000.10", paid)
    office.client("B", manager_id=1)
    office.done()
    told = screen(desk, capsys)
    assert told["year"] == YEAR
    first, second = told["lines"]
    assert set(first) == set(second) == KEYS
    assert first["months"] == ["0.00", "0.00", "1234.50", *["0.00"] * 9]
    assert (first["amount"], first["gross_profit"]) == ("1234.50", "1000.00")
    assert (first["due"], first["received"]) == ("1234.50", "1000.10")
    assert (first["room_nights"], first["bookings"], first["not_fulfilled"]) == (1, 1, 0)
    assert first["scores"] == {
        "volume": 2, "profit": 2, "safety": 10, "future": None, "cooperation": None,
    }  # fmt: skip
    assert (first["total"], first["available"], first["completeness"]) == (14, 80, 80)
    assert (first["grade"], first["rank"]) == ("D", 1)
    assert (second["gross_profit"], second["grade"], second["rank"]) == (None, None, None)
    assert second["scores"]["volume"] == 0


def test_people_get_a_short_ranking_and_the_spread_of_grades(desk, capsys, office):
    manager = office.staff("甲")
    for number in range(MOST_TOLD + 2):
        id_ = office.client(f"K{number:02}", manager_id=manager)
        office.booking(id_, date(2025, 3, 1), 1000)
    office.done()
    run_screening(lambda: desk, wanted())
    told = capsys.readouterr()
    assert "其余 2 个客户" in told.out
    assert "D  22  22,000.00" in told.out
    assert "正在保存" in told.err


def test_workbook_and_papers_are_written(desk, capsys, office, tmp_path, qapp):
    office.booking(office.client("A", manager_id=office.staff("甲")), date(2025, 3, 1), 10)
    office.done()
    files = {name: tmp_path / f"{name}.out" for name in ("pdf", "sheets")}
    book = tmp_path / "book.xlsx"
    screen(desk, capsys, xlsx=book, **files)
    assert book.read_bytes()[:2] == b"PK"
    assert {path.read_bytes()[:5] for path in files.values()} == {b"%PDF-"}


def test_what_is_approved_is_told_as_it_is(desk, capsys, office):
    boss = office.staff("总监", Post.DIRECTOR)
    id_ = office.client("A", manager_id=boss)
    office.booking(id_, date(2025, 3, 1), 10)
    office.done()
    before = screen(desk, capsys)
    submit_screening(office.at(boss), open_screening(desk, YEAR))
    approve_screening(office.at(boss), open_screening(desk, YEAR))
    office.booking(id_, date(2025, 4, 1), 10)
    run_screening(lambda: desk, wanted(json=True, cut_off=None))
    told = capsys.readouterr()
    assert json.loads(told.out) == before
    assert "没有重新统计" in told.err


@pytest.mark.parametrize("kind", ["xlsx", "pdf", "sheets"])
def test_a_file_that_cannot_be_written_is_told_before_anything_is_counted(
    desk, capsys, office, tmp_path, kind
):
    missing = tmp_path / "没有" / "排名"
    with pytest.raises(StorageError, match="找不到文件夹"):
        run_screening(lambda: desk, wanted(**{kind: missing}))
    with desk.db.read() as session:
        assert screening_heads(session) == []
    assert capsys.readouterr() == ("", "")


def test_two_papers_are_not_written_over_each_other(desk, tmp_path):
    place = tmp_path / "排名.pdf"
    with pytest.raises(AppError, match="不同的文件名"):
        run_screening(lambda: desk, wanted(pdf=place, sheets=tmp_path / "." / "排名.pdf"))
    assert not place.exists()
