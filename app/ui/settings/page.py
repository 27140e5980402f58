"""The page 设置: one tab a subject."""

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.settings.backups import BackupSettings
from app.ui.settings.checklist import checklist_settings
from app.ui.settings.data import DataSettings
from app.ui.settings.departments import department_settings
from app.ui.settings.festivals import festival_settings
from app.ui.settings.holidays import HolidaySettings
from app.ui.settings.hotel import HotelSettings
from app.ui.settings.own_fields import OwnFieldsSettings
from app.ui.settings.people import PeopleSettings
from app.ui.settings.rules import RulesSettings
from app.ui.settings.standards import StandardsSettings
from app.ui.settings.topics import topic_settings
from app.ui.theme import GAP


class SettingsPage(QWidget):
    """Every setting of the office. Each tab saves for itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settings")
        title = QLabel(_("设置"))
        title.setProperty("role", "title")
        tabs = QTabWidget()
        tabs.setObjectName("settingsTabs")
        self.setFocusProxy(tabs.tabBar())  # so that the arrows go from tab to tab at once
        tabs.addTab(HotelSettings(context), _("酒店"))
        tabs.addTab(PeopleSettings(context), _("人员"))
        tabs.addTab(OwnFieldsSettings(context), _("自有字段"))
        tabs.addTab(RulesSettings(context), _("筛选规则"))
        tabs.addTab(StandardsSettings(context), _("服务标准"))
        tabs.addTab(department_settings(context), _("责任部门"))
        tabs.addTab(checklist_settings(context), _("服务清单"))
        tabs.addTab(topic_settings(context), _("教育内容"))
        tabs.addTab(festival_settings(context), _("节日"))
        tabs.addTab(HolidaySettings(context), _("节假日"))
        self._tabs, self._backups = tabs, BackupSettings(context)
        tabs.addTab(self._backups, _("备份"))
        tabs.addTab(DataSettings(context), _("数据"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GAP, 2 * GAP, 2 * GAP, GAP)
        column.addWidget(title)
        column.addWidget(tabs, 1)

    def show_backups(self) -> None:
        """Show the backups."""
        self._tabs.setCurrentWidget(self._backups)
        self._backups.setFocus()
