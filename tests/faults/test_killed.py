"""A process is killed while it saves: every row it confirmed is there, and no half of another."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROUNDS = 3


@pytest.mark.skipif(sys.platform == "win32", reason="forks")
def test_fault_01_a_kill_at_any_moment_of_a_save_or_an_import(folder):
    command = [sys.executable, "-m", "tests.faults.kills", str(folder.path), str(ROUNDS), "7"]
    done = subprocess.run(
        command,
        check=False,
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(done.stdout)
    assert figures["wrong"] == []
    assert figures["kills"] == ROUNDS
    assert figures["confirmed"] > 0
