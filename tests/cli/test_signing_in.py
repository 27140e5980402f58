"""Where an office uses passwords, no command reads or writes it without one."""

import io
import json
import sys

import pytest
from sqlalchemy import select

from app.cli.signing_in import PASSWORD as VARIABLE
from app.cli.signing_in import sign_in
from app.db import Database, Desk
from app.domain.types import Post
from app.errors import AppError
from app.main import main
from app.models import Action, SignIn
from app.office_lock import OfficeLock
from app.services.sign_in import change_password, give_password
from tests.clients import new_client, new_staff
from tests.conftest import NOW
from tests.sign_in import PASSWORD, cheap_door, sit, with_sign_in

COMMANDS = (
    ("clients",),
    ("duplicates",),
    ("check",),
    ("sample",),
    ("screen", "2025"),
    ("merge", "KH0001", "KH0002"),
    ("undo-import", "1"),
    ("export", "clients", "out.xlsx"),
)


@pytest.fixture
def office(office):
    desk = Desk(Database(office.database), None, lambda: NOW)
    with_sign_in(desk)
    new_client(desk, "华东机械")
    desk.db.close()
    return office


@pytest.fixture
def run(office, capsys):
    def run(*words):
        code = main(["--office", str(office.path), *words])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


def look(office, question):
    db = Database(office.database)
    try:
        with db.read() as session:
            return question(session)
    finally:
        db.close()


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_no_command_works_without_a_person_and_the_password(run, office, monkeypatch, words):
    before = office.database.read_bytes()
    code, out, err = run(*words)
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "--as 姓名" in err
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    code, out, err = run(*words, "--as", "周样")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert VARIABLE in err
    assert office.database.read_bytes() == before
    monkeypatch.setenv(VARIABLE, "not-the-one")
    code, out, err = run("--as", "周样", *words)
    assert (code, out, err) == (1, "", "密码不对。\n")


def test_a_person_with_the_password_works_under_the_own_name(run, office, monkeypatch):
    monkeypatch.setenv(VARIABLE, PASSWORD)
    code, out, _err = run("clients", "--json", "--as", "周样")
    assert code == 0
    assert [client["name"] for client in json.loads(out)["clients"]] == ["华东机械"]
    assert run("--as", "周样", "check", "--mend")[0] == 0
    assert (
        look(
            office,
            lambda session: session.scalar(
                select(Action.staff_id).order_by(Action.id.desc()).limit(1)
            ),
        )
        == 1
    )
    assert run("clients", "--as", "没有这人")[2] == "人员名单里没有 没有这人。\n"


def test_a_command_that_reads_signs_in_beside_an_open_window(office, monkeypatch):
    monkeypatch.setenv(VARIABLE, PASSWORD)
    window = OfficeLock(office.lock)
    assert window.take()
    db = Database(office.database, OfficeLock(office.lock).hold)
    try:
        assert sign_in(office, db, "周样") == 1
    finally:
        db.close()
        window.release()


class StoppedError(Exception):
    """The program is ended while it waits."""


def test_fault_67_a_command_waits_however_often_it_is_started(office, monkeypatch):
    monkeypatch.setenv(VARIABLE, "not-the-one")
    waited = []

    def pause(seconds):
        waited.append(round(seconds))
        raise StoppedError

    def start(expected):
        db = Database(office.database)
        with pytest.raises(expected):
            sign_in(office, db, "周样", pause)
        db.close()

    for _n in range(5):
        start(AppError)
    monkeypatch.setenv(VARIABLE, PASSWORD)
    for _n in range(2):
        start(StoppedError)
    assert waited == [30, 30]
    assert look(office, lambda session: session.get(SignIn, 1).failures) == 5


def test_a_password_that_was_given_is_changed_in_the_window_first(run, office, monkeypatch):
    desk = Desk(Database(office.database), None, lambda: NOW)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    given = give_password(sit(desk, 1), cheap_door(), clerk)
    desk.db.close()
    monkeypatch.setenv(VARIABLE, given)
    code, _out, err = run("clients", "--as", "吴样")
    assert code == 1
    assert "改成自己的密码" in err


def test_on_a_terminal_the_password_is_asked_for(run, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr(sys, "stdin", Terminal())
    asked = []
    monkeypatch.setattr("app.cli.signing_in.getpass", lambda told: asked.append(told) or PASSWORD)
    assert run("clients", "--as", "周样")[0] == 0
    assert asked == ["周样 的登录密码："]


def test_an_office_without_passwords_works_as_ever_and_may_be_told_who_it_is(desk, capsys):
    new_staff(desk, "吴样", Post.REPRESENTATIVE)
    office = str(desk.db.path.parent)
    desk.db.close()
    assert main(["--office", office, "clients"]) == 0
    assert main(["--office", office, "clients", "--as", "吴样"]) == 0
    assert main(["--office", office, "clients", "--as", "没有这人"]) == 1
    assert "人员名单里没有" in capsys.readouterr().err


def test_a_backup_needs_nobody_and_only_a_supervisor_restores_it(
    run, office, monkeypatch, tmp_path
):
    kept = str(tmp_path / "kept.db")
    assert run("backup", kept)[0] == 0
    desk = Desk(Database(office.database), None, lambda: NOW)
    clerk = new_staff(desk, "吴样", Post.REPRESENTATIVE)
    change_password(
        desk, cheap_door(), clerk, give_password(sit(desk, 1), cheap_door(), clerk), PASSWORD
    )
    desk.db.close()
    before = office.database.read_bytes()
    code, _out, err = run("restore", kept)
    assert (code, "--as 姓名" in err) == (1, True)
    assert office.database.read_bytes() == before
    monkeypatch.setenv(VARIABLE, PASSWORD)
    code, _out, err = run("restore", kept, "--as", "吴样")
    assert (code, "恢复备份" in err) == (1, True)
    assert run("restore", kept, "--as", "周样")[0] == 0
    assert run("clients", "--as", "吴样")[2] == "人员名单里没有 吴样。\n"
    office.database.write_bytes(b"no office any more")
    assert run("restore", kept)[0] == 0
