"""Start the program: a command, the window, or, without a display, the main job on the sample.

A second start only brings the first window to the front: the database's libraries, half of a
start, are imported where they are needed.
"""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from app import __version__
from app.cli.parser import ChineseParser, path_given
from app.config import OfficeFolder, default_folder
from app.errors import AppError
from app.i18n import _
from app.log import log_bug, start_log
from app.office_lock import OfficeLock
from app.whole_files import why

if TYPE_CHECKING:
    from app.db import Desk

COMMANDS = ("imports", "clients", "duplicates", "screening", "exports", "office", "backups", "demo")
"""The modules of ``app.cli`` that add commands; loaded only when a command is given."""

FIRST_READS = (
    "sqlalchemy.dialects.sqlite",
    "app.queries.office",
    "app.queries.sign_in",
    "app.services.door",
    "app.upgrade",
)
"""What the first window reads by. It is loaded before Qt: once PySide is there, it looks through
the source of every module that is imported."""

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until the command is done or the last window closes; return the exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words:
        _ready_output()
    wanted = _parser(words).parse_args(words)
    folder = OfficeFolder(wanted.office.absolute()) if wanted.office else default_folder()
    wanted.folder = folder
    if getattr(wanted, "run", None) is None:
        if _has_display():
            return _show_window(folder, wanted.page)
        wanted = _parser(["demo"]).parse_args(["demo"])
    return _run_command(folder, wanted)


def _show_window(folder: OfficeFolder, page: str) -> int:
    lock = OfficeLock(folder.lock)
    if not lock.take() and lock.ask_to_show():  # before Qt is loaded: the first window is there
        return DONE
    for name in FIRST_READS:
        import_module(name)
    from app.ui.start import run_window

    return run_window(folder, page, lock)


def _run_command(folder: OfficeFolder, wanted: argparse.Namespace) -> int:
    gc.enable()
    start_log(folder.log)
    lock = OfficeLock(folder.lock)
    try:
        code = int(wanted.run(lambda: _open_desk(folder, lock, wanted.person), wanted) or DONE)
        sys.stdout.flush()
    except AppError as error:
        told = str(error)
    except KeyboardInterrupt:
        told = _("已中断，没有做完的一步没有写入。")
    except BrokenPipeError:  # whoever read the output went away, as ``| head`` does
        _forget_output()
        return FAILED
    except OSError as error:  # of files the sentences are AppErrors; left is where the output goes
        log_bug(error)
        _forget_output()
        where = f"{error.filename} " if isinstance(error.filename, str) else ""
        told = _("这一步没有做完：{where}{why}。已保存的内容都在。请检查磁盘空间和权限后再试。")
        told = told.format(where=where, why=why(error))
    except Exception as error:  # noqa: BLE001 - logged; a person gets one clear line
        with suppress(OSError):
            folder.path.mkdir(parents=True, exist_ok=True)  # for the log named below
        log_bug(error)
        told = _("程序遇到意外错误，这一步没有完成，已保存的内容都在。详情见 {log}")
        told = told.format(log=folder.log)
    else:
        return code
    finally:
        lock.release()
    sys.stderr.write(f"{told}\n")
    return FAILED


def _ready_output() -> None:
    """Let words be written wherever they go: to an encoding that lacks some of them, or nowhere."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115 - open to the end
        elif isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _forget_output() -> None:
    """Let go of what could not be written, lest Python try again at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_desk(folder: OfficeFolder, lock: OfficeLock, person: str | None) -> "Desk":
    """Open the office for a command: beside an open window to read, alone once it writes.

    ``person`` is who gives it, by name; the password is asked for where the office uses them.
    """
    from app.cli.file_password import unlock_office
    from app.cli.signing_in import sign_in
    from app.db import Database, Desk
    from app.upgrade import open_office, prepare_folder

    now = datetime.now().astimezone()
    prepare_folder(folder)
    unlock_office(folder)
    if not lock.wait() and not _can_be_read(folder):
        lock.hold()
    if lock.take():
        if open_office(folder, now=now, thoroughly=lock.ended_badly):
            told = _("{folder} 里还没有数据文件，已新建一个。\n")
            sys.stderr.write(told.format(folder=folder.path))
        lock.release()  # a command that only reads keeps nobody out
    db = Database(folder.database, lock.hold, folder.keys)
    return Desk(db, sign_in(folder, db, person))


def _can_be_read(folder: OfficeFolder) -> bool:
    """Tell whether the office can be read beside whoever holds it: it may just be made or upgraded.

    Raises:
        ForeignFileError: It is of a newer program.
    """
    from app.backups.office_file import file_version, newest_version, refuse_newer

    if not folder.database.exists():
        return False
    version = file_version(folder.database, folder.keys)
    refuse_newer(folder.database, version)
    return version == newest_version()


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser that knows the commands if a word is left that may be one."""
    common = _program(add_help=False)
    parser = _program()
    if common.parse_known_args(words)[1]:
        commands = parser.add_subparsers(title=_("命令"), metavar=_("命令"))
        for name in COMMANDS:
            import_module(f"app.cli.{name}").register(commands)
        for command in commands.choices.values():
            _add_person(command, default=argparse.SUPPRESS)  # also behind the command's name
    return parser


def _program(*, add_help: bool = True) -> ChineseParser:
    told = _("客友：客户档案与年终筛选")
    parser = ChineseParser(prog="keyou", description=told, add_help=add_help)
    parser.add_argument("--version", action="version", version=__version__, help=_("显示版本"))
    folder = _("数据文件夹（默认：文档/客友）")
    parser.add_argument("--office", type=path_given, metavar=_("文件夹"), help=folder)
    parser.add_argument("--page", default="", help=argparse.SUPPRESS)
    _add_person(parser, default=None)
    return parser


def _add_person(parser: argparse.ArgumentParser, *, default: str | None) -> None:
    told = _("谁在使用；启用了登录密码时必须写，密码放在环境变量 KEYOU_PASSWORD 里或在终端输入")
    parser.add_argument("--as", dest="person", default=default, metavar=_("姓名"), help=told)


def _has_display() -> bool:
    """Tell whether a window can be shown. Windows and macOS always have a display."""
    if sys.platform != "linux":
        return True
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    return bool(chosen or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
