"""A start of the program, all of it: until 今日 is painted, and then with what is to be done."""

import gc
import sys
from importlib import import_module


def start(office: str, key: str = "") -> int:
    """Start as ``app.__main__`` and ``app.main`` do, which load Qt last, and watch the page.

    ``key`` is that of an encrypted office in hexadecimal digits, as if its password was given.
    """
    gc.disable()
    if key:
        _give(bytes.fromhex(key))
    from app.main import FIRST_READS, main

    for name in FIRST_READS:
        import_module(name)
    _watch()
    return main(["--office", office])


def _give(key: bytes) -> None:
    """Have every key ring of this process know the key: 32 bytes of it, and the file's salt."""
    from app.encryption.key import RAW, FileKey
    from app.encryption.keyring import Keyring

    begin = Keyring.__init__

    def with_key(self: Keyring) -> None:
        begin(self)
        self.add(FileKey(key[:RAW], key[RAW:]))

    Keyring.__init__ = with_key  # type: ignore[method-assign]  # asks nobody


def _watch() -> None:
    """Have the program's event loop begin with somebody watching its first page."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QTreeView

    from bench.painted import tell, tell_when_painted

    begin = QApplication.exec

    def watch() -> None:
        tops = QApplication.topLevelWidgets()
        tree = next(filter(None, (top.findChild(QTreeView, "todayLines") for top in tops)))
        filled = lambda: bool(tree.model().rowCount())  # noqa: E731 - asked at each painting
        tell_when_painted(tree.viewport(), then=tell)
        tell_when_painted(tree.viewport(), ready=filled)

    def exec_watched(_qt: QApplication) -> int:
        QTimer.singleShot(0, watch)  # after the window's own, which was asked for before
        QTimer.singleShot(20_000, QApplication.quit)
        return begin()

    QApplication.exec = exec_watched  # type: ignore[assignment,method-assign]


if __name__ == "__main__":
    sys.exit(start(*sys.argv[1:]))
