"""The program as it is started: commands, exit codes, and the main job without a display."""

import gc
import io
import json
import os
import re
import runpy
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from app.cli.demo import new_place
from app.cli.output import print_progress
from app.cli.parser import in_chinese
from app.config import OfficeFolder
from app.exchange.sample_books import book_places
from app.main import main
from app.queries.checking import FEW
from tests.clients import new_client

ROOT = Path(__file__).parents[2]
COMMANDS_OFFERED = [
    "import",
    "undo-import",
    "clients",
    "duplicates",
    "merge",
    "screen",
    "export",
    "check",
    "self-check",
    "sample",
    "backup",
    "restore",
    "demo",
]


def run(*words, office, capsys):
    code = main(["--office", str(office), *words])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


def test_sample_comes_and_goes(tmp_path, capsys):
    code, out, _err = run("sample", office=tmp_path, capsys=capsys)
    assert (code, out) == (0, "已装入示例数据。\n")
    code, _out, err = run("sample", office=tmp_path, capsys=capsys)
    assert code == 1
    assert "已经在这里" in err
    code, out, _err = run("clients", "--json", office=tmp_path, capsys=capsys)
    assert len(json.loads(out)["clients"]) >= 60
    code, out, _err = run("check", "--json", office=tmp_path, capsys=capsys)
    assert (code, json.loads(out)) == (0, {"findings": []})
    assert run("sample", "--remove", office=tmp_path, capsys=capsys)[0] == 0
    code, _out, err = run("sample", "--remove", office=tmp_path, capsys=capsys)
    assert (code, "没有示例数据" in err) == (1, True)
    code, out, _err = run("clients", "--json", office=tmp_path, capsys=capsys)
    assert json.loads(out) == {"clients": []}


def test_check_says_that_all_is_well_or_what_is_not(tmp_path, sample_office, capsys):
    shutil.copy(sample_office, tmp_path / "keyou.db")
    assert "没有发现问题" in run("check", office=tmp_path, capsys=capsys)[1]
    raw = sqlite3.connect(tmp_path / "keyou.db")
    wrong = raw.execute("UPDATE client_fact SET last_contact_on='1999-01-01'").rowcount
    raw.commit()
    raw.close()
    code, out, _err = run("check", office=tmp_path, capsys=capsys)
    assert (code, out.count("与明细不符"), out.count("\n")) == (1, FEW, FEW + 1)
    assert f"一共 {wrong} 处" in out
    code, out, _err = run("check", "--json", office=tmp_path, capsys=capsys)
    assert (code, len(json.loads(out)["findings"])) == (1, wrong)
    assert run("check", "--mend", office=tmp_path, capsys=capsys)[0] == 0


def test_a_wrong_call_is_exit_2_and_an_unusable_folder_exit_1(tmp_path, capsys):
    with pytest.raises(SystemExit) as stopped:
        run("screen", "十六", office=tmp_path, capsys=capsys)
    assert stopped.value.code == 2
    (tmp_path / "file").write_text("x")
    code, _out, err = run("clients", office=tmp_path / "file" / "x", capsys=capsys)
    assert (code, "不能使用文件夹" in err) == (1, True)


WRONG = (
    ("screen", "十六"),
    ("screen",),
    ("无此命令",),
    ("import", "x", "y"),
    ("import", "clients"),
    ("screen", "2024", "--pdf"),
    ("clients", "--json=3"),
    ("clients", "x"),
    ("import", "clients", "a.csv", "--jo", "--j"),
    ("export", "clients"),
    ("screen", "2024", "--cut-off", "x"),
    ("import", "clients", ""),
    ("screen", "2024", "--xlsx", " "),
    ("--office", "", "clients"),
)


@pytest.mark.parametrize("words", WRONG)
def test_a_wrong_call_is_told_in_chinese(tmp_path, capsys, words):
    with pytest.raises(SystemExit) as stopped:
        main(["--office", str(tmp_path), *words])
    assert stopped.value.code == 2
    told = capsys.readouterr().err
    assert told.startswith("用法：")
    assert "加 --help 看说明" in told
    sentence = told.splitlines()[-1]
    assert not re.search(r"argument|invalid|expected|required|choose|error|usage", sentence)


@pytest.mark.parametrize("command", ["", *COMMANDS_OFFERED])
def test_every_command_explains_itself_in_chinese(capsys, command):
    with pytest.raises(SystemExit) as stopped:
        main([*command.split(), "--help"])
    assert stopped.value.code == 0
    told = capsys.readouterr().out
    assert told.startswith("用法：")
    for english in ("usage", "options", "positional", "show", "exit", "argument"):
        assert english not in told
    lines = [line for line in told.splitlines() if line.startswith("  -")]
    assert all(re.search("[一-鿿]", line) for line in lines)


def test_what_python_says_anew_is_passed_on():
    assert in_chinese("something new") == "something new"


def test_what_cannot_be_is_told_in_one_line(tmp_path, capsys):
    for words, told in (
        (("screen", "20240"), "年份须在 1990 与今年之间。\n"),
        (("undo-import", "9" * 30), "有一个数字太大，无法保存或查找，没有改动任何数据。\n"),
        (("merge", "甲\udc80", "乙"), "文字里有不完整的字符"),
    ):
        code, _out, err = run(*words, office=tmp_path, capsys=capsys)
        assert code == 1
        assert told in err
    with pytest.raises(SystemExit):
        run("screen", "2024", "--cut-off", "2024-13-45", office=tmp_path, capsys=capsys)
    assert "“2024-13-45”不是有效的日期" in capsys.readouterr().err


