"""The look through all pages beside the start, of plain and of encrypted files (R3)."""

import pytest

from app.backups.encrypting import switch_encryption
from app.backups.listing import backups
from app.backups.making import back_up
from app.backups.office_file import opened, row_counts
from app.backups.page_check import PageCheck
from app.backups.restoring import restore
from app.config import OfficeFolder
from app.domain.backups import Reason
from app.encryption.key import FileKey
from app.errors import DamagedFileError, LockedFileError
from app.upgrade import open_office
from tests.backups.files import add_client, names, zero_page
from tests.conftest import NOW
from tests.encrypted import KEY

OTHER = FileKey(bytes(range(60, 92)), b"another for test")


def only_with(folder, key):
    """Return the office as a start finds it at which this key was typed."""
    made = OfficeFolder(folder.path)
    made.keys.add(key)
    return made


def test_where_every_page_is_sound_writing_may_begin(folder):
    assert PageCheck(folder.database, folder.keys).wait()


def test_fault_26_a_page_that_is_not_sound_is_found(folder):
    zero_page(folder.database, 12)
    check = PageCheck(folder.database, folder.keys)
    with pytest.raises(DamagedFileError):
        check.wait()
    with pytest.raises(DamagedFileError):
        check.wait(0)  # whoever asks, and whenever


def test_without_the_key_nobody_writes(folder):
    switch_encryption(folder, OTHER, now=NOW)
    with pytest.raises(LockedFileError):
        PageCheck(folder.database, OfficeFolder(folder.path).keys).wait()


@pytest.mark.parametrize("kind", ["encrypted"], indirect=True)
def test_a_backup_from_before_the_password_changed_opens_by_the_present_one(folder):
    older = back_up(folder, Reason.HAND, now=NOW)
    switch_encryption(folder, OTHER, now=NOW)
    add_client(folder, "后来的")
    restore(folder, older.path, now=NOW)
    started = only_with(folder, OTHER)
    open_office(started, now=NOW, look=False)
    assert PageCheck(started.database, started.keys).wait()
    with opened(started.database, started.keys) as raw:
        assert row_counts(raw)["client"] == 3
    with pytest.raises(LockedFileError):
        open_office(only_with(folder, KEY), now=NOW)


@pytest.mark.parametrize("kind", ["encrypted"], indirect=True)
def test_one_put_in_place_by_hand_opens_by_the_password_of_its_day(folder):
    older = back_up(folder, Reason.HAND, now=NOW)
    switch_encryption(folder, OTHER, now=NOW)
    folder.database.write_bytes(older.path.read_bytes())
    with pytest.raises(LockedFileError):
        open_office(only_with(folder, OTHER), now=NOW)
    started = only_with(folder, KEY)
    open_office(started, now=NOW, look=False)
    assert PageCheck(started.database, started.keys).wait()
    assert len(names(started.database)) == 3
    assert len(backups(started)) > 1
