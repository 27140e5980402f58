"""The office made of real bookings: what goes in must come out, client by client."""

import json
import subprocess
import sys
from collections import defaultdict
from contextlib import redirect_stdout
from decimal import Decimal
from io import StringIO
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.db import Database
from app.domain.types import BookingStatus
from app.main import main
from app.models import Booking, Client, Receipt
from tests.measured import unmeasured

MAKER = Path(__file__).parents[3] / "shared" / "tools" / "make_office.py"
YEAR, CUT_OFF = "2016", "2017-12-31"

pytestmark = [
    pytest.mark.skipif(not MAKER.exists(), reason="the made office is not here"),
    pytest.mark.no_cover,  # each step has tests of its own, and these files are not everywhere
    pytest.mark.timeout(600),  # it makes and takes in 60,000 rows before its first line
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    command = [sys.executable, MAKER, folder]
    subprocess.run(command, check=True, capture_output=True)
    return folder


def keyou(office, *words):
    assert main(["--office", str(office), *words]) == 0


@pytest.fixture(scope="module")
def expected(made):
    return json.loads((made / "expected.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def taken_in(made, tmp_path_factory):
    office = tmp_path_factory.mktemp("office")
    files = {
        "clients": "客户档案.xlsx",
        "bookings": "预订明细.xlsx",
        "receipts": "收款明细.csv",
        "communications": "沟通记录.xlsx",
    }
    told = {}
    for kind, name in files.items():
        out = StringIO()
        with unmeasured(), redirect_stdout(out):
            keyou(office, "import", kind, str(made / name), "--join-duplicates", "--json")
        told[kind] = json.loads(out.getvalue())
    return office, told


def expected_year(expected, code):
    months = [Decimal(expected["months"].get(f"{code} {YEAR}-{n:02}", "0")) for n in range(1, 13)]
    year = expected["years"][YEAR].get(code, {})
    return {
        "months": months,
        "amount": Decimal(year.get("amount", "0")),
        "room_nights": int(year.get("room_nights", 0)),
        "bookings": int(year.get("bookings", 0)),
        "not_fulfilled": int(year.get("cancelled_or_no_show", 0)),
        "gross_profit": Decimal(year.get("gross_profit_where_cost_known", "0")),
        "received": Decimal(year.get("received", "0")),
    }


def told_year(line):
    return {
        "months": [Decimal(amount) for amount in line["months"]],
        "amount": Decimal(line["amount"]),
        "room_nights": line["room_nights"],
        "bookings": line["bookings"],
        "not_fulfilled": line["not_fulfilled"],
        "gross_profit": Decimal(line["gross_profit"] or 0),
        "received": Decimal(line["received"]),
    }


def check_rows(told, expected):
    assert [outcome["rejected"] for outcome in told.values()] == [0, 0, 0, 0]
    assert told["clients"]["added"] == expected["clients"]
    assert told["clients"]["joined"] == len(expected["duplicates"])
    assert told["bookings"]["added"] == expected["bookings"]
    assert told["receipts"]["added"] == expected["receipts"]
    assert told["communications"]["added"] == expected["log_entries"]


def check_months(office, expected):
    db = Database(office / "keyou.db")
    completed = select(Client.code, Booking.arrival_on, Booking.amount).join(
        Client, Client.id == Booking.client_id
    )
    months = defaultdict(Decimal)
    with db.read() as session:
        received = session.scalar(select(func.sum(Receipt.amount)))
        for code, day, amount in session.execute(
            completed.where(Booking.status == BookingStatus.COMPLETED)
        ):
            months[f"{code} {day:%Y-%m}"] += amount
    db.close()
    assert {month: str(amount) for month, amount in months.items()} == expected["months"]
    assert str(received) == expected["receipts_total"]


def check_years(office, expected, capsys):
    keyou(office, "screen", YEAR, "--cut-off", CUT_OFF, "--json")
    lines = {line["code"]: line for line in json.loads(capsys.readouterr().out)["lines"]}
    assert set(lines) == set(expected["names"])
    assert {code: told_year(line) for code, line in lines.items()} == {
        code: expected_year(expected, code) for code in lines
    }
    assert {code: line["name"] for code, line in lines.items()} == expected["names"]


def test_what_was_put_in_comes_out(taken_in, expected, capsys):
    """Rows, months and years in one test: the office takes half a minute to make."""
    office, told = taken_in
    check_rows(told, expected)
    check_months(office, expected)
    check_years(office, expected, capsys)
