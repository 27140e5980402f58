"""The Qt application: the program's look, and Chinese."""

import sys

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from app.config import RESOURCES
from app.i18n import _
from app.ui.files import MissingWords
from app.ui.theme import STYLE, apply_theme


def make_application() -> QApplication:
    """Make the Qt application in the program's look and in Chinese."""
    qt = QApplication([*sys.argv[:1], *STYLE])
    qt.setApplicationName("Keyou")
    qt.setApplicationDisplayName(_("客友"))
    qt.setDesktopFileName("keyou")
    qt.setWindowIcon(QIcon(str(RESOURCES / "icons" / "keyou.svg")))
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words = QTranslator(qt)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        qt.installTranslator(words)
    qt.installTranslator(MissingWords(qt))
    apply_theme(qt)
    return qt
