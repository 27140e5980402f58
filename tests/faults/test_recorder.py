"""The recorder sees everything: what it took down, done again, gives the same files."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults import jobs
from tests.faults.disk import Disk
from tests.faults.operations import (
    RENAME,
    SYNC,
    SYNC_FOLDER,
    UNLINK,
    WRITE,
    Op,
    Tape,
    files_in,
    watched,
)

OFFICE_JOBS = (jobs.save, jobs.bulk, jobs.undo, jobs.bring_in, jobs.keep)


def replayed(recording):
    disk = Disk(recording.start)
    for op in recording.ops:
        disk.apply(op)
    return disk.now()


@pytest.mark.parametrize("job", OFFICE_JOBS, ids=lambda job: job.__name__)
def test_every_byte_of_a_job_is_taken_down(job, recorded):
    recording = recorded(job)
    assert recording.ops
    assert replayed(recording) == recording.end != recording.start


def test_every_byte_of_a_restore_is_taken_down(kept_folder):
    recording = jobs.record(kept_folder, jobs.bring_back)
    assert replayed(recording) == recording.end != recording.start


def test_every_byte_of_an_upgrade_is_taken_down(old_folder):
    recording = jobs.record(old_folder, jobs.upgrade)
    assert replayed(recording) == recording.end != recording.start


def test_what_python_does_to_files_is_taken_down(tmp_path):
    (tmp_path / "alt").write_bytes(b"alt")
    tape = Tape()
    start = files_in(tmp_path)
    with watched(tmp_path, tape):
        (tmp_path / "neu").mkdir()
        with (tmp_path / "neu" / "a").open("w", encoding="utf-8") as file:
            file.write("你好")
            file.flush()
            os.fsync(file.fileno())
            file.seek(3)
            file.truncate()
        with (tmp_path / "alt").open("ab") as file:
            file.write(b"er")
        shutil.copyfile(tmp_path / "alt", tmp_path / "b")
        (tmp_path / "b").replace(tmp_path / "neu" / "c")
        (tmp_path / "alt").unlink()
    disk = Disk(start)
    for op in tape.ops:
        disk.apply(op)
    assert disk.now() == files_in(tmp_path)
    assert {SYNC, RENAME, UNLINK} <= {op.kind for op in tape.ops}


def test_what_would_pass_unseen_is_refused(tmp_path):
    (tmp_path / "a").touch()
    with watched(tmp_path, Tape()), pytest.raises(NotImplementedError):
        os.link(tmp_path / "a", tmp_path / "b")


SAVES = """
import sys
from pathlib import Path
from tests.encrypted import office_in
from tests.faults import jobs
for step in jobs.save(office_in(Path(sys.argv[1]))):
    step()
"""
CALL = re.compile(r"(pwrite64|fdatasync|fsync|unlink)\((?:\d+<)?\"?([^>\"]+)")


@pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace")
def test_the_system_itself_saw_the_same_writes_and_syncs_in_the_same_order(folder, tmp_path):
    place = shutil.copytree(folder.path, tmp_path / "traced")
    listing = tmp_path / "calls.txt"
    calls = "trace=pwrite64,fsync,fdatasync,unlink"
    command = [
        "strace",
        "-f",
        "--seccomp-bpf",
        "-y",
        "-e",
        calls,
        "-o",
        str(listing),
        sys.executable,
        "-c",
        SAVES,
    ]
    done = subprocess.run(
        [*command, str(place)],
        check=False,
        cwd=Path(__file__).parents[2],
        capture_output=True,
    )
    if b"PTRACE" in done.stderr or b"seccomp" in done.stderr:
        pytest.skip("nobody may trace here, or not this way")
    assert done.returncode == 0, done.stderr
    seen = [
        f"{call.replace('fdatasync', 'fsync')} {Path(path).relative_to(place).as_posix()}"
        for call, path in CALL.findall(listing.read_text())
        if path.startswith(str(place))
    ]
    assert seen == [one for op in jobs.record(folder, jobs.save).ops for one in _calls(op)]


def _calls(op: Op) -> list[str]:
    names = {WRITE: "pwrite64", SYNC: "fsync", SYNC_FOLDER: "fsync", UNLINK: "unlink"}
    return [f"{names[op.kind]} {op.path or '.'}"] if op.kind in names else []
