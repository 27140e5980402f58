"""What is typed is looked for in texts held in memory; SQLite is asked here what it would find."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, select

from app.language.pinyin import query_words
from app.models import ClientFact
from app.queries.clients.filters import mentions
from app.queries.clients.search import MOST_WORDS, SearchTexts, make_search_ready, mentioned
from app.services.clients_bulk import delete_clients
from tests.clients import new_client, new_contact

LETTERS = st.text("khyxwgs0123458 %_'\"云溪物业曾·-", max_size=5)
TEXTS = st.lists(st.text("abc云", max_size=6), max_size=8)


@pytest.fixture
def three(desk):
    """A desk with three clients."""
    new_client(desk, "深圳市物业发展（集团）股份有限公司", telephones="0755-8222 1111")
    second = new_client(desk, "云溪K.H.旅行社", short_name="云旅%_")
    new_contact(desk, second, "曾丽")
    new_client(desk, "Yunxi 10·5")
    return desk


def asked_of_sqlite(session, typed):
    words = query_words(typed)
    query = select(ClientFact.client_id).where(*map(mentions, words))
    return set(session.scalars(query)) if words else None


def test_nothing_typed_narrows_nothing(desk):
    new_client(desk)
    with desk.db.read() as session:
        assert mentioned(session, " ") is None


def test_an_office_without_clients_has_nothing_to_find(desk):
    with desk.db.read() as session:
        make_search_ready(session)
        assert mentioned(session, "kh") == set()


@pytest.mark.parametrize("typed", ["k", "云"])
def test_the_first_key_looks_in_what_was_made_ready(three, typed):
    asked = []
    with three.db.read() as session:
        make_search_ready(session)
        connection = session.connection()
        event.listen(connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        assert mentioned(session, typed)
    assert [one for one in asked if "client_fact" in one] == []


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(typed=st.lists(LETTERS, min_size=1, max_size=4))
def test_it_finds_what_sqlite_finds(three, typed):
    with three.db.read() as session:
        for text in typed:
            assert mentioned(session, text) == asked_of_sqlite(session, text)


def test_what_is_written_is_found_at_once(desk):
    first = new_client(desk, "云溪物业")
    with desk.db.read() as session:
        assert mentioned(session, "云溪") == {first}
        assert mentioned(session, "yx") == {first}
    second = new_client(desk, "云溪旅行社")
    new_contact(desk, first, "欧阳")
    delete_clients(desk, [second])
    with desk.db.read() as session:
        assert mentioned(session, "云溪") == {first, second}
        assert mentioned(session, "yx") == {first, second}
        assert mentioned(session, "ouyang") == {first}


def test_a_session_that_writes_finds_what_it_wrote(desk):
    client_id = new_client(desk, "云溪物业")
    with desk.write() as session:
        assert mentioned(session, "yxwy") == {client_id}
        session.get_one(ClientFact, client_id).search = "else"
        session.flush()
        assert mentioned(session, "yxwy") == set()


@settings(max_examples=200)
@given(texts=TEXTS, words=st.lists(st.text("abc云", max_size=4), max_size=3 * MOST_WORDS))
def test_words_asked_one_after_another_are_each_found(texts, words):
    by_id = dict(enumerate(texts))
    search = SearchTexts(by_id)
    for word in words:
        assert search.with_word(word) == {id_ for id_, text in by_id.items() if word in text}
        assert search.held <= MOST_WORDS
