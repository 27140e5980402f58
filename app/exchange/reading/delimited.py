"""Text tables: CSV and its kin, in the encodings that offices meet."""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from app.errors import FileRefusedError
from app.exchange.cell_text import unquoted
from app.exchange.reading.container import too_long, too_wide
from app.exchange.reading.limits import MOST_COLUMNS, MOST_ROWS
from app.i18n import _

LONGEST_CELL = 10_000_000
SNIFFED = 20
SEPARATORS = "\t,;|"

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("utf-8", "gb18030", "big5hkscs")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f]")
_LOOKED_AT = 100_000
_MOST_SELDOM = 0.2


def decoded(content: bytes) -> str:
    """Return the text, by its mark, else as UTF-16, UTF-8, GB18030 or Big5, whichever it is.

    Raises:
        FileRefusedError: It is in none of these.
    """
    for mark, name in _MARKS:
        if content.startswith(mark):
            return _decoded_as(content, (name,))
    if (wide := unmarked_utf_16(content[:_LOOKED_AT])) is not None:
        return _decoded_as(content, (wide,))
    text = _decoded_as(content, _GUESSED)
    if _seldom(text[:_LOOKED_AT], "gb2312") <= _MOST_SELDOM:
        return text
    with suppress(UnicodeDecodeError):  # traditional, or not GB18030 at all
        other = content.decode("big5hkscs")
        if content != text.encode("utf-8") and _seldom(other[:_LOOKED_AT], "big5") < _MOST_SELDOM:
            return other
    return text


def unmarked_utf_16(start: bytes) -> str | None:
    """Return the kind of UTF-16 in which a text without mark begins; None where it is none.

    In a table the digits, separators and ends of lines have a zero byte each, on one side only.
    """
    even, odd = start[::2].count(0), start[1::2].count(0)
    if max(even, odd) * 10 < len(start) or min(even, odd) * 20 > max(even, odd):
        return None
    name = "utf-16-le" if odd > even else "utf-16-be"
    return None if _CONTROL.search(start.decode(name, "ignore")) else name


def _seldom(text: str, common: str) -> float:
    """Return the share of its Chinese characters that a small set of common ones lacks."""
    chinese = [char for char in text if char >= "\u2e80"]
    lacking = sum(not _within(char, common) for char in chinese)
    return lacking / max(len(chinese), 1)


@cache
def _within(char: str, encoding: str) -> bool:
    try:
        encoded = char.encode(encoding)
    except UnicodeEncodeError:
        return False
    return encoding != "big5" or encoded < b"\xc9\x40"  # from there on it is the rare ones


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
    """Return the separator that divides most of the first lines alike, a comma if none does."""
    lines = [_bare(line) for line in text[:200_000].splitlines()[:SNIFFED]]

    def alike(mark: str) -> tuple[int, int]:
        counts = Counter(count for line in lines if (count := line.count(mark)))
        often = max(counts.values(), default=0)
        return often, max((count for count in counts if counts[count] == often), default=0)

    best = max(SEPARATORS, key=alike)
    return best if alike(best)[0] else ","


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
