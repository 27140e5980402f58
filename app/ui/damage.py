"""The page for a damaged office file: the newest good backup, or what can still be read."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from app.backups.listing import Backup, backups
from app.backups.rescue import Rescued, rescue
from app.backups.restoring import Restored, newest_good_backup, restore
from app.backups.second_folder import second_backups
from app.backups.zipped import is_zip
from app.config import OfficeFolder
from app.domain.audit_labels import TABLES
from app.domain.backups import Contents, age_text
from app.errors import DamagedFileError
from app.i18n import _
from app.ui.brought_back import unpack
from app.ui.buttons import ActionButton
from app.ui.file_password import with_key
from app.ui.files import ask_to_open, open_outside
from app.ui.messages import ask
from app.ui.preferences import Preferences
from app.ui.progress import run_with_progress, watched
from app.ui.theme import GAP
from app.ui.workers import Job, Workers

Found = tuple[Backup, Contents]


class DamageDialog(QDialog):
    """Says what is wrong and what can be done; accepted once there is an office file to open.

    The damaged file is kept aside whatever is chosen. ``now`` is the clock.
    """

    def __init__(
        self,
        folder: OfficeFolder,
        error: DamagedFileError,
        workers: Workers,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("damage")
        self.setWindowTitle(_("数据文件不见了") if error.gone else _("数据文件损坏"))
        self._folder, self._workers, self._now = folder, workers, now
        self._best: Path | None = None
        self._offer = QLabel(_("正在查找最近的完好备份…"))
        self._offer.setObjectName("offer")
        self._buttons: dict[str, QPushButton] = {}
        self._lay_out(error)
        self.resize(620, 320)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._best is None:
            self._search()
            QTimer.singleShot(0, self, self._ask_password)

    def _search(self) -> None:
        self._workers.run(
            self, lambda _job: newest_good_backup(self._folder), self._show_best, self._fail
        )

    def _ask_password(self) -> None:
        """Where the newest backup is encrypted and its key is not known, ask for it first."""
        newest = next(iter([*backups(self._folder), *second_backups(self._folder)]), None)
        if newest is not None and not self._folder.keys.opens(newest.path):
            with_key(self._folder, newest.path, self._workers, self, self._search)

    def use(self, source: Path) -> None:
        """Put a backup or what was rescued in the office file's place."""
        with_key(self._folder, source, self._workers, self, lambda: self._use(source))

    def _use(self, source: Path) -> None:
        def work(job: Job) -> Restored:
            job.report(0, 0, _("正在恢复…"))
            looks = watched(job, _("正在恢复…"), _("正在恢复，请不要关机…"))
            return restore(self._folder, source, now=self._now(), watch=looks, is_damaged=True)

        run_with_progress(self._workers, self, _("恢复备份"), work, lambda _restored: self.accept())

    def rescue(self) -> None:
        """Read out what can be read, and ask whether to go on with that."""
        with_key(self._folder, self._folder.database, self._workers, self, self._rescue)

    def _rescue(self) -> None:
        def work(job: Job) -> Rescued:
            job.report(0, 0, _("正在读出还能读的内容…"))
            looks = watched(job, _("正在读出还能读的内容…"))
            return rescue(self._folder, self._now(), looks)

        run_with_progress(self._workers, self, _("抢救"), work, self._offer_rescued)

    def _offer_rescued(self, rescued: Rescued) -> None:
        text = _("读出来了：{contents}。\n").format(contents=rescued.contents.text)
        if rescued.incomplete:
            # told once each: of some tables nobody knows the names
            names = dict.fromkeys(TABLES.get(name, _("其他")) for name in rescued.incomplete)
            text += _("可能不全的：{tables}。").format(tables="、".join(names))
        text += _(
            "\n读出的内容在 {file}。用它继续，损坏的文件仍然留着；"
            "继续以后请到“设置 → 数据”按“检查数据”，在那里重新计算合计与日期。"
        ).format(file=rescued.path)
        ask(self, _("抢救"), text, _("用读出的内容继续"), lambda: self.use(rescued.path))

    def _show_best(self, found: Found | None) -> None:
        if found is None:
            self._offer.setText(
                _("没有找到完好的备份。可以用别处的备份文件恢复，或抢救还能读出的内容。")
            )
            return
        backup, contents = found
        self._best = backup.path
        local = backup.at.astimezone()
        self._offer.setText(
            _(
                "最近的完好备份：{at:%Y-%m-%d %H:%M}（{age}），里面有：{contents}。"
                "恢复以后，那以后录入的都不在了，要补录；不放心的，可以先看看能抢救出多少。"
            ).format(at=local, age=age_text(backup.at, self._now()), contents=contents.text)
        )
        self._buttons["useBackup"].setEnabled(True)
        self._buttons["useBackup"].setDefault(True)
        self._buttons["useBackup"].setFocus()

    def _fail(self, error: Exception) -> None:
        raise error

    def _use_best(self) -> None:
        if self._best is not None:
            self.use(self._best)

    def _use_other(self) -> None:
        preferences = Preferences(self._folder.preferences)
        path = ask_to_open(preferences, self, _("用哪一份备份恢复"), _("客友的备份 (*.db *.zip)"))
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Use a backup from elsewhere, be it a zip."""
        if is_zip(path):
            folder, now = self._folder, self._now()
            unpack(folder, self._workers, self, path, now=now, then=self.use)
        else:
            self.use(path)

    def _open_folder(self) -> None:
        open_outside(self, self._folder.path)

    def _lay_out(self, error: DamagedFileError) -> None:
        what = QLabel(str(error))
        what.setObjectName("what")
        kept = QLabel(
            _("恢复以前，现在的文件会原样放进“damaged”文件夹，不会删除，以后还可以请人修复。")
        )
        kept.setProperty("role", "faint")
        column = QVBoxLayout(self)
        column.setSpacing(2 * GAP)
        for label in (what, self._offer, kept):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        first, second = QHBoxLayout(), QHBoxLayout()
        for row, name, text, then in (
            (first, "useBackup", _("恢复这份备份"), self._use_best),
            (first, "useOther", _("用别的备份文件…"), self._use_other),
            (first, "rescue", _("抢救还能读出的内容…"), self.rescue),
            (second, "openFolder", _("打开文件夹"), self._open_folder),
            (second, "leave", _("退出"), self.reject),
        ):
            button = ActionButton(text)
            button.setObjectName(name)
            button.setAutoDefault(False)
            button.clicked.connect(then)
            row.addWidget(button)
            self._buttons[name] = button
        second.insertStretch(0, 1)
        self._buttons["useBackup"].setEnabled(False)
        self._buttons["rescue"].setVisible(not error.gone)
        column.addLayout(first)
        column.addLayout(second)
