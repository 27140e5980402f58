"""The pages of the navigation: each is loaded when it is first shown."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from app.domain.rights import Right
from app.i18n import _
from app.ui.context import Context


@dataclass(frozen=True, slots=True)
class Screen:
    """One entry of the navigation, for whose post has the right."""

    key: str
    title: str
    icon: str
    make: Callable[[Context], QWidget]
    right: Right = Right.SEE


def _today(context: Context) -> QWidget:
    from app.ui.today.page import TodayPage

    return TodayPage(context)


def _clients(context: Context) -> QWidget:
    from app.ui.clients.page import ClientsPage

    return ClientsPage(context)


def _communications(context: Context) -> QWidget:
    from app.ui.log_views import LogViews

    return LogViews(context)


def _cases(context: Context) -> QWidget:
    from app.ui.cases.page import CasesPage

    return CasesPage(context)


def _trade(context: Context) -> QWidget:
    from app.ui.bookings.page import TradePage

    return TradePage(context)


def _key_accounts(context: Context) -> QWidget:
    from app.ui.key_accounts.page import KeyAccountsPage

    return KeyAccountsPage(context)


def _courtesies(context: Context) -> QWidget:
    from app.ui.courtesies.page import CourtesiesPage

    return CourtesiesPage(context)


def _screening(context: Context) -> QWidget:
    from app.ui.screening.page import ScreeningPage

    return ScreeningPage(context)


def _reports(context: Context) -> QWidget:
    from app.ui.reports.page import ReportsPage

    return ReportsPage(context)


def _imports(context: Context) -> QWidget:
    from app.ui.imports.page import ImportsPage

    return ImportsPage(context)


def _bin(context: Context) -> QWidget:
    from app.ui.bin.page import BinPage

    return BinPage(context)


def _audit(context: Context) -> QWidget:
    from app.ui.audit.page import AuditPage

    return AuditPage(context)


def _settings(context: Context) -> QWidget:
    from app.ui.settings.page import SettingsPage

    return SettingsPage(context)


SCREENS = (
    Screen("today", _("今日"), "calendar-check", _today),
    Screen("clients", _("客户"), "users", _clients),
    Screen("communications", _("沟通"), "message-square", _communications),
    Screen("cases", _("问题"), "message-circle-warning", _cases),
    Screen("trade", _("交易"), "bed-double", _trade),
    Screen("key_accounts", _("大客户"), "crown", _key_accounts),
    Screen("courtesies", _("礼节"), "gift", _courtesies),
    Screen("screening", _("年终筛选"), "award", _screening),
    Screen("reports", _("报表"), "chart-column", _reports),
    Screen("imports", _("导入"), "import", _imports, Right.IMPORT),
    Screen("bin", _("回收站"), "trash-2", _bin, Right.EDIT),
    Screen("audit", _("操作记录"), "history", _audit, Right.AUDIT),
    Screen("settings", _("设置"), "settings", _settings, Right.SETTINGS),
)


def screens_for(context: Context) -> tuple[Screen, ...]:
    """Return the pages this person has."""
    viewer = context.db.viewer()
    return tuple(one for one in SCREENS if viewer.may(one.right))
