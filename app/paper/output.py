"""Documents into a file, a printer or a picture."""

import errno
import re
from collections.abc import Callable
from pathlib import Path

import shiboken6
from PySide6.QtCore import QFile, QIODevice, QMarginsF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter

from app.errors import CancelledError, StorageError
from app.exchange.writing import Progress, Stop
from app.i18n import _
from app.paper.document import Document
from app.paper.units import DOTS_PER_INCH, PageSetup
from app.whole_files import whole_file

_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_TAIL = 100


def write_pdf(
    path: Path,
    document: Document,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> None:
    """Write a document as one PDF file, fonts embedded; from any thread.

    Raises:
        StorageError: The file cannot be written; one that was there before is as it was.
        CancelledError: ``cancelled`` said so; likewise.
    """
    with whole_file(path) as temporary:
        file = QFile(str(temporary))
        if not file.open(QIODevice.OpenModeFlag.WriteOnly):
            raise OSError(file.errorString())
        writer = QPdfWriter(file)
        writer.setResolution(DOTS_PER_INCH)
        writer.setTitle(document.title)
        writer.setCreator(_("客友"))
        try:
            paint_pages(document, writer, progress=progress, cancelled=cancelled)
        finally:
            file.close()
        _check_whole(temporary)


def _check_whole(path: Path) -> None:
    """Refuse a PDF of which something is missing.

    Qt drops what a full disk does not take without a word. A PDF ends with the place of its table
    of contents as counted while writing: if anything was dropped, the table does not stand there.

    Raises:
        OSError: Something is missing.
    """
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - _TAIL))
        found = _END.search(file.read())
        if found is not None:
            file.seek(int(found[1]))
            if file.read(4) == b"xref":
                return
    raise OSError(errno.ENOSPC, "incomplete")


def paint_pages(
    document: Document,
    device: QPagedPaintDevice,
    *,
    pages: range | None = None,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> None:
    """Paint pages, all unless ``pages`` (from 0) says which, onto a printer or a PDF writer.

    Raises:
        StorageError: The device does not take them.
        CancelledError: ``cancelled`` said so.
    """
    device.setPageLayout(_page_layout(document.setup))
    chosen = range(document.page_count) if pages is None else pages
    painter = QPainter()
    if not painter.begin(device):
        raise StorageError(_("打印机没有响应，请检查打印机后再试。"))
    try:
        _scale(painter, device.logicalDpiX(), device.logicalDpiY())
        for done, page in enumerate(chosen):
            _check(cancelled)
            if done:
                device.newPage()
            document.paint(painter, page)
            _tell(progress, done + 1, len(chosen))
    finally:
        # ends it, and fonts of thousands of characters are put in: ``end`` would stop all threads
        shiboken6.delete(painter)


def page_picture(document: Document, page: int, dots_per_inch: float) -> QImage:
    """Return one page as a picture on white, for a preview."""
    share = dots_per_inch / DOTS_PER_INCH
    setup = document.setup
    picture = QImage(
        round(setup.width * share), round(setup.height * share), QImage.Format.Format_RGB32
    )
    picture.fill(0xFFFFFFFF)
    painter = QPainter(picture)
    try:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.scale(share, share)
        document.paint(painter, page)
    finally:
        painter.end()
    return picture


def _page_layout(setup: PageSetup) -> QPageLayout:
    way = QPageLayout.Orientation.Landscape if setup.landscape else QPageLayout.Orientation.Portrait
    sheet = QPageSize.PageSizeId.A3 if setup.a3 else QPageSize.PageSizeId.A4
    layout = QPageLayout(QPageSize(sheet), way, QMarginsF())
    layout.setMode(QPageLayout.Mode.FullPageMode)
    return layout


def _scale(painter: QPainter, across: int, down: int) -> None:
    painter.scale(across / DOTS_PER_INCH, down / DOTS_PER_INCH)


def _check(cancelled: Callable[[], bool] | None) -> None:
    if cancelled is not None and cancelled():
        raise CancelledError


def _tell(progress: Progress | None, done: int, of: int) -> None:
    if progress is not None:
        progress(done, of)