def test_a_bug_is_one_clear_line_and_logged_without_names(tmp_path, capsys, caplog):
    run("clients", office=tmp_path, capsys=capsys)
    raw = sqlite3.connect(tmp_path / "keyou.db")
    raw.execute("ALTER TABLE client_fact RENAME COLUMN client_id TO lost")
    raw.close()
    code, out, err = run("clients", "--find", "张三", office=tmp_path, capsys=capsys)
    assert (code, out) == (1, "")
    assert err.startswith("程序遇到意外错误")
    assert err.count("\n") == 1
    assert "OperationalError" in caplog.text
    assert "张三" not in caplog.text


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a display")
def test_without_a_display_the_program_does_the_main_job(tmp_path):
    mine = tmp_path / "out" / "keyou.db"
    mine.parent.mkdir()
    mine.write_text("an office that somebody works with")
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "app"],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told = ran.stdout.splitlines()
    assert int(re.search(r"导入并筛选了 (\d+) 个客户", ran.stdout)[1]) >= 55
    made = [Path(line.rpartition("　")[2]) for line in told if str(tmp_path) in line]
    assert len(made) == 8, "four tables, the office, the workbook, ranking and score sheets"
    assert all(path.stat().st_size > 1000 for path in made)
    assert mine.read_text() == "an office that somebody works with"


def test_the_demonstration_never_takes_the_place_of_somebodys_files(tmp_path, capsys):
    for name in ("keyou.db", "客户档案.xlsx"):
        folder = tmp_path / name.partition(".")[0]
        folder.mkdir()
        (folder / name).write_text("mine")
        assert main(["demo", str(folder)]) == 1
        assert "不能盖掉" in capsys.readouterr().err
        assert [path.read_text() for path in folder.iterdir()] == ["mine"]


def test_a_demonstration_takes_the_place_of_an_earlier_one_nobody_worked_with(
    tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    folder = OfficeFolder(new_place())
    assert folder.path == tmp_path / "out"
    folder.path.mkdir()
    for path in (*book_places(folder.path), folder.database):
        path.touch()
    assert new_place() == folder.path
    folder.lock.touch()
    assert new_place() == tmp_path / "out-2"


BROKEN = """
import sys
import app.cli.demo
from app.main import main

def fail(*_what):
    raise LookupError("张三")

app.cli.demo.do_main_job = fail
sys.exit(main(["--office", sys.argv[1], "demo", sys.argv[1] + "/out"]))
"""


def test_a_bug_where_no_office_was_opened_is_one_line_and_logged_too(tmp_path):
    folder = tmp_path / "office"
    done = subprocess.run(
        [sys.executable, "-c", BROKEN, str(folder)], capture_output=True, check=False
    )
    assert done.returncode == 1
    told = done.stderr.decode()
    assert told.startswith("程序遇到意外错误")
    assert told.count("\n") == 1
    logged = (folder / "logs" / "keyou.log").read_text("utf-8")
    assert "LookupError" in logged
    assert "张三" not in logged


def test_ctrl_c_while_the_program_is_loaded_is_a_sentence(monkeypatch, capsys):
    def strike():
        raise KeyboardInterrupt

    monkeypatch.setattr("app.main.main", strike)
    monkeypatch.setattr(sys, "argv", ["keyou"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("app", run_name="__main__")
    gc.enable()
    assert ended.value.code == 1
    assert capsys.readouterr().err == "已中断，没有做完的一步没有写入。\n"


ENDED = """
import os, signal, sys
from app.main import main
import app.queries.checking

signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it

def strike(*_what, **_how):
    os.kill(os.getpid(), signal.SIGINT)
    return iter(())

app.queries.checking.findings = strike
sys.exit(main(["--office", sys.argv[1], "check"]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C comes otherwise there")
def test_ctrl_c_ends_a_command_with_a_sentence(empty_office):
    done = subprocess.run(
        [sys.executable, "-c", ENDED, str(empty_office.parent)], capture_output=True, check=False
    )
    assert done.returncode == 1
    assert done.stderr.decode().strip() == "已中断，没有做完的一步没有写入。"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
def test_a_reader_that_goes_away_is_no_bug(empty_office):
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "wb") as gone:
        done = subprocess.run(
            [
                sys.executable,
                "-m",
                "app",
                "--office",
                str(empty_office.parent),
                "clients",
                "--json",
            ],
            cwd=Path(__file__).parents[2],
            stdout=gone,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b""


def test_a_work_goes_on_when_nobody_listens_to_its_progress(monkeypatch):
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w", buffering=1) as gone:
        monkeypatch.setattr(sys, "stderr", gone)
        print_progress("已完成 10%")
        os.dup2(os.open(os.devnull, os.O_WRONLY), gone.fileno())  # what is left goes there


def test_a_word_that_the_outputs_encoding_lacks_is_written_another_way(desk, monkeypatch):
    new_client(desk, "样例商务𠮷")
    office = desk.db.path.parent
    desk.db.close()
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="gbk"))
    assert main(["--office", str(office), "clients"]) == 0
    assert r"样例商务\U00020bb7" in written.getvalue().decode("gbk")


def test_a_command_without_any_output_works(empty_office, monkeypatch):
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["--office", str(empty_office.parent), "clients"]) == 0
    sys.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="no disk that is always full there")
def test_fault_13_a_full_disk_where_the_output_goes_is_told(empty_office, monkeypatch, capsys):
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        monkeypatch.setattr(sys, "stdout", full)
        assert main(["--office", str(empty_office.parent), "clients", "--json"]) == 1
    assert "磁盘已满" in capsys.readouterr().err
