import json

import pytest

from app.domain.clients import ClientDraft
from app.errors import AppError
from app.models import Client
from app.queries.duplicates import client_of_code
from app.services.clients import add_client


@pytest.fixture
def twins(desk):
    add_client(desk, ClientDraft(code="A1", name="深圳华联旅行社"))
    add_client(desk, ClientDraft(code="A2", name="深圳市华联旅行社"))
    add_client(desk, ClientDraft(code="A3", name="深圳华连旅行社"))


def test_pairs_as_json(keyou, twins, capsys):
    keyou("duplicates", "--json")
    pairs = json.loads(capsys.readouterr().out)["pairs"]
    assert {tuple(pair["codes"]): pair["certain"] for pair in pairs} == {
        ("A1", "A2"): True,
        ("A1", "A3"): False,
        ("A2", "A3"): False,
    }
    assert all(set(pair) == {"codes", "certain", "score", "why"} for pair in pairs)


def test_pairs_for_people(keyou, twins, capsys):
    keyou("duplicates")
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert lines[0].startswith("确定\tA1 深圳华联旅行社\tA2 深圳市华联旅行社\t")
    assert lines[1].startswith("疑似 88")


def test_an_office_without_duplicates_says_so(keyou, capsys):
    keyou("duplicates")
    assert capsys.readouterr().out == "没有发现重复的客户。\n"
    keyou("duplicates", "--json")
    assert json.loads(capsys.readouterr().out) == {"pairs": []}


def test_two_are_merged_by_their_codes(keyou, twins, db, capsys):
    with db.read() as session:
        kept, lost = client_of_code(session, "A1"), client_of_code(session, "A2")
    keyou("merge", "A1", "A2")
    assert capsys.readouterr().out == "已把客户 A2 并入 A1。\n"
    with db.read() as session:
        assert session.get(Client, lost).merged_into_id == kept


@pytest.mark.parametrize("codes", [("A1", "X"), ("X", "A1"), ("A1", "A1")])
def test_a_wrong_code_changes_nothing(keyou, twins, db, codes):
    with pytest.raises(AppError):
        keyou("merge", *codes)
    with db.read() as session:
        assert client_of_code(session, "A1")
