"""Encrypting the office file, and its backups: whole or not at all, and nobody without the key."""

import hashlib
from contextlib import closing
from datetime import timedelta

import pytest

from app.backups import encrypting
from app.backups.encrypting import encrypt_backups, plain_files, switch_encryption
from app.backups.listing import backups
from app.backups.making import Watch, back_up
from app.backups.restoring import newest_good_backup, restore
from app.backups.second_folder import Safety, copy_to_second_folder, remember
from app.backups.unlocking import WrongPasswordError, unlock
from app.config import OfficeFolder
from app.db.engine import APPLICATION_ID
from app.domain.backups import Reason
from app.encryption.connecting import connect
from app.encryption.key import FileKey
from app.encryption.pages import PAGE, Kind, kind_of
from app.errors import (
    CancelledError,
    DamagedFileError,
    InvalidInputError,
    LockedFileError,
    StorageError,
)
from app.upgrade import open_office
from tests.backups.files import add_client, zero_page
from tests.conftest import NOW
from tests.encrypted import KEY, office_in, raw_of
from tests.faults import disk, jobs
from tests.faults.trial import Trial

LATER = NOW + timedelta(hours=1)
OTHER = FileKey(bytes(range(32)), b"another salt 123")
PHRASE = "西湖边的柳树"


@pytest.fixture(autouse=True)
def few_rounds(monkeypatch):
    monkeypatch.setattr("app.encryption.key.ROUNDS", 2)


def rows(folder):
    key = folder.keys.of(folder.database)
    with closing(connect(folder.database, key)) as raw:
        names = raw.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY 1")
        tables = [name for (name,) in names.fetchall()]
        return [(name, raw.execute(f'SELECT * FROM "{name}"').fetchall()) for name in tables]


@pytest.mark.parametrize("key", [None, KEY, OTHER], ids=["off", "same", "other"])
def test_the_file_holds_the_same_under_another_key_or_none(folder, key):
    was_plain, before = folder.keys.of(folder.database) is None, rows(folder)
    contents = switch_encryption(folder, key, now=NOW)
    assert contents.counts["client"] == 3
    assert kind_of(folder.database) is (Kind.PLAIN if key is None else Kind.ENCRYPTED)
    after = rows(folder)
    step = dict(after)["action"].pop()
    assert after == before, "but for the step in the record"
    changed = "已给数据文件加密" if was_plain else "已更换文件密码"
    assert ("已取消数据文件的加密" if key is None else changed) in step
    assert folder.keys.of(folder.database) == key
    with closing(connect(folder.database, key)) as raw:
        assert raw.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    made = {one.reason for one in backups(folder)}
    assert made == {Reason.ENCRYPTION, *([] if key is None else [Reason.ENCRYPTED])}
    open_office(folder, now=LATER)
    add_client(folder, "后来的")


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_nobody_opens_it_without_the_key(folder):
    switch_encryption(folder, FileKey.new(PHRASE), now=NOW)
    stranger = OfficeFolder(folder.path)
    content = hashlib.sha256(folder.database.read_bytes()).digest()
    with pytest.raises(LockedFileError, match="没有文件密码打不开"):
        open_office(stranger, now=LATER)
    for wrong in ("", PHRASE + "x", FileKey.random().code):
        with pytest.raises(WrongPasswordError, match="密码不对"):
            unlock(stranger, stranger.database, wrong)
    assert hashlib.sha256(folder.database.read_bytes()).digest() == content
    unlock(stranger, stranger.database, PHRASE)
    open_office(stranger, now=LATER)


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_the_recovery_code_opens_it_and_a_slip_in_it_is_told(folder):
    key = FileKey.new(PHRASE)
    switch_encryption(folder, key, now=NOW)
    stranger = OfficeFolder(folder.path)
    slip = key.code[:-1] + ("7" if key.code[-1] != "7" else "8")
    with pytest.raises(InvalidInputError, match="抄错"):
        unlock(stranger, stranger.database, slip)
    unlock(stranger, stranger.database, key.code.lower())
    assert stranger.keys.of(stranger.database) == key


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_the_password_is_known_again_though_the_head_of_the_file_is_damaged(folder):
    switch_encryption(folder, FileKey.new(PHRASE), now=NOW)
    back_up(folder, Reason.HAND, now=LATER)
    zero_page(folder.database, 0)
    stranger = OfficeFolder(folder.path)
    unlock(stranger, stranger.database, PHRASE)
    with pytest.raises(DamagedFileError):
        open_office(stranger, now=LATER)
    found = newest_good_backup(stranger)
    assert found is not None
    assert kind_of(found[0].path) is Kind.ENCRYPTED


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_fault_23_noise_in_a_plain_offices_place_is_damage_and_asks_for_no_password(folder):
    back_up(folder, Reason.HAND, now=NOW)
    folder.database.write_bytes(hashlib.shake_256(b"noise").digest(20 * PAGE))
    with pytest.raises(DamagedFileError):
        open_office(folder, now=LATER)
    for backup in backups(folder):
        backup.delete()
    with pytest.raises(LockedFileError):  # nothing tells that there was another file
        open_office(folder, now=LATER)


