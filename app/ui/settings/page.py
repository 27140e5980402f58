"""The page 设置: one tab a subject."""

from PySide6.QtWidgets import QWidget

from app.i18n import _
from app.ui.context import Context
from app.ui.settings.backups import BackupSettings
from app.ui.settings.checklist import checklist_settings
from app.ui.settings.data import DataSettings
from app.ui.settings.departments import department_settings
from app.ui.settings.encryption import EncryptionSettings
from app.ui.settings.festivals import festival_settings
from app.ui.settings.holidays import HolidaySettings
from app.ui.settings.hotel import HotelSettings
from app.ui.settings.own_fields import OwnFieldsSettings
from app.ui.settings.people import PeopleSettings
from app.ui.settings.personal import PersonalSearch
from app.ui.settings.rules import RulesSettings
from app.ui.settings.standards import StandardsSettings
from app.ui.settings.topics import topic_settings
from app.ui.views import View, Views

VIEWS = (
    View("hotel", _("酒店"), HotelSettings),
    View("people", _("人员"), PeopleSettings),
    View("own_fields", _("自有字段"), OwnFieldsSettings),
    View("rules", _("筛选规则"), RulesSettings),
    View("standards", _("服务标准"), StandardsSettings),
    View("departments", _("责任部门"), department_settings),
    View("checklist", _("服务清单"), checklist_settings),
    View("topics", _("教育内容"), topic_settings),
    View("festivals", _("节日"), festival_settings),
    View("holidays", _("节假日"), HolidaySettings),
    View("personal", _("个人信息"), PersonalSearch),
    View("backups", _("备份"), BackupSettings),
    View("encryption", _("加密"), EncryptionSettings),
    View("data", _("数据"), DataSettings),
)


class SettingsPage(Views):
    """Every setting of the office. Each tab saves for itself."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, "settings", VIEWS, parent)

    def show_backups(self) -> None:
        """Show the backups."""
        self.show_view("backups")
