"""Letters and labels from the office's own Word templates.

A template holds fields such as {{客户名称}} and nothing else: every part is parsed before it is
filled, and whatever is more than the name of a known field is refused, so that nothing in a file
is ever run.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.cycles import search_for_cycles
from app.domain.letters import FIELDS, LARGEST_TEMPLATE, Values
from app.domain.types import LetterKind
from app.errors import CancelledError, FileRefusedError
from app.exchange.writing import Progress, Stop, file_name
from app.i18n import _
from app.whole_files import check_place, whole_file

LARGEST_INSIDE = 60_000_000
LARGEST_TEXT = 8_000_000
LARGEST_BODY = 1_000_000
"""Bytes its body may have: a letter has some ten thousand, and many paragraphs take minutes."""
BODY = "word/document.xml"
MOST_PARTS = 2_000
OLD_WORD = b"\xd0\xcf\x11\xe0"
DTD = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
MACROS = re.compile(r"vbaProject|/activeX/", re.IGNORECASE)
SUFFIX = ".docx"
TEXTS = (".xml", ".rels")


@dataclass(frozen=True, slots=True)
class CheckedTemplate:
    """A template that can be filled: the fields it uses, and how many labels a page has."""

    fields: tuple[str, ...]
    slots: int = 1


def read_template(path: Path) -> bytes:
    """Return the content of a file that may be a template.

    Raises:
        FileRefusedError: It cannot be read or is too large.
    """
    try:
        if path.stat().st_size > LARGEST_TEMPLATE:
            told = _("“{name}”太大了：模板最多 10 MB，请删去里面的大图片。")
            raise FileRefusedError(told.format(name=path.name))
        return path.read_bytes()
    except OSError as error:
        told = _("读不了“{name}”：文件不在了，或没有权限。")
        raise FileRefusedError(told.format(name=path.name)) from error


def check_template(content: bytes, kind: LetterKind) -> CheckedTemplate:
    """Fill a template once on trial and tell which fields it uses.

    Raises:
        FileRefusedError: It is no Word file, is damaged, refers to other files, holds an unknown
            field, anything more than fields, or no field at all.
    """
    from app.exchange.letter_parts import Filling, slots_of

    _check_package(content)
    trial = dict.fromkeys(FIELDS, "")
    with _told_plainly():
        slots = slots_of(content) if kind is LetterKind.LABEL else 1
        filling = Filling(content, slots if kind is LetterKind.LABEL else 0)
        filling.fill([trial])
    used = tuple(name for name in FIELDS if name in filling.used)
    if not used:
        told = _("模板里没有字段。请在 Word 里写上要填的字段，如 {field}。")
        raise FileRefusedError(told.format(field="{{" + _("客户名称") + "}}"))
    if kind is LetterKind.LABEL and not slots:
        told = _("标签模板里要有一个表格，每格一张标签，字段写在格子里。")
        raise FileRefusedError(told)
    return CheckedTemplate(used, slots)


@search_for_cycles()  # a filled document is one
def write_joined(
    path: Path,
    content: bytes,
    kind: LetterKind,
    letters: Sequence[Values],
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> None:
    """Write all letters, or sheets of labels, into one Word file; whole or not at all.

    Raises:
        FileRefusedError: The template cannot be filled.
        StorageError: It cannot be written there.
        CancelledError: ``cancelled`` said so.
    """
    from app.exchange.letter_parts import Filling, joined

    check_place(path)
    slots = check_template(content, kind).slots
    sheets = [letters[start : start + slots] for start in range(0, len(letters), slots)]
    filling = Filling(content, slots if kind is LetterKind.LABEL else 0)
    if len(sheets) > 1 and filling.has_fields_around():
        told = _("模板的页眉、页脚里有字段，合成一个文件时每页会一样。请选「每位一个文件」。")
        raise FileRefusedError(told)
    filled = (filling.fill(sheet) for sheet in sheets)
    whole = joined(_told(filled, len(sheets), progress, cancelled))
    with whole_file(path) as place:
        whole.save(str(place))


@search_for_cycles()
def write_each(
    folder: Path,
    content: bytes,
    title: str,
    letters: Sequence[Values],
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> list[Path]:
    """Write each letter into a file of its own, over none that is there; return the files.

    Raises:
        FileRefusedError: The template cannot be filled.
        StorageError: They cannot be written there; those written before it are whole.
        CancelledError: ``cancelled`` said so; those written before it are whole.
    """
    from app.exchange.letter_parts import Filling

    check_template(content, LetterKind.LETTER)
    filling = Filling(content, 0)
    written: list[Path] = []
    for values in _told(iter(letters), len(letters), progress, cancelled):
        whom = " ".join(filter(None, (values[_("客户名称")], values[_("联系人")])))
        path = _free(folder, f"{title} {whom}")
        with whole_file(path) as place:
            filling.fill([values]).save(str(place))
        written.append(path)
    return written


def _free(folder: Path, title: str) -> Path:
    """Return a path that nothing stands at."""
    path, number = folder / file_name(title, SUFFIX), 2
    while path.exists():
        path = folder / file_name(title, f" ({number}){SUFFIX}")
        number += 1
    return path


def _told(
    rows: Iterator[Any], of: int, progress: Progress | None, cancelled: Stop | None
) -> Iterator[Any]:
    for number, row in enumerate(rows, 1):
        if cancelled is not None and cancelled():
            raise CancelledError
        yield row
        if progress is not None:
            progress(number, of)


def _check_package(content: bytes) -> None:
    """Look at the file before anything opens it."""
    if content.startswith(OLD_WORD):
        told = _("这是旧的 .doc 文件或加了密码的文件。请在 Word 里去掉密码，另存为 .docx 再装入。")
        raise FileRefusedError(told)
    no_word = _("这不是 Word 文件（.docx）。请在 Word 里另存为“Word 文档 (*.docx)”再装入。")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            _check_parts(parts.infolist(), no_word)
            texts = {
                one.filename: parts.read(one)
                for one in parts.infolist()
                if one.filename.endswith(TEXTS)
            }
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise FileRefusedError(no_word) from error
    if any(DTD.search(one.replace(b"\0", b"")) for one in texts.values()):
        told = _(
            "这个文件不是 Word 存出来的，里面有 Word 没有的内容。请在 Word 里打开，另存为 .docx。"
        )
        raise FileRefusedError(told)
    with _told_plainly():
        from app.exchange.letter_parts import refuse_links

        refuse_links(text for name, text in texts.items() if name.endswith(".rels"))


def _check_parts(parts: Sequence[zipfile.ZipInfo], no_word: str) -> None:
    """Look at what the file holds, without opening it."""
    sizes = {one.filename: one.file_size for one in parts}
    texts = sum(size for name, size in sizes.items() if name.endswith(TEXTS))
    body, whole = sizes.get(BODY, 0), sum(one.file_size for one in parts)
    large = whole > LARGEST_INSIDE or texts > LARGEST_TEXT or body > LARGEST_BODY
    if large or len(parts) > MOST_PARTS:
        raise FileRefusedError(_("这个文件展开后太大，不能作模板。请删去大图片和多余的文字。"))
    if BODY not in sizes:
        raise FileRefusedError(no_word)
    if any(MACROS.search(one.filename) for one in parts):
        told = _("这个文件带有宏，不能作模板。请在 Word 里另存为“Word 文档 (*.docx)”，不带宏。")
        raise FileRefusedError(told)


@contextmanager
def _told_plainly() -> Iterator[None]:
    """Tell what a library cannot read as a sentence."""
    try:
        yield
    except FileRefusedError:
        raise
    except Exception as error:
        told = _("这个 Word 文件损坏了，或不是普通文档（.docx）。请在 Word 里打开，另存为 .docx。")
        raise FileRefusedError(told) from error
