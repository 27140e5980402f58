"""The quick check of large files in two threads: it finds what SQLite's own finds (R3)."""

import random
import shutil
import threading
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from app.backups import quick_check as module
from app.backups.office_file import check_quickly, opened
from app.backups.quick_check import answer, quick_check
from app.errors import DamagedFileError, StorageError
from tests.backups.files import PAGE, zero_page
from tests.encrypted import encrypted_copy, keys, raw_of

KINDS_OF_PAGE = {
    2: "index, inner",
    5: "table, inner",
    10: "index",
    13: "table",
    0: "overflow or free",
}
DAMAGES = ("zeros", "header", "places", "cells", "record")


@pytest.fixture(scope="session")
def filled_office(small_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an office that has pages of every kind."""
    path = Path(shutil.copy(small_office, tmp_path_factory.mktemp("filled")))
    told = '{"summary": "' + "电话了解年会人数" * 4 + '"}'
    with closing(raw_of(path)) as raw, raw:
        raw.executemany(
            "INSERT INTO change VALUES (NULL, 1, 'communication', ?, 'update', ?, ?)",
            [(n, told, told * 60 if n % 100 == 0 else told) for n in range(1500)],
        )
        raw.execute("DELETE FROM change WHERE id BETWEEN 200 AND 700")
    return path


@pytest.fixture(scope="session")
def filled_encrypted_office(filled_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return encrypted_copy(filled_office, tmp_path_factory.mktemp("encrypted"))


def found_by_sqlite(path: Path) -> bool:
    try:
        with opened(path, keys()) as raw:
            return bool(answer(raw, "quick_check", "1"))
    except StorageError:
        return True


def found_by_two(path: Path) -> bool:
    try:
        return bool(quick_check(lambda: opened(path, keys())))
    except StorageError:
        return True


def damaged(page: bytes, damage: str, lots: random.Random) -> bytes:
    """Return a page with one kind of damage to it."""
    spoilt = bytearray(page)
    if damage == "zeros":
        return bytes(len(page))
    first, last = {
        "header": (0, 12),
        "places": (8, 60),
        "cells": (PAGE // 2, PAGE - 1),
        "record": (PAGE - 300, PAGE - 1),
    }[damage]
    at = lots.randint(first, last)
    spoilt[at] = 0 if damage == "record" else spoilt[at] ^ (1 << lots.randrange(8))
    return bytes(spoilt)


@pytest.mark.parametrize("kind", KINDS_OF_PAGE, ids=KINDS_OF_PAGE.values())
def test_fault_26_and_27_two_threads_find_what_one_finds(filled_office, tmp_path, kind):
    whole = filled_office.read_bytes()
    pages = [at for at in range(PAGE, len(whole), PAGE) if whole[at] == kind]
    lots = random.Random(kind)  # noqa: S311 - the same lots each time
    path = tmp_path / "keyou.db"
    found = 0
    for damage in DAMAGES:
        at = lots.choice(pages)
        spoilt = damaged(whole[at : at + PAGE], damage, lots)
        path.write_bytes(whole[:at] + spoilt + whole[at + PAGE :])
        expected = found_by_sqlite(path)
        assert found_by_two(path) == expected, (damage, at)
        found += expected
    assert found or kind == 0  # of a free page nothing is looked at


def test_fault_26_a_zeroed_page_of_an_encrypted_file_is_found(filled_encrypted_office, tmp_path):
    path = tmp_path / "keyou.db"
    whole = filled_encrypted_office.read_bytes()
    path.write_bytes(whole[: 9 * PAGE] + bytes(PAGE) + whole[10 * PAGE :])
    assert found_by_two(path)


@pytest.mark.parametrize("office", ["filled_office", "filled_encrypted_office"])
def test_nothing_is_found_in_a_sound_file(office, request):
    assert quick_check(lambda: opened(request.getfixturevalue(office), keys())) == ""


def test_what_stands_in_two_tables_at_once_or_nowhere_is_found(filled_office, tmp_path):
    """Only a look through all pages at once tells: each table alone is sound."""
    path = Path(shutil.copy(filled_office, tmp_path))
    with closing(raw_of(path)) as raw, raw:
        raw.execute("CREATE TABLE lost (it)")
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("DELETE FROM sqlite_master WHERE name='lost'")
    assert found_by_sqlite(path)
    assert "never used" in quick_check(lambda: opened(path, keys()))


def test_a_row_without_what_it_must_have_is_found(filled_office, tmp_path):
    path = Path(shutil.copy(filled_office, tmp_path))
    with closing(raw_of(path)) as raw:
        (made_by,) = raw.execute("SELECT sql FROM sqlite_master WHERE name='change'").fetchone()
    make_otherwise(path, made_by.replace("kind VARCHAR(6) NOT NULL", "kind VARCHAR(6)"))
    with closing(raw_of(path)) as raw, raw:
        raw.execute("UPDATE change SET kind=NULL WHERE id=1400")
    assert quick_check(lambda: opened(path, keys())) == ""
    make_otherwise(path, made_by)
    assert quick_check(lambda: opened(path, keys())) == "NULL value in change.kind"


def make_otherwise(path: Path, made_by: str) -> None:
    """Say of a table that it was made by other words than it was."""
    with closing(raw_of(path)) as raw, raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_master SET sql=? WHERE name='change'", (made_by,))


def test_a_table_whose_rows_have_no_numbers_is_looked_at_too(filled_office, tmp_path):
    path = Path(shutil.copy(filled_office, tmp_path))
    with closing(raw_of(path)) as raw, raw:
        raw.execute("CREATE TABLE foreign_one (it TEXT PRIMARY KEY) WITHOUT ROWID")
    assert quick_check(lambda: opened(path, keys())) == ""


def test_what_stops_the_second_thread_is_told(filled_office):
    """As a stick that is pulled out between the two."""
    opened_by = []

    @contextmanager
    def once():
        opened_by.append(threading.current_thread())
        if len(opened_by) > 1:
            raise StorageError("打不开")
        with opened(filled_office, keys()) as raw:
            yield raw

    with pytest.raises(StorageError, match="打不开"):
        quick_check(once)


def test_fault_26_a_large_file_is_looked_through_by_two(filled_office, tmp_path, monkeypatch):
    path = Path(shutil.copy(filled_office, tmp_path))
    monkeypatch.setattr(module, "LARGE", 0)
    check_quickly(path, keys())
    zero_page(path, 12)
    with pytest.raises(DamagedFileError, match="页坏了"):
        check_quickly(path, keys())
