"""An office file seen from outside: whose it is, of which version, whether whole, what it holds."""

import re
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from stat import S_ISREG

from app.config import MIGRATIONS
from app.db.engine import APPLICATION_ID
from app.db.quoting import quoted
from app.domain.backups import COUNTED, Contents
from app.encryption.connecting import connect, database_errors
from app.encryption.keyring import Keyring
from app.errors import DamagedFileError, ForeignFileError, NoFileError, StorageError
from app.i18n import _
from app.whole_files import why

_MEANINGS = {
    5: _("另一个程序正在使用 {file}，请稍等片刻或关闭那个程序再试。"),
    6: _("另一个程序正在使用 {file}，请稍等片刻或关闭那个程序再试。"),
    8: _("{file} 是只读的。请检查文件属性或所在文件夹的权限。"),
    10: _("读写 {file} 时磁盘出错。请检查磁盘或网络盘后再试。"),
    13: _("磁盘已满，{file} 没有写成，原来的内容没有改动。请腾出空间再试。"),
    14: _(
        "打不开 {file}。请检查文件夹是否还在，对里面的文件（连同 {file.name}-journal）有没有权限。"
    ),
}
"""What SQLite's codes mean; any other one is damage."""
_SAID = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "database is locked": sqlite3.SQLITE_BUSY,
}
"""SQLCipher's library tells by words only why a copy failed; without a code it would be damage."""
NUMBER = re.compile(r"[0-9]{4}")
"""What each version of the schema is called, those of later programs too."""
_SIZE = ("page_count", "page_size")
WAIT = 1.0
"""Seconds to wait for another program that holds the file."""


def newest_version() -> str:
    """Return the schema version this program works with, without loading alembic."""
    return max(_versions())


