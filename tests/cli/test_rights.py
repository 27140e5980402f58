"""An office that may not be written, or not even be looked into, by whoever starts the program."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tests.conftest import MEMORY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are set otherwise there")

NOBODY = 65534
STARTS = """
import os, sys
from pathlib import Path
from app.main import main
office, other = Path(sys.argv[1]) / "office", Path(sys.argv[1]) / "other"
words = (["clients"], ["check", "--mend"])
for one in words:
    main(["--office", str(other), *one])  # loads what it needs while it may
if os.geteuid() == 0:  # to whom everything is allowed
    os.setegid(int(sys.argv[2]))
    os.seteuid(int(sys.argv[2]))
for folder, file in ((0o555, 0o444), (0o555, 0o000), (0o000, 0o444)):
    (office / "keyou.db").chmod(file)
    office.chmod(folder)
    for one in words:
        print("ended", main(["--office", str(office), *one]), file=sys.stderr, flush=True)
    office.chmod(0o755)
"""


@pytest.fixture
def open_folder():
    """Give a folder that another user reaches, unlike pytest's own."""
    made = Path(tempfile.mkdtemp(dir=MEMORY if MEMORY.is_dir() else None))
    made.chmod(0o755)
    yield made
    shutil.rmtree(made)


def test_faults_13_15_16_17_and_19_are_told_in_a_sentence(empty_office, open_folder):
    office = open_folder / "office"
    (office / "logs").mkdir(parents=True)
    shutil.copy(empty_office, office / "keyou.db")
    shutil.copytree(office, open_folder / "other")
    before = (office / "keyou.db").read_bytes()
    if os.geteuid() == 0:
        for path in (office, office / "keyou.db", office / "logs"):
            os.chown(path, NOBODY, NOBODY)
    done = subprocess.run(
        [sys.executable, "-c", STARTS, str(open_folder), str(NOBODY)],
        capture_output=True,
        text=True,
        check=True,
    )
    (office / "keyou.db").chmod(0o644)
    assert (office / "keyou.db").read_bytes() == before
    told = done.stderr.splitlines()
    assert told[0] == "ended 0", "it can be read"
    assert told[2::2] == ["ended 1"] * 5
    for sentence, word in zip(
        told[1::2], ("只读", "打不开", "打不开", "没有权限", "没有权限"), strict=True
    ):
        assert word in sentence
