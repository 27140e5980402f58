"""A backup that comes back as a zip under a password."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.backups.zipped import bring_back, check_password, needs_password
from app.config import OfficeFolder
from app.errors import AppError
from app.i18n import _
from app.ui.file_password import FilePasswordDialog
from app.ui.messages import show_error
from app.ui.progress import run_with_progress, watched
from app.ui.workers import Job, Workers


def unpack(
    folder: OfficeFolder,
    workers: Workers,
    window: QWidget,
    path: Path,
    *,
    now: datetime,
    then: Callable[[Path], None],
) -> None:
    """Put what a zip holds among the backups, asking for its password; ``then`` gets the file."""
    typed = [""]

    def check(password: str) -> None:
        check_password(path, password)
        typed[0] = password

    def bring() -> None:
        def work(job: Job) -> Path:
            looks = watched(job, _("正在取出 zip 里的备份…"))
            return bring_back(folder, path, typed[0], now=now, watch=looks).path

        run_with_progress(workers, window, _("打开 zip"), work, then)

    try:
        asks = needs_password(path)
    except AppError as error:
        show_error(window, error)
        return
    if not asks:
        bring()
        return
    told = _("{file} 有密码，请输入做它的时候设的密码。").format(file=path.name)
    dialog = FilePasswordDialog(told, check, workers, window, code=False)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(bring)
    dialog.open()
