"""Bring an office file to the schema this program expects: whole, or not at all."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from app.config import MIGRATIONS, OfficeFolder
from app.db.engine import APPLICATION_ID, open_engine
from app.errors import StorageError
from app.i18n import _


def newest_version() -> str:
    """Return the schema version this program works with, without loading alembic."""
    return max(path.name.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))


def file_version(path: Path) -> str | None:
    """Return an office file's schema version; None for a file with no tables of ours.

    Raises:
        StorageError: The file is no database, or belongs to another program.
    """
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as raw:
            tables = {row[0] for row in raw.execute("SELECT name FROM sqlite_master")}
            if not tables:
                return None
            if "alembic_version" not in tables or "client" not in tables:
                raise StorageError(_("{file} 不是客友的数据文件，没有打开。").format(file=path))
            row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
            return None if row is None else str(row[0])
    except sqlite3.DatabaseError as error:
        raise StorageError(
            _("{file} 打不开或已损坏，原文件没有改动。").format(file=path)
        ) from error


def open_office(folder: OfficeFolder, *, now: datetime) -> None:
    """Make the office file ready for this program: create, upgrade after a backup, or refuse.

    Raises:
        StorageError: The file is not ours, damaged, or from a newer program; it is left as it was.
    """
    path = folder.database
    try:
        folder.path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            _("不能使用文件夹 {folder}：{why}").format(folder=folder.path, why=error.strerror)
        ) from error
    if not path.exists():
        _create(path)
        return
    version = file_version(path)
    if version == newest_version():
        return
    if version is not None and version > newest_version():
        raise StorageError(
            _(
                "这个数据文件由更新版本的客友（数据版本 {theirs}）保存，本程序的数据版本是 {ours}。"
                "请先升级程序；文件没有改动。"
            ).format(theirs=version, ours=newest_version())
        )
    backup = folder.backups / f"before-upgrade-{now:%Y%m%d-%H%M%S}.db"
    backup.parent.mkdir(exist_ok=True)
    _copy(path, backup)
    migrate(path)


def migrate(path: Path) -> None:
    """Run every migration ``path`` has not had, in one transaction.

    Foreign keys are off meanwhile: with them on, rebuilding a table (alembic's batch mode) makes
    SQLite delete every row that refers to it.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = open_engine(path, foreign_keys=False)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
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
    shutil.move(half, path)


def _copy(source: Path, target: Path) -> None:
    """Keep a whole copy; unlike a file copy, this refuses a damaged source."""
    with closing(sqlite3.connect(source)) as old:
        old.execute("VACUUM INTO ?", (str(target),))
