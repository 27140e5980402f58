"""Which clients what is typed is found in: the search texts of all, held until somebody writes."""

import json
from collections.abc import Set

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from app.language.pinyin import query_words
from app.models import ClientFact
from app.queries.clients.filters import searched_in
from app.queries.kept import kept

BETWEEN = "\x1e"
"""White space, which a search text has none of but the ends of its lines."""
MOST_WORDS = 12


def mentioned(session: Session, text: str) -> Set[int] | None:
    """Return the ids of all clients, deleted ones too, that a text is found in; None for no text.

    What was found for a word is held: a longer one is only looked for among that, and one letter
    taken back finds it again.
    """
    found: Set[int] | None = None
    for word in query_words(text):
        ids = _texts(session, searched_in(word)).with_word(word)
        found = ids if found is None else found & ids
    return found


def make_search_ready(session: Session) -> None:
    """Read the search texts before the first key is typed, a letter or a Chinese character."""
    for column in (ClientFact.search, ClientFact.names):
        _texts(session, column)


class SearchTexts:
    """Texts by client, and in which of them the last words stood."""

    def __init__(self, texts: dict[int, str]) -> None:
        self._all = texts
        self._found: dict[str, dict[int, str]] = {}

    @property
    def held(self) -> int:
        """How many words' finds are held."""
        return len(self._found)

    def with_word(self, word: str) -> Set[int]:
        """Return whose text has this word."""
        found = self._found.pop(word, None)
        if found is None:
            parts = (known for part, known in self._found.items() if part in word)
            among = min(parts, key=len, default=self._all)
            found = {id_: text for id_, text in among.items() if word in text}
            if len(self._found) == MOST_WORDS:
                del self._found[next(iter(self._found))]
        self._found[word] = found  # the last asked for stands last and goes last
        return found.keys()


def _texts(session: Session, column: InstrumentedAttribute[str]) -> SearchTexts:
    return kept(session, ("search texts", column.key), lambda: SearchTexts(_read(session, column)))


def _read(session: Session, column: InstrumentedAttribute[str]) -> dict[int, str]:
    """Read one column of all clients as one text: row by row takes twice as long."""
    whole = func.group_concat(column, BETWEEN)
    ids, texts = session.execute(select(func.json_group_array(ClientFact.client_id), whole)).one()
    return {} if texts is None else dict(zip(json.loads(ids), texts.split(BETWEEN), strict=True))
