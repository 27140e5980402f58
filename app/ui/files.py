"""Asking for files: in the folder used last, at first in the documents, in Chinese everywhere."""

import stat
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QTranslator, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from app.i18n import _
from app.ui.messages import tell
from app.ui.preferences import Preferences
from app.whole_files import new_half, remove_halves

FOLDER = "files/folder"
TABLES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".txt", ".tsv")
"""Endings of the files the import reads."""


def ask_to_save(
    preferences: Preferences, parent: QWidget, title: str, name: str, kinds: str = ""
) -> str:
    """Ask where to write a file proposed as ``name``; return its path, "" where nobody said.

    A ``name`` with a folder, such as that of the file it came of, is proposed there.
    """
    proposed = str(folder_used_last(preferences) / name)
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, proposed, kinds)
    return _kept(preferences, chosen)


def ask_to_open(preferences: Preferences, parent: QWidget, title: str, kinds: str = "") -> str:
    """Ask for one file to read; return its path, "" where nobody said."""
    folder = str(folder_used_last(preferences))
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, folder, kinds)
    return _kept(preferences, chosen)


def ask_to_open_several(preferences: Preferences, parent: QWidget, title: str) -> list[str]:
    """Ask for any number of files to read."""
    folder = str(folder_used_last(preferences))
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, folder)
    _kept(preferences, chosen[0] if chosen else "")
    return chosen


def open_outside(parent: QWidget, path: Path) -> None:
    """Open a file or folder with the program this PC has for it; tell where there is none."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
        told = _("这台电脑没有能打开“{name}”的程序。它在这里：\n{path}")
        tell(parent, _("打不开"), told.format(name=path.name, path=path))


def place_for_copy(name: str) -> Path:
    """Return where a file the office keeps is written, for another program to open it."""
    place = Path(tempfile.gettempdir())
    remove_halves(place)
    folder = new_half(place)
    with suppress(OSError):  # writing into it will tell
        folder.mkdir(stat.S_IRWXU)
    return folder / name


def remove_copies() -> None:
    """Take away what was written for other programs: there it is not encrypted."""
    remove_halves(Path(tempfile.gettempdir()), own=True)


def folder_used_last(preferences: Preferences) -> Path:
    """Return the folder of the last file, or the documents where it is gone or none was."""
    kept = preferences.text(FOLDER)
    if kept and Path(kept).is_dir():
        return Path(kept)
    documents = Path(
        QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    )
    return documents if documents.is_dir() else Path.home()


def _kept(preferences: Preferences, chosen: str) -> str:
    if chosen:
        preferences.keep(FOLDER, str(Path(chosen).parent))
    return chosen


def files_dropped(event: QDropEvent) -> list[Path]:
    """Return the files being dragged; nothing where it is no file of this computer."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]


def table_dropped(event: QDropEvent) -> str:
    """Return the path of the one file being dragged, if the import reads its kind."""
    files = files_dropped(event)
    one = str(files[0]) if len(files) == 1 else ""
    return one if one.lower().endswith(TABLES) else ""


class MissingWords(QTranslator):
    """Says in Chinese what Qt's own translation leaves in English or names oddly."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = {
            "&Look in:": _("位置(&L)："),
            "Files of &type:": _("文件类型(&T)："),
            "Folder": _("文件夹"),
            "File": _("文件"),
            "File Folder": _("文件夹"),
            "Drive": _("磁盘"),
            "%1 File": _("%1 文件"),
            "Size": _("大小"),
            "Page &Set:": _("打印哪些页(&S)："),
        }

    @override
    def isEmpty(self) -> bool:
        return False

    @override
    def translate(
        self,
        context: str | bytes,
        sourceText: str | bytes,
        disambiguation: str | bytes | None = None,
        n: int = -1,
    ) -> str | None:
        return self._words.get(str(sourceText))
