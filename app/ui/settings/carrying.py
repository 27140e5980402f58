"""Backups that leave the office as a zip under a password, and those that come back as one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.backups.making import Watch
from app.backups.zipped import bring_back, is_zip, needs_password, write_zip
from app.domain.backups import Contents
from app.errors import AppError
from app.i18n import _
from app.ui.context import Context
from app.ui.file_password import FilePasswordDialog
from app.ui.files import ask_to_save
from app.ui.messages import show_error
from app.ui.new_password import ChoosePasswordDialog
from app.ui.progress import run_with_progress
from app.ui.workers import Job


def carry_off(context: Context, window: QWidget) -> None:
    """Ask where to and for a password, then write the zip."""
    name = _("客友备份 {at:%Y-%m-%d}.zip").format(at=context.desk.now())
    path = ask_to_save(
        context.preferences, window, _("带走一份备份"), name, _("加密的 zip (*.zip)")
    )
    if not path:
        return
    target = Path(path) if is_zip(Path(path)) else Path(f"{path}.zip")
    told = _(
        "给这份备份设一个密码。7-Zip、WinZip 等能打开它（AES-256）；没有密码谁也打不开，"
        "请记下来，另外告诉收的人。"
    )
    ChoosePasswordDialog(
        _("带走一份备份"), told, lambda typed: write(context, window, target, typed), window
    ).open()


def write(context: Context, window: QWidget, target: Path, password: str) -> None:
    """Write the zip and say what it holds."""

    def work(job: Job) -> Contents:
        return write_zip(context.folder, target, password, _watch(job, _("正在写加密的备份…")))

    def done(contents: Contents) -> None:
        told = _("已写好并检查：{file}（{contents}）")
        context.navigator.told.emit(told.format(file=target, contents=contents.text))

    run_with_progress(context.workers, window, _("带走一份备份"), work, done)


def unpack(context: Context, window: QWidget, path: Path, then: Callable[[Path], None]) -> None:
    """Put what a zip holds among the backups, asking for its password; ``then`` gets the file."""

    def bring(password: str) -> Path:
        return bring_back(
            context.folder, path, password, now=context.desk.now(), watch=Watch()
        ).path

    brought: list[Path] = []

    def done(*_nothing: object) -> None:
        context.news.backed_up.emit("")
        then(brought[0])

    try:
        if not needs_password(path):
            run_with_progress(
                context.workers, window, _("打开 zip"), lambda _job: brought.append(bring("")), done
            )
            return
    except AppError as error:
        show_error(window, error)
        return
    told = _("{file} 有密码，请输入做它的时候设的密码。").format(file=path.name)
    dialog = FilePasswordDialog(
        told, lambda typed: brought.append(bring(typed)), context.workers, window, code=False
    )
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(done)
    dialog.open()


def _watch(job: Job, text: str) -> Watch:
    return Watch(lambda done, of: job.report(done, of, text), lambda: job.cancelled)
