import argparse
import shutil
from importlib import import_module

import pytest

from app.config import OfficeFolder
from app.main import COMMANDS, main


@pytest.fixture
def keyou(desk):
    """Run a command on the desk as the program does."""
    parser = argparse.ArgumentParser()
    commands = parser.add_subparsers()
    for name in COMMANDS:
        import_module(f"app.cli.{name}").register(commands)

    def run(*words):
        wanted = parser.parse_args(words)
        return wanted.run(lambda: desk, wanted)

    return run


@pytest.fixture
def run(capsys):
    """Run the whole program on an office folder: its exit code, what it said, what it told off."""

    def run(folder, *words):
        code = main(["--office", str(folder.path), *map(str, words)])
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return run


@pytest.fixture
def office(empty_office, tmp_path):
    """Give an office in a folder of its own, as the program makes it."""
    folder = OfficeFolder(tmp_path / "office")
    folder.path.mkdir()
    shutil.copy(empty_office, folder.database)
    return folder
