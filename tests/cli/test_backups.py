"""``keyou backup`` and ``keyou restore``, and commands beside somebody who writes."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from app.backups.listing import backups
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.audit import AuditFilter
from app.domain.staff import StaffDraft
from app.domain.types import Post
from app.errors import LostTableError
from app.office_lock import OfficeLock
from app.queries.audit import action_ids, action_rows
from app.services.office import add_staff
from tests.conftest import NOW

HOLDS = """
import sys, time
from pathlib import Path
from app.office_lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1]))
print(lock.take(), flush=True)
time.sleep(60)
"""


def test_backup_and_restore_say_what_they_did_as_json(office, tmp_path, run):
    file = tmp_path / "stick.db"
    code, out, _err = run(office, "backup", file, "--json")
    said = json.loads(out)
    assert (code, set(said)) == (0, {"file", "version", "counts", "size"})
    assert (said["file"], said["size"]) == (str(file), file.stat().st_size)
    code, out, _err = run(office, "restore", file, "--json")
    said = json.loads(out)
    assert (code, set(said)) == (0, {"file", "version", "counts", "kept"})
    assert said["kept"] == str(backups(office)[0].path)
    assert office.lock.read_bytes() == b""


def test_backup_and_restore_say_it_to_people(office, tmp_path, run):
    file = tmp_path / "stick.db"
    assert "客户 0" in run(office, "backup", file)[1]
    assert "恢复前的数据留在" in run(office, "restore", file)[1]
    empty = OfficeFolder(tmp_path / "another")
    code, out, _err = run(empty, "restore", file)
    assert (code, "恢复前" in out) == (0, False)


def test_a_backup_replaces_an_earlier_one_but_no_other_file(office, tmp_path, run):
    file = tmp_path / "stick.db"
    file.touch()
    assert [run(office, "backup", file)[0] for _twice in range(2)] == [0, 0]
    book = tmp_path / "客户.xlsx"
    book.write_bytes(b"PK\3\4 a workbook")
    code, _out, err = run(office, "backup", book)
    assert (code, "没有盖掉" in err) == (1, True)
    assert book.read_bytes() == b"PK\3\4 a workbook"


def test_what_another_is_still_making_or_upgrading_is_not_read(office, run, monkeypatch):
    monkeypatch.setattr("app.office_lock.PATIENCE", 0.0)
    with closing(sqlite3.connect(office.database)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0001'")
        raw.commit()
    other = OfficeLock(office.lock)
    assert other.take()
    assert "正在别处打开" in run(office, "clients")[2]
    office.database.unlink()
    assert "正在别处打开" in run(office, "clients")[2]
    assert not office.database.exists()
    other.release()


def test_the_record_names_who_gave_the_command_to_restore(office, tmp_path, run):
    db = Database(office.database)
    add_staff(Desk(db, None, lambda: NOW), StaffDraft("林佩珊", Post.DIRECTOR))
    db.close()
    file = tmp_path / "stick.db"
    run(office, "backup", file)
    for who in ((), ("--as", "林佩珊")):
        assert run(office, "restore", file, *who)[0] == 0
        with db.read() as session:
            (last,) = action_rows(session, action_ids(session, AuditFilter())[:1])
        assert (last.summary, last.staff) == ("已用备份 stick.db 恢复", who[-1] if who else "")
        db.close()


def test_a_backup_over_the_office_itself_or_without_one_is_refused(office, tmp_path, run):
    code, _out, err = run(office, "backup", office.database)
    assert (code, "换一个文件名" in err) == (1, True)
    nothing = OfficeFolder(tmp_path / "nothing")
    code, _out, err = run(nothing, "backup", tmp_path / "b.db")
    assert (code, "找不到数据文件" in err) == (1, True)
    assert not nothing.path.exists()


def test_a_new_office_is_never_made_without_a_word(tmp_path, run):
    folder = OfficeFolder(tmp_path / "new")
    assert "已新建" in run(folder, "clients")[2]
    assert run(folder, "clients")[2] == ""


@pytest.fixture
def held(office):
    """Another process may write meanwhile."""
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS, str(office.lock)], stdout=subprocess.PIPE, text=True
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "True\n"
    yield other
    other.kill()
    other.wait()
    other.stdout.close()


def test_fault_42_beside_an_open_window_commands_read_and_back_up_but_never_write(
    office, held, tmp_path, run, monkeypatch
):
    monkeypatch.setattr("app.office_lock.PATIENCE", 0.1)
    assert run(office, "clients")[0] == 0
    assert run(office, "backup", tmp_path / "b.db")[0] == 0
    for words in (("sample",), ("restore", tmp_path / "b.db")):
        code, _out, err = run(office, *words)
        assert (code, str(held.pid) in err) == (1, True)
    held.kill()
    held.wait()
    assert run(office, "restore", tmp_path / "b.db")[0] == 0


def test_fault_43_neither_a_stale_nor_a_garbage_lock_blocks(office, held):
    held.kill()
    held.wait()
    lock = OfficeLock(office.lock)
    assert lock.take()
    assert lock.ended_badly
    lock.release()
    assert lock.take()
    assert not lock.ended_badly
    lock.release()
    office.lock.write_bytes(bytes(range(256)) * 100)
    assert lock.take()
    lock.release()


def test_where_no_lock_file_can_be_made_nobody_is_kept_out(tmp_path):
    lock = OfficeLock(tmp_path / "none" / "keyou.lock")
    assert lock.take()
    lock.release()
    assert lock.holder() == "另一个程序"


def test_fault_20_an_office_that_was_moved_away_while_open_is_told(office, tmp_path, run):
    from app.db import Database, Desk
    from app.errors import StorageError
    from tests.clients import new_client

    desk = Desk(Database(office.database), None, lambda: NOW)
    new_client(desk, "早先的")
    away = Path(office.database.replace(tmp_path / "away.db"))
    with pytest.raises(StorageError, match="不在原来的地方"):
        new_client(desk, "后来的")
    assert not office.database.exists()
    away.replace(office.database)
    new_client(desk, "后来的")
    desk.db.close()
    assert "后来的" in run(office, "clients")[1]


@pytest.mark.parametrize("bytes_left", [0, 3 * 4096])
def test_faults_24_and_25_the_check_names_the_damage_and_what_can_be_done(office, run, bytes_left):
    office.database.write_bytes(office.database.read_bytes()[:bytes_left])
    code, out, _err = run(office, "check", "--json")
    (finding,) = json.loads(out)["findings"]
    assert code == 1
    assert "已损坏" in finding["text"]
    assert "恢复" in finding["remedy"]
    assert run(office, "clients")[0] == 1


@pytest.mark.parametrize("table", ["booking", "client", "staff", "sign_in"])
def test_a_table_that_is_gone_is_told_as_damage_whatever_the_command(office, table, run):
    with closing(sqlite3.connect(office.database)) as raw, raw:
        raw.execute(f"DROP TABLE {table}")
    code, _out, err = run(office, "clients", "--as", "周样")
    assert code == 1
    assert "意外错误" not in err
    assert "已损坏" in err or "不是客友" in err or "人员名单里没有" in err
    code, out, err = run(office, "check")
    assert code == 1
    assert table in out or "不是客友" in err


def test_a_table_of_nobody_is_a_bug_of_the_program_and_no_damage(office):
    from sqlalchemy import text
    from sqlalchemy.exc import OperationalError

    db = Database(office.database)
    with pytest.raises(OperationalError), db.read() as session:
        session.execute(text("SELECT * FROM never_there"))
    with closing(sqlite3.connect(office.database)) as raw, raw:
        raw.execute("DROP TABLE booking")
    with pytest.raises(LostTableError, match="“booking”"), db.read() as session:
        session.execute(text("SELECT * FROM booking"))
    db.close()
