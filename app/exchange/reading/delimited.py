"""Text tables: CSV and its kin, in the encodings that offices meet."""

import codecs
import csv
import io
from collections.abc import Iterator

from app.errors import FileRefusedError
from app.exchange.cell_text import unquoted
from app.exchange.reading.container import too_long, too_wide
from app.exchange.reading.limits import MOST_COLUMNS, MOST_ROWS
from app.i18n import _

LONGEST_CELL = 10_000_000
SNIFFED = 20
SEPARATORS = "\t,;"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("utf-8", "gb18030")


def decoded(content: bytes) -> str:
    """Return the text, by its mark, else as UTF-8, else as GB18030.

    Raises:
        FileRefusedError: It is in none of these.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded_as(content, (name,))
    return _decoded_as(content, _GUESSED)


def rows_of(text: str) -> Iterator[list[str]]:
    """Give the rows of a text table, whatever separates its cells.

    Raises:
        FileRefusedError: A quotation mark is not closed, or there are too many rows or columns.
    """
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator_of(text), strict=True)
    marked = "'" in text
    begun = 1
    try:
        for count, row in enumerate(reader, 1):
            if count > MOST_ROWS:
                raise too_long()
            if len(row) > MOST_COLUMNS:
                if any(row[MOST_COLUMNS:]):
                    raise too_wide()
                del row[MOST_COLUMNS:]  # a line of bare separators may be as long as the file
            yield [unquoted(cell) for cell in row] if marked else row
            begun = reader.line_num + 1
    except csv.Error as error:
        raise FileRefusedError(
            _("第 {n} 行的引号没有成对，后面的内容无法分清。请改正这一行后再导入。").format(n=begun)
        ) from error


def separator_of(text: str) -> str:
    """Return the separator that divides most of the first lines, a comma if none does."""
    lines = text[:200_000].splitlines()[:SNIFFED]
    counts = {mark: sum(_bare(line).count(mark) for line in lines) for mark in SEPARATORS}
    best = max(SEPARATORS, key=lambda mark: counts[mark])
    return best if counts[best] else ","


def _bare(line: str) -> str:
    """Return a line without what stands between quotation marks."""
    return "".join(line.split('"')[::2])


def _decoded_as(content: bytes, names: tuple[str, ...]) -> str:
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError:
            continue
    raise FileRefusedError(
        _("看不懂这个文件的文字编码。请用 Excel 打开，另存为 .xlsx 文件后再导入。")
    )
