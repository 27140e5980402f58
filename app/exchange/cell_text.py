"""Text that stays text wherever it is written, and that no program runs as a formula (R12)."""

import re
from collections.abc import Iterator

from app.domain.cells import FULL_CELL
from app.i18n import _

_SUSPECT = tuple("=+-@\t\r#")
_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
_RUN = re.compile("'*[=+\\-@\t\r]")
_QUOTED = re.compile("''*[=+\\-@\t\r]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_HALVES = re.compile("[\ud800-\udfff]")
_TOLD = 20


class TextLosses:
    """What could not be written as it was; every loss is told, none is silent.

    ``longest`` is how many characters a cell takes; None takes any.
    """

    def __init__(self, longest: int | None = FULL_CELL) -> None:
        self._longest = longest
        self._cut: list[str] = []
        self._stripped: list[str] = []

    def cell_text(self, text: str, row: int, title: str) -> str:
        """Return the text as a cell can hold it.

        Args:
            text: As stored.
            row: Of the sheet, from 1, to tell the user where.
            title: Of the column, likewise.
        """
        if len(text) * 2 <= FULL_CELL and text.isprintable():
            return text
        kept = _HALVES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
        kept, removed = _FORBIDDEN.subn("", kept)
        if removed or ("\ufffd" in kept and "\ufffd" not in text):
            self._stripped.append(_("第 {row} 行“{title}”").format(row=row, title=title))
        units = kept.encode("utf-16-le")
        if self._longest is not None and len(units) > self._longest * 2:
            self._cut.append(_("第 {row} 行“{title}”").format(row=row, title=title))
            kept = units[: self._longest * 2].decode("utf-16-le", "ignore")
        return kept

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence for each kind of loss; none when all was written."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        if self._cut:
            yield _("超过 Excel 一格 {most} 字的上限，只写入了前面部分：{places}").format(
                most=FULL_CELL, places=_places(self._cut)
            )
        if self._stripped:
            yield _("含有 Excel 不能保存的控制字符，已去掉：{places}").format(
                places=_places(self._stripped)
            )


def quoted(text: str) -> str:
    """Return a CSV cell that no spreadsheet runs (R12); ``unquoted`` gives the text back."""
    return f"'{text}" if _RUN.match(text) else text


def unquoted(text: str) -> str:
    """Return the text of a CSV cell that was written with a quotation mark before a sign."""
    return text[1:] if _QUOTED.match(text) else text


def _places(places: list[str]) -> str:
    shown = "、".join(places[:_TOLD])
    if len(places) <= _TOLD:
        return shown + "。"
    return _("{shown} 等 {count} 处。").format(shown=shown, count=len(places))


def looks_like_code(text: str) -> bool:
    """Tell whether a spreadsheet could take the text for a formula or an error value."""
    return text.startswith(_SUSPECT) and (text[0] != "#" or text in _ERRORS)
