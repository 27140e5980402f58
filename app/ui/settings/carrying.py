"""Backups that leave the office as a zip under a password."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from app.backups.zipped import is_zip, write_zip
from app.domain.backups import Contents
from app.i18n import _
from app.ui.context import Context
from app.ui.files import ask_to_save
from app.ui.new_password import ChoosePasswordDialog
from app.ui.progress import run_with_progress, watched
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
        return write_zip(context.folder, target, password, watched(job, _("正在写加密的备份…")))

    def done(contents: Contents) -> None:
        told = _("已写好并检查：{file}（{contents}）")
        context.navigator.told.emit(told.format(file=target, contents=contents.text))

    run_with_progress(context.workers, window, _("带走一份备份"), work, done)
