"""How old the last backup is, in the status bar; a click shows the backups."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton, QWidget

from app.backups.listing import backups
from app.backups.second_folder import safety
from app.domain.backups import age_text, is_ahead
from app.i18n import _
from app.ui.context import Context

MINUTE = 60_000
DAY = 24 * 3600


class BackupAge(QPushButton):
    """Says when the last backup was made, and warns where there is none or it is old."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._problem = ""
        self.setObjectName("backupAge")
        self.setProperty("role", "link")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(context.navigator.backups_wanted)
        context.news.backed_up.connect(self._on_backed_up)
        clock = QTimer(self)
        clock.timeout.connect(self.look)
        clock.start(MINUTE)
        self.look()

    def look(self) -> None:
        """Say how old the last backup is now."""
        now, folder = self._context.desk.now(), self._context.folder
        found = backups(folder)
        if not found:
            self._say(_("还没有备份"), _("点这里做一份备份"), warns=True)
            return
        newest = next((one for one in found if not is_ahead(one.at, now)), found[0])
        text = _("备份：{age}").format(age=age_text(newest.at, now))
        overdue = safety(folder).copy_overdue(now)
        told = _("第二个备份文件夹超过 7 天没有新的备份了。") if overdue else ""
        ahead = is_ahead(newest.at, now)
        if ahead:
            told = _("最近的备份的日期在以后：电脑的时间可能不对，请看一看。")
        tip = self._problem or told or _("点这里看全部备份")
        old = (now - newest.at).total_seconds() > DAY
        self._say(text, tip, warns=bool(self._problem) or overdue or ahead or old)

    def _on_backed_up(self, problem: str) -> None:
        self._problem = problem
        self.look()

    def _say(self, text: str, tip: str, *, warns: bool) -> None:
        self.setText(_("⚠ {text}").format(text=text) if warns else text)
        self.setToolTip(tip)
