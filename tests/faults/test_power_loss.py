"""The power goes while the program saves, imports, upgrades, backs up or restores.

Each job is taken down once for each kind of file; then images of what a power cut may leave are
opened as the program opens an office. The long form of this is ``script/torture``.
"""

import random

import pytest

from tests.faults import disk, jobs
from tests.faults.disk import Disk
from tests.faults.operations import SYNC, SYNC_FOLDER, UNLINK, WRITE
from tests.faults.trial import (
    Opener,
    Trial,
    backups_are_whole,
    mending,
    present_file_is_kept,
    work_goes_on,
)

SEED = 20251220


def chance():
    return random.Random(SEED)


@pytest.mark.parametrize("job", [jobs.save, jobs.bulk, jobs.undo], ids=lambda job: job.__name__)
def test_fault_02_power_loss_keeps_every_confirmed_save_whole(job, recorded, tmp_path):
    tally = Trial(recorded(job), tmp_path / "after").run(chance(), 15)
    assert tally.wrong == []
    assert tally.before
    assert tally.different > 5


def test_fault_02_work_goes_on_after_a_power_loss(recorded, tmp_path):
    trial = Trial(recorded(jobs.bulk), tmp_path / "after", also=work_goes_on)
    assert trial.run(chance(), 5).wrong == []


def test_fault_02_the_last_step_of_a_save_decides(recorded, tmp_path):
    recording = recorded(jobs.save)
    commits = [n for n, op in enumerate(recording.ops) if op.kind == "unlink"]
    there = Disk(recording.start)
    for op in recording.ops[: commits[0] + 1]:
        there.apply(op)
    trial = Trial(recording, tmp_path / "after")
    trial._try(disk.lost(there, chance()), 0, commits[0], disk.lost)
    trial._try(disk.killed(there, chance()), 0, commits[0], disk.killed)
    assert (trial.tally.before, trial.tally.after, trial.tally.wrong) == (1, 1, [])


def test_fault_02_a_first_page_torn_by_the_power_cut_is_mended_by_its_journal(recorded, tmp_path):
    recording = recorded(jobs.save)
    there = Disk(recording.start)
    for op in recording.ops:
        there.apply(op)
        if (op.kind, op.path, op.offset) == (WRITE, "keyou.db", 0):
            break
    torn = there.now()
    for offset in (0, 24, 26, 92):
        page = bytearray(torn["keyou.db"])
        page[offset:512] = chance().randbytes(512 - offset)
        trial = Trial(recording, tmp_path / "after")
        trial._try({**torn, "keyou.db": bytes(page)}, 0, 0, disk.scrambled)
        assert trial.tally.wrong == []


def test_fault_03_power_loss_in_an_import_leaves_all_or_nothing(recorded, tmp_path):
    tally = Trial(recorded(jobs.bring_in), tmp_path / "after").run(chance(), 15)
    assert tally.wrong == []
    assert tally.before


def test_fault_03_an_import_larger_than_memory_leaves_all_or_nothing(recorded, tmp_path):
    recording = recorded(jobs.bring_in_much)
    kinds = [op.kind for op in recording.ops if op.path == "keyou.db-journal"]
    assert kinds.count(SYNC) > 2, "the file is written before the commit too"
    assert Trial(recording, tmp_path / "after").run(chance(), 10).wrong == []


def test_fault_02_the_power_goes_again_while_the_first_loss_is_mended(recorded, tmp_path):
    recording = recorded(jobs.save)
    there = Disk(recording.start)
    for op in recording.ops:
        if op.kind == UNLINK:
            break
        there.apply(op)
    again = mending(there.now(), recording.states[:2], tmp_path / "mending")
    assert any(op.path == "keyou.db" for op in again.ops), "there is something to mend"
    assert Trial(again, tmp_path / "after").run(chance(), 10).wrong == []


def test_fault_03_a_kill_at_any_operation_of_an_import_leaves_all_or_nothing(recorded, tmp_path):
    trial = Trial(recorded(jobs.bring_in), tmp_path / "after")
    assert trial.run(chance(), 10, [disk.killed]).wrong == []


def test_fault_04_power_loss_in_a_backup_leaves_the_office_and_whole_backups(recorded, tmp_path):
    trial = Trial(recorded(jobs.keep), tmp_path / "after", also=backups_are_whole)
    assert trial.run(chance(), 10).wrong == []


def test_fault_05_power_loss_in_a_restore_leaves_one_of_the_two_offices(kept_folder, tmp_path):
    recording = jobs.record(kept_folder, jobs.bring_back)
    trial = Trial(recording, tmp_path / "after", also=present_file_is_kept)
    assert trial.run(chance(), 10).wrong == []
    assert len(set(recording.states)) == 2


def test_fault_06_power_loss_in_an_upgrade_leaves_old_or_new(old_folder, tmp_path):
    recording = jobs.record(old_folder, jobs.upgrade)
    tally = Trial(recording, tmp_path / "after", judged=Opener(1000)).run(chance(), 15)
    assert tally.wrong == []
    assert tally.before
    assert len(set(recording.states)) == 2


@pytest.mark.parametrize("ways", [disk.WAYS, [disk.killed]], ids=["power", "kill"])
def test_fault_08_an_approval_that_is_cut_off_is_made_or_not(ways, folder, tmp_path):
    recording = jobs.record(folder, jobs.approval(folder))
    tally = Trial(recording, tmp_path / "after").run(chance(), 10, ways)
    assert tally.wrong == []
    assert len(set(recording.states)) == 2


# What finds nothing proves nothing: each of these settings loses something, and it is found.


@pytest.mark.parametrize(
    ("pragma", "found"),
    [
        ("synchronous=OFF", "lost"),
        ("synchronous=FULL", "lost"),
        ("journal_mode=OFF", ""),
        ("journal_mode=MEMORY", ""),
    ],
)
def test_settings_that_are_not_safe_are_found_out(pragma, found, folder, tmp_path):
    recording = jobs.record(folder, lambda there: jobs.saves(jobs.with_pragmas(there, pragma)))
    tally = Trial(recording, tmp_path / "after").run(chance(), 30)
    assert any(one.text.startswith(found) for one in tally.wrong)


@pytest.mark.parametrize("nth", range(1, 5), ids=["folder", "journal", "office", "folder again"])
def test_a_sync_that_is_left_out_is_found_out(nth, recorded, tmp_path):
    """Of a save's five syncs only the first can go: the journal's own sums stand in for it."""
    recording = recorded(jobs.save)
    syncs = [n for n, op in enumerate(recording.ops) if op.kind in (SYNC, SYNC_FOLDER)]
    assert len(syncs) == 2 * 5
    gone = set(syncs[nth::5])
    recording.ops = [op for n, op in enumerate(recording.ops) if n not in gone]
    told_of = {"keyou.db"} if nth < 4 else {"keyou.db-journal", ""}
    moments = [n for n, op in enumerate(recording.ops) if op.path in told_of or op.kind == UNLINK]
    tally = Trial(recording, tmp_path / "after").run(chance(), 30, moments=moments)
    assert tally.wrong
