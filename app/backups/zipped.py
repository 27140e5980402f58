"""A backup to be carried off or sent: a zip under a password (AES-256), opened by 7-Zip too."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backups.encrypting import encrypt_backup
from app.backups.listing import Backup, write_manifest
from app.backups.making import Watch, copy_office, free_place
from app.backups.office_file import examine_copy, size_of
from app.config import OfficeFolder
from app.domain.backups import Contents, Reason
from app.errors import FileRefusedError, LockedFileError, StorageError
from app.i18n import _
from app.whole_files import new_half, whole_file

ITS_NAME = "keyou.db"
MOST = 4_000_000_000
"""Bytes an office file may have; the largest offices have a twentieth of it."""
RATIO = 100
"""How much smaller a zip may be than what it holds: records shrink to a tenth."""
STEP = 1 << 20


class WrongZipPasswordError(FileRefusedError):
    """The zip does not open by this password."""

    def __init__(self) -> None:
        super().__init__(_("zip 的密码不对：请看看大小写、输入法和多余的空格。"))


def is_zip(path: Path) -> bool:
    """Tell by its name whether a backup is, or is to be, a zip."""
    return path.suffix.lower() == ".zip"


def write_zip(folder: OfficeFolder, target: Path, password: str, watch: Watch) -> Contents:
    """Write a verified copy of the office file as a zip under a password, whole or not at all.

    Raises:
        DamagedFileError: The office file is damaged.
        StorageError: It cannot be read or written.
    """
    copy = new_half(folder.path)
    try:
        contents = copy_office(folder, copy, watch, named=folder.path)
        with whole_file(target) as half:
            _pack(copy, half, password, watch)
            _compare(half, copy, password, watch)
    finally:
        copy.unlink(missing_ok=True)
    return contents


def needs_password(path: Path) -> bool:
    """Tell whether a zip is under a password.

    Raises:
        FileRefusedError: It is no backup.
        StorageError: There is no such file.
    """
    size_of(path)
    with _opened(path) as packed:
        return bool(_member(packed, path).flag_bits & 1)


def check_password(path: Path, password: str) -> None:
    """Make sure that a zip opens by a password, before it is unpacked.

    Raises:
        WrongZipPasswordError: It does not.
        FileRefusedError: It is no backup.
    """
    with _opened(path) as packed:
        packed.setpassword(password.encode())
        with packed.open(_member(packed, path)) as inside:
            inside.read(1)


def bring_back(
    folder: OfficeFolder, path: Path, password: str, *, now: datetime, watch: Watch
) -> Backup:
    """Unpack a zip among the backups and check it; it is encrypted if the office file is.

    Raises:
        WrongZipPasswordError: The password is another one.
        FileRefusedError: It is no backup, or not of a sound size.
        StorageError: It cannot be read or written, or what it holds is damaged.
    """
    size_of(path)
    place = free_place(
        folder.backups, f"keyou-{now.astimezone():%Y%m%d-%H%M%S}-{Reason.BROUGHT.value}"
    )
    with whole_file(place) as half:
        _unpack(path, half, password, watch)
        contents = examine_copy(half, folder.keys, of=path)
    made = Backup(place, now, Reason.BROUGHT, place.stat().st_size, contents)
    write_manifest(made)
    with suppress(LockedFileError):  # nobody knows the office's key now, or the backup's
        key = folder.keys.of(folder.database)
        if key is not None and folder.keys.of(place) is None:
            encrypt_backup(folder, made, key)
    return made


def _pack(copy: Path, half: Path, password: str, watch: Watch) -> None:
    import pyzipper

    whole, done = copy.stat().st_size, 0
    kind = {"compression": pyzipper.ZIP_DEFLATED, "encryption": pyzipper.WZ_AES}
    with pyzipper.AESZipFile(half, "w", **kind) as packed, copy.open("rb") as source:
        packed.setpassword(password.encode())
        with packed.open(ITS_NAME, "w", force_zip64=True) as inside:
            while part := source.read(STEP):
                inside.write(part)
                done += len(part)
                watch.step(done, whole)


def _parts(packed: Any, member: Any, password: str, watch: Watch) -> Iterator[bytes]:
    """Give what a zip holds, piece by piece, and no more of it than it says there is."""
    packed.setpassword(password.encode())
    done = 0
    with packed.open(member) as inside:
        while part := inside.read(STEP):
            done += len(part)
            if done > member.file_size:
                raise FileRefusedError(_("这个 zip 里的内容比它自己说的多，没有打开。"))
            watch.step(done, member.file_size)
            yield part


def _unpack(path: Path, target: Path, password: str, watch: Watch) -> None:
    with _opened(path) as packed, target.open("wb") as file:
        for part in _parts(packed, _member(packed, path), password, watch):
            file.write(part)


def _compare(path: Path, copy: Path, password: str, watch: Watch) -> None:
    """Read a zip that was just written again."""
    with _opened(path) as packed, copy.open("rb") as file:
        for part in _parts(packed, _member(packed, path), password, watch):
            if file.read(len(part)) != part:
                raise StorageError(_("写好的备份与数据文件不一致，没有留下，请再试一次。"))
        if file.read(1):
            raise StorageError(_("写好的备份与数据文件不一致，没有留下，请再试一次。"))


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a zip; what its library says of it is told as the office would say it."""
    import pyzipper

    refused = _("{name} 不是客友的备份，或者不完整。").format(name=path.name)
    try:
        with pyzipper.AESZipFile(path) as packed:
            yield packed
    except RuntimeError as error:  # pyzipper's word for a password that does not fit
        raise WrongZipPasswordError from error
    except (pyzipper.BadZipFile, NotImplementedError, EOFError, zlib.error, ValueError) as error:
        raise FileRefusedError(refused) from error


def _member(packed: Any, path: Path) -> Any:
    """Return the one office file in a zip, refusing what would fill the disk."""
    found = [one for one in packed.infolist() if one.filename.lower().endswith(".db")]
    if len(found) != 1:
        raise FileRefusedError(_("{name} 不是客友的备份，或者不完整。").format(name=path.name))
    size = found[0].file_size
    if size > MOST or size > RATIO * max(path.stat().st_size, 1):
        raise FileRefusedError(_("{name} 解开后大得不合理，没有打开。").format(name=path.name))
    return found[0]
