"""The rules of CONTRIBUTING.md that a machine can check."""

import ast
import logging
import re
import subprocess
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

pytestmark = pytest.mark.no_cover  # nothing of the program runs here

ROOT = Path(__file__).parent.parent
APP = ROOT / "app"
MODULES = sorted(APP.rglob("*.py"))
MACHINE = re.compile(r"(?<![\w.])/(work|root|home)/")
REGISTRY = re.compile(r"\b(pypi|pythonhosted|npmjs|debian)\.(org|com|net)\b")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked_files() -> list[Path]:
    try:
        listed = subprocess.run(
            ["git", "-C", str(ROOT), "ls-files", "-z"],  # noqa: S607 - whichever git there is
            check=True,
            capture_output=True,
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("needs git and a clone")
    files = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [file for file in files if file.is_file()]


@pytest.fixture
def loggers_kept():
    """Give back the loggers: the linter's own set-up of logging switches off all there are."""
    yield
    for logger in logging.root.manager.loggerDict.values():
        if isinstance(logger, logging.Logger):
            logger.disabled = False


@pytest.mark.usefixtures("loggers_kept")
def test_imports_follow_the_layers(monkeypatch):
    monkeypatch.chdir(ROOT)
    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


def test_files_stay_short():
    assert [named(one) for one in MODULES if len(one.read_text("utf-8").splitlines()) > 400] == []


def test_packages_say_what_they_are_for():
    folders = sorted({module.parent for module in MODULES})
    parsed = {one: ast.parse((one / "__init__.py").read_text("utf-8")) for one in folders}
    assert [named(one) for one, module in parsed.items() if not ast.get_docstring(module)] == []


def test_no_file_names_a_machine_or_a_registry():
    found = []
    for file in tracked_files():
        text = file.read_bytes().decode("utf-8", errors="ignore")
        if b"\0" not in file.read_bytes() and (MACHINE.search(text) or REGISTRY.search(text)):
            found.append(named(file))
    assert found == []


@pytest.mark.parametrize(
    ("licence", "words"),
    [
        ("LICENSE", "MIT License"),
        ("resources/fonts/LICENSE.txt", "SIL OPEN FONT LICENSE"),
        ("resources/icons/LICENSE.txt", "ISC License"),
    ],
)
def test_licences_lie_beside_what_they_cover(licence, words):
    assert words in (ROOT / licence).read_text("utf-8")
