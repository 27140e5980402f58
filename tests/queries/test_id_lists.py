from sqlalchemy import select, update

from app.models import Client
from app.queries.id_lists import id_list, id_pairs, id_values
from tests.clients import new_client


def test_ids_keep_the_order_of_their_query(desk):
    ids = [new_client(desk, f"{number}公司") for number in (3, 1, 2)]
    with desk.db.read() as session:
        by_name = id_list(session, select(Client.id).order_by(Client.name_key))
        downwards = id_list(session, select(Client.id).order_by(Client.name_key.desc()))
    assert by_name == [ids[1], ids[2], ids[0]]
    assert downwards == by_name[::-1]


def test_values_leave_out_what_is_empty(desk):
    first = new_client(desk, "甲公司", region="华南, 华东", terms_days=0)
    new_client(desk, "乙公司")
    with desk.db.read() as session:
        assert id_values(session, select(Client.id, Client.region)) == {first: "华南, 华东"}
        assert id_values(session, select(Client.id, Client.terms_days)) == {first: 0}


def test_pairs_keep_their_order_and_what_is_empty(desk):
    first = new_client(desk, "甲公司", region="华南")
    second = new_client(desk, "乙公司")
    with desk.write() as session:
        session.execute(update(Client).where(Client.id == first).values(region='华南\n"华东"'))
    with desk.db.read() as session:
        query = select(Client.id, Client.region).order_by(Client.id.desc())
        assert id_pairs(session, query) == ([second, first], ["", '华南\n"华东"'])


def test_nothing_found_is_empty(desk):
    with desk.db.read() as session:
        assert id_list(session, select(Client.id)) == []
        assert id_values(session, select(Client.id, Client.name)) == {}
        assert id_pairs(session, select(Client.id, Client.name)) == ([], [])
