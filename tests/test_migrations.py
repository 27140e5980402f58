"""The migrations make exactly the tables the models describe, and open files as promised."""

import hashlib
import shutil
import sqlite3

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from app.backups.office_file import file_version, newest_version
from app.config import OfficeFolder
from app.db import Database, open_engine
from app.db.engine import APPLICATION_ID
from app.errors import StorageError
from app.models import Base
from app.upgrade import migrate, open_office
from tests.conftest import NOW


def test_fault_40_migrated_schema_is_the_models_schema(empty_office):
    engine = open_engine(empty_office)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    engine.dispose()


def test_migrating_twice_changes_nothing(empty_office, tmp_path):
    path = shutil.copy(empty_office, tmp_path / "k.db")
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    migrate(path)
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()
    assert hashlib.sha256(path.read_bytes()).hexdigest() == before


def test_opening_a_new_folder_makes_an_office(tmp_path):
    folder = OfficeFolder(tmp_path / "新 文件夹" / "客友")
    open_office(folder, now=NOW)
    assert file_version(folder.database, folder.keys) == newest_version()
    open_office(folder, now=NOW)
    Database(folder.database).close()
    assert [path.name for path in folder.path.iterdir()] == ["keyou.db"]


def refused(folder, content):
    folder.path.mkdir(exist_ok=True)
    folder.database.write_bytes(content)
    with pytest.raises(StorageError) as error:
        open_office(folder, now=NOW)
    assert folder.database.read_bytes() == content
    return str(error.value)


def test_a_file_that_is_not_ours_is_refused_untouched(tmp_path):
    folder = OfficeFolder(tmp_path)
    assert "打不开或已损坏" in refused(folder, b"not a database at all" * 100)
    foreign = tmp_path / "foreign.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE t(a)")
    connection.close()
    assert "不是客友的数据文件" in refused(folder, foreign.read_bytes())


def test_a_file_of_a_newer_program_is_refused_and_both_versions_named(empty_office, tmp_path):
    folder = OfficeFolder(tmp_path)
    newer = shutil.copy(empty_office, tmp_path / "newer.db")
    connection = sqlite3.connect(newer)
    connection.execute("UPDATE alembic_version SET version_num='9999'")
    connection.commit()
    connection.close()
    sentence = refused(folder, newer.read_bytes())
    assert "9999" in sentence
    assert newest_version() in sentence


def test_a_folder_that_cannot_be_used_is_named(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError, match="不能使用文件夹"):
        open_office(OfficeFolder(tmp_path / "file" / "inside"), now=NOW)
