from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import openpyxl
import pytest
from sqlalchemy import func, select

from app.domain.headings import Header
from app.domain.import_notes import layout_notes
from app.domain.imported import ImportOptions
from app.domain.types import BookingStatus, ImportKind
from app.errors import CancelledError, FileRefusedError
from app.exchange.importing import (
    change_layout,
    import_file,
    missing_columns,
    open_file,
    preview_file,
    propose_layout,
    remember_layout,
    take_in,
    taken_in_before,
)
from app.exchange.rejects import write_rejects
from app.models import (
    Booking,
    Client,
    ClientAlias,
    ClientFact,
    ClientYear,
    Communication,
    Contact,
    Receipt,
    Setting,
    Task,
)
from app.queries.imports import LAYOUTS
from app.services.imports import undo_import
from tests.exchange.files import write_book
from tests.exchange.office import make_office

JOIN = ImportOptions(join_duplicates=True)
FILES = {
    ImportKind.CLIENTS: "单位资料.xlsx",
    ImportKind.BOOKINGS: "消费明细.xlsx",
    ImportKind.RECEIPTS: "来款登记.txt",
    ImportKind.COMMUNICATIONS: "拜访记录.csv",
}
TABLES = (Client, ClientAlias, Contact, Booking, Receipt, Communication, Task, ClientYear)


def counts(desk):
    with desk.db.read() as session:
        return [session.scalar(select(func.count()).select_from(table)) for table in TABLES]


def take_in_all(desk, folder, options=JOIN, files=FILES):
    return {kind: take_in(desk, folder / name, kind, options)[2] for kind, name in files.items()}


def months(desk):
    found = defaultdict(Decimal)
    with desk.db.read() as session:
        query = select(Client.code, Booking.arrival_on, Booking.amount).join(
            Client, Client.id == Booking.client_id
        )
        for code, day, amount in session.execute(
            query.where(Booking.status == BookingStatus.COMPLETED)
        ):
            found[code, f"{day:%Y-%m}"] += amount
    return found


def test_an_offices_files_give_exactly_what_is_in_them(desk, tmp_path):
    office = make_office(tmp_path)
    done = take_in_all(desk, tmp_path)

    clients = done[ImportKind.CLIENTS]
    assert (clients.added, clients.joined) == (office.clients, len(office.duplicates))
    assert not any(outcome.rejected for outcome in done.values())
    assert done[ImportKind.BOOKINGS].added == office.bookings
    assert done[ImportKind.RECEIPTS].added == office.receipts
    assert done[ImportKind.COMMUNICATIONS].added == office.log
    assert dict(months(desk)) == dict(office.amounts)
    with desk.db.read() as session:
        assert session.scalar(select(func.sum(Receipt.amount))) == office.received
        assert session.scalar(select(func.sum(ClientYear.room_nights))) == office.room_nights
        assert set(session.scalars(select(ClientAlias.code))) == set(office.duplicates)
        assert all(session.scalars(select(ClientFact.search)))
        attached = select(func.count()).where(Receipt.booking_id.is_not(None))
        assert session.scalar(attached) == office.receipts - 2
        notes = set(session.scalars(select(Client.notes)))
    assert notes == {"=1+1 备注"}


def test_fault_57_the_same_files_twice_change_nothing(desk, tmp_path):
    make_office(tmp_path)
    take_in_all(desk, tmp_path)
    before = counts(desk)
    for outcome in take_in_all(desk, tmp_path).values():
        assert outcome.unchanged == outcome.rows
    assert counts(desk) == before


def test_undone_in_reverse_every_import_leaves_nothing_behind(desk, tmp_path):
    make_office(tmp_path)
    before = counts(desk)
    done = take_in_all(desk, tmp_path)
    for outcome in reversed(done.values()):
        undo_import(desk, outcome.batch_id)
    assert counts(desk) == before == [0] * len(TABLES)


def test_a_preview_says_what_the_import_does_and_writes_nothing(desk, tmp_path):
    make_office(tmp_path)
    for kind, name in FILES.items():
        before = counts(desk)
        _file, _layout, seen = take_in(desk, tmp_path / name, kind, JOIN, dry_run=True)
        assert counts(desk) == before
        assert seen.batch_id is None
        _file, _layout, done = take_in(desk, tmp_path / name, kind, JOIN)
        assert replace(done, batch_id=None) == seen


