"""The stage: a sample office that stands still in time, its window, and a camera."""

import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from time import monotonic, sleep
from types import TracebackType
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QToolButton, QWidget

from app.backups.making import back_up
from app.config import RESOURCES, OfficeFolder
from app.db import Database, Desk
from app.domain.backups import Reason
from app.queries.office import StaffRow, staff_members
from app.ui import theme
from app.ui.application import make_application
from app.ui.context import Context, News
from app.ui.navigation import Navigator
from app.ui.preferences import Preferences
from app.ui.shell import MainWindow
from app.ui.workers import Workers
from app.upgrade import open_office

NOW = datetime(2026, 12, 18, 10, 20, tzinfo=timezone(timedelta(hours=8)))
"""A Friday of the December week."""
SIZE = (1366, 768)
LONGEST, STEP = 60.0, 0.005
"""Seconds that anything may take; between two looks."""
STILL = 50
"""Looks in a row without work after which a window stays as it is; a busy PC may skip seconds."""
COLOURS, KIND = 256, 0xE0E0E0
"""Of a picture; the bits in which colours of one kind agree."""
BAR = 30
"""Height of the title bar drawn over a dialog, in dots."""

T = TypeVar("T")
P = TypeVar("P", bound=QWidget)


def offscreen(folder: Path) -> QApplication:
    """Make the application without a display, on a screen of the size the program is made for.

    The bundled font takes the place of the machine's own.
    """
    width, height = SIZE
    screen = {"name": "screen", "x": 0, "y": 0, "width": width, "height": height}
    told = folder / "screen.json"
    told.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "dpr": 1}]}))
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={told}"
    for name in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_QPA_PLATFORMTHEME", "QT_STYLE_OVERRIDE"):
        os.environ.pop(name, None)
    theme.FAMILIES[:] = ["Noto Sans SC"]
    app = make_application()
    for font in sorted((RESOURCES / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(font))
    theme.apply_theme(app)
    app.setCursorFlashTime(0)
    # Qt swallows what a slot raises; a picture of what is left would lie
    sys.excepthook = lambda _kind, error, _trace: _raised.append(error)
    return app


_raised: list[BaseException] = []


class Stage:
    """One office in one window. ``shot`` keeps what a widget looks like under a name."""

    def __init__(self, folder: Path, pictures: Path, wanted: frozenset[str]) -> None:
        self.folder, self.taken = folder, 0
        self._pictures, self._wanted = pictures, wanted
        pictures.mkdir(parents=True, exist_ok=True)
        # so that the paths seen in the pictures are short and the same everywhere
        os.chdir(folder)
        office = OfficeFolder(Path("客友"))
        open_office(office, now=NOW)
        self._preferences = Preferences(office.preferences)
        self._desk = Desk(Database(office.database), None, lambda: NOW)
        self._windows: list[MainWindow] = []
        self.context = self._context(None)

    def __enter__(self) -> "Stage":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.workers.stop()
        for window in self._windows:
            window.close()
        self.context.db.close()

    @property
    def window(self) -> MainWindow:
        """The main window of whoever sits here."""
        return self._windows[-1]

    def sit_down(self, name: str) -> None:
        """Open the main window as this person."""
        with self.context.db.read() as session:
            staff = next(one for one in staff_members(session) if one.name == name)
        back_up(self.context.folder, Reason.START, now=NOW - timedelta(minutes=12))
        self.context = self._context(staff)
        self._windows.append(MainWindow(self.context))
        self.window.resize(*SIZE)
        self.window.show()
        self.settle()

    def page(self, key: str, kind: type[T]) -> T:
        """Show a page of the navigation."""
        shown = self.window.show_page(key)
        self.settle()
        return _as(kind, shown)

    def part(self, within: QWidget, kind: type[P], name: str = "") -> P:
        """Return the part of this kind and object name."""
        return next(one for one in within.findChildren(kind) if name in {"", one.objectName()})

    def dialog(self, kind: type[T]) -> T:
        """Return the dialog of this kind once it is open."""
        return self.until(lambda: next(iter(_open(kind)), None))

    def close(self, dialog: QDialog) -> None:
        """Close a dialog without its questions."""
        QDialog.done(dialog, 0)
        self.settle()

    def press(self, name: str, within: QWidget | None = None) -> None:
        """Press the visible button of this object name."""
        place = within or self.window
        button = next(
            one
            for kind in (QPushButton, QToolButton)
            for one in place.findChildren(kind, name)
            if one.isVisible()
        )
        button.click()
        self.settle()

    def settle(self) -> None:
        """Let the program work until nothing moves any more.

        Raises:
            TimeoutError: It did not come to rest.
        """
        end, still = monotonic() + LONGEST, 0
        while still < STILL:
            _step(end)
            still = 0 if self.context.workers.busy else still + 1

    def until(self, look: Callable[[], T | None]) -> T:
        """Wait for something to be there, then for rest.

        Raises:
            TimeoutError: It never was.
        """
        end = monotonic() + LONGEST
        while (there := look()) is None:
            _step(end)
        self.settle()
        return there

    def shot(self, name: str, widget: QWidget | None = None) -> None:
        """Keep a picture of a window, with the lists that hang open over it."""
        shown = widget or self.window
        self.settle()
        picture = _with_popups(shown)
        self.keep(name, _framed(shown, picture) if isinstance(shown, QDialog) else picture)

    def keep(self, name: str, picture: QImage) -> None:
        """Keep a picture, in few colours, so that it is small."""
        if self._wanted and name not in self._wanted:
            return
        path = self._pictures / f"{name}.png"
        if not _few_colours(picture).save(str(path), "PNG", 0):  # type: ignore[call-overload]  # Qt takes a str
            raise OSError(f"cannot write {path}")
        self.taken += 1

    def _context(self, staff: StaffRow | None) -> Context:
        desk = replace(self._desk, staff_id=None if staff is None else staff.id)
        news = News(desk.db)
        return Context(desk, news, Workers(), Navigator(), self._preferences, staff)


def _step(end: float) -> None:
    QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    sleep(STEP)
    if _raised:
        sys.excepthook = sys.__excepthook__
        raise RuntimeError("a slot failed") from _raised[0]
    if monotonic() > end:
        raise TimeoutError("what was waited for did not come")


def _open(kind: type[T]) -> Iterable[T]:
    shown = (one for one in QApplication.topLevelWidgets() if one.isVisible())
    return (one for one in shown if isinstance(one, kind))


def _as(kind: type[T], one: object) -> T:
    if not isinstance(one, kind):
        raise TypeError(f"{one} is no {kind.__name__}")
    return one


def _with_popups(shown: QWidget) -> QImage:
    picture = shown.grab().toImage()
    painter = QPainter(picture)
    for one in QApplication.topLevelWidgets():
        hangs = one.windowType() in {Qt.WindowType.Popup, Qt.WindowType.ToolTip}
        if hangs and one.isVisible():
            place = one.mapToGlobal(QPoint(0, 0)) - shown.mapToGlobal(QPoint(0, 0))
            painter.drawPixmap(place, one.grab())
    painter.end()
    return picture


def _framed(shown: QWidget, picture: QImage) -> QImage:
    """Draw the title bar and border that the desktop would give a dialog."""
    width, height = picture.width() + 2, picture.height() + BAR + 1
    framed = QImage(width, height, QImage.Format.Format_RGB32)
    framed.fill(QColor(theme.LIGHT.raised))
    painter = QPainter(framed)
    painter.drawImage(1, BAR, picture)
    painter.setPen(QColor(theme.LIGHT.text))
    painter.setFont(shown.font())
    middle, bar = Qt.AlignmentFlag.AlignVCenter, QRect(12, 0, width - 24, BAR)
    painter.drawText(bar, middle, shown.windowTitle())
    painter.drawText(bar, middle | Qt.AlignmentFlag.AlignRight, "✕")
    painter.setPen(QColor(theme.LIGHT.faint))
    painter.drawRect(0, 0, width - 1, height - 1)
    painter.end()
    return framed


def _few_colours(picture: QImage) -> QImage:
    """Return the picture in few colours; all others become the nearest of them."""
    plain = picture.convertToFormat(QImage.Format.Format_RGB32)
    counted = Counter(memoryview(plain.constBits()).cast("B").cast("I"))
    return plain.convertToFormat(QImage.Format.Format_Indexed8, _chosen(counted))


def _chosen(counted: Counter[int]) -> list[int]:
    """Choose the commonest colours, but of every kind of colour one, so that none is lost."""
    commonest = [colour for colour, _count in counted.most_common()]
    kinds: dict[int, int] = {}
    for colour in commonest:
        kinds.setdefault(colour & KIND, colour)
    first = list(kinds.values())[:COLOURS]
    return first + [colour for colour in commonest if colour not in first][: COLOURS - len(first)]
