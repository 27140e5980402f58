import sqlite3
from contextlib import closing
from itertools import count

from app.queries.kept import MOST, kept
from tests.clients import new_client


def test_an_answer_is_kept_from_one_read_to_the_next(desk):
    numbers = count()
    with desk.db.read() as session:
        assert kept(session, "one", lambda: next(numbers)) == 0
    with desk.db.read() as session:
        assert kept(session, "one", lambda: next(numbers)) == 0
        assert kept(session, "other", lambda: next(numbers)) == 1


def test_what_anybody_writes_lets_every_answer_go(desk):
    numbers = count()

    def asked():
        with desk.db.read() as session:
            return kept(session, "one", lambda: next(numbers))

    assert asked() == 0
    new_client(desk, "甲公司")
    assert asked() == 1
    with closing(sqlite3.connect(desk.db.path)) as other, other:
        other.execute("UPDATE client SET region = '华南'")
    assert asked() == 2
    assert asked() == 2


def test_a_session_that_writes_keeps_nothing(desk):
    numbers = count()
    with desk.write() as session:
        assert kept(session, "one", lambda: next(numbers)) == 0
        assert kept(session, "one", lambda: next(numbers)) == 1
    with desk.db.read() as session:
        assert kept(session, "one", lambda: next(numbers)) == 2


def test_the_answer_not_asked_for_longest_goes_first(desk):
    with desk.db.read() as session:
        for question in (*range(MOST), 0, MOST):
            kept(session, question, lambda: "first")
        again = [kept(session, question, lambda: "again") for question in (0, MOST, 1)]
    assert again == ["first", "first", "again"]