def test_without_joining_duplicates_open_files_of_their_own(desk, tmp_path):
    office = make_office(tmp_path)
    path = tmp_path / FILES[ImportKind.CLIENTS]
    outcome = take_in(desk, path, ImportKind.CLIENTS, ImportOptions())[2]
    assert outcome.added == office.clients + len(office.duplicates)
    certain = {
        tuple(sorted((like.name, like.other_name))) for like in outcome.likes if like.certain
    }
    assert len(certain) == len(office.duplicates)


def test_a_decision_of_the_clerk_goes_before_the_option(desk, tmp_path):
    office = make_office(tmp_path)
    path = tmp_path / FILES[ImportKind.CLIENTS]
    seen = take_in(desk, path, ImportKind.CLIENTS, JOIN, dry_run=True)[2]
    apart = {like.number: False for like in seen.likes}
    outcome = take_in(desk, path, ImportKind.CLIENTS, replace(JOIN, decisions=apart))[2]
    assert outcome.joined == 0
    assert outcome.added == office.clients + len(office.duplicates)


def test_fault_03_cancelled_or_killed_half_way_nothing_is_changed(desk, tmp_path):
    make_office(tmp_path)
    opened = open_file(tmp_path / FILES[ImportKind.CLIENTS])
    layout = propose_layout(desk, opened, ImportKind.CLIENTS)
    asked = []
    with pytest.raises(CancelledError):
        import_file(desk, opened, layout, JOIN, cancelled=lambda: asked.append(1) or True)
    assert asked
    assert counts(desk) == [0] * len(TABLES)


def test_stopped_at_the_last_moment_nothing_is_changed(desk, tmp_path):
    make_office(tmp_path)
    opened = open_file(tmp_path / FILES[ImportKind.BOOKINGS])
    layout = propose_layout(desk, opened, ImportKind.BOOKINGS)
    told, options = [0], ImportOptions(open_missing=True)
    with pytest.raises(CancelledError):
        import_file(
            *(desk, opened, layout, options),
            progress=lambda done, _of: told.append(done),
            cancelled=lambda: told[-1] == 90,
        )
    assert counts(desk) == [0] * len(TABLES)


def test_what_is_done_is_never_called_cancelled(desk, tmp_path):
    make_office(tmp_path)
    opened = open_file(tmp_path / FILES[ImportKind.CLIENTS])
    layout = propose_layout(desk, opened, ImportKind.CLIENTS)

    def stop_too_late(done, of):
        if done == of:
            raise CancelledError

    outcome = import_file(desk, opened, layout, JOIN, progress=stop_too_late)
    assert outcome.batch_id is not None
    assert counts(desk)[0] == outcome.added


@pytest.mark.parametrize("kind", ImportKind)
def test_progress_runs_from_reading_to_writing_and_ends_full(desk, tmp_path, kind):
    make_office(tmp_path)
    told = []
    options = ImportOptions(open_missing=True)
    path = tmp_path / FILES[kind]
    take_in(desk, path, kind, options, progress=lambda *step: told.append(step))
    assert told == sorted(told)
    assert told[-1] == (100, 100)


def test_rejected_rows_come_back_as_they_were_with_the_reason(desk, tmp_path):
    path = write_book(
        tmp_path / "收款.xlsx",
        [
            ["收款日期", "客户名称", "金额", "备注"],
            ["2026-13-45", "甲公司", "#N/A", "=HYPERLINK(1)"],
            ["2016-01-05", "无此公司", 5.5, "+86"],
            ["2016-01-06", None, 7, None],
        ],
    )
    opened, layout, outcome = take_in(desk, path, ImportKind.RECEIPTS, ImportOptions())
    assert len(outcome.rejected) == 3
    out = tmp_path / "退回.xlsx"
    assert write_rejects(opened, layout, outcome.rejected, out) == ()
    rows = [
        list(row) for row in openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True)
    ]
    assert rows[0] == ["收款日期", "客户名称", "金额", "备注", "退回原因"]
    assert rows[1][:4] == ["2026-13-45", "甲公司", "#N/A", "=HYPERLINK(1)"]
    assert "收款日期“2026-13-45”" in rows[1][4]
    assert "金额“#N/A”" in rows[1][4]
    assert rows[2][:4] == ["2016-01-05", "无此公司", 5.5, "+86"]
    assert "无此公司" in rows[2][4]
    assert rows[3][4] == "客户名称：没有写客户。"
    assert openpyxl.load_workbook(out).worksheets[0]["D2"].data_type == "s"


