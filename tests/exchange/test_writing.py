import errno
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import CancelledError, StorageError
from app.exchange.writing import file_name
from app.whole_files import check_place, new_half, remove_halves, whole_file

NAMES = st.text(max_size=400)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "名单.xlsx"


def test_file_appears_whole_under_its_name(place):
    with whole_file(place) as temporary:
        temporary.write_bytes(b"new")
        assert not place.exists()
    assert place.read_bytes() == b"new"
    assert list(place.parent.iterdir()) == [place]


def test_a_list_or_paper_never_takes_the_place_of_the_office(tmp_path):
    place, data = tmp_path / "keyou.db", b"SQLite format 3\0 all that the office has"
    place.write_bytes(data)
    with pytest.raises(StorageError, match="数据文件"):
        check_place(place)
    with pytest.raises(StorageError, match="数据文件"), whole_file(place) as temporary:
        temporary.write_bytes(b"PK a workbook")
    assert place.read_bytes() == data
    assert list(tmp_path.iterdir()) == [place]
    with whole_file(place) as temporary:
        temporary.write_bytes(data[:16] + b" a newer backup")
    assert place.read_bytes().endswith(b"a newer backup")


def test_old_file_stays_until_the_new_one_is_done_and_keeps_its_mode(place):
    place.write_bytes(b"old")
    place.chmod(0o640)
    with whole_file(place) as temporary:
        temporary.write_bytes(b"new")
        assert place.read_bytes() == b"old"
    assert place.read_bytes() == b"new"
    assert stat.S_IMODE(place.stat().st_mode) == 0o640


GONE = 2**22 + 1
"""No process has this number: Linux counts to 2**22, Windows gives multiples of four."""


def test_what_a_killed_process_left_goes_and_what_is_being_written_stays(place):
    left = place.with_name(f"~keyou-{GONE}-0123456789ab.tmp")
    with whole_file(place.with_name("其他.xlsx")) as other:
        theirs = [
            place.with_name(name)
            for name in ("~WRD0001.tmp", "~keyou-x-y.tmp", f"~keyou-{os.getppid()}-1.tmp")
        ]
        for path in (left, left.with_name(f"{left.name}-journal"), *theirs):
            path.write_bytes(b"half")
        folder = place.with_name(f"~keyou-{GONE}-2.tmp")
        folder.mkdir()
        (folder / "keyou.db").write_bytes(b"a copy that was looked at")
        with whole_file(place) as temporary:
            temporary.write_bytes(b"new")
        assert set(place.parent.iterdir()) == {place, other, *theirs}


def test_where_nothing_can_be_removed_nothing_is_said(place):
    remove_halves(place.parent / "不在")
    assert new_half(place.parent).parent == place.parent


def half_written(place, failure):
    with whole_file(place) as temporary:
        temporary.write_bytes(b"half")
        raise failure


@pytest.mark.parametrize("failure", [ValueError("bug"), CancelledError()])
def test_fault_07_failure_leaves_the_old_file_and_nothing_else(place, failure):
    place.write_bytes(b"old")
    with pytest.raises(type(failure)):
        half_written(place, failure)
    assert place.read_bytes() == b"old"
    assert list(place.parent.iterdir()) == [place]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EACCES, "Excel"),
        (errno.EROFS, "只读"),
        (errno.EIO, "没有写成"),
    ],
)
def test_fault_58_each_cause_is_told_with_the_files_name(place, number, words):
    place.write_bytes(b"old")
    with pytest.raises(StorageError, match=r"名单\.xlsx") as told, whole_file(place):
        raise OSError(number, "from below")
    assert words in str(told.value)
    assert place.read_bytes() == b"old"


def test_fault_58_read_only_target_is_refused_before_any_work(place):
    place.write_bytes(b"old")
    place.chmod(0o444)
    with pytest.raises(StorageError, match="只读"), whole_file(place):
        pytest.fail("the work must not begin")
    assert place.read_bytes() == b"old"


def test_missing_folder_and_folder_as_target_are_told(tmp_path):
    with pytest.raises(StorageError, match="找不到文件夹"), whole_file(tmp_path / "无" / "a.pdf"):
        pytest.fail("the work must not begin")
    with pytest.raises(StorageError, match="是一个文件夹"), whole_file(tmp_path):
        pytest.fail("the work must not begin")


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_link_is_followed_and_stays(tmp_path):
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    with whole_file(link) as temporary:
        temporary.write_bytes(b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


@given(NAMES)
def test_fault_60_any_name_becomes_one_that_can_be_written(text):
    name = file_name(text, ".pdf")
    assert name.endswith(".pdf")
    assert len(name.encode()) <= 255
    assert not set(name) & set('\\/:*?"<>|')
    assert name[0] not in ". "
    assert Path(name).name == name
    os.fsencode(name)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("../../etc/passwd", "etc_passwd.pdf"),
        ("CON", "_CON.pdf"),
        ("com1.txt", "_com1.txt.pdf"),
        ("  ", "未命名.pdf"),
        ("A:B*C?", "A_B_C.pdf"),
        ("长" * 300, "长" * 80 + ".pdf"),
        ("😀" * 300, "😀" * 61 + ".pdf"),
        ("COM¹", "_COM¹.pdf"),
        ("con .x", "_con .x.pdf"),
        ("甲\u202egpj\u2028.\r\n", "甲_gpj.pdf"),
    ],
)
def test_fault_60_names_that_computers_refuse(text, name):
    assert file_name(text, ".pdf") == name


def test_a_place_that_can_be_written_is_left_as_it_was(place):
    check_place(place)
    place.write_bytes(b"old")
    check_place(place)
    assert list(place.parent.iterdir()) == [place]
    assert place.read_bytes() == b"old"


def test_a_place_that_cannot_be_written_is_told_before_the_work(tmp_path):
    with pytest.raises(StorageError, match="找不到文件夹"):
        check_place(tmp_path / "没有" / "名单.xlsx")
    with pytest.raises(StorageError, match="是一个文件夹"):
        check_place(tmp_path)
    locked = tmp_path / "名单.xlsx"
    locked.write_bytes(b"old")
    locked.chmod(0o444)
    with pytest.raises(StorageError, match="只读"):
        check_place(locked)


@pytest.mark.skipif(sys.platform == "win32", reason="no pipes among the files there")
def test_a_device_or_pipe_is_never_replaced(tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for ask in (whole_file(pipe).__enter__, lambda: check_place(pipe)):
        with pytest.raises(StorageError, match="设备或管道"):
            ask()
    assert pipe.is_fifo()
    assert list(tmp_path.iterdir()) == [pipe]
