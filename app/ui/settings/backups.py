"""设置 · 备份: the backups there are, one more, a second place for them, and the way back."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.backups.listing import Backup, backups
from app.backups.office_file import examine_copy
from app.backups.place import doubts_about
from app.backups.second_folder import Safety, remember, safety
from app.backups.zipped import is_zip
from app.domain.backups import Contents, Reason, age_text
from app.errors import AppError
from app.i18n import _
from app.queries.sign_in import sign_in_used
from app.ui.backup_keeper import keep_now
from app.ui.brought_back import unpack
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.file_password import with_key
from app.ui.files import ask_to_open, folder_used_last, open_outside
from app.ui.messages import ask, show_error
from app.ui.plain_table import RowTable
from app.ui.progress import run_with_progress
from app.ui.settings.carrying import carry_off
from app.ui.theme import GAP
from app.ui.workers import Job

HEADINGS = (_("时间"), _("多久以前"), _("为什么"), _("大小"), _("加密"), _("里面有什么"))
WIDTHS = (150, 100, 100, 80, 80)
MEGABYTE = 1_000_000


class BackupSettings(QWidget):
    """Lists the backups, the newest first. Double click or 恢复 brings one back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("backupSettings")
        self._context = context
        self._backups: Sequence[Backup] = ()
        self._second = QLabel()
        self._second.setObjectName("secondFolder")
        self._second.setTextFormat(Qt.TextFormat.PlainText)
        self._second.setWordWrap(True)
        self._table = _table()
        self.setFocusProxy(self._table)
        self._restore = self._button("restoreBackup", _("恢复这份备份…"), self._ask_chosen)
        self._look = self._button("browseBackup", _("查看内容"), self._browse)
        self._drop_second = self._button("dropSecond", _("不再使用"), self._forget_second)
        self._lay_out()
        self._table.itemSelectionChanged.connect(self._follow_choice)
        self._table.itemDoubleClicked.connect(self._ask_chosen)
        context.news.backed_up.connect(self.show_backups)
        self.show_backups()

    def show_backups(self) -> None:
        """List what there is now."""
        now = self._context.desk.now()
        self._backups = backups(self._context.folder)
        self._table.setRowCount(len(self._backups))
        for row, one in enumerate(self._backups):
            local = one.at.astimezone(now.tzinfo)
            counted = _("打开后才知道") if one.contents is None else one.contents.text
            size = f"{one.size / MEGABYTE:,.1f} MB"
            locked = _("没有") if one.is_plain else _("已加密")
            when = f"{local:%Y-%m-%d %H:%M}"
            texts = (when, age_text(one.at, now), one.reason.label, size, locked, counted)
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(str(one.path) if column == 0 else text)
                self._table.setItem(row, column, item)
        self._follow_choice()
        self._show_second(safety(self._context.folder))

    def _show_second(self, known: Safety) -> None:
        self._drop_second.setVisible(known.second_folder is not None)
        if known.second_folder is None:
            text = _("还没有选。电脑的磁盘坏了，本机的备份也就没有了：请选另一个磁盘或 U 盘。")
        elif known.copied_at is None:
            text = _("{folder}：还没有备份到那里").format(folder=known.second_folder)
        else:
            age = age_text(known.copied_at, self._context.desk.now())
            text = _("{folder}：{age}备份到那里").format(folder=known.second_folder, age=age)
        if known.copy_overdue(self._context.desk.now()):
            text += _("。超过 7 天没有新的备份了，请插上 U 盘再点“立即备份”")
        if known.second_folder is not None:
            text += _("。\n") + self._who_opens_copies()
        self._second.setText(text)

    def _who_opens_copies(self) -> str:
        folder = self._context.folder
        if folder.keys.of(folder.database) is not None:
            return _(
                "从加密时起，那里的备份与数据文件用同一个文件密码，捡到的人打不开；"
                "以前没有加密的，见“加密”。"
            )
        return _(
            "那里的备份没有加密，捡到的人就能打开：请在“加密”里给文件加密，以后的备份也就加密了；"
            "或者不用第二个文件夹，用“带走（加密）…”带密码写到 U 盘上。"
        )

    def _lay_out(self) -> None:
        told = QLabel(
            _(
                "打开时、改动后半小时内、退出时、导入和批准筛选以前自动备份，每份都打开检查过。"
                "两天内的全部留着，再早的留 12 天、10 周、9 个月各一份。"
            )
        )
        told.setProperty("role", "faint")
        told.setWordWrap(True)
        doubts = QLabel(doubts_about(self._context.folder.path))
        doubts.setObjectName("doubts")
        doubts.setProperty("role", "warning")
        doubts.setWordWrap(True)
        if not doubts.text():
            doubts.hide()
        heading = QLabel(_("第二个备份文件夹"))
        heading.setProperty("role", "heading")
        second = QHBoxLayout()
        second.addWidget(self._second, 1)
        second.addWidget(self._button("chooseSecond", _("选择文件夹…"), self._choose_second))
        second.addWidget(self._drop_second)
        column = QVBoxLayout(self)
        column.setSpacing(GAP)
        column.addWidget(told)
        column.addWidget(doubts)
        column.addWidget(self._table, 1)
        column.addLayout(self._actions())
        column.addSpacing(GAP)
        column.addWidget(heading)
        column.addLayout(second)

    def _actions(self) -> QHBoxLayout:
        actions = QHBoxLayout()
        actions.addWidget(self._button("backUpNow", _("立即备份"), self._back_up))
        actions.addWidget(self._look)
        actions.addWidget(self._restore)
        actions.addWidget(self._button("restoreFile", _("用别的备份文件恢复…"), self._ask_file))
        actions.addWidget(self._button("carryOff", _("带走（加密）…"), self._carry_off))
        actions.addStretch(1)
        actions.addWidget(self._button("openBackups", _("打开文件夹"), self._open_folder))
        return actions

    def _button(self, name: str, text: str, then: object) -> QPushButton:
        button = ActionButton(text)
        button.setObjectName(name)
        button.clicked.connect(then)
        return button

    def _follow_choice(self) -> None:
        for button in (self._restore, self._look):
            button.setEnabled(self._chosen() is not None)

    def _chosen(self) -> Backup | None:
        ranges = self._table.selectedRanges()
        row = ranges[0].topRow() if ranges else -1
        return self._backups[row] if 0 <= row < len(self._backups) else None

    def _back_up(self) -> None:
        def work(job: Job) -> Backup:
            job.report(0, 0, _("正在备份并检查…"))
            return keep_now(self._context.folder, Reason.HAND, job)

        def done(made: Backup) -> None:
            self._context.news.backed_up.emit("")
            told = _("已备份并检查：{contents}").format(
                contents="" if made.contents is None else made.contents.text
            )
            self._context.navigator.told.emit(told)

        def failed(error: Exception) -> None:
            self._context.news.backed_up.emit(str(error) if isinstance(error, AppError) else "")
            show_error(self.window(), error)

        run_with_progress(self._context.workers, self.window(), _("备份"), work, done, failed)

    def _open_folder(self) -> None:
        folder = self._context.folder
        place = folder.backups if folder.backups.is_dir() else folder.path
        open_outside(self.window(), place)

    def _choose_second(self) -> None:
        begin = str(folder_used_last(self._context.preferences))
        chosen = QFileDialog.getExistingDirectory(self, _("第二个备份文件夹"), begin)
        if chosen:
            self.use_second(Path(chosen))

    def use_second(self, place: Path) -> None:
        """Keep backups there too from now on, beginning with one at once."""
        folder = self._context.folder
        if place.is_relative_to(folder.path):
            error = AppError(_("请选另一个磁盘或 U 盘上的文件夹，不要选数据文件夹里面的。"))
            show_error(self.window(), error)
            return
        try:
            remember(folder, replace(safety(folder), second_folder=place, copied_at=None))
        except AppError as error:
            show_error(self.window(), error)
            return
        self._back_up()

    def _forget_second(self) -> None:
        folder = self._context.folder
        remember(folder, replace(safety(folder), second_folder=None, copied_at=None))
        self._context.news.backed_up.emit("")

    def _ask_chosen(self) -> None:
        if (chosen := self._chosen()) is not None:
            self.ask_to_restore(chosen.path)

    def _ask_file(self) -> None:
        kinds = _("客友的备份 (*.db *.zip)")
        path = ask_to_open(self._context.preferences, self, _("用哪一份备份恢复"), kinds)
        if path:
            self.take(Path(path))

    def take(self, path: Path) -> None:
        """Offer to restore a backup from elsewhere; a zip is unpacked among the others first."""
        if is_zip(path):
            context = self._context

            def then(brought: Path) -> None:
                context.news.backed_up.emit("")
                self.ask_to_restore(brought)

            now = context.desk.now()
            unpack(context.folder, context.workers, self.window(), path, now=now, then=then)
        else:
            self.ask_to_restore(path)

    def _carry_off(self) -> None:
        carry_off(self._context, self.window())

    def _browse(self) -> None:
        if (chosen := self._chosen()) is None:
            return
        go, path, at = self._context.navigator, chosen.path, chosen.at
        with_key(
            self._context.folder,
            path,
            self._context.workers,
            self.window(),
            lambda: go.browsing_wanted.emit(str(path), at),
        )

    def ask_to_restore(self, path: Path) -> None:
        """Open and count a backup, show what it holds, and ask; for its password where needed."""
        folder, workers = self._context.folder, self._context.workers
        with_key(folder, path, workers, self.window(), lambda: self._ask_to_restore(path))

    def _ask_to_restore(self, path: Path) -> None:
        def work(job: Job) -> Contents:
            job.report(0, 0, _("正在打开并检查备份…"))
            return examine_copy(path, self._context.folder.keys)

        def done(contents: Contents) -> None:
            text = _(
                "备份 {file} 完好，里面有：{contents}。\n\n"
                "恢复以后，数据回到那个时候；那以后录入的都不在了。现在的数据会先留成一份备份"
                "（“恢复前”），再恢复它就回到现在。"
            ).format(file=path.name, contents=contents.text)
            with self._context.db.read() as session:
                if sign_in_used(session):
                    text += "\n\n" + _("登录密码和登录恢复码也回到那个时候：请用那时的密码登录。")
            ask(
                self.window(),
                _("恢复备份"),
                text,
                _("恢复"),
                lambda: self._context.navigator.restore_wanted.emit(str(path)),
            )

        run_with_progress(self._context.workers, self.window(), _("恢复备份"), work, done)


def _table() -> RowTable:
    table = RowTable("backups", HEADINGS, told=_("备份"), widths=WIDTHS)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    return table
