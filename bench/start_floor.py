"""The floor of a start: the same Qt and SQLAlchemy, an empty table, painted."""

import sys

import sqlalchemy.orm  # noqa: F401 - its loading is part of the floor
from PySide6.QtCore import QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from bench.painted import tell_when_painted

qt = QApplication(sys.argv)
table = QTableView()
table.setModel(QStandardItemModel(0, 12))
table.resize(1320, 720)
tell_when_painted(table.viewport())
table.show()
QTimer.singleShot(20_000, qt.quit)
qt.exec()
