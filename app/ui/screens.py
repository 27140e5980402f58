"""The pages of the navigation: each is loaded when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation."""

    key: str
    title: str
    icon: str
    make: Callable[[Context], QWidget]


def _clients(context: Context) -> QWidget:
    from app.ui.clients.page import ClientsPage

    return ClientsPage(context)


def _communications(context: Context) -> QWidget:
    from app.ui.communications.page import CommunicationsPage

    return CommunicationsPage(context)


def _trade(context: Context) -> QWidget:
    from app.ui.bookings.page import TradePage

    return TradePage(context)


def _screening(context: Context) -> QWidget:
    from app.ui.screening.page import ScreeningPage

    return ScreeningPage(context)


def _imports(context: Context) -> QWidget:
    from app.ui.imports.page import ImportsPage

    return ImportsPage(context)


def _bin(context: Context) -> QWidget:
    from app.ui.bin.page import BinPage

    return BinPage(context)


def _settings(context: Context) -> QWidget:
    from app.ui.settings.page import SettingsPage

    return SettingsPage(context)


SCREENS = (
    Screen("clients", _("客户"), "users", _clients),
    Screen("communications", _("沟通"), "message-square", _communications),
    Screen("trade", _("交易"), "bed-double", _trade),
    Screen("screening", _("年终筛选"), "award", _screening),
    Screen("imports", _("导入"), "import", _imports),
    Screen("bin", _("回收站"), "trash-2", _bin),
    Screen("settings", _("设置"), "settings", _settings),
)
