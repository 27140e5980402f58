"""The office's own fields in a file of clients."""

from dataclasses import replace

import pytest

from app.domain.imported import ImportOptions
from app.domain.imports import fillable
from app.domain.own_fields import OwnField, OwnKind
from app.domain.types import ImportKind
from app.exchange.importing import (
    open_file,
    preview_file,
    propose_layout,
    remember_layout,
    take_in,
)
from app.exchange.lists_book import export_list
from app.exchange.rejects import write_rejects
from app.queries.clients.card import client_draft
from app.services.imports import undo_import
from app.services.own_fields import save_own_field, use_own_field
from tests.clients import new_client
from tests.exchange.files import write_book

NONE = ImportOptions()
KIND = ImportKind.CLIENTS


@pytest.fixture
def office(desk):
    for field in (
        OwnField(name="车牌"),
        OwnField(name="会员数", kind=OwnKind.NUMBER),
        OwnField(name="周年", kind=OwnKind.DAY),
        OwnField(name="级别", kind=OwnKind.CHOICE, choices=("金", "银")),
        OwnField(name="不用了"),
        OwnField(name="来源"),
    ):
        save_own_field(desk, field)
    use_own_field(desk, "f5", active=False)
    return desk


def take(desk, path, rows, *, options=NONE):
    write_book(path, rows)
    return take_in(desk, path, KIND, options)


def held(desk, client_id):
    with desk.db.read() as session:
        return dict(client_draft(session, client_id)[0].extra)


def test_columns_of_their_names_fill_them(office, tmp_path):
    known = new_client(office, name="甲公司", code="K1", extra=(("f1", "粤B"), ("f4", "银")))
    rows = [
        ["客户编号", "客户名称", "车牌", "会员数", "自有：周年", "级别", "来源", "自有：来源"],
        ["K1", "甲公司", "粤C", "1,200.50", "2016.1.5", "", "朋友", "展会"],
        ["K2", "乙公司", 12, 3, "", "金", "", ""],
        ["K3", "丙公司", "", "很多", "2月30日", "铜", "", ""],
    ]
    opened, layout, outcome = take(office, tmp_path / "名单.xlsx", rows)
    assert layout.columns == (
        *("code", "name", "own.f1", "own.f2", "own.f3", "own.f4", "source", "own.f6"),
    )
    assert [one.label for one in fillable(layout)[-5:]] == [
        *("自有：车牌", "自有：会员数", "自有：周年", "自有：级别", "自有：来源"),
    ]
    assert (outcome.added, outcome.updated) == (1, 1)
    assert held(office, known) == {
        "f1": "粤C",
        "f2": "1200.5",
        "f3": "2016-01-05",
        "f4": "银",
        "f6": "展会",
    }
    assert held(office, known + 1) == {"f1": "12", "f2": "3", "f4": "金"}
    (row,) = outcome.rejected
    assert [(one.heading, one.reason) for one in row.problems][-1] == (
        "级别",
        "请写选项中的一个：金、银。",
    )
    assert [one.heading for one in row.problems] == ["会员数", "自有：周年", "级别"]
    told = outcome.changed[0].changes
    assert ("车牌", "粤B", "粤C") in told
    assert ("自有：来源", "—", "展会") in told
    assert not any(label == "级别" for label, *_ in told)
    write_rejects(opened, layout, outcome.rejected, tmp_path / "退回.xlsx")
    undo_import(office, outcome.batch_id)
    assert held(office, known) == {"f1": "粤B", "f4": "银"}


def test_what_was_exported_comes_in_again_unchanged(office, tmp_path):
    new_client(office, name="甲公司", code="K1", extra=(("f1", "粤B"), ("f2", "12")))
    new_client(office, name="乙公司", code="K2", extra=(("f3", "2016-01-05"), ("f4", "银")))
    for name in ("名单.xlsx", "名单.csv"):
        export_list(office.db, KIND, tmp_path / name)
        outcome = take_in(office, tmp_path / name, KIND, NONE)[2]
        assert (outcome.unchanged, outcome.rejected) == (2, ())


def test_a_row_that_joins_fills_only_the_gaps(office, tmp_path):
    known = new_client(office, name="深圳市海天股份公司", code="K1", extra=(("f1", "粤B"),))
    rows = [
        ["客户编号", "客户名称", "车牌", "级别"],
        ["K9", "深圳市海天股份有限公司", "粤C", "金"],
    ]
    join = ImportOptions(join_duplicates=True)
    outcome = take(office, tmp_path / "a.xlsx", rows, options=join)[2]
    assert outcome.joined == 1
    assert held(office, known) == {"f1": "粤B", "f4": "金"}


def test_a_choice_of_the_clerk_is_remembered(office, tmp_path):
    write_book(tmp_path / "a.xlsx", [["客户名称", "号牌", "级别"], ["甲公司", "粤B", "金"]])
    opened = open_file(tmp_path / "a.xlsx")
    layout = propose_layout(office, opened, KIND)
    assert layout.columns == ("name", None, "own.f4")
    chosen = replace(layout, columns=("name", "own.f1", None))
    assert preview_file(office, opened, chosen, NONE).added == 1
    remember_layout(office, chosen)
    assert propose_layout(office, opened, KIND).columns == ("name", "own.f1", None)
    write_book(tmp_path / "c.xlsx", [["客户名称", "车牌", "自有：车牌"], ["甲公司", "无", "粤B"]])
    twice = propose_layout(office, open_file(tmp_path / "c.xlsx"), KIND)
    assert twice.columns == ("name", "own.f1", None)
    use_own_field(office, "f1", active=False)
    assert propose_layout(office, opened, KIND).columns == ("name", None, None)


def test_other_kinds_of_file_know_none(office, tmp_path):
    rows = [["客户名称", "到店日期", "车牌"], ["甲公司", "2016-1-5", "粤"]]
    write_book(tmp_path / "b.xlsx", rows)
    layout = propose_layout(office, open_file(tmp_path / "b.xlsx"), ImportKind.BOOKINGS)
    assert layout.columns == ("client_name", "arrival_on", None)
    assert layout.own == ()
