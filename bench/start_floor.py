"""The floor of a start: the same Qt and SQLAlchemy, an empty table, painted.

Its one question to ``Qt`` makes PySide name all of Qt's constants, which every program does.
"""

import sys

import sqlalchemy.orm  # noqa: F401 - its loading is part of the floor
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QApplication, QTableView

from bench.painted import tell_when_painted

qt = QApplication(sys.argv)
table = QTableView()
table.setModel(QStandardItemModel(0, 12))
table.setTextElideMode(Qt.TextElideMode.ElideRight)
table.resize(1320, 720)
tell_when_painted(table.viewport())
table.show()
QTimer.singleShot(20_000, qt.quit)
qt.exec()
