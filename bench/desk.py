"""Copies of an office to work on, and the program's windows over them."""

import gc
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtWidgets import QApplication

from app.config import OfficeFolder
from app.db import Database, Desk
from app.ui.application import make_application
from app.ui.due_notices import DueNotices
from app.ui.page_modules import MODULES
from app.ui.shell import MainWindow
from app.ui.start import Session, begin_collecting
from bench.painted import NOW, settle


@contextmanager
def desk_copy(office: Path) -> Iterator[Desk]:
    """Give a desk on a copy of the office, in a folder that is removed afterwards."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "keyou.db"
        shutil.copyfile(office / "keyou.db", path)
        db = Database(path)
        yield Desk(db, None, lambda: NOW)
        db.close()


@contextmanager
def window_over(office: Path) -> Iterator[tuple[QApplication, MainWindow]]:
    """Give the program's window with its client list painted."""
    qt = QApplication.instance() or make_application()
    assert isinstance(qt, QApplication)
    gc.disable()  # as the program starts, from ``app.__main__`` to ``run_window``
    session = Session(OfficeFolder(office))
    session.begin("clients")
    begin_collecting()
    assert session.window is not None
    _end_start(qt, session, session.window)
    yield qt, session.window
    session.window.close()
    session.end()
    settle(qt)


def _end_start(qt: QApplication, session: Session, window: MainWindow) -> None:
    """Let the program do what it leaves for after its start: check, back up, load its pages."""
    while window.findChild(DueNotices) is None or not all(map(sys.modules.get, MODULES)):
        qt.processEvents()
    while session._workers.busy:  # noqa: SLF001 - only the session knows its workers
        qt.processEvents()
    settle(qt)
