"""Bring an office file to the schema this program expects: whole, or not at all."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from app.backups.journal import set_foreign_journal_aside
from app.backups.listing import backups
from app.backups.making import Watch, back_up
from app.backups.office_file import (
    check_fully,
    check_quickly,
    file_version,
    newest_version,
    refuse_newer,
    told,
)
from app.backups.record import Doer
from app.backups.restoring import Restored, restore
from app.backups.unlocking import is_doubtful
from app.config import MIGRATIONS, OfficeFolder
from app.db.engine import APPLICATION_ID, open_engine
from app.db.quoting import quoted
from app.domain.backups import Reason
from app.encryption.keyring import Keyring
from app.errors import AppError, DamagedFileError, LockedFileError, StorageError
from app.i18n import _
from app.log import log_bug
from app.whole_files import why

Tell = Callable[[int, int, str], None]
"""Told how many are done, of how many (0: not known), doing what."""


def open_office(
    folder: OfficeFolder,
    *,
    now: datetime,
    thoroughly: bool = False,
    look: bool = True,
    tell: Tell | None = None,
) -> bool:
    """Make the office file ready for this program: create, upgrade after a backup, or refuse.

    Returns whether it was made new. The caller holds the office alone. ``thoroughly`` compares
    indexes with their tables too, as is due after an end that was cut off. Without ``look`` the
    caller lets a ``PageCheck`` look through the pages of a file that needs no upgrade. ``tell`` is
    told how far it is where that takes long.

    Raises:
        DamagedFileError: The file is damaged, or gone though there are backups of it.
        ForeignFileError: It is not ours, or from a newer program.
        LockedFileError: It is encrypted, and the folder's keys do not open it.
        StorageError: It cannot be opened or upgraded. In every case it is left as it was.
    """
    path = folder.database
    prepare_folder(folder)
    folder.keys.forget(path)
    if not path.exists():
        if backups(folder):
            raise DamagedFileError(path, gone=True)
        if path.is_symlink():  # to a disk that is not there now
            sentence = _("{file} 只是一个链接，它指向的地方现在找不到。没有新建空的数据文件。")
            raise StorageError(sentence.format(file=path))
        _create(path)
        return True
    set_foreign_journal_aside(folder, now)
    version = _version(folder)
    refuse_newer(path, version)
    is_old = version != newest_version()
    if thoroughly:
        check_fully(path, folder.keys)
    elif look and not is_old:  # else the backup before the upgrade looks through all of them
        check_quickly(path, folder.keys)
    if is_old:
        _upgrade_kept(folder, now, tell or _nobody)
    return False


def restore_and_open(
    folder: OfficeFolder,
    source: Path,
    *,
    now: datetime,
    watch: Watch | None = None,
    by: Doer | None = None,
) -> Restored:
    """Put a backup in the office file's place and bring it to this program's version.

    Raises:
        StorageError: Either failed; the office file is the one from before.
    """
    restored = restore(folder, source, now=now, watch=watch, by=by)
    try:
        open_office(folder, now=now)
    except StorageError:
        if restored.kept is not None:
            restore(folder, restored.kept, now=now)
        raise
    return restored


def prepare_folder(folder: OfficeFolder) -> None:
    """Make the office folder where there is none yet.

    Raises:
        StorageError: It cannot be used.
    """
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
        folder.database.exists()  # raises where the folder may not be looked into
    except OSError as error:
        raise StorageError(
            _("不能使用文件夹 {folder}：{why}").format(folder=folder.path, why=why(error))
        ) from error


def _version(folder: OfficeFolder) -> str:
    try:
        return file_version(folder.database, folder.keys)
    except LockedFileError as error:
        if is_doubtful(folder):
            raise DamagedFileError(folder.database) from error
        raise


def _nobody(*_how_far: object) -> None:
    pass


def _upgrade_kept(folder: OfficeFolder, now: datetime, tell: Tell) -> None:
    saying = _("正在备份数据文件，升级以后也能回到现在…")
    watch = Watch(progress=lambda done, of: tell(done, of, saying))
    back_up(folder, Reason.UPGRADE, now=now, watch=watch)
    tell(0, 0, _("正在升级数据文件，请不要关机…"))
    upgrade_file(folder.database, folder.keys)


def upgrade_file(path: Path, keys: Keyring) -> None:
    """Bring one file to this program's version, whole or not at all.

    Raises:
        StorageError: It could not be done; the file is as it was.
    """
    try:
        migrate(path, keys)
    except AppError:
        raise
    except Exception as error:  # the one transaction was rolled back
        cause = error.orig if isinstance(error, DBAPIError) else None
        meant = None if cause is None else told(path, cause)
        if meant is not None and not isinstance(meant, DamagedFileError):
            raise meant from error
        log_bug(error)
        sentence = _(
            "数据文件升级到新版本没有完成，文件和升级前一样，备份也在。请把日志交给维护人员。"
        )
        raise StorageError(sentence) from error


def migrate(path: Path, keys: Keyring | None = None) -> None:
    """Run every migration ``path`` has not had, in one transaction.

    Foreign keys are off meanwhile: with them on, rebuilding a table (alembic's batch mode) makes
    SQLite delete every row that refers to it.

    Raises:
        RuntimeError: Rows were lost, or left without their parent; nothing is changed.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = open_engine(path, keys, foreign_keys=False, make=True)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            before = _row_counts(connection)
            command.upgrade(config, "head")
            after = _row_counts(connection)
            if lost := [table for table, n in before.items() if after.get(table, 0) < n]:
                raise RuntimeError(f"migration lost rows of {lost}")
            if orphans := connection.exec_driver_sql("PRAGMA foreign_key_check").all():
                raise RuntimeError(f"migration left rows without their parent: {orphans[:5]}")
            if connection.exec_driver_sql("PRAGMA application_id").scalar() != APPLICATION_ID:
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    finally:
        engine.dispose()


def _create(path: Path) -> None:
    """Make a new file beside its place and move it there whole."""
    half = path.with_suffix(".new")
    half.unlink(missing_ok=True)
    migrate(half)
    half.replace(path)


def _row_counts(connection: Connection) -> dict[str, int]:
    names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
    counts = {}
    for table in names.scalars().all():
        count = connection.exec_driver_sql(f"SELECT count(*) FROM {quoted(table)}")  # noqa: S608 - a name
        counts[table] = count.scalar_one()
    return counts