def _versions() -> set[str]:
    return {path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py")}


@contextmanager
def opened(
    path: Path, keys: Keyring, *, alone: bool = False, named: Path | None = None
) -> Iterator[sqlite3.Connection]:
    """Open an office file to look at it; never makes one.

    What a save that was cut off left beside it is taken back first, unless ``alone`` says that it
    is a copy with nothing beside it. ``named`` is the file that errors tell of instead.

    Raises:
        DamagedFileError: It is damaged.
        LockedFileError: It is encrypted, and none of ``keys`` fits.
        StorageError: It cannot be opened or read.
    """
    try:
        mode = "ro" if alone else "rw"
        with closing(connect(path, keys.of(path), mode=mode, timeout=WAIT)) as raw:
            yield raw
    except database_errors() as error:
        raise told(named or path, error) from error
    except UnicodeDecodeError as error:  # of a name in the schema, or in SQLite's own message
        raise DamagedFileError(named or path) from error


def told(path: Path, error: Exception) -> StorageError:
    """Return what SQLite's failure with an office file means to a person."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR)
    if code == sqlite3.SQLITE_IOERR_DELETE:  # a journal played back cannot be taken away
        code = sqlite3.SQLITE_READONLY
    elif code == sqlite3.SQLITE_ERROR:
        code = _SAID.get(str(error), code)
    sentence = _MEANINGS.get(code & 0xFF)
    if sentence is None:
        return DamagedFileError(path)
    return StorageError(sentence.format(file=path))


def file_version(path: Path, keys: Keyring) -> str:
    """Return an office file's schema version.

    Raises:
        DamagedFileError: The file is damaged, or its version got lost.
        ForeignFileError: It belongs to another program.
        StorageError: It cannot be opened.
    """
    _check_not_empty(path, path)
    with opened(path, keys) as raw:
        return _version(raw, path)


def refuse_newer(path: Path, version: str) -> None:
    """Refuse what a newer program saved.

    Raises:
        ForeignFileError: It did.
    """
    if version > newest_version():
        raise ForeignFileError(
            _(
                "{file} 由更新版本的客友（数据版本 {theirs}）保存，本程序的数据版本是 {ours}。"
                "请先升级程序；文件没有改动。"
            ).format(file=path, theirs=version, ours=newest_version())
        )


def check_quickly(path: Path, keys: Keyring) -> None:
    """Look through all pages of an office file.

    Raises:
        DamagedFileError: Something is wrong.
    """
    with opened(path, keys) as raw:
        check_end(raw, path)
        _check(raw, path, "quick_check")


def check_fully(path: Path, keys: Keyring) -> None:
    """Look through all pages and compare every index with its table; much slower.

    Raises:
        DamagedFileError: Something is wrong.
    """
    with opened(path, keys) as raw:
        check_end(raw, path)
        raw.execute("PRAGMA cache_size=-256000")  # indexes are looked up all over the file
        _check(raw, path, "integrity_check")


def examine_copy(
    path: Path, keys: Keyring, *, of: Path | None = None, fully: bool = False
) -> Contents:
    """Open a copy with nothing beside it, check it, and count what it holds.

    ``of`` is the file it was copied from, which errors name: nobody knows the copy. ``fully``
    compares every index with its table too; much slower.

    Raises:
        DamagedFileError: It is damaged.
        ForeignFileError: It is none of ours, or of a newer program.
        LockedFileError: It is encrypted, and none of ``keys`` fits.
        StorageError: It cannot be read.
    """
    named = of or path
    _check_not_empty(path, named)
    with opened(path, keys, alone=True, named=named) as raw:
        version = _version(raw, named)
        refuse_newer(named, version)
        check_end(raw, path, named)
        _check(raw, named, "integrity_check" if fully else "quick_check")
        return Contents(version, _people_counts(raw))


def contents_of(path: Path, keys: Keyring) -> Contents:
    """Count what an office file holds, without looking for damage.

    Raises:
        StorageError: It cannot be read.
    """
    with opened(path, keys) as raw:
        return Contents(_version(raw, path), _people_counts(raw))


def size_of(path: Path) -> int:
    """Return how many bytes a file has.

    Raises:
        StorageError: There is no such file, or it cannot be reached.
    """
    try:
        found = path.stat()
    except OSError as error:
        raise StorageError(_("读不出 {file}：{why}").format(file=path, why=why(error))) from error
    if not S_ISREG(found.st_mode):
        raise NoFileError(path)
    return found.st_size


def _check_not_empty(path: Path, named: Path) -> None:
    if size_of(path) <= 1:  # SQLite takes a single byte for none
        raise DamagedFileError(named, _("它是空的，里面什么也没有"))


def row_counts(raw: sqlite3.Connection) -> Mapping[str, int]:
    """Return how many rows every table has."""
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    return {table: _count(raw, quoted(table)) for table in tables}


def _version(raw: sqlite3.Connection, path: Path) -> str:
    tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")}
    ours = raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    if "client" not in tables or not (ours or "alembic_version" in tables):
        raise ForeignFileError(_("{file} 不是客友的数据文件，没有打开。").format(file=path))
    versions = (
        raw.execute("SELECT version_num FROM alembic_version").fetchall()
        if "alembic_version" in tables
        else []
    )
    version = str(versions[0][0]) if len(versions) == 1 else ""
    later = NUMBER.fullmatch(version) and version > newest_version()
    if not later and version not in _versions():
        raise DamagedFileError(path, _("里面的数据版本记录不对"))
    return version


def check_end(raw: sqlite3.Connection, path: Path, named: Path | None = None) -> None:
    """See that the last page is whole: SQLite reads what is missing of it as zeros.

    Raises:
        DamagedFileError: It is not.
    """
    raw.execute("BEGIN")  # nobody can commit meanwhile
    try:
        pages, size = (raw.execute(f"PRAGMA {what}").fetchone()[0] for what in _SIZE)
        is_cut = int(pages) * int(size) > size_of(path)
    finally:
        raw.execute("ROLLBACK")
    if is_cut:
        raise DamagedFileError(named or path, _("末尾缺了一截"))


def _check(raw: sqlite3.Connection, path: Path, how: str) -> None:
    answer = raw.execute(f"PRAGMA {how}(1)").fetchone()[0]
    if answer != "ok":
        raise DamagedFileError(path, _what_is_wrong(str(answer)))


def _what_is_wrong(answer: str) -> str:
    """Say in short what SQLite found."""
    if page := re.search(r"[Pp]age (\d+)", answer):
        return _("第 {page} 页坏了").format(page=page[1])
    return _("索引与记录对不上") if "index" in answer else _("内部结构不完整")


def _people_counts(raw: sqlite3.Connection) -> dict[str, int]:
    """Count what people see: what they deleted is not there for them."""
    counts = {}
    for table in COUNTED:
        columns = {row[1] for row in raw.execute(f"PRAGMA table_info({table})")}
        left_out = " WHERE deleted_at IS NULL" if "deleted_at" in columns else ""
        counts[table] = _count(raw, table + left_out)
    return counts


def _count(raw: sqlite3.Connection, what: str) -> int:
    return int(raw.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608 - our own words
