"""Looks through a workbook's zip before anything parses it: bombs, entities, far cells.

The look also brings what the parser leaves out: Excel's error values, formulas without a value,
hidden rows and columns, and whether days count from 1904.
"""

import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.errors import FileRefusedError
from app.exchange.reading.limits import (
    CELLS_A_BYTE,
    MEGABYTE,
    MOST_COLUMNS,
    MOST_PARTS,
    MOST_RATIO,
    MOST_ROWS,
    MOST_UNPACKED,
    RATIO_COUNTS_FROM,
)
from app.i18n import _

Place = tuple[int, int]
"""Row and column, from 0."""
Hidden = tuple[set[int], set[int]]

PIECE, OVERLAP = 4 * MEGABYTE, 1024
END_OF_PIECE = 64 * 1024
LONGEST_TEXT = MEGABYTE
"""Bytes between two tags; a cell of a workbook takes a tenth of it."""

SHORTEST_CELL = len('<c t="s"><v>0</v></c>')
"""Bytes of a cell that refers to one of the workbook's texts."""
SHORTEST_TEXT = len("<si><t/></si>")
FULLEST_CELL = 200_000
"""Bytes of a text that fills a cell, each of its characters escaped."""
STRAY_TEXTS = 1_000_000
"""Texts a workbook may keep that no cell refers to: some programs leave those of deleted rows."""

_ENTITIES = (b"<!DOCTYPE", b"<!ENTITY")
_SUSPECT = (b't="e"', b"<f>", b"<f ")
"""Marks of a sheet that has formulas or errors: it is looked at cell by cell."""
_LAST_CELL = re.compile(rb".*<c\s([^<>]*[^/<>])>(.*)", re.DOTALL)
"""What stands before an end of a cell, from where that cell began. No pattern here may look from
each of many beginnings for an end that is missing: a hostile sheet would take minutes."""
_FORMULA = re.compile(rb"<f\b[^<>]*?(?:/>|>([^<]*)</f>)")
_VALUE = re.compile(rb"<v>([^<]*)</v>")
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_FILLED_ROW = re.compile(rb'c r="[A-Z]{1,3}(\d+)"(?:[^<>]{0,200}[^/<>])?>')
_ROW, _COLUMNS = re.compile(rb"<row\s([^<>]{0,500})>"), re.compile(rb"<col\s([^<>]{0,500})>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_ROW_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_FROM, _TO = re.compile(rb'\bmin="(\d{1,5})"'), re.compile(rb'\bmax="(\d{1,5})"')
_SYSTEM_1904 = re.compile(rb'date1904\s*=\s*"(?:1|true)"')
_TEXT_PARTS = (".xml", ".rels", ".vml")
_CELL_PART = re.compile("xl/worksheets/|xl/sharedStrings|content.xml", re.IGNORECASE)
_TEXTS_PART = "xl/sharedstrings.xml"
_TEXT_MARKS = (b"<si>", b"<si ", b":si>")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)


@dataclass(slots=True)
class Look:
    """What was seen on the way.

    ``broken`` holds, by sheet part, the cells that have no value: an Excel error, or the formula
    with its ``=``; ``hidden`` the rows and the columns, from 0, that are hidden or filtered out.
    """

    system_1904: bool = False
    broken: dict[str, dict[Place, str]] = field(default_factory=dict)
    hidden: dict[str, Hidden] = field(default_factory=dict)

    def cells_of(self, path: Path, sheet: str) -> Mapping[Place, str]:
        """Return the cells without a value of a sheet, named as in the workbook."""
        if not self.broken:
            return {}
        return self.broken.get(sheet_parts(path).get(sheet, ""), {})

    def hidden_in(self, path: Path, sheet: str) -> Hidden:
        """Return the hidden rows and columns of a sheet, named as in the workbook."""
        nothing: Hidden = set(), set()
        if not self.hidden:
            return nothing
        return self.hidden.get(sheet_parts(path).get(sheet, ""), nothing)