def test_rejected_rows_come_back_with_what_stood_outside_them(desk, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (
        ["2016 年用房明细", None, None, None, "单位：万元"],
        ["单位名称", "入住日期", "天数", "房价", "消费额", "实际结果"],
        ["无此公司", "2016-1-5", 2, 380, 12.5, "已入住"],
        [None, "2016-1-6", 2, 380, 3, "取消预订"],
    ):
        sheet.append(row)
    sheet.merge_cells("A3:A4")
    book.save(tmp_path / "a.xlsx")
    options, bookings = ImportOptions(), ImportKind.BOOKINGS
    opened, layout, outcome = take_in(desk, tmp_path / "a.xlsx", bookings, options)
    assert len(outcome.rejected) == 2
    write_rejects(opened, layout, outcome.rejected, tmp_path / "退回.xlsx")
    opening = ImportOptions(open_missing=True)
    _opened, layout, outcome = take_in(desk, tmp_path / "退回.xlsx", bookings, opening)
    assert layout.header.headings[4:] == ("消费额（万元）", "状态（实际结果）", "退回原因")
    assert layout.columns[-1] is None
    assert (outcome.added, outcome.rejected) == (2, ())
    with desk.db.read() as session:
        found = session.scalars(select(Booking).order_by(Booking.id)).all()
    assert [(one.amount, one.rate, one.status) for one in found] == [
        (Decimal(125_000), Decimal(380), BookingStatus.COMPLETED),
        (Decimal(30_000), Decimal(380), BookingStatus.CANCELLED),
    ]


def test_rejected_rows_keep_the_year_and_the_client_that_stood_above_them(desk, tmp_path):
    headings = ["单号", "预订日期", "抵离日期", "消费"]
    days = {"1月": ("12月20日", "12.30-1.2"), "2月": ("1月5日", "2.1-2.3"), "3月": ("", "3.9-3.7")}
    months = [
        [[f"2016年{month}用房"], ["客户：甲公司"], headings, [f"B{month}", *both, 5]]
        for month, both in days.items()
    ]
    path = write_book(tmp_path / "a.xlsx", *months, names=["一", "二", "三"])
    opened, layout, outcome = take_in(desk, path, ImportKind.BOOKINGS, ImportOptions())
    assert len(outcome.rejected) == 3
    back = tmp_path / "b.xlsx"
    write_rejects(opened, layout, outcome.rejected, back)
    book = openpyxl.load_workbook(back)
    assert book.sheetnames == [f"退回的行（2016年{n}月）" for n in (1, 2, 3)]
    opening = ImportOptions(open_missing=True)
    opened, layout, outcome = take_in(desk, back, ImportKind.BOOKINGS, opening)
    assert (outcome.added, len(outcome.rejected)) == (2, 1)
    write_rejects(opened, layout, outcome.rejected, back)
    book = openpyxl.load_workbook(back)
    book.active["C2"] = "3.5-3.7"
    book.save(back)
    assert take_in(desk, back, ImportKind.BOOKINGS, opening)[2].added == 1
    with desk.db.read() as session:
        found = session.scalars(select(Booking).order_by(Booking.id)).all()
    assert [f"{one.booked_on} {one.arrival_on} {one.departure_on}" for one in found] == [
        "2015-12-20 2015-12-30 2016-01-02",
        "2016-01-05 2016-02-01 2016-02-03",
        "None 2016-03-05 2016-03-07",
    ]


def test_hidden_and_filtered_rows_are_told_and_left_out_where_the_clerk_says_so(desk, tmp_path):
    book = openpyxl.Workbook()
    january, february, secret = book.active, book.create_sheet("2月"), book.create_sheet("底稿")
    january.title, secret.sheet_state = "1月", "hidden"
    for sheet in book.worksheets:
        sheet.append([None])
        sheet.append([None, "客户名称", "到店日期", "金额", "宾客"])
        for n in range(3):
            sheet.append([None, "甲公司", f"2016-1-{n + 5}", n + 1, sheet.title])
    january.row_dimensions[4].hidden = True
    february.row_dimensions[5].hidden = february.row_dimensions[9].hidden = True
    january.column_dimensions["D"].hidden = february.column_dimensions["A"].hidden = True
    book.save(tmp_path / "a.xlsx")
    opening = ImportOptions(open_missing=True)
    for visible_only, amount, told in ((True, 1 + 3 + 1 + 2, "不导入"), (False, 12, "也导入")):
        opened, layout, outcome = take_in(
            desk, tmp_path / "a.xlsx", ImportKind.BOOKINGS, opening, visible_only=visible_only
        )
        assert months(desk) == {("KH0001", "2016-01"): amount}
        undo_import(desk, outcome.batch_id)
        notes = layout_notes(opened.sheets, layout)
        rows = f"有 2 行在 Excel 里是隐藏的或被筛选掉的，{told}（行号 1月 4、2月 5）。"
        assert notes[:2] == (rows, "在 Excel 里隐藏的列，也导入：金额。")
        assert notes[-1] == "没有导入的工作表：底稿（隐藏的）。"


def test_a_refund_sent_back_alone_is_still_one(desk, tmp_path):
    rows = [["收款日期", "客户名称", "金额"], *(["2016-1-5", "甲公司", n] for n in (5, 5, -5))]
    path = write_book(tmp_path / "a.xlsx", rows)
    opened, layout, outcome = take_in(desk, path, ImportKind.RECEIPTS, ImportOptions())
    write_rejects(opened, layout, outcome.rejected[2:], tmp_path / "b.xlsx")
    opening = ImportOptions(open_missing=True)
    assert take_in(desk, tmp_path / "b.xlsx", ImportKind.RECEIPTS, opening)[2].added == 1
    rows[1][2] = rows[2][2] = -5
    path = write_book(tmp_path / "c.xlsx", rows)
    opened, layout, outcome = take_in(desk, path, ImportKind.RECEIPTS, opening)
    assert (outcome.added, len(outcome.rejected)) == (0, 3)
    write_rejects(opened, layout, outcome.rejected, tmp_path / "d.xlsx")
    assert take_in(desk, tmp_path / "d.xlsx", ImportKind.RECEIPTS, opening)[2].added == 0


def test_a_table_without_a_needed_column_is_refused_by_name(desk, tmp_path):
    path = write_book(tmp_path / "a.xlsx", [["收款日期", "客户名称"], ["2016-1-5", "甲"]])
    with pytest.raises(FileRefusedError, match="金额"):
        take_in(desk, path, ImportKind.RECEIPTS, ImportOptions())
    path = write_book(tmp_path / "b.xlsx", [["甲", "乙"], [1, 2]])
    with pytest.raises(FileRefusedError, match="没有找到收款明细的表头"):
        take_in(desk, path, ImportKind.RECEIPTS, ImportOptions())


def test_a_table_that_cannot_be_taken_in_is_refused_with_what_to_do(desk, tmp_path):
    bookings, options = ImportKind.BOOKINGS, ImportOptions()
    months = [f"{n}月" for n in range(1, 13)]
    for headings in (["客户名称", *months], ["客户名称", *months, "合计"]):
        row = ["甲公司", *range(len(headings) - 1)]
        path = write_book(tmp_path / "a.xlsx", [["2016年消费汇总"], headings, row])
        with pytest.raises(FileRefusedError, match="改成“客户名称、月份、金额”三列"):
            take_in(desk, path, bookings, options)
    headings = ["客户编号", "客户名称", "客户经理", *months]
    path = write_book(tmp_path / "a.xlsx", [headings, ["A1", "甲公司", "王丽", *range(12)]])
    opened, layout, _outcome = take_in(desk, path, ImportKind.CLIENTS, options, dry_run=True)
    assert any("每个月一列" in note for note in layout_notes(opened.sheets, layout))
    rows = [["甲公司"], ["入住日期", "金额"], ["2016-1-5", 5]]
    path = write_book(tmp_path / "b.xlsx", rows)
    with pytest.raises(FileRefusedError, match="单独写一行“客户：名称”"):
        take_in(desk, path, bookings, options)
    path = write_book(tmp_path / "c.xlsx", [["客户：甲公司"], *rows[1:]])
    told = take_in(desk, path, bookings, ImportOptions(open_missing=True))[2]
    assert told.opened == ("甲公司",)
    path = write_book(tmp_path / "d.xlsx", [["客户名称", "月份", "金额"], ["甲公司", "2016-01", 5]])
    assert take_in(desk, path, bookings, options)[2].added == 1


def test_accounts_of_receipts_are_those_of_bookings_where_the_office_knows_them(desk, tmp_path):
    bookings = [["客户编号", "客户名称", "到店日期", "预订号", "金额"]]
    bookings += [["5", "甲公司", "2016-1-5", f"90{n}", 5] for n in range(3)]
    path = write_book(tmp_path / "a.xlsx", bookings)
    receipts = [["收款日期", "账号", "金额"], ["2016-1-9", "901", 5], ["2016-1-9", 902, 5]]
    other = write_book(tmp_path / "b.xlsx", receipts)
    opening = ImportOptions(open_missing=True)
    for known, name in ((False, "client_code"), (True, "booking_number")):
        _opened, layout, outcome = take_in(desk, other, ImportKind.RECEIPTS, opening)
        assert (layout.columns[1], outcome.added) == (name, 2 * known)
        take_in(desk, path, ImportKind.BOOKINGS, opening)
    with desk.db.read() as session:
        assert all(one.booking_id for one in session.scalars(select(Receipt)))
        (code,) = session.scalars(select(Client.code))
    receipts[1:] = [["2016-1-9", code, 5], ["2016-1-9", "甲", 5]]
    layout = propose_layout(desk, open_file(write_book(tmp_path / "c.xlsx", receipts)))
    assert layout.columns[1] == "client_code"


def test_columns_a_clerk_chose_are_remembered_for_these_headings(desk, tmp_path):
    rows = [["日子", "谁家", "多少钱"], ["2016-1-5", "甲", 5]]
    opened = open_file(write_book(tmp_path / "a.xlsx", rows))
    layout = change_layout(desk, opened, ImportKind.RECEIPTS, 0, 0)
    assert len(missing_columns(layout)) == 3
    chosen = replace(layout, columns=("received_on", "client_name", "amount"))
    remember_layout(desk, chosen)
    remember_layout(desk, chosen)
    again = change_layout(desk, opened, ImportKind.RECEIPTS, 0, 0)
    assert again.columns == chosen.columns
    assert again.header == Header(0, 1, ("日子", "谁家", "多少钱"))
    assert preview_file(desk, opened, again, ImportOptions()).rows == 1
    remember_layout(desk, replace(chosen, columns=("received_on", None, "gone")))
    assert change_layout(desk, opened, ImportKind.RECEIPTS, 0, 0).columns == (None, None, None)


def test_remembered_columns_go_with_their_headings_in_whatever_order_they_stand(desk, tmp_path):
    rows = [["日子", "谁家", "多少钱", "备注", ""], ["2016-1-5", "甲", 5, "转", "x"]]
    opened = open_file(write_book(tmp_path / "a.xlsx", rows))
    layout = change_layout(desk, opened, ImportKind.RECEIPTS, 0, 0)
    columns = ("received_on", "client_name", "amount", None, "notes")
    remember_layout(desk, replace(layout, columns=columns[: len(layout.columns)]))
    turned = [[row[place] for place in (3, 2, 0, 1)] for row in rows]
    opened = open_file(write_book(tmp_path / "b.xlsx", turned))
    again = change_layout(desk, opened, ImportKind.RECEIPTS, 0, 0)
    assert again.columns == (None, "amount", "received_on", "client_name")


def test_headings_a_clerk_explained_are_known_again_by_themselves(desk, tmp_path):
    rows = [["登记本"], ["日子", "谁家", "多少钱"], ["2016-1-5", "甲", 5]]
    path = write_book(tmp_path / "a.xlsx", rows)
    opened = open_file(path)
    assert propose_layout(desk, opened) is None
    layout = change_layout(desk, opened, ImportKind.RECEIPTS, 0, 1)
    chosen = replace(layout, columns=("received_on", "client_name", "amount"))
    remember_layout(desk, chosen)
    assert propose_layout(desk, opened) == chosen
    assert propose_layout(desk, opened, ImportKind.BOOKINGS) is None
    told = take_in(desk, path, ImportKind.RECEIPTS, ImportOptions(open_missing=True))[2]
    assert told.added == 1


def test_columns_remembered_without_their_headings_are_guessed_anew(desk, tmp_path):
    opened = open_file(write_book(tmp_path / "a.xlsx", [["客户名称", "备注"], ["甲", "好"]]))
    layout = propose_layout(desk, opened, ImportKind.CLIENTS)
    remember_layout(desk, layout)
    for kept in (["notes", "name"], [["客户名称"]], [["客户名称", 5]], "name"):
        with desk.write() as session:
            row = session.scalars(select(Setting).where(Setting.key == LAYOUTS)).one()
            row.value = dict.fromkeys(row.value, kept)
        assert propose_layout(desk, opened, ImportKind.CLIENTS).columns == ("name", "notes")


def test_the_very_same_file_is_noticed(desk, tmp_path):
    make_office(tmp_path)
    path = tmp_path / FILES[ImportKind.CLIENTS]
    opened, _layout, outcome = take_in(desk, path, ImportKind.CLIENTS, JOIN)
    assert taken_in_before(desk, opened).id == outcome.batch_id
    undo_import(desk, outcome.batch_id)
    assert taken_in_before(desk, opened) is None
