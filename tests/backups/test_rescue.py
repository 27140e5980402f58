import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.backups import rescue as rescue_module
from app.backups.rescue import rescue
from app.backups.restoring import restore
from app.config import MIGRATIONS
from app.db import Database
from app.errors import StorageError
from app.upgrade import open_office
from tests.backups.files import PAGE, names, zero_page
from tests.conftest import NOW
from tests.encrypted import keys, raw_of


def leaf_pages(path, table):
    with closing(raw_of(path)) as raw:
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name=?", (table,)
        ).fetchone()
    key = keys().of(path)
    content = path.read_bytes() if key is None else key.pages.all_plain(path)
    page = content[(root - 1) * PAGE : root * PAGE]
    assert page[0] == 5, "an inner page"
    cells = int.from_bytes(page[3:5], "big")
    starts = [int.from_bytes(page[12 + 2 * n : 14 + 2 * n], "big") for n in range(cells)]
    return [int.from_bytes(page[start : start + 4], "big") for start in starts]


def fill_topics(folder, rows=400):
    """Let a table be several pages long."""
    with closing(raw_of(folder.database)) as raw, raw:
        columns = [row[1] for row in raw.execute("PRAGMA table_info(setting)")]
        assert columns == ["id", "key", "value"]
        raw.executemany(
            "INSERT INTO setting(key, value) VALUES(?, ?)",
            [(f"k{n}", '"' + "x" * 100 + '"') for n in range(rows)],
        )


def test_rows_before_and_behind_a_damaged_page_are_read(folder):
    fill_topics(folder)
    pages = leaf_pages(folder.database, "setting")
    zero_page(folder.database, pages[len(pages) // 2] - 1)
    damaged = folder.database.read_bytes()
    rescued = rescue(folder, NOW)
    assert folder.database.read_bytes() == damaged
    assert rescued.incomplete == ("setting",)
    with closing(raw_of(rescued.path)) as raw:
        keys = {row[0] for row in raw.execute("SELECT key FROM setting")}
    assert 300 < len(keys) < 400
    assert {"k0", "k399"} <= keys
    assert rescued.contents.counts["client"] == 3


def test_what_was_rescued_can_be_worked_with(folder):
    before = names(folder.database)
    fill_topics(folder)
    zero_page(folder.database, leaf_pages(folder.database, "setting")[1] - 1)
    restored = restore(folder, rescue(folder, NOW).path, now=NOW)
    assert restored.kept is not None
    assert restored.kept.parent == folder.damaged
    open_office(folder, now=NOW)
    assert names(folder.database) == before
    Database(folder.database, keys=folder.keys).close()


def test_what_other_programs_left_in_the_file_does_not_keep_from_rescuing(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("ANALYZE")  # makes tables that nobody else may make
        raw.execute('CREATE TABLE "a ""foreign"" one"(x)')
        raw.execute('INSERT INTO "a ""foreign"" one" VALUES(7)')
    fill_topics(folder)
    zero_page(folder.database, leaf_pages(folder.database, "setting")[1] - 1)
    rescued = rescue(folder, NOW)
    assert rescued.incomplete == ("setting",)
    with closing(raw_of(rescued.path)) as raw:
        assert raw.execute('SELECT x FROM "a ""foreign"" one"').fetchall() == [(7,)]


def test_a_row_that_a_wrong_page_gives_twice_is_taken_once(folder):
    fill_topics(folder)
    first, second, *_others = leaf_pages(folder.database, "setting")
    page, key = folder.database.read_bytes(), keys().of(folder.database)
    if key is not None:
        pytest.skip("a page in the wrong place does not open under a key")
    with folder.database.open("rb+") as file:
        file.seek((second - 1) * PAGE)
        file.write(page[(first - 1) * PAGE : first * PAGE])
    rescued = rescue(folder, NOW)
    assert rescued.incomplete == ("setting",)
    with closing(raw_of(rescued.path)) as raw:
        kept = [row[0] for row in raw.execute("SELECT key FROM setting")]
    assert len(kept) == len(set(kept)) > 300


def test_a_full_disk_while_rescuing_is_told_as_such(folder, monkeypatch):
    fill_topics(folder)

    def full(target, key):
        new = open_new(target, key)
        new.execute("PRAGMA max_page_count=100")
        return new

    open_new = rescue_module._new_file
    monkeypatch.setattr(rescue_module, "_new_file", full)
    with pytest.raises(StorageError, match="磁盘已满"):
        rescue(folder, NOW)
    assert list(folder.damaged.iterdir()) == []


def test_what_is_left_of_a_file_that_was_cut_short_is_read(folder):
    before = names(folder.database)
    fill_topics(folder, 4000)
    whole = folder.database.read_bytes()
    folder.database.write_bytes(whole[: len(whole) * 3 // 4 + 100])
    damaged = folder.database.read_bytes()
    rescued = rescue(folder, NOW)
    assert folder.database.read_bytes() == damaged
    assert "setting" in rescued.incomplete
    assert names(rescued.path) == before
    with closing(raw_of(rescued.path)) as raw:
        assert 100 < raw.execute("SELECT count(*) FROM setting").fetchone()[0] < 4000


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
@pytest.mark.parametrize("begins", [b"text" * 25, bytes(100), b"SQLite format 3\0" + b"\xff" * 84])
def test_a_file_that_begins_wrongly_is_read_all_the_same(folder, begins):
    before = names(folder.database)
    folder.database.write_bytes(begins + folder.database.read_bytes()[100:])
    rescued = rescue(folder, NOW)
    assert rescued.incomplete == ()
    assert names(rescued.path) == before


def test_where_nothing_can_be_read_it_says_so_and_leaves_nothing(folder):
    folder.database.write_bytes(b"garbage" * 1000)
    with pytest.raises(StorageError, match="抢救不了"):
        rescue(folder, NOW)
    assert list(folder.damaged.iterdir()) == []


def test_where_nobody_can_tell_how_a_table_was_made_it_says_so(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET sql='CREATE TABLE x(' WHERE name='setting'")
    with pytest.raises(StorageError, match="里连有哪些表都读不出"):
        rescue(folder, NOW)
    assert list(folder.damaged.iterdir()) == []


@pytest.mark.parametrize("number", [path.name[:4] for path in MIGRATIONS.glob("versions/0*.py")])
def test_a_file_that_lost_its_version_is_known_by_its_tables(folder, number):
    dump = Path(__file__).parents[1] / "data" / f"office-{number}.sql.gz"
    folder.database.unlink()
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.executescript(gzip.decompress(dump.read_bytes()).decode())
        clients = raw.execute("SELECT count(*) FROM client WHERE deleted_at IS NULL").fetchone()[0]
        sql = "SELECT rootpage FROM sqlite_master WHERE name='alembic_version'"
        (page,) = raw.execute(sql).fetchone()
    zero_page(folder.database, page - 1)
    rescued = rescue(folder, NOW)
    assert (rescued.contents.version, rescued.contents.counts["client"]) == (number, clients)
    assert rescued.incomplete == ()
    restore(folder, rescued.path, now=NOW)
    open_office(folder, now=NOW)
