"""Fault 68: the program opens no socket, whatever it does."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.no_cover  # nothing of the program runs in this process

ROOT = Path(__file__).parents[1]
MODULES = sorted((ROOT / "app").rglob("*.py"))
NETWORK = {
    "asyncio", "ftplib", "http", "imaplib", "multiprocessing", "poplib", "smtplib", "socket",
    "socketserver", "ssl", "urllib", "xmlrpc",
    "PySide6.QtNetwork", "PySide6.QtWebSockets", "PySide6.QtWebEngineCore",
}  # fmt: skip
WATCHED = """
import sys
from pathlib import Path

opened = []
sys.addaudithook(lambda event, _what: opened.append(event) if event.startswith(NETS) else None)

from PySide6.QtCore import QTimer
from app.config import OfficeFolder
from app.main import main
from app.ui import start

office, out = sys.argv[1:3]
words = (
    ["import", "clients", out + "/clients.csv"],
    ["screen", "2025", "--xlsx", out + "/ranking.xlsx", "--pdf", out + "/ranking.pdf"],
    ["check"],
    ["backup", out + "/copy.db"],
    ["restore", out + "/copy.db"],
    ["export", "clients", out + "/clients.xlsx"],
)
begin = start.Session.begin

def begin_and_look(self, page):
    begin(self, page)
    for key in ("today", "clients", "communications", "screening", "settings"):
        self.window.show_page(key)
    QTimer.singleShot(0, self.window.close)

start.Session.begin = begin_and_look
assert start.run_window(OfficeFolder(Path(office))) == 0
for one in words:
    assert main(["--office", office, *one]) == 0, one
assert opened == [], opened
assert not [name for name in sys.modules if name.startswith("PySide6.QtNetwork")]
if sys.platform == "linux":
    held = [str(file.readlink()) for file in Path("/proc/self/fd").iterdir() if file.is_symlink()]
    assert not [one for one in held if one.startswith("socket:")], held
    assert "Qt6Network" not in Path("/proc/self/maps").read_text()
"""


def test_fault_68_no_socket_is_opened(sample_office, tmp_path):
    office = tmp_path / "office"
    office.mkdir()
    (office / "keyou.db").write_bytes(sample_office.read_bytes())
    (tmp_path / "clients.csv").write_text("客户名称,电话\n华东机械有限公司,02161234567\n", "utf-8")
    program = WATCHED.replace("NETS", repr(("socket.", "urllib.", "http.", "ftplib.", "smtplib.")))
    done = subprocess.run(
        [sys.executable, "-c", program, str(office), str(tmp_path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def imported(module):
    for node in ast.walk(ast.parse(module.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_fault_68_no_module_could_open_one():
    found = []
    for module in MODULES:
        names = set(imported(module))
        names |= {name.partition(".")[0] for name in names}
        found += [(module.relative_to(ROOT).as_posix(), name) for name in names & NETWORK]
    assert found == []
