import codecs
import os
from datetime import date, datetime, time

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from app.domain.cells import FormulaCell
from app.errors import CancelledError, FileRefusedError
from app.exchange.reading.reader import read_file
from tests.exchange.files import (
    OLD_WORKBOOK,
    change_part,
    record,
    with_bytes,
    write_book,
    write_compound,
    write_open_document,
)

SHEET = "xl/worksheets/sheet1.xml"
TABLE = [["客户名称", "金额"], ["甲", 3], ["乙", "1,234.50"]]


def rows_of(path):
    (sheet,) = read_file(path)
    return [list(row) for row in sheet.rows]


def test_a_workbooks_cells_come_as_they_are(tmp_path):
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C2"] = "名称", "日期"
    sheet["B3"], sheet["C3"] = 13800138000, datetime(2016, 1, 5)
    sheet["B4"], sheet["C4"] = True, time(14, 30)
    book.create_sheet("空")
    book.save(path)
    assert rows_of(path) == [
        [],
        ["名称", "日期"],
        [13800138000.0, date(2016, 1, 5)],
        [True, time(14, 30)],
    ]


def test_every_filled_sheet_is_read(tmp_path):
    path = write_book(tmp_path / "a.xlsx", TABLE, [["x"]], names=["一", "二"])
    assert [sheet.name for sheet in read_file(path)] == ["一", "二"]


def test_fault_53_a_lying_dimension_is_not_trusted(tmp_path):
    path = write_book(tmp_path / "a.xlsx", TABLE)
    change_part(path, SHEET, lambda xml: xml.replace(b'ref="A1:B3"', b'ref="A1"'))
    assert len(rows_of(path)) == 3


def test_what_excel_did_not_compute_is_kept_apart(tmp_path):
    path = write_book(tmp_path / "a.xlsx", [["x"]], [["=A1+1", "=1+1 不是公式", "y"]])
    sheet2 = SHEET.replace("1.xml", "2.xml")
    error = b'<c r="D1" t="e"><v>#REF!</v></c></row>'
    change_part(path, sheet2, lambda xml: xml.replace(b"</row>", error))
    ((_x,), row) = (sheet.rows[0] for sheet in read_file(path))
    assert row == ["=A1+1", "=1+1 不是公式", "y", "#REF!"]
    assert isinstance(row[0], FormulaCell)
    assert not isinstance(row[3], FormulaCell)


