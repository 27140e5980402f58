"""The one way files are written: whole or not at all.

A file is made beside its place under another name, forced to the disk, and only then put into its
place; whatever goes wrong before that leaves what was there before.
"""

import errno
import os
import secrets
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.encryption.pages import Kind, kind_of
from app.errors import StorageError
from app.i18n import _

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EBUSY, errno.ETXTBSY}
_HALF = "~keyou"
_ASK_LITTLE = 0x1000  # what Windows calls PROCESS_QUERY_LIMITED_INFORMATION


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a new, empty file to write; it takes the place of ``path`` when the block ends well.

    Raises:
        StorageError: It cannot be written there; what was there before is as it was.
    """
    try:
        place = path.resolve()
        _check_replaceable(place)
        temporary = _new_file_beside(place)
    except OSError as error:
        raise _explained(path, error) from error
    try:
        yield temporary
        if _is_database(place) and not _is_database(temporary):
            raise _not_over_data(path)
        _force_to_disk(temporary)
        _keep_mode(place, temporary)
        temporary.replace(place)
        _force_folder_to_disk(place.parent)
    except OSError as error:
        raise _explained(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def check_place(path: Path) -> None:
    """See before long work that a file can be written there; leaves nothing behind.

    Raises:
        StorageError: It cannot: no such folder, read-only, open in another program, or an office's
            data, which no list or paper may replace.
    """
    try:
        place = path.resolve()
        _check_replaceable(place)
        if _is_database(place):
            raise _not_over_data(path)
        if place.exists():
            with place.open("rb+"):  # refused by Windows while Excel holds it
                pass
        _new_file_beside(place).unlink()
    except OSError as error:
        raise _explained(path, error) from error


def new_half(folder: Path) -> Path:
    """Return where something is written that is not to stay under this name.

    The name says which process writes it: what one leaves that was killed, another removes.
    """
    return folder / f"{_HALF}-{os.getpid()}-{secrets.token_hex(6)}.tmp"


def remove_halves(folder: Path, *, own: bool = False) -> None:
    """Remove what processes that are gone left half written in a folder, and, if so, this one."""
    with suppress(OSError):
        for left in folder.glob(f"{_HALF}-*-*.tmp*"):
            writer = left.name.split("-")[1]
            mine = own and writer == str(os.getpid())
            if mine or (writer.isdecimal() and not _is_running(int(writer))):
                _remove(left)


def make_folder(folder: Path) -> None:
    """Make a folder where there is none, for good: what is in it cannot outlive its own name.

    Raises:
        OSError: It cannot be made.
    """
    if not folder.is_dir():
        folder.mkdir(exist_ok=True)
        _force_folder_to_disk(folder.parent)


def _check_replaceable(place: Path) -> None:
    if place.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(place))
    if place.exists() and not place.is_file():
        told = _("“{name}”是设备或管道，不是文件，请换一个文件名再试。")
        raise StorageError(told.format(name=place.name))
    if place.exists() and not place.stat().st_mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "read-only", str(place))


def _is_database(path: Path) -> bool:
    return path.is_file() and kind_of(path) is not Kind.OTHER


def _not_over_data(path: Path) -> StorageError:
    told = _("“{name}”是客友的数据文件，不能用别的内容盖掉，请换一个文件名。")
    return StorageError(told.format(name=path.name))


def _remove(left: Path) -> None:
    if left.is_dir():
        for one in left.iterdir():  # Windows deletes nothing that is read-only
            one.chmod(stat.S_IRWXU)
        shutil.rmtree(left, ignore_errors=True)
    else:
        with suppress(OSError):
            left.unlink()


def _is_running(process: int) -> bool:
    if sys.platform == "win32":
        import ctypes

        handle = ctypes.windll.kernel32.OpenProcess(_ASK_LITTLE, 0, process)
        ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _new_file_beside(place: Path) -> Path:
    remove_halves(place.parent)
    temporary = new_half(place.parent)
    os.close(os.open(temporary, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return temporary


def _force_to_disk(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _keep_mode(place: Path, temporary: Path) -> None:
    if place.exists():
        temporary.chmod(stat.S_IMODE(place.stat().st_mode))


def _force_folder_to_disk(folder: Path) -> None:
    """Make the new name last; where folders cannot be opened (Windows) the rename itself does."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _explained(path: Path, error: OSError) -> StorageError:
    return StorageError(_sentence(error).format(name=path.name, folder=path.parent))


def _sentence(error: OSError) -> str:
    if error.errno in _FULL:
        return _(
            "“{name}”没有写成：“{folder}”所在的磁盘已满。"
            "原文件没有改动；请腾出空间或换一个磁盘再试。"
        )
    if error.errno == errno.EROFS:
        return _("“{name}”没有写成：“{folder}”是只读的，请换一个文件夹再试。")
    if error.errno in _REFUSED:
        return _(
            "“{name}”没有写成：文件是只读的，或正在别的程序（如 Excel）中打开，或没有写入权限。"
            "请关闭它，或换一个文件名再试。"
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return _("“{name}”没有写成：找不到文件夹“{folder}”，请换一个文件夹再试。")
    if error.errno == errno.EISDIR:
        return _("“{name}”是一个文件夹，请换一个文件名再试。")
    return _("“{name}”没有写成。原文件没有改动；请换一个文件夹或文件名再试。")


def why(error: OSError) -> str:
    """Say in a few words why the system refused."""
    if error.errno in _FULL:
        return _("磁盘已满")
    if error.errno in (errno.EACCES, errno.EPERM):
        return _("没有权限")
    return {
        errno.EROFS: _("是只读的"),
        errno.ENOENT: _("找不到"),
        errno.ENOTDIR: _("上一级不是文件夹"),
        errno.EEXIST: _("同名的是一个文件"),
        errno.EIO: _("磁盘读写出错"),
    }.get(error.errno or 0, error.strerror or "")
