"""The reading process's own code, run here without its limits; see test_reading for the whole."""

import io
import pickle
import random
import zipfile

import pytest

from app.errors import FileRefusedError
from app.exchange.reading import container
from app.exchange.reading.child import Sender, read
from app.exchange.reading.container import check_sizes, sheet_parts
from app.exchange.reading.delimited import separator_of
from app.exchange.reading.limits import memory_for, seconds_for
from tests.exchange.files import (
    OLD_WORKBOOK,
    change_part,
    with_bytes,
    write_book,
    write_open_document,
)
from tests.exchange.test_reading import (
    OLE,
    SHEET,
    TABLE,
    bomb,
    encrypted_document,
    entities,
    far,
    truncated,
)


def frames_of(path):
    stream = io.BytesIO()
    read(path, Sender(stream))
    stream.seek(0)
    found = []
    while length := int.from_bytes(stream.read(4), "big"):
        found.append(pickle.loads(stream.read(length)))  # noqa: S301 - written just now
    return found


def rows_in(frames):
    return [row for word, content in frames if word == "rows" for row in content]


def test_a_workbook_is_sent_sheet_by_sheet_and_ends_with_done(tmp_path):
    frames = frames_of(write_book(tmp_path / "a.xlsx", TABLE, [["=A1"], ["y"]], names=["一", "二"]))
    assert [content[0] for word, content in frames if word == "sheet"] == ["一", "二"]
    assert rows_in(frames)[1] == ["甲", 3.0]
    assert rows_in(frames)[3:] == [["=A1"], ["y"]]
    assert frames[-1] == ("done", None)
    shares = [content for word, content in frames if word == "progress"]
    assert shares == sorted(shares)


def texts(path, content):
    """Write a workbook of two cells that keeps these texts."""
    book = write_book(path, [["客户名称"], ["甲"]])
    with zipfile.ZipFile(book, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", b"<sst>" + content + b"</sst>")
    return book


def test_fault_50_more_texts_than_cells_could_show_are_refused_before_the_parser_takes_them_in(
    tmp_path, monkeypatch
):
    noise = random.Random(1).randbytes(3 << 20).hex().encode()
    with pytest.raises(FileRefusedError, match="远比格子多"):
        check_sizes(texts(tmp_path / "long.xlsx", b"<si><t>" + noise + b"</t></si>"))
    monkeypatch.setattr(container, "RATIO_COUNTS_FROM", 100)
    monkeypatch.setattr(container, "STRAY_TEXTS", 2_000)
    for mark in (b"<si><t/></si>", b"<x:si><x:t/></x:si>"):
        with pytest.raises(FileRefusedError, match="远比格子多"):
            check_sizes(texts(tmp_path / "many.xlsx", mark * 2_001))
    check_sizes(texts(tmp_path / "fair.xlsx", b"<si><t>a</t></si>" * 1_900))
    check_sizes(texts(tmp_path / "few.xlsx", b"<si><t>abcdefghij</t></si>"))


def test_an_old_workbook_an_open_document_and_a_text_are_sent(tmp_path):
    old = tmp_path / "a.xls"
    old.write_bytes(OLD_WORKBOOK)
    assert len(rows_in(frames_of(old))) == 5
    cell = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
    row = f"<table:table-row>{cell}</table:table-row>"
    assert rows_in(frames_of(write_open_document(tmp_path / "a.ods", row))) == [["甲"]]
    text = tmp_path / "a.csv"
    text.write_bytes("甲,乙\n".encode("gb18030") * 2500)
    assert len(rows_in(frames_of(text))) == 2500


def far_row(path):
    write_book(path, TABLE)
    return change_part(path, SHEET, lambda xml: far(xml, b"A600000"))


def sparse(path):
    write_book(path, TABLE)
    return change_part(path, SHEET, lambda xml: far(xml, b"A400000"))


def far_column(path):
    write_book(path, TABLE)
    return change_part(path, SHEET, lambda xml: far(xml, b"GS9"))


def no_relations(path):
    write_book(path, [["=A1"]])
    return change_part(path, "xl/_rels/workbook.xml.rels", lambda xml: b"")


def binary_workbook(path):
    return rename_part(path, "xl/workbook.bin")


def some_archive(path):
    return rename_part(path, "readme.txt")


def rename_part(path, name):
    import zipfile

    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "x")
    return path


def text_document(path):
    write_open_document(path, "")
    return change_part(path, "mimetype", lambda _old: b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(
    "write",
    [
        bomb,
        entities,
        truncated,
        encrypted_document,
        far_row,
        sparse,
        far_column,
        binary_workbook,
        some_archive,
        text_document,
        with_bytes(b""),
        with_bytes(b"%PDF-1.7"),
        with_bytes(b"\x00\x01" * 50),
        with_bytes(b"\x80\x81\xff" * 100),
        with_bytes(b"<table><tr>"),
        with_bytes(b"PK\x03\x04" + b"x" * 500),
        with_bytes(OLE),
        with_bytes(OLE + "EncryptedPackage".encode("utf-16-le")),
        with_bytes(b'"x\n'),
        with_bytes(b"," * 300 + b"x"),
        with_bytes(b"1\n" * 500_001),
    ],
)
def test_what_cannot_be_taken_in_is_refused(tmp_path, write):
    with pytest.raises(FileRefusedError):
        frames_of(write(tmp_path / "a.xlsx"))


def test_a_workbook_without_its_list_of_sheets_is_damaged(tmp_path):
    path = rename_part(tmp_path / "a.xlsx", "xl/workbook.xml")
    with pytest.raises(FileRefusedError, match="损坏"):
        sheet_parts(path)


def test_a_larger_file_may_take_more_but_not_without_end():
    assert memory_for(0) < memory_for(20 << 20) <= memory_for(1 << 40)
    assert seconds_for(0) < seconds_for(1 << 20)


@pytest.mark.parametrize(
    ("text", "separator"),
    [("a,b\n", ","), ("标题\na\tb\tc\n", "\t"), ('"a,b,c";d\n', ";"), ("甲\n乙\n", ",")],
)
def test_the_separator_is_the_one_outside_quotation_marks(text, separator):
    assert separator_of(text) == separator