def test_the_1904_system_is_noticed(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.worksheets[0].append([datetime(2016, 1, 5), 40912])
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_file(tmp_path / "a.xlsx")
    assert sheet.system_1904
    assert sheet.rows[0] == [date(2016, 1, 5), 40912.0]


def test_cells_merged_downwards_are_told(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B1"], sheet["B2"], sheet["C2"] = "客户名称", "甲", 3
    sheet.merge_cells("B2:B4")
    sheet.merge_cells("C5:D5")
    book.save(tmp_path / "a.xlsx")
    (found,) = read_file(tmp_path / "a.xlsx")
    assert list(found.merged) == [(1, 3, 0)]


def test_fault_54_an_old_workbook_is_read_whatever_its_name(tmp_path):
    path = tmp_path / "renamed.csv"
    path.write_bytes(OLD_WORKBOOK)
    rows = rows_of(path)
    assert rows[2] == [date(2016, 1, 5), "华东机械有限公司", 1234.5, "电汇"]
    assert rows[3][2] == "(500.00)"


@pytest.mark.parametrize("name", ["a.xls", "a.ods", "a.csv", "a"])
def test_a_workbook_is_read_whatever_its_name(tmp_path, name):
    path = write_book(tmp_path / "a.xlsx", TABLE)
    assert rows_of(path.rename(tmp_path / name)) == [list(row) for row in TABLE]


@pytest.mark.parametrize("name", ["a.xlsx", "a.ods"])
def test_an_old_workbook_called_otherwise_is_read(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(OLD_WORKBOOK)
    assert rows_of(path)[2][1] == "华东机械有限公司"


def test_an_open_document_is_read(tmp_path):
    cells = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
    path = write_open_document(tmp_path / "a.ods", f"<table:table-row>{cells}</table:table-row>")
    assert rows_of(path) == [["甲"]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_fault_55_text_tables_in_every_encoding(tmp_path, encoding, separator):
    path = tmp_path / "a.csv"
    text = f'客户名称{separator}金额\r\n𠮷野€{separator}"1,234.50"\r\n'
    path.write_bytes(text.encode(encoding))
    assert rows_of(path) == [["客户名称", "金额"], ["𠮷野€", "1,234.50"]]


def test_big_endian_text_is_read(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(codecs.BOM_UTF16_BE + "甲\t乙".encode("utf-16-be"))
    assert rows_of(path) == [["甲", "乙"]]


def test_a_long_note_with_line_breaks_is_one_cell(tmp_path):
    note = "长" * 70_000 + "\n第二行"
    path = tmp_path / "a.csv"
    path.write_text(f'甲,"{note}"\n', "utf-8")
    assert rows_of(path) == [["甲", note]]


def test_a_stray_zero_byte_makes_no_text_unreadable(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("客户名称,电话\n甲公司,138\x0000001111\n".encode("gb18030"))
    assert rows_of(path) == [["客户名称", "电话"], ["甲公司", "138\x0000001111"]]


def test_fault_55_an_unclosed_quotation_mark_is_refused_with_its_line(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('甲,1\n乙,"2\n丙,3\n', "utf-8")
    with pytest.raises(FileRefusedError, match="第 2 行"):
        read_file(path)


def far(xml: bytes, cell: bytes) -> bytes:
    return xml.replace(
        b"</sheetData>", b'<row r="9"><c r="' + cell + b'"><v>1</v></c></row></sheetData>'
    )


def test_styled_but_empty_cells_far_off_do_no_harm(tmp_path):
    path = write_book(tmp_path / "a.xlsx", TABLE)
    empty = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    change_part(path, SHEET, lambda xml: xml.replace(b"</sheetData>", empty))
    assert len(rows_of(path)) == 3


@pytest.mark.parametrize("cell", [b"XFD9", b"A1048576", b"GS9", b"GR499999"])
def test_fault_52_a_far_cell_is_refused(tmp_path, cell):
    path = write_book(tmp_path / "a.xlsx", TABLE)
    change_part(path, SHEET, lambda xml: far(xml, cell))
    with pytest.raises(FileRefusedError, match="很远"):
        read_file(path)


def test_fault_52_a_huge_merge_does_no_harm(tmp_path):
    path = write_book(tmp_path / "a.xlsx", TABLE)
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD20000"/></mergeCells>'
    change_part(path, SHEET, lambda xml: xml.replace(b"</sheetData>", merge))
    assert len(rows_of(path)) == 3


def test_a_parser_that_is_killed_takes_nobody_with_it(tmp_path):
    """A sheet that asks for more than it may, past everything looked for before."""
    path = write_book(tmp_path / "a.xlsx", TABLE)
    row = b'<row r="450000"><c  r="GR450000"><v>1</v></c></row></sheetData>'
    change_part(path, SHEET, lambda xml: xml.replace(b"</sheetData>", row))
    with pytest.raises(FileRefusedError, match="离得很远"):
        read_file(path)


def bomb(path):
    write_book(path, TABLE)
    return change_part(path, SHEET, lambda xml: xml + b" " * 30_000_000)


def endless(piece):
    """Beginnings whose ends are missing, in a sheet with a formula: its cells are looked at."""

    def write(path):
        write_book(path, TABLE)
        many = b'<row r="9"><c r="A9"><f>1</f>' + piece * (3_000_000 // len(piece))
        return change_part(path, SHEET, lambda xml: xml.replace(b"</sheetData>", many))

    return write


def entities(path):
    write_book(path, TABLE)
    declared = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'
    return change_part(path, SHEET, lambda xml: xml.replace(b"<worksheet", declared, 1))


def bad_xml(path):
    write_book(path, TABLE)
    return change_part(path, SHEET, lambda xml: xml[: len(xml) // 2])


def no_sheet(path):
    write_book(path, TABLE)
    return change_part(path, "xl/workbook.xml", lambda xml: xml.replace(b"<sheet ", b"<shoot "))


def truncated(path):
    write_book(path, TABLE)
    path.write_bytes(path.read_bytes()[:-200])
    return path


def encrypted_document(path):
    return write_open_document(path, "", manifest="<manifest:encryption-data/>")


def encrypted_book(path):
    """As Excel keeps a workbook with a password to open it."""
    noise = bytes(place * 7919 % 251 for place in range(6000))
    return write_compound(path, {"EncryptionInfo": b"\x04\0\x04\0@", "EncryptedPackage": noise})


def encrypted_old_book(first, pass_record, *between):
    """As Excel 97 or 95 keep one: all but the records' heads is encrypted from here on."""
    records = [record(0x809, first), *between, record(0x2F, pass_record), record(0x85, b"?" * 20)]

    def write(path):
        return write_compound(path, {"Workbook": b"".join(records) + record(0x0A, b"")})

    return write


BEGIN_97, BEGIN_95 = b"\x00\x06\x05\x00" + bytes(12), b"\x00\x05\x05\x00" + bytes(4)
RC4, XOR = b"\x01\x00\x01\x00\x01\x00" + bytes(range(48)), b"\x34\x12\x78\x56"


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600


@pytest.mark.parametrize(
    ("write", "sentence"),
    [
        (bomb, "异常庞大"),
        (entities, "DOCTYPE"),
        (bad_xml, "已损坏"),
        (endless(b'<c r="A1">'), "已损坏"),
        (endless(b"<c "), "已损坏"),
        (endless(b"<f "), "已损坏"),
        (endless(b'c r="A1"'), "异常地长"),
        (no_sheet, "没有内容|已损坏"),
        (truncated, "已损坏"),
        (encrypted_document, "密码"),
        (encrypted_book, "密码"),
        (encrypted_old_book(BEGIN_97, RC4), "密码"),
        (encrypted_old_book(BEGIN_97, b"\x00\x00" + XOR, record(0x86, b"")), "密码"),
        (encrypted_old_book(BEGIN_95, XOR), "密码"),
        (lambda path: write_book(path, []), "没有内容"),
        (with_bytes(b""), "是空的"),
        (with_bytes(b"\r\n \x00"), "是空的"),
        (with_bytes(OLE + "EncryptedPackage".encode("utf-16-le")), "密码"),
        (with_bytes(OLE + "Workbook".encode("utf-16-le")), "已损坏"),
        (with_bytes(OLE), "不是表格"),
        (with_bytes(b"PK\x03\x04" + b"x" * 500), "已损坏"),
        (with_bytes(b"%PDF-1.7"), "不是表格（PDF）"),
        (with_bytes(b"\x00\x01\x02\x03" * 100), "不是表格"),
        (with_bytes(b"\x80\x81\xff" * 100), "编码"),
        (with_bytes(b"<html><table><tr><td>1</td></tr></table>"), "网页"),
        (with_bytes(b"<!-- made by\n a PMS --> <!----><table><tr></table>"), "网页"),
        (with_bytes("<?xml version='1.0'?><Workbook>".encode("utf-16-le")), "网页"),
        (with_bytes(b"," * 300 + b"x"), "200 列"),
    ],
)
def test_faults_50_51_54_hostile_and_broken_files_are_refused_with_a_sentence(
    tmp_path, write, sentence
):
    with pytest.raises(FileRefusedError, match=sentence):
        read_file(write(tmp_path / "a.xlsx"))


def test_a_file_too_large_is_refused_unread(tmp_path):
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(FileRefusedError, match="51 MB"):
        read_file(path)


def test_fault_52_too_many_rows_are_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1\n" * 500_001)
    with pytest.raises(FileRefusedError, match="500,000 行"):
        read_file(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names there")
def test_a_pipe_is_refused_unopened(tmp_path):
    path = tmp_path / "a.csv"
    os.mkfifo(path)
    with pytest.raises(FileRefusedError, match="管道"):
        read_file(path)


TRADITIONAL = '客戶名稱,金額\r\n華東機械有限公司,3\r\n臺灣國際旅行社,"1,234.50"\r\n'


@pytest.mark.parametrize("encoding", ["big5", "gb18030", "utf-16-le", "utf-16-be", "utf-8"])
def test_fault_55_text_of_a_traditional_office_and_without_its_mark(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes(TRADITIONAL.encode(encoding))
    assert rows_of(path) == [
        ["客戶名稱", "金額"],
        ["華東機械有限公司", "3"],
        ["臺灣國際旅行社", "1,234.50"],
    ]


@pytest.mark.parametrize("separator", ["|", ";"])
def test_the_separator_is_what_divides_the_lines_alike(tmp_path, separator):
    path = tmp_path / "a.txt"
    lines = [
        "客户,公司|甲".replace("|", separator),
        "乙,丙,丁|1,234,567.50".replace("|", separator),
    ]
    path.write_text("\n".join(lines), "utf-8")
    assert rows_of(path) == [["客户,公司", "甲"], ["乙,丙,丁", "1,234,567.50"]]


def test_fault_52_a_text_of_megabytes_in_a_cell_is_refused_before_it_is_parsed(tmp_path):
    path = write_book(tmp_path / "a.xlsx", [["客户名称"], ["甲"]])
    long = os.urandom(1 << 20).hex().encode()
    change_part(path, SHEET, lambda xml: xml.replace(b"&#30002;", long))
    with pytest.raises(FileRefusedError, match="异常地长"):
        read_file(path)


def test_a_line_of_bare_separators_is_short(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"name" + b"," * 3_000_000)
    (row,) = rows_of(path)
    assert len(row) <= 200


def test_missing_files_and_folders_are_told(tmp_path):
    with pytest.raises(FileRefusedError, match="找不到"):
        read_file(tmp_path / "none.xlsx")
    with pytest.raises(FileRefusedError, match="文件夹"):
        read_file(tmp_path)


def test_progress_grows_and_cancelling_stops(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"1,2\n" * 20_000)
    told = []
    assert len(read_file(path, progress=lambda done, of: told.append((done, of)))[0].rows) == 20_000
    assert told == sorted(told)
    assert told[-1] == (100, 100)
    with pytest.raises(CancelledError):
        read_file(path, cancelled=lambda: True)
