"""Opens files for clients that rows name and nobody knows yet."""

from collections.abc import Iterable
from typing import Any

from app.domain.clients import next_code
from app.domain.imported_clients import CLIENT_DEFAULTS
from app.domain.names import match_key
from app.language.pinyin import keys
from app.models import Client
from app.queries.imports import KnownClient
from app.services.imports.matching import ClientFinder, NotMatchedError
from app.services.imports.outcome import Tally
from app.services.imports.writing import Writer

LONGEST_KEY = 200


class Codes:
    """Gives client codes that nobody has."""

    def __init__(self, taken: Iterable[str], newest: str | None) -> None:
        self._taken = set(taken)
        self._newest = newest

    def take(self, code: str) -> None:
        """Note a code that a file brings."""
        self._taken.add(code)

    def next(self) -> str:
        """Return a free code in the manner of the newest one, and take it."""
        self._newest = next_code(self._newest, self._taken.__contains__)
        self._taken.add(self._newest)
        return self._newest


def name_columns(name: str) -> dict[str, Any]:
    """Return a client's name with what it is sorted and matched by."""
    return {
        "name": name,
        "name_key": keys(name).sort_key,
        "match_key": match_key(name)[:LONGEST_KEY],
    }


class Opener:
    """Finds the client of a row, opening a file for an unknown one where the clerk asked to."""

    def __init__(self, writer: Writer, tally: Tally, finder: ClientFinder, codes: Codes) -> None:
        self._writer = writer
        self._tally = tally
        self._codes = codes
        self.finder = finder

    def find(self, code: str, name: str) -> KnownClient:
        """Return the client a row names.

        Raises:
            NotMatchedError: None or several go by it, and no file may be opened.
        """
        try:
            return self.finder.clients[self.finder.find(code, name)]
        except NotMatchedError as error:
            if not error.unknown or not self._tally.options.open_missing:
                raise
        return self._open(code, name)

    def _open(self, code: str, name: str) -> KnownClient:
        free = code if code and not self.finder.in_bin(code) else self._codes.next()
        self._codes.take(free)
        own = {**name_columns(name), "code": free}
        columns = {**CLIENT_DEFAULTS, **own, **self._writer.opened}
        (id_,) = self._writer.add_known(Client, [columns])
        self._tally.opened.append(name)
        opened = KnownClient(
            id=id_,
            code=free,
            name=name,
            short_name="",
            english_name="",
            match_key=columns["match_key"],
            terms_days=None,
            billing_day=None,
            deleted=False,
        )
        self.finder.add(opened)
        return opened
