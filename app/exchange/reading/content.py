"""Tells by its content what a file is; its name is not trusted."""

import re
import stat
import zipfile
from enum import StrEnum
from pathlib import Path

from app.errors import FileRefusedError
from app.exchange.reading.container import parts_of
from app.exchange.reading.delimited import unmarked_utf_16
from app.exchange.reading.limits import MEGABYTE, MOST_BYTES
from app.i18n import _


class Content(StrEnum):
    """What can be read."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"
    TEXT = "text"


FEW = 20
"""A text may have one zero byte in so many: old booking systems leave some behind."""

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKED_TEXT = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_WEB_PAGE = (b"<html", b"<!doctype html", b"<table", b"<meta", b"<head", b"<?xml")
_STREAM = {name: name.encode("utf-16-le") for name in ("EncryptedPackage", "Workbook", "Book")}
_LOCKED_WORKBOOK = re.compile(
    rb"\x09\x08(?:\x10\x00\x00\x06\x05\x00.{12}|\x08\x00\x00\x05\x05\x00.{4})"
    rb"(?:\x86\x00\x00\x00)?\x2f\x00",
    re.DOTALL,
)
"""A workbook's first record (of Excel 97 or 95), then one that says how the rest is encrypted."""
_UNIT = 64
"""A stream within a compound file begins at a multiple of so many bytes."""
_COMMENT = re.compile(rb"\A(?:\s*<!--.*?(?:-->|\Z))+", re.DOTALL)
_OTHERS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"MZ": "EXE",
    b"SQLite format": "SQLite",
    b"{\\rtf": "RTF",
}


def content_of(path: Path) -> Content:
    """Tell what the file is.

    Raises:
        FileRefusedError: It is too large, empty, encrypted, or no table at all.
    """
    about = path.stat()
    size = about.st_size
    if not (stat.S_ISREG(about.st_mode) or stat.S_ISDIR(about.st_mode)):
        raise _no_table(_("设备或管道"))  # opening one may wait for ever
    if size > MOST_BYTES:
        text = _("文件有 {n} MB，最大 {most} MB。请删去无关的工作表或图片，或分成几个文件再导入。")
        raise FileRefusedError(text.format(n=size // MEGABYTE, most=MOST_BYTES // MEGABYTE))
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip(b"\x00 \r\n\t"):
        raise FileRefusedError(_("文件是空的，没有可以导入的内容。"))
    if start.startswith(_ZIP):
        return _zipped(path)
    if start.startswith(_OLE):
        return _compound(path)
    return _plain(start)


def _zipped(path: Path) -> Content:
    parts = parts_of(path)
    if "xl/workbook.xml" in parts:
        return Content.XLSX
    if "content.xml" in parts and "mimetype" in parts:
        return _open_document(path)
    if "xl/workbook.bin" in parts:
        raise FileRefusedError(
            _("这是 Excel 二进制工作簿（.xlsb），请用 Excel 另存为 .xlsx 后再导入。")
        )
    raise _no_table(_("压缩包或其他文档"))


def _open_document(path: Path) -> Content:
    with zipfile.ZipFile(path) as archive:
        spreadsheet = b"spreadsheet" in archive.read("mimetype")[:200]
        manifest = archive.read("META-INF/manifest.xml") if spreadsheet else b""
    if not spreadsheet:
        raise _no_table(_("文字文档"))
    if b"encryption-data" in manifest:
        raise _encrypted()
    return Content.ODS


def _compound(path: Path) -> Content:
    content = path.read_bytes()
    locked = any(found.start() % _UNIT == 0 for found in _LOCKED_WORKBOOK.finditer(content))
    if locked or _STREAM["EncryptedPackage"] in content:
        raise _encrypted()
    if _STREAM["Workbook"] in content or _STREAM["Book"] in content:
        return Content.XLS
    raise _no_table(_("旧版 Office 文档"))


def _plain(start: bytes) -> Content:
    for mark, name in _OTHERS.items():
        if start.startswith(mark):
            raise _no_table(name)
    wide = unmarked_utf_16(start)
    if start.startswith(_MARKED_TEXT[1:]):
        wide = "utf-16"
    if wide is not None:
        start = start.decode(wide, "replace").encode()
    bare = _COMMENT.sub(b"", start.removeprefix(_MARKED_TEXT[0])).lstrip().lower()
    if bare.startswith(_WEB_PAGE):
        raise FileRefusedError(
            _("这其实是网页格式的表格。请用 Excel 打开，另存为“Excel 工作簿（.xlsx）”后再导入。")
        )
    if wide is None and start.count(b"\x00") * FEW > len(start):
        raise _no_table(_("未知格式"))
    return Content.TEXT


def _encrypted() -> FileRefusedError:
    return FileRefusedError(_("文件有密码，无法读取。请在 Excel 中取消密码后再导入。"))


def _no_table(what: str) -> FileRefusedError:
    text = _("这个文件不是表格（{what}）。请选择 .xlsx、.xls、.ods 或 .csv 文件。")
    return FileRefusedError(text.format(what=what))