def test_a_switch_that_fails_at_any_step_leaves_the_file_as_it_was(folder, monkeypatch):
    before = folder.database.read_bytes()
    for step in (
        "app.backups.encrypting.back_up",
        "app.backups.encrypting._export",
        "app.backups.encrypting.remove_leftovers",
        "app.whole_files._force_to_disk",
    ):

        def fails(*_words, **_named):
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patched:
            patched.setattr(step, fails)
            with pytest.raises((StorageError, OSError)):
                switch_encryption(folder, OTHER, now=LATER)
        assert folder.database.read_bytes() == before, step
        assert list(folder.path.glob("~*")) == []
    folder.keys.forget(folder.database)
    open_office(folder, now=LATER)


def test_a_switch_tells_how_far_it_is_and_can_be_stopped_until_its_last_step(folder, monkeypatch):
    monkeypatch.setattr(encrypting, "STEPS", 100)
    before, steps = folder.database.read_bytes(), []

    def in_the_midst():
        return any(of == len(before) and done > of // 2 for done, of in steps)

    def note(done, of):
        steps.append((done, of))

    for stop in (lambda: bool(steps), in_the_midst):
        steps.clear()
        with pytest.raises(CancelledError):
            switch_encryption(folder, OTHER, now=NOW, watch=Watch(note, stop, steps.clear))
        assert steps
        assert folder.database.read_bytes() == before
        assert list(folder.path.glob("~*")) == []
        folder.keys.forget(folder.database)
    steps.clear()
    switch_encryption(folder, OTHER, now=NOW, watch=Watch(note, last=lambda: steps.append("last")))
    assert steps[-1] == "last"
    assert steps == [*sorted(steps[:-1], key=lambda one: one[1]), "last"], "pages, then bytes"


class Cramped:
    """A connection whose second file cannot grow, as on a full disk."""

    def __init__(self, raw):
        self._raw = raw

    def __getattr__(self, name):
        return getattr(self._raw, name)

    def execute(self, statement, *values):
        done = self._raw.execute(statement, *values)
        if statement.startswith("ATTACH"):
            self._raw.execute("PRAGMA other.max_page_count=20")
        return done


def test_a_disk_that_fills_up_in_a_switch_is_told_as_such(folder, monkeypatch):
    before, whole = folder.database.read_bytes(), encrypting.connect_to_export
    monkeypatch.setattr(encrypting, "connect_to_export", lambda *how: Cramped(whole(*how)))
    with pytest.raises(StorageError, match=f"磁盘已满，{folder.database}"):
        switch_encryption(folder, OTHER, now=LATER)
    assert folder.database.read_bytes() == before


@pytest.mark.parametrize(
    "lost", ["DELETE FROM client WHERE id=1", "UPDATE client SET manager_id=77 WHERE id=1"]
)
def test_a_copy_that_is_not_the_same_is_not_used(folder, monkeypatch, lost):
    before, whole = folder.database.read_bytes(), encrypting._export

    def loses(source, target, keys, watch):
        whole(source, target, keys, watch)
        with closing(connect(target, keys[1])) as raw, raw:
            raw.execute(lost)

    monkeypatch.setattr(encrypting, "_export", loses)
    with pytest.raises(StorageError, match="不一致"):
        switch_encryption(folder, OTHER, now=LATER)
    assert folder.database.read_bytes() == before


def test_a_parent_that_is_gone_already_is_in_nobodys_way(folder):
    with closing(raw_of(folder.database)) as raw, raw:
        raw.execute("UPDATE client SET manager_id=77 WHERE id=1")
    switch_encryption(folder, OTHER, now=LATER)
    assert folder.keys.of(folder.database) == OTHER


@pytest.mark.parametrize("ways", [disk.WAYS, [disk.killed]], ids=["power", "kill"])
def test_a_switch_that_is_cut_off_leaves_the_old_file_or_the_new_one(folder, tmp_path, ways):
    import random

    def switch(there):
        return (lambda: switch_encryption(there, KEY, now=NOW),)

    key = folder.keys.of(folder.database)
    recording = jobs.record(folder, switch)
    if key is None:  # the same rows, counted by another number of saves
        assert folder.keys.of(folder.database) == KEY
    tally = Trial(recording, tmp_path / "after").run(random.Random(7), 12, ways)
    assert tally.wrong == []


@pytest.mark.parametrize("kind", ["plain"], indirect=True)
def test_plain_backups_are_named_and_can_be_encrypted_with_what_is_on_the_stick(folder, tmp_path):
    remember(folder, Safety(tmp_path))
    made = back_up(folder, Reason.HAND, now=NOW - timedelta(days=1))
    copy_to_second_folder(folder, made, NOW)
    folder.damaged.mkdir()
    (folder.damaged / "keyou-1.db").write_bytes(folder.database.read_bytes())
    switch_encryption(folder, KEY, now=NOW)
    assert len(plain_files(folder)) == 4
    told = []
    assert encrypt_backups(folder, Watch(progress=lambda *at: told.append(at))) == 3
    assert [3 * done // of for done, of in told] == [0, 1, 1, 2, 2, 3]
    assert [path.parent.name for path in plain_files(folder)] == ["damaged"]
    oldest = backups(folder)[-1]
    assert oldest.at == made.at
    assert (oldest.contents, oldest.reason) == (made.contents, made.reason)
    restored = restore(folder, oldest.path, now=LATER)
    assert restored.contents.counts["client"] == 3
    assert encrypt_backups(folder, Watch(cancelled=lambda: True)) == 0


def test_what_is_restored_gets_the_key_of_the_office(
    folder, kind, small_office, small_encrypted_office
):
    own = folder.keys.of(folder.database)
    for source in (small_office, small_encrypted_office):
        restore(folder, source, now=LATER)
        if own is not None:
            assert folder.keys.of(folder.database) == own
    open_office(folder, now=LATER)
    if kind == "plain":  # an encrypted backup stays encrypted where no key was in use
        assert folder.keys.of(folder.database) == KEY


@pytest.mark.parametrize("kind", ["encrypted"], indirect=True)
def test_a_backup_under_an_older_password_is_asked_for(folder):
    old = back_up(folder, Reason.HAND, now=NOW).path
    switch_encryption(folder, FileKey.new(PHRASE), now=LATER)
    stranger = OfficeFolder(folder.path)
    unlock(stranger, stranger.database, PHRASE)
    with pytest.raises(LockedFileError, match=old.name):
        restore(stranger, old, now=LATER)
    unlock(stranger, old, KEY.code)
    restore(stranger, old, now=LATER)
    assert stranger.keys.of(stranger.database) == folder.keys.of(folder.database)


@pytest.mark.parametrize("kind", ["encrypted"], indirect=True)
def test_where_the_password_is_lost_a_plain_backup_still_comes_back(folder, small_office):
    stranger = OfficeFolder(folder.path)
    lost = folder.database.read_bytes()
    restored = restore(stranger, small_office, now=LATER)
    assert restored.kept is not None
    assert restored.kept.read_bytes() == lost
    open_office(office_in(folder.path), now=LATER)
