"""Backups under a password, to be carried off: written whole, opened by other programs too."""

import ctypes
import os
import zipfile
from ctypes.util import find_library

import pytest
import pyzipper

from app.backups import making
from app.backups.listing import backups
from app.backups.making import Watch
from app.backups.restoring import restore
from app.backups.zipped import (
    ITS_NAME,
    WrongZipPasswordError,
    bring_back,
    check_password,
    is_zip,
    needs_password,
    write_zip,
)
from app.domain.backups import Reason
from app.encryption.pages import Kind, kind_of
from app.errors import CancelledError, DamagedFileError, FileRefusedError, StorageError
from tests.backups.files import names, zero_page
from tests.conftest import NOW

LIBARCHIVE = find_library("archive")
PHRASE = "西湖边的 12 棵柳树"


def test_a_zip_brings_the_same_office_back(folder, tmp_path):
    target = tmp_path / "带走.zip"
    contents = write_zip(folder, target, PHRASE, Watch())
    assert contents.counts["client"] == 3
    assert needs_password(target)
    assert list(folder.path.glob("~*")) == []
    made = bring_back(folder, target, PHRASE, now=NOW, watch=Watch())
    assert (made.reason, made.contents) == (Reason.BROUGHT, contents)
    assert backups(folder)[0].path == made.path
    assert names(made.path) == names(folder.database)
    restore(folder, made.path, now=NOW)


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_it_is_a_zip_as_others_know_it_and_holds_nothing_plain(folder, tmp_path):
    target = tmp_path / "a.zip"
    write_zip(folder, target, PHRASE, Watch())
    with pyzipper.AESZipFile(target) as other:
        assert other.namelist() == [ITS_NAME]
        assert other.infolist()[0].wz_aes_strength == 3, "256 bits"
        other.setpassword(PHRASE.encode())
        assert other.read(ITS_NAME).startswith(b"SQLite format 3\0")
    with zipfile.ZipFile(target) as other, pytest.raises((RuntimeError, NotImplementedError)):
        other.read(ITS_NAME)
    assert "华东机械".encode() not in target.read_bytes()


def read_by_libarchive(path, password):
    """Read the one file in a zip by a library that has nothing in common with ours."""
    lib = ctypes.CDLL(LIBARCHIVE)
    lib.archive_read_new.restype = ctypes.c_void_p
    lib.archive_read_data.restype = ctypes.c_ssize_t
    archive, entry = ctypes.c_void_p(lib.archive_read_new()), ctypes.c_void_p()
    try:
        lib.archive_read_support_format_zip(archive)
        lib.archive_read_add_passphrase(archive, password.encode())
        assert lib.archive_read_open_filename(archive, os.fsencode(path), ctypes.c_size_t(1)) == 0
        assert lib.archive_read_next_header(archive, ctypes.byref(entry)) == 0
        part, read = ctypes.create_string_buffer(1 << 20), []
        while (n := lib.archive_read_data(archive, part, ctypes.c_size_t(len(part)))) > 0:
            read.append(part.raw[:n])
        return b"".join(read) if n == 0 else None
    finally:
        lib.archive_read_free(archive)


@pytest.mark.skipif(LIBARCHIVE is None, reason="no other program for zips here")
@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_another_program_opens_it_by_the_password_and_by_no_other(folder, tmp_path):
    target = tmp_path / "a.zip"
    write_zip(folder, target, PHRASE, Watch())
    assert read_by_libarchive(target, "falsch falsch") is None
    taken_out = tmp_path / "by-hand.db"
    taken_out.write_bytes(read_by_libarchive(target, PHRASE))
    assert names(taken_out) == names(folder.database)


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_a_wrong_password_is_told_and_leaves_nothing(folder, tmp_path):
    target = tmp_path / "a.zip"
    write_zip(folder, target, PHRASE, Watch())
    for wrong in ("", "falsch falsch"):
        with pytest.raises(WrongZipPasswordError, match="密码不对"):
            bring_back(folder, target, wrong, now=NOW, watch=Watch())
        with pytest.raises(WrongZipPasswordError, match="密码不对"):
            check_password(target, wrong)
    check_password(target, PHRASE)
    assert backups(folder) == []
    assert list(folder.backups.iterdir()) == []


@pytest.mark.parametrize("kind", ["encrypted"], indirect=True)
def test_a_plain_backup_is_encrypted_when_it_comes_to_an_encrypted_office(
    folder, small_office, tmp_path
):
    source = tmp_path / "a.zip"
    with zipfile.ZipFile(source, "w") as packed:
        packed.write(small_office, ITS_NAME)
    assert not needs_password(source)
    made = bring_back(folder, source, "", now=NOW, watch=Watch())
    assert kind_of(made.path) is Kind.ENCRYPTED
    assert len(names(made.path)) == 3


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_fault_50_what_is_no_backup_or_would_fill_the_disk_is_refused(folder, tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(b"no zip" * 100)
    with pytest.raises(FileRefusedError, match="不是客友的备份"):
        bring_back(folder, path, PHRASE, now=NOW, watch=Watch())
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("a.txt", "a")
    with pytest.raises(FileRefusedError, match="不是客友的备份"):
        needs_password(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(ITS_NAME, bytes(5_000_000))
    with pytest.raises(FileRefusedError, match="大得不合理"):
        bring_back(folder, path, PHRASE, now=NOW, watch=Watch())
    with pytest.raises(StorageError, match="读不出"):
        needs_password(tmp_path / "none.zip")
    assert not list(folder.backups.glob("*"))


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_a_zip_that_lies_about_what_it_holds_is_refused(folder, tmp_path):
    path = tmp_path / "a.zip"
    write_zip(folder, path, PHRASE, Watch())
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    with pytest.raises(FileRefusedError, match="不完整"):
        bring_back(folder, path, PHRASE, now=NOW, watch=Watch())
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(FileRefusedError, match="不完整"):
        bring_back(folder, path, PHRASE, now=NOW, watch=Watch())
    assert not list(folder.backups.glob("*"))


def test_a_damaged_office_gets_no_zip_and_the_earlier_one_stays(folder, tmp_path):
    target = tmp_path / "a.zip"
    write_zip(folder, target, PHRASE, Watch())
    before = target.read_bytes()
    zero_page(folder.database, 5)
    with pytest.raises(DamagedFileError):
        write_zip(folder, target, PHRASE, Watch())
    assert target.read_bytes() == before
    assert [one.name for one in folder.path.glob("~*")] == []


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_it_can_be_stopped(folder, tmp_path):
    target, asked = tmp_path / "a.zip", []

    def enough():
        asked.append(1)
        return len(asked) > 2

    with pytest.raises(CancelledError):
        write_zip(folder, target, PHRASE, Watch(cancelled=enough))
    assert not target.exists()
    assert list(tmp_path.glob("~*")) == []


def test_a_zip_is_known_by_its_name(tmp_path):
    assert is_zip(tmp_path / "A.ZIP")
    assert not is_zip(tmp_path / "a.db")


def test_a_full_disk_is_told_of_a_place_that_people_know(folder, tmp_path, monkeypatch):
    whole = making.connect

    def cramped(*how, **named):
        copy = whole(*how, **named)
        if named:
            copy.execute("PRAGMA max_page_count=20")
        return copy

    monkeypatch.setattr(making, "connect", cramped)
    with pytest.raises(StorageError, match=f"磁盘已满，{folder.path} 没有写成"):
        write_zip(folder, tmp_path / "b.zip", PHRASE, Watch())
    assert not list(folder.path.glob("~*"))