def look_through(path: Path, progress: Callable[[float], None]) -> Look:
    """Look at every part of a zip; ``progress`` is told the share seen.

    Raises:
        FileRefusedError: The file is a bomb, declares entities, has cells far off, or is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _look(archive, progress)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise damaged() from error


def check_sizes(path: Path) -> None:
    """Refuse a zip that would unpack to too much, before anything of it is unpacked.

    Raises:
        FileRefusedError: It would, or it is encrypted or damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            _check_sizes(archive.infolist())
            _check_kept_texts(archive)
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise damaged() from error


def damaged() -> FileRefusedError:
    """Return the refusal of a file that cannot be read as what it is."""
    return FileRefusedError(
        _("文件已损坏或不完整，无法读取。请用 Excel 打开确认，另存为新的 .xlsx 文件后再导入。")
    )


def parts_of(path: Path) -> frozenset[str]:
    """Return the names of a zip's parts.

    Raises:
        FileRefusedError: It is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, EOFError, ValueError) as error:
        raise damaged() from error


def sheet_parts(path: Path) -> Mapping[str, str]:
    """Return the part of each sheet by the sheet's name, as the workbook says.

    Raises:
        FileRefusedError: It is damaged.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            book = archive.read("xl/workbook.xml").decode("utf-8", "replace")
            links = archive.read("xl/_rels/workbook.xml.rels").decode("utf-8", "replace")
    except (KeyError, zipfile.BadZipFile) as error:
        raise damaged() from error
    targets = {
        _attribute(link, "Id"): _attribute(link, "Target")
        for link in re.findall(r"<(?:\w+:)?Relationship\b[^<>]*>", links)
    }
    return {
        _unescaped(_attribute(sheet, "name")): _whole_path(
            targets.get(_attribute(sheet, "r:id"), "")
        )
        for sheet in re.findall(r"<(?:\w+:)?sheet\b[^<>]*>", book)
    }


def _attribute(tag: str, name: str) -> str:
    found = re.search(rf"""\s{name}\s*=\s*(?:"([^"]*)"|'([^']*)')""", tag)
    return (found[1] or found[2] or "") if found else ""


def _unescaped(text: str) -> str:
    from html import unescape

    return unescape(text)


def _whole_path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _look(archive: zipfile.ZipFile, progress: Callable[[float], None]) -> Look:
    parts = archive.infolist()
    unpacked = _check_sizes(parts)
    seen, look = 0, Look()
    for part in parts:
        if not part.filename.lower().endswith(_TEXT_PARTS):
            continue
        sheet = _Sheet(part.file_size) if _SHEET_PART.fullmatch(part.filename) else None
        has_cells = _CELL_PART.match(part.filename) is not None
        for piece in _pieces(archive, part):
            _check_piece(piece, sheet)
            if has_cells:
                _check_texts(piece)
            if sheet is not None and b"hidden=" in piece:
                _note_hidden(piece, look.hidden.setdefault(part.filename, (set(), set())))
            seen += min(len(piece), PIECE)
            progress(min(1.0, seen / unpacked))
            if part.filename.endswith("workbook.xml") and _SYSTEM_1904.search(piece):
                look.system_1904 = True
        if sheet is not None and sheet.suspect:
            look.broken[part.filename] = _broken_cells(archive.read(part))
    return look


def _check_sizes(parts: list[zipfile.ZipInfo]) -> int:
    packed = sum(part.compress_size for part in parts)
    unpacked = sum(part.file_size for part in parts)
    if any(part.flag_bits & 0x1 for part in parts):
        raise FileRefusedError(_("文件有密码，无法读取。请在 Excel 中取消密码后再导入。"))
    bloated = unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * max(packed, 1)
    if unpacked > MOST_UNPACKED or len(parts) > MOST_PARTS or bloated:
        raise FileRefusedError(
            _("文件解开后异常庞大，可能有害，没有读取。请只保留要导入的那张表，另存后再试。")
        )
    return max(unpacked, 1)


