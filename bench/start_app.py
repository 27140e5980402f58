"""A start of the program, all of it: until its client list is painted with rows in it."""

import gc
import sys
from importlib import import_module


def start(office: str) -> int:
    """Start as ``app.__main__`` and ``app.main`` do, which load Qt last, and watch the list."""
    gc.disable()
    from app.main import FIRST_READS, main

    for name in FIRST_READS:
        import_module(name)
    _watch()
    return main(["--office", office])


def _watch() -> None:
    """Have the program's event loop begin with somebody watching its list."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    from bench.painted import tell_when_painted

    begin = QApplication.exec

    def exec_watched(_qt: QApplication) -> int:
        tops = QApplication.topLevelWidgets()
        table = next(filter(None, (top.findChild(QTableView, "clientsTable") for top in tops)))
        assert table.model().rowCount()  # noqa: S101
        tell_when_painted(table.viewport())
        QTimer.singleShot(20_000, QApplication.quit)
        return begin()

    QApplication.exec = exec_watched  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    sys.exit(start(sys.argv[1]))
