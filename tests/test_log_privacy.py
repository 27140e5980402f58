"""Fault 64: whatever goes wrong, no log and no crash report tells of clients or people."""

import sqlite3
import sys
from contextlib import closing

import pytest
from PySide6.QtWidgets import QApplication
from sqlalchemy.exc import DBAPIError

from app.config import OfficeFolder
from app.crash_report import CrashWatch, crash_report
from app.db import Database, Desk
from app.log import log_bug, start_log
from app.main import main
from app.models import Client
from app.ui.messages import CrashWindow
from app.ui.workers import Workers
from tests.clients import new_client, new_contact
from tests.conftest import NOW

COMPANY, PERSON, TELEPHONE, NOTE = "绿洲机械", "陈建国", "13911112222", "嫌早餐太冷"
PLANTED = (COMPANY, PERSON, TELEPHONE, NOTE, "lvzhou", "chenjianguo")
WRONG = f"{COMPANY} {PERSON} {TELEPHONE} {NOTE}"


@pytest.fixture
def folder(empty_office, tmp_path):
    made = OfficeFolder(tmp_path / "office")
    made.path.mkdir()
    made.database.write_bytes(empty_office.read_bytes())
    with closing(Database(made.database)) as db:
        desk = Desk(db, None, lambda: NOW)
        new_contact(desk, new_client(desk, COMPANY, notes=NOTE), PERSON)
    return made


def spoil(folder):
    """Put words where the program expects one of a few: it fails wherever it reads them."""
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.execute("PRAGMA ignore_check_constraints=1")
        raw.execute("UPDATE client SET status = ?, kind = ?", (WRONG, WRONG))


def told_in(folder):
    return {
        file.name: file.read_text("utf-8") for file in folder.log.parent.iterdir() if file.is_file()
    }


def assert_nothing_planted(texts):
    for name, text in texts.items():
        assert not [word for word in PLANTED if word in text], name


def test_fault_64_failing_commands_log_no_names(folder, tmp_path, capsys):
    spoil(folder)
    bad = tmp_path / f"{COMPANY} {PERSON}.csv"
    bad.write_text(f'客户名称,电话\n"{WRONG},{TELEPHONE}\n', "utf-8")
    for words in (
        ["clients", "--find", COMPANY],
        ["export", "clients", str(tmp_path / f"{PERSON}.xlsx")],
        ["screen", "2025"],
        ["import", "clients", str(bad)],
        ["restore", str(bad)],
        ["backup", str(tmp_path / PERSON / "x.db")],
    ):
        assert main(["--office", str(folder.path), *words]) == 1, words
    texts = told_in(folder)
    assert "LookupError" in texts["keyou.log"], "it did go wrong"
    assert_nothing_planted(texts)


def test_fault_64_a_failing_save_and_a_failing_worker_log_no_names(qtbot, folder, db, desk):
    hooks = sys.excepthook, sys.unraisablehook
    start_log(folder.log)
    crash = CrashWindow()
    crash.install()
    client_id = new_client(desk, COMPANY)

    def twice(_job=None):
        with desk.write() as session:
            there = session.get(Client, client_id)
            for _time in range(2):
                session.add(Client(code=there.code, name=WRONG, name_key="x", match_key="x"))

    try:
        twice()
    except DBAPIError:
        sys.excepthook(*sys.exc_info())
    workers = Workers()
    failed = []
    workers.run(crash, twice, failed.append, failed.append)
    qtbot.waitUntil(lambda: bool(failed))
    sys.excepthook, sys.unraisablehook = hooks
    (box,) = [w for w in QApplication.topLevelWidgets() if w.objectName() == "crash"]
    texts = told_in(folder)
    assert texts["keyou.log"].count("IntegrityError SQLITE_CONSTRAINT") == 2
    assert_nothing_planted({**texts, "the window": box.detailedText()})
    box.close()


def test_fault_64_a_crash_report_has_no_names(folder):
    start_log(folder.log)
    try:
        int(WRONG)
    except ValueError as error:
        log_bug(error)
    (folder.log.parent / "crash.txt").write_text("Fatal Python error: Aborted\n")
    CrashWatch(folder).end()
    report = crash_report(folder)
    assert "ValueError" in report
    assert_nothing_planted({"report": report, **told_in(folder)})
