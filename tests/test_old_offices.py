"""An office file of every version that was released opens with all that was in it."""

import gzip
import sqlite3
from pathlib import Path

import pytest

from app.backups.listing import backups
from app.backups.office_file import file_version, newest_version
from app.db import Database
from app.queries.checking import findings
from app.upgrade import open_office
from tests.conftest import NOW
from tests.encrypted import KINDS, encrypt, office_in, raw_of

OLD = sorted((Path(__file__).parent / "data").glob("office-*.sql.gz"))


def counts(path: Path) -> dict[str, int]:
    connection = raw_of(path)
    tables = [r[0] for r in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    found = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in tables}
    connection.close()
    return found


def test_the_newest_version_has_its_file():
    assert OLD[-1].name == f"office-{newest_version()}.sql.gz"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_fault_37_it_opens_whole_and_what_it_was_is_kept(old, kind, tmp_path):
    folder = office_in(tmp_path)
    connection = sqlite3.connect(folder.database)
    connection.executescript(gzip.decompress(old.read_bytes()).decode("utf-8"))
    connection.close()
    if kind == "encrypted":
        encrypt(folder)
    before = counts(folder.database)
    assert before["client"] >= 3

    open_office(folder, now=NOW)

    assert file_version(folder.database, folder.keys) == newest_version()
    after = counts(folder.database)
    assert {table: after[table] for table in before} == before
    if old != OLD[-1]:
        (backup,) = backups(folder)
        assert counts(backup.path) == before
    db = Database(folder.database, keys=folder.keys)
    with db.read() as session:
        assert list(findings(session)) == []
    db.close()
