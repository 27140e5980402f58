"""The manual in a window beside the program, a chapter at a time (F1)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QUrl
from PySide6.QtGui import QImage, QImageReader, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from app.config import MANUAL
from app.i18n import _
from app.ui.messages import show_error
from app.ui.on_screen import resize_on_screen
from app.ui.search_line import SearchLine
from app.ui.theme import GAP
from app.ui.workers import Workers

WIDTH, HEIGHT = 1120, 680
CHAPTERS_WIDTH = 250
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
_NOT_IN_LINKS = re.compile(r"[^\w\- ]")
_PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")


@dataclass(frozen=True, slots=True)
class Chapter:
    """A part of the manual with a heading of the second level; ``text`` is its Markdown."""

    title: str
    text: str

    def headings(self) -> Iterator[str]:
        """Give every heading, the chapter's own first."""
        return (found[1] for found in _HEADING.finditer(self.text))


def chapters_of(text: str) -> list[Chapter]:
    """Return the chapters of a manual; what stands before the first, its contents, is left out."""
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    return [Chapter(part.split("\n", 1)[0].removeprefix("## "), part) for part in parts[1:]]


def link_to(heading: str) -> str:
    """Return by what links lead to a heading: without its signs, with - for spaces."""
    return _NOT_IN_LINKS.sub("", heading.lower()).replace(" ", "-")


def show_manual(window: QWidget, workers: Workers, about: str) -> "ManualWindow":
    """Show the manual beside a window, at the chapter about what it shows."""
    manual = window.findChild(ManualWindow) or ManualWindow(workers, window)
    manual.show()  # first, since pictures are made as wide as there is room
    manual.show_about(about)
    manual.raise_()
    manual.activateWindow()
    return manual


class _Page(QTextBrowser):
    """One chapter, with the pictures that were read for it."""

    def __init__(self) -> None:
        super().__init__()
        self.pictures: Mapping[str, QImage] = {}
        self.setOpenLinks(False)
        self.document().setDocumentMargin(2 * GAP)

    @override
    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        return self.pictures.get(QUrl(name).toString())

    @property
    def room(self) -> int:
        """How wide a picture may be, beside the scroll bar."""
        return self.width() - 5 * GAP - self.verticalScrollBar().sizeHint().width()

    def show_heading(self, heading: str) -> None:
        """Scroll to a heading, if it is here."""
        block = self.document().begin()
        while block.isValid():
            if block.text() == heading and block.blockFormat().headingLevel():
                top = self.document().documentLayout().blockBoundingRect(block).top()
                self.verticalScrollBar().setValue(int(top))
                return
            block = block.next()


class ManualWindow(QDialog):
    """Shows the chapters on the left and one of them, with its pictures, on the right."""

    def __init__(self, workers: Workers, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("manual")
        self.setWindowTitle(_("使用手册"))
        resize_on_screen(self, WIDTH, HEIGHT)
        self._workers = workers
        self._every: Sequence[Chapter] = chapters_of(MANUAL.read_text("utf-8"))
        self._shown = self._every
        self._heading = ""
        self.search = SearchLine("manualSearch", _("在手册里查找"))
        self.chapters, self.page = QListWidget(), _Page()
        self.chapters.setAccessibleName(_("章节"))
        self.chapters.setFixedWidth(CHAPTERS_WIDTH)
        self._lay_out()
        self.chapters.addItems([one.title for one in self._every])
        self.search.textChanged.connect(self._list)
        self.search.returnPressed.connect(self._find_next)
        self.chapters.currentRowChanged.connect(self._show_row)
        self.page.anchorClicked.connect(self._follow)

    def show_about(self, about: str) -> None:
        """Show the first chapter whose heading names this, else the first of all."""
        self.search.clear()
        rows = (n for n, one in enumerate(self._every) if about and about in one.title)
        self.chapters.setCurrentRow(next(rows, 0))
        self.chapters.setFocus()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.chapters, 1)
        row = QHBoxLayout(self)
        row.addLayout(left)
        row.addWidget(self.page, 1)

    def _list(self) -> None:
        """List the chapters that have what is searched for."""
        wanted = self._wanted().lower()
        self._shown = [one for one in self._every if wanted in one.text.lower()]
        self.chapters.clear()
        self.chapters.addItems([one.title for one in self._shown])
        self.chapters.setCurrentRow(0 if self._shown else -1)
        if not self._shown:
            self.page.setPlainText(_("手册里没有这个词。"))

    def _show_row(self, row: int) -> None:
        """Show a chapter, its pictures as soon as they are read."""
        if row < 0:
            return
        chapter, room = self._shown[row], self.page.room

        def arrived(pictures: Mapping[str, QImage]) -> None:
            if 0 <= self.chapters.currentRow() == row and self._shown[row] is chapter:
                self._show(chapter, pictures)

        self._workers.run(
            self,
            lambda _job: _pictures(chapter, room),
            arrived,
            lambda error: show_error(self, error),
        )

    def _show(self, chapter: Chapter, pictures: Mapping[str, QImage]) -> None:
        self.page.pictures = pictures
        self.page.setMarkdown(chapter.text)
        heading, self._heading = self._heading, ""
        self.page.show_heading(heading)
        if wanted := self._wanted():
            self.page.find(wanted)

    def _find_next(self) -> None:
        """Mark the next place of what is searched for, after a chapter's last in the next one."""
        wanted = self._wanted()
        if not wanted or not self._shown or self.page.find(wanted):
            return
        if len(self._shown) > 1:
            self.chapters.setCurrentRow((self.chapters.currentRow() + 1) % len(self._shown))
        else:
            self.page.moveCursor(QTextCursor.MoveOperation.Start)
            self.page.find(wanted)

    def _wanted(self) -> str:
        return self.search.text().strip()

    def _follow(self, link: QUrl) -> None:
        """Go where a link within the manual leads."""
        for chapter in self._every:
            for heading in chapter.headings():
                if link_to(heading) == link.fragment():
                    self._go_to(chapter, heading)
                    return

    def _go_to(self, chapter: Chapter, heading: str) -> None:
        row = self.chapters.currentRow()
        if 0 <= row < len(self._shown) and self._shown[row] is chapter:
            self.page.show_heading(heading)
        else:
            self._heading = heading
            self.show_about(chapter.title)


def _pictures(chapter: Chapter, room: int) -> dict[str, QImage]:
    """Read the pictures of a chapter, none wider than there is room."""
    found: dict[str, QImage] = {}
    for name in _PICTURE.findall(chapter.text):
        reader = QImageReader(str(MANUAL.parent / name))
        size = reader.size()
        if size.width() > room:
            reader.setScaledSize(QSize(room, size.height() * room // size.width()))
        found[name] = reader.read()
    return found
