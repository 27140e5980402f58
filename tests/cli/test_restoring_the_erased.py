"""``keyou restore`` of a backup from before an erasure does not bring the person back (R13)."""

import sqlite3

import pytest

from app.db import Database, Desk
from app.domain.personal import ERASED_NAME
from app.main import main
from app.models import Contact
from app.services.personal.erasing import erase_person
from tests.conftest import NOW
from tests.services.personal.people import office_of


@pytest.fixture
def erased_since(office, tmp_path):
    """A person erased after a backup was made: the office, who it was, the backup."""
    desk = Desk(Database(office.database, keys=office.keys), None, lambda: NOW)
    _client, contact_id = office_of(desk)
    copy = tmp_path / "before.db"
    assert main(["--office", str(office.path), "backup", str(copy)]) == 0
    erase_person(desk, office, contact_id, ())
    desk.db.close()
    return office, contact_id, copy


def test_who_was_erased_since_is_erased_in_what_is_restored(erased_since):
    folder, contact_id, copy = erased_since
    assert main(["--office", str(folder.path), "restore", str(copy)]) == 0
    database = Database(folder.database, keys=folder.keys)
    with database.read() as session:
        assert session.get_one(Contact, contact_id).name == ERASED_NAME
    database.close()


def test_where_that_fails_it_is_told_that_the_backup_is_restored(erased_since, capsys, monkeypatch):
    folder, _contact_id, copy = erased_since
    held = []

    def said(*_what, **_how):
        other = sqlite3.connect(folder.database, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")  # another program writes from now on
        held.append(other)

    monkeypatch.setattr("app.cli.backups._say_restored", said)
    assert main(["--office", str(folder.path), "restore", str(copy)]) == 1
    assert "没能再次清除" in capsys.readouterr().err
    held[0].close()
