"""Commands on an encrypted office, and backups under a password."""

import json
from pathlib import Path

import pytest

from app.backups.encrypting import switch_encryption
from app.backups.listing import backups
from app.cli import file_password
from app.config import OfficeFolder
from app.encryption.key import FileKey
from tests.conftest import NOW

PHRASE = "西湖边的柳树"


class Terminal:
    """Somebody at a terminal who types these, one after the other."""

    def __init__(self, *typed):
        self.typed, self.asked = list(typed), []

    def isatty(self):
        return True

    def password(self, prompt):
        self.asked.append(prompt)
        return self.typed.pop(0)


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch):
    monkeypatch.setattr("app.encryption.key.ROUNDS", 2)
    for name in (file_password.VARIABLE, file_password.BACKUP_VARIABLE):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def types(monkeypatch):
    def typing(*typed):
        terminal = Terminal(*typed)
        monkeypatch.setattr("sys.stdin", terminal)
        monkeypatch.setattr(file_password, "getpass", terminal.password)
        return terminal

    return typing


@pytest.fixture
def encrypted(office):
    switch_encryption(office, FileKey.new(PHRASE), now=NOW)
    for one in backups(office):
        one.delete()
    return office


def test_without_a_password_a_command_says_in_one_line_where_to_write_it(encrypted, run):
    before = encrypted.database.read_bytes()
    code, out, err = run(encrypted, "clients")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "KEYOU_FILE_PASSWORD" in err
    assert encrypted.database.read_bytes() == before


def test_the_password_comes_from_the_environment(encrypted, run, monkeypatch):
    monkeypatch.setenv("KEYOU_FILE_PASSWORD", "falsch")
    code, _out, err = run(encrypted, "check")
    assert (code, err.count("\n")) == (1, 1)
    assert "密码不对" in err
    monkeypatch.setenv("KEYOU_FILE_PASSWORD", PHRASE)
    assert run(encrypted, "check")[0] == 0


def test_the_password_or_the_recovery_code_is_asked_on_a_terminal(encrypted, run, types):
    typing = types("falsch", PHRASE)
    assert run(encrypted, "clients")[0] == 0
    assert len(typing.asked) == 2
    assert "keyou.db 的文件密码" in typing.asked[0]
    salt = encrypted.database.read_bytes()[:16]
    types(FileKey.from_password(PHRASE, salt).code)
    assert run(encrypted, "clients")[0] == 0
    types("a", "b", "c")
    assert run(encrypted, "clients")[0] == 1


def test_backups_of_an_encrypted_office_are_made_and_restored(
    encrypted, tmp_path, run, monkeypatch
):
    monkeypatch.setenv("KEYOU_FILE_PASSWORD", PHRASE)
    file = tmp_path / "stick.db"
    assert run(encrypted, "backup", file)[0] == 0
    assert not file.read_bytes().startswith(b"SQLite")
    code, out, _err = run(encrypted, "restore", file, "--json")
    assert code == 0
    assert not Path(json.loads(out)["kept"]).read_bytes().startswith(b"SQLite")
    elsewhere = OfficeFolder(tmp_path / "elsewhere")
    assert run(elsewhere, "restore", file)[0] == 0
    monkeypatch.delenv("KEYOU_FILE_PASSWORD")
    assert "stick.db 加了密" in run(elsewhere, "restore", file)[2].replace(
        "elsewhere/keyou.db", "stick.db"
    )


def test_a_zip_under_a_password_is_written_and_restored(office, tmp_path, run, monkeypatch, types):
    file = tmp_path / "stick.zip"
    code, _out, err = run(office, "backup", file)
    assert (code, file.exists()) == (1, False)
    assert "KEYOU_BACKUP_PASSWORD" in err
    monkeypatch.setenv("KEYOU_BACKUP_PASSWORD", "short")
    assert "至少 8 个字符" in run(office, "backup", file)[2]
    monkeypatch.setenv("KEYOU_BACKUP_PASSWORD", PHRASE + "2025")
    assert run(office, "backup", file)[0] == 0
    monkeypatch.setenv("KEYOU_BACKUP_PASSWORD", "falsch")
    code, _out, err = run(office, "restore", file)
    assert (code, err.count("\n")) == (1, 1)
    assert "密码不对" in err
    monkeypatch.delenv("KEYOU_BACKUP_PASSWORD")
    typing = types(PHRASE + "2025")
    assert run(office, "restore", file)[0] == 0
    assert typing.asked == ["stick.zip 的密码："]
    types("eins zwei", "eins drei")
    assert "不一样" in run(office, "backup", file)[2]


def test_a_file_that_was_damaged_is_put_aside_by_restore_without_a_password(
    encrypted, tmp_path, run, empty_office
):
    noise = encrypted.database.read_bytes()[4096:]
    (encrypted.backups / "old.db").write_bytes(empty_office.read_bytes())
    encrypted.database.write_bytes(noise)
    code, out, err = run(encrypted, "restore", encrypted.backups / "old.db")
    assert (code, err) == (0, "")
    assert "恢复前的数据留在" in out
