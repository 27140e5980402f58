import json

import pytest

from app.domain.types import ClientKind
from tests.clients import new_client, new_contact, new_staff


@pytest.fixture(autouse=True)
def office(desk):
    client_id = new_client(
        desk, kind=ClientKind.AGENCY, grade="A", manager_id=new_staff(desk), segment="会议"
    )
    new_contact(desk, client_id, mobile="13812345678")
    new_client(desk, "江南轴承")


def test_all_clients_as_json(keyou, capsys):
    keyou("clients", "--json")
    listed = json.loads(capsys.readouterr().out)["clients"]
    assert [client["name"] for client in listed] == ["华东机械", "江南轴承"]
    first = {
        name: listed[0][name]
        for name in ("code", "manager", "grade", "kind", "segment", "standing", "telephone")
    }
    assert first == {
        "code": "KH0001",
        "manager": "李明",
        "grade": "A",
        "kind": "旅行社",
        "segment": "会议",
        "standing": "准客户",
        "telephone": "13812345678",
    }
    assert (listed[1]["manager"], listed[1]["grade"], listed[1]["amount"]) == (None, None, None)


def test_found_clients_for_people(keyou, capsys):
    keyou("clients", "--find", "jnzc")
    told = capsys.readouterr().out
    assert "江南轴承" in told
    assert "华东机械" not in told
    assert "共 1 个客户" in told
