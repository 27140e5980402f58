"""A start of the program: until its client list is painted with rows in it."""

import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from app.config import OfficeFolder
from app.ui.record_table import RecordTable
from app.ui.start import Session, make_application
from app.upgrade import open_office
from bench.office import NOW
from bench.painted import tell_when_painted

folder = OfficeFolder(Path(sys.argv[1]))
qt = make_application()
open_office(folder, now=NOW)
session = Session(folder)
session.begin("clients")
assert session.window is not None  # noqa: S101 - an office with people shows its window at once
table = session.window.findChild(RecordTable, "clientsTable")
assert table is not None  # noqa: S101
assert table.model().rowCount() == int(sys.argv[2])  # noqa: S101
tell_when_painted(table.viewport())
QTimer.singleShot(20_000, qt.quit)
qt.exec()
session.end()
