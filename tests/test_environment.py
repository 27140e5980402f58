"""What the program stands on: the locked versions, the bundled fonts and icons."""

import re
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from PySide6.QtGui import QRawFont
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QLabel

ROOT = Path(__file__).parent.parent
LOCKS = ROOT / "requirements"
LOOK_ALIKES = [("⾦", "金"), ("⼤", "大"), ("㬵", "胶"), ("∕", "／")]
"""Each pair drawn alike: the lower code point first."""


def dependencies() -> list[str]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]


def locked(name: str) -> dict[str, str]:
    """What is locked by name: version, marker and hashes."""
    lines = (LOCKS / name).read_text("utf-8").replace("\\\n", "").splitlines()
    entries = [line for line in lines if line and not line.lstrip().startswith("#")]
    return dict(entry.split("==", 1) for entry in entries)


class TestQt:
    def test_it_is_the_version_that_was_proved(self):
        assert "PySide6-Essentials==6.11.3" in dependencies()
        assert version("PySide6-Essentials") == "6.11.3"

    def test_no_reference_to_none_is_lost(self, qtbot):
        """6.12.0 on Python 3.11 loses one a call, until the interpreter aborts."""
        label = QLabel()
        qtbot.addWidget(label)
        before = sys.getrefcount(None)
        for number in range(1000):
            label.setText(str(number))
        assert sys.getrefcount(None) > before - 500


class TestLock:
    @pytest.mark.parametrize("name", ["build.txt", "run.txt", "test.txt"])
    def test_every_version_has_its_hashes(self, name):
        assert locked(name)
        for pinned in locked(name).values():
            assert re.search(r"--hash=sha256:[0-9a-f]{64}", pinned)

    @pytest.mark.parametrize("name", ["build.txt", "run.txt", "test.txt"])
    def test_it_names_no_host(self, name):
        text = (LOCKS / name).read_text("utf-8")
        assert not re.search(r"://|--(extra-)?index|--find-links|--trusted-host", text)

    def test_it_was_made_from_the_stated_dependencies(self):
        stated = (LOCKS / "run.in").read_text("utf-8").splitlines()
        assert [line for line in stated if not line.startswith("#")] == dependencies()

    def test_tests_run_on_the_versions_of_the_program(self):
        assert locked("run.txt").items() <= locked("test.txt").items()

    def test_windows_gets_what_only_it_needs(self):
        assert "sys_platform == 'win32'" in locked("test.txt")["colorama"]


@pytest.fixture(params=["Regular", "Bold"])
def font(request, qapp) -> QRawFont:
    return QRawFont(str(ROOT / f"resources/fonts/NotoSansSC-{request.param}.otf"), 12)


class TestFonts:
    def test_they_load_as_one_family(self, font):
        assert font.isValid()
        assert font.familyName() == "Noto Sans SC"

    @pytest.mark.parametrize("character", "客友𠮷喆镕堃Ay09¥￥①≥✓㎡（）—…")
    def test_rare_characters_are_drawn(self, font, character):
        assert font.supportsCharacter(ord(character))

    @pytest.mark.parametrize(("other", "written"), LOOK_ALIKES)
    def test_text_copied_from_paper_is_what_was_written(self, font, other, written):
        """Qt names a glyph by its lowest code point, so look-alikes may not share one."""
        assert font.glyphIndexesForString(other) != font.glyphIndexesForString(written)


class TestIcons:
    def test_each_can_be_drawn(self, qapp):
        icons = sorted((ROOT / "resources/icons").glob("*.svg"))
        assert ROOT / "resources/icons/keyou.svg" in icons
        assert [icon.name for icon in icons if not QSvgRenderer(str(icon)).isValid()] == []
