"""The sample office as an office's own files, with their quirks, for showing the import."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from app.domain.sample import SampleOffice, sample_office
from app.domain.sample.records import SampleBooking, SampleClient, SampleEntry
from app.whole_files import whole_file

Cell = str | int | float | date | datetime | None

CLIENT_HEADINGS = (
    "客户编号",
    "客户名称",
    "简称",
    "客户类别",
    "行业",
    "市场细分",
    "地区",
    "地址",
    "电话",
    "联系人",
    "职务",
    "手机",
    "生日",
    "客户经理",
    "信用额度",
    "账期（天）",
    "备注",
)
BOOKING_HEADINGS = (
    "预订号",
    "客户名称",
    "预订日期",
    "到店日期",
    "离店日期",
    "类型",
    "房型",
    "房数",
    "房夜",
    "平均房价",
    "金额",
    "成本",
    "状态",
    "客人姓名",
)
RECEIPT_HEADINGS = ("收款日期", "客户名称", "金额", "收款方式", "对应预订号", "备注")
LOG_HEADINGS = (
    "日期",
    "客户名称",
    "联系人",
    "方式",
    "类别",
    "内容",
    "客户反馈",
    "下次跟进",
    "经办人",
)
AS_TEXT_EVERY, SLASHED_EVERY = 11, 7


def book_places(folder: Path) -> tuple[Path, Path, Path, Path]:
    """Return where clients, bookings, receipts and the log are written in a folder."""
    clients, bookings = folder / "客户档案.xlsx", folder / "预订明细.xlsx"
    return clients, bookings, folder / "收款明细.csv", folder / "沟通记录.xlsx"


def write_sample_books(folder: Path, today: date) -> tuple[Path, Path, Path, Path]:
    """Write clients, bookings, receipts and the log into a folder; return the four paths.

    Raises:
        StorageError: A file cannot be written.
    """
    office = sample_office(today)
    names = {client.code: client.name for client in office.clients}
    clients, bookings, receipts, log = book_places(folder)
    _write_book(clients, "客户档案", CLIENT_HEADINGS, map(_client, office.clients), titled=True)
    rows = (_booking(n, one, names) for n, one in enumerate(office.bookings))
    _write_book(bookings, "预订明细", BOOKING_HEADINGS, rows)
    _write_receipts(receipts, office, names)
    entries = (_entry(one, names) for one in office.entries)
    _write_book(log, "沟通记录", LOG_HEADINGS, entries)
    return clients, bookings, receipts, log


def _client(client: SampleClient) -> Sequence[Cell]:
    person = client.contacts[0]
    terms = "现结" if client.terms_days == 0 else client.terms_days
    return (
        client.code,
        client.name,
        client.short_name,
        client.kind.label,
        client.industry,
        client.segment,
        client.region,
        client.address,
        client.telephones,
        person.name,
        person.post,
        int(person.mobile),  # as spreadsheets keep telephones
        person.birthday.text if person.birthday else None,
        client.manager,
        _money(client.credit_limit),
        terms,
        client.notes,
    )


def _booking(number: int, booking: SampleBooking, names: dict[str, str]) -> Sequence[Cell]:
    arrival: Cell = booking.arrival_on
    if number % SLASHED_EVERY == 0:
        arrival = booking.arrival_on.strftime("%Y/%m/%d")
    amount = _money(booking.amount)
    return (
        booking.number,
        names[booking.client_code],
        booking.booked_on,
        arrival,
        booking.departure_on,
        booking.kind.label,
        booking.room_type,
        booking.rooms,
        booking.room_nights,
        _money(booking.rate),
        f"{booking.amount:,.2f}" if number % AS_TEXT_EVERY == 0 else amount,
        _money(booking.cost),
        booking.status.label,
        booking.guest,
    )


def _entry(entry: SampleEntry, names: dict[str, str]) -> Sequence[Cell]:
    return (
        datetime.combine(entry.held_on, entry.held_time),
        names[entry.client_code],
        entry.contact,
        entry.channel.label,
        entry.purpose.label,
        entry.summary,
        entry.reaction.label if entry.reaction else None,
        entry.next_on,
        entry.staff,
    )


def _write_receipts(path: Path, office: SampleOffice, names: dict[str, str]) -> None:
    """Write as bookkeeping programs do: GB18030, Windows line ends, thousands in some amounts."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(RECEIPT_HEADINGS)
    for number, one in enumerate(office.receipts):
        amount = f"{one.amount:,.2f}" if number % AS_TEXT_EVERY == 0 else f"{one.amount:.2f}"
        writer.writerow(
            (
                one.received_on.isoformat(),
                names[one.client_code],
                amount,
                one.method.label,
                one.booking_number,
                one.notes,
            )
        )
    with whole_file(path) as file:
        file.write_bytes(text.getvalue().encode("gb18030"))


def _write_book(
    path: Path,
    title: str,
    headings: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    titled: bool = False,
) -> None:
    """Write a sheet; ``titled`` with a merged title on top and a totals row below."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    if titled:
        sheet.append([f"{title}一览表"])
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headings))
        sheet["A1"].font = Font(bold=True, size=16)
    sheet.append(list(headings))
    count = 0
    for row in rows:
        sheet.append(list(row))
        count += 1
    if titled:
        sheet.append(["合计", count])
    with whole_file(path) as file:
        book.save(file)


def _money(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)
