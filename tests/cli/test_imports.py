import json

import openpyxl
import pytest
from sqlalchemy import func, select

from app.cli import imports
from app.errors import AppError, CannotUndoError, FileRefusedError, StorageError
from app.models import Client
from tests.exchange.files import write_book
from tests.exchange.office import make_office


@pytest.fixture
def keyou(desk, capsys):
    """Run a command of this module and return what it printed on both outputs."""
    import argparse

    parser = argparse.ArgumentParser()
    imports.register(parser.add_subparsers())

    def run(*words):
        wanted = parser.parse_args([str(word) for word in words])
        wanted.run(lambda: desk, wanted)
        return capsys.readouterr()

    return run


def test_the_json_has_exactly_the_keys_other_programs_read(keyou, tmp_path):
    office = make_office(tmp_path)
    path = tmp_path / "单位资料.xlsx"
    told = keyou("import", "clients", path, "--join-duplicates", "--json")
    assert json.loads(told.out) == {
        "kind": "clients",
        "file": str(path),
        "rows": office.clients + 2,
        "added": office.clients,
        "updated": 0,
        "unchanged": 0,
        "joined": 2,
        "rejected": 0,
        "batch": 1,
    }
    assert "100%" in told.err


def test_a_dry_run_has_no_batch_and_changes_nothing(keyou, tmp_path):
    make_office(tmp_path)
    for _time in range(2):
        told = keyou("import", "clients", tmp_path / "单位资料.xlsx", "--dry-run", "--json")
        assert json.loads(told.out)["batch"] is None
        assert json.loads(told.out)["added"] == 10


def test_what_was_rejected_is_told_and_written(keyou, tmp_path):
    rows = [
        ["收款日期", "客户名称", "金额"],
        *[["2016-1-5", f"无此公司{n}", n + 1] for n in range(12)],
    ]
    path = write_book(tmp_path / "收款.xlsx", rows)
    out = tmp_path / "退回.xlsx"
    told = keyou("import", "receipts", path, "--rejects", out)
    assert "退回 12" in told.out
    assert "第 2 行退回：客户名称“无此公司0”：客户档案里没有“无此公司0”。" in told.out
    assert "其余 2 行" in told.out
    assert openpyxl.load_workbook(out).worksheets[0].max_row == 13
    opened = keyou("import", "receipts", path, "--open-missing")
    assert "新开档案的客户：12 个" in opened.out


def test_likely_duplicates_and_new_people_are_told(keyou, tmp_path):
    make_office(tmp_path)
    told = keyou("import", "clients", tmp_path / "单位资料.xlsx")
    assert "像是同一客户" in told.out
    assert "新登记的人员：周敏" in told.out


def test_an_import_is_undone_by_its_number_once(keyou, tmp_path):
    make_office(tmp_path)
    keyou("import", "clients", tmp_path / "单位资料.xlsx")
    assert "已撤销导入 1" in keyou("undo-import", 1).out
    with pytest.raises(CannotUndoError):
        keyou("undo-import", 1)


def test_a_file_that_is_no_table_is_refused(keyou, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.4")
    with pytest.raises(FileRefusedError, match=r"a\.xlsx："):
        keyou("import", "clients", path)
    with pytest.raises(FileRefusedError, match=r"没有\.xlsx：找不到这个文件"):
        keyou("import", "clients", tmp_path / "没有.xlsx")


def test_nothing_is_imported_where_the_rejects_have_no_place(keyou, desk, tmp_path):
    rows = [["客户编号", "客户名称"], ["K1", "甲公司"], ["K2", ""]]
    path = write_book(tmp_path / "客户.xlsx", rows)
    with pytest.raises(StorageError, match="找不到文件夹"):
        keyou("import", "clients", path, "--rejects", tmp_path / "没有" / "退回.xlsx")
    with pytest.raises(StorageError, match="数据文件"):
        keyou("import", "clients", path, "--rejects", desk.db.path)
    with pytest.raises(AppError, match="要导入的文件"):
        keyou("import", "clients", path, "--rejects", tmp_path / "." / "客户.xlsx")
    with desk.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Client)) == 0