def _check_kept_texts(archive: zipfile.ZipFile) -> None:
    """Refuse texts no cells can refer to: the parser takes them all in before anything else."""
    parts = archive.infolist()
    texts = next((part for part in parts if part.filename.lower() == _TEXTS_PART), None)
    if texts is None or texts.file_size < RATIO_COUNTS_FROM:
        return
    sheets = [part for part in parts if _SHEET_PART.fullmatch(part.filename)] or parts
    cells = sum(part.file_size for part in sheets) // SHORTEST_CELL
    most = max(cells, STRAY_TEXTS)
    if texts.file_size > FULLEST_CELL * cells or (
        texts.file_size > SHORTEST_TEXT * most and _texts_in(archive, texts) > most
    ):
        raise FileRefusedError(
            _(
                "文件里存的文字远比格子多，可能有害，没有读取。"
                "请把要导入的内容复制到新的工作簿，另存后再试。"
            )
        )


def _texts_in(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> int:
    return sum(piece.count(mark) for piece in _pieces(archive, part) for mark in _TEXT_MARKS)


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part piece by piece, each beginning with the end of the one before."""
    with archive.open(part) as stream:
        end = b""
        while piece := stream.read(PIECE):
            yield end + piece
            end = piece[-OVERLAP:]


@dataclass(slots=True)
class _Sheet:
    size: int
    suspect: bool = False


def _check_piece(piece: bytes, sheet: _Sheet | None) -> None:
    if any(mark in piece for mark in _ENTITIES):
        raise FileRefusedError(_("文件里含有不该有的定义（DOCTYPE），可能有害，没有读取。"))
    if sheet is None:
        return
    rows = _FILLED_ROW.findall(piece[-END_OF_PIECE:])
    last = max((int(row[:9]) for row in rows), default=0)
    if last > MOST_ROWS:
        raise too_long()
    if last > CELLS_A_BYTE * sheet.size:
        raise far_cell()
    sheet.suspect = sheet.suspect or any(mark in piece for mark in _SUSPECT)


def _note_hidden(piece: bytes, hidden: Hidden) -> None:
    rows, columns = hidden
    for row in filter(_HIDDEN.search, _ROW.findall(piece)):
        if number := _ROW_NUMBER.search(row):
            rows.add(int(number[1]) - 1)
    for column in filter(_HIDDEN.search, _COLUMNS.findall(piece)):
        first, last = _FROM.search(column), _TO.search(column)
        if first and last:
            columns.update(range(int(first[1]) - 1, min(int(last[1]), MOST_COLUMNS)))


def _check_texts(piece: bytes) -> None:
    last = len(piece) - LONGEST_TEXT
    if any(piece.find(b"<", at, at + LONGEST_TEXT) < 0 for at in range(0, last, LONGEST_TEXT)):
        raise FileRefusedError(
            _("表格里有一格的文字异常地长，可能有害，没有读取。请只保留要导入的内容，另存后再试。")
        )


def too_long() -> FileRefusedError:
    """Return the refusal of a sheet with too many rows."""
    text = _("表格超过 {n:,} 行，或在很远的行里有内容。请删去多余的行，或分成几个文件再导入。")
    return FileRefusedError(text.format(n=MOST_ROWS))


def too_wide() -> FileRefusedError:
    """Return the refusal of a sheet with too many columns."""
    text = _("表格超过 {n} 列，或在很远的列里有内容。请删去多余的列后再导入。")
    return FileRefusedError(text.format(n=MOST_COLUMNS))


def far_cell() -> FileRefusedError:
    """Return the refusal of a sheet whose cells are few and far between."""
    return FileRefusedError(
        _("表格里有离得很远的单元格，无法读取。请只保留要导入的内容，另存后再试。")
    )


def _broken_cells(sheet: bytes) -> dict[Place, str]:
    found: dict[Place, str] = {}
    for cells in sheet.split(b"</c>")[:-1]:
        cell = _LAST_CELL.match(cells)
        if cell is None:
            continue
        attributes, content = cell.groups()
        place = _REFERENCE.search(attributes)
        text = _broken_text(attributes, content)
        if place is not None and text:
            found[int(place[2]) - 1, _column(place[1])] = text
    return found


def _broken_text(attributes: bytes, content: bytes) -> str:
    value = _VALUE.search(content)
    if b't="e"' in attributes:
        return value[1].decode("utf-8", "replace") if value else "#N/A"
    formula = _FORMULA.search(content)
    if formula is None or (value is not None and value[1]) or b't="str"' in attributes:
        return ""
    return "=" + _unescaped((formula[1] or b"").decode("utf-8", "replace"))


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
