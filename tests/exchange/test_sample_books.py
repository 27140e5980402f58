"""The sample's files are an office's own: other styles, the same values."""

import csv
from datetime import date
from decimal import Decimal

from openpyxl import load_workbook

from app.domain.sample import sample_office
from app.exchange.sample_books import write_sample_books
from tests.measured import unmeasured

TODAY = date(2025, 12, 20)


def test_the_files_hold_the_office_with_quirks(tmp_path):
    with unmeasured():
        office = sample_office(TODAY)
    clients, bookings, receipts, log = write_sample_books(tmp_path, TODAY)
    rows, booked, noted = map(rows_of, (clients, bookings, log))
    assert rows[0][0] == "客户档案一览表"
    assert rows[1][:2] == ("客户编号", "客户名称")
    assert rows[-1][:2] == ("合计", len(office.clients))
    assert "现结" in {row[15] for row in rows}
    del booked[0]
    assert len(booked) == len(office.bookings)
    assert any(isinstance(row[10], str) for row in booked)
    assert isinstance(booked[0][3], str)
    text = receipts.read_bytes().decode("gb18030")
    paid = list(csv.reader(text.splitlines()))[1:]
    total = sum(Decimal(row[2].replace(",", "")) for row in paid)
    assert total == sum(one.amount for one in office.receipts)
    assert len(noted) == len(office.entries) + 1


def rows_of(path):
    with unmeasured():
        return list(load_workbook(path).active.values)
