"""Finds the client and the staff member a row of a file means."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from app.domain.cells import folded
from app.domain.names import match_key
from app.domain.staff import without_number
from app.domain.types import StaffId
from app.i18n import _
from app.queries.imports import Alias, KnownClient


class NotMatchedError(ValueError):
    """No client, or more than one, goes by what the row says.

    Attributes:
        field: The field to blame.
        unknown: No client goes by it at all, so a file may be opened for it.
    """

    def __init__(self, field: str, sentence: str, *, unknown: bool = False) -> None:
        super().__init__(sentence)
        self.field = field
        self.unknown = unknown


class ClientFinder:
    """Knows the clients by code and by every name; what was asked once is remembered."""

    def __init__(self, clients: Iterable[KnownClient], aliases: Iterable[Alias]) -> None:
        self.clients: dict[int, KnownClient] = {}
        self._codes: dict[str, int] = {}
        self._names: defaultdict[str, list[int]] = defaultdict(list)
        self._other_names: defaultdict[str, list[int]] = defaultdict(list)
        self._unread: list[KnownClient] = []
        self._in_bin: set[str] = set()
        self._shortened: defaultdict[str, set[int]] | None = None
        self._found: dict[tuple[str, str], int] = {}
        for client in clients:
            self.add(client)
        for alias in aliases:
            self.learn(alias)

    def add(self, client: KnownClient) -> None:
        """Know one more client; a deleted one only to say so."""
        if client.deleted:
            self._in_bin.add(folded(client.code))
            return
        self.clients[client.id] = client
        self._codes[folded(client.code)] = client.id
        self._shortened = None
        self._names[client.match_key].append(client.id)
        if client.short_name or client.english_name:
            self._unread.append(client)

    def learn(self, alias: Alias) -> None:
        """Know another code and name of a client."""
        if alias.client_id not in self.clients:
            return
        if alias.code:
            self._codes.setdefault(folded(alias.code), alias.client_id)
        if alias.match_key and alias.client_id not in self._names[alias.match_key]:
            self._names[alias.match_key].append(alias.client_id)

    def by_code(self, code: str) -> int | None:
        """Return the client of this code, its own or one it is also known by."""
        return self._codes.get(folded(code))

    def in_bin(self, code: str) -> bool:
        """Tell whether the code belongs to a client in the recycle bin."""
        return folded(code) in self._in_bin

    def by_key(self, key: str) -> list[int]:
        """Return the clients of this normalised name."""
        return list(dict.fromkeys(self._names.get(key, ())))

    def find(self, code: str, name: str) -> int:
        """Return the client that a row names by code, else by name.

        Raises:
            NotMatchedError: None or several go by it.
        """
        asked = code, name
        if asked not in self._found:
            self._found[asked] = self._look_up(code, name)
        return self._found[asked]

    def _look_up(self, code: str, name: str) -> int:
        if code and (known := self.by_code(code)) is not None:
            self._check_agreement(known, code, name)
            return known
        if name:
            return self._by_name(name, code)
        if not code:
            raise NotMatchedError("client_name", _("没有写客户。"))
        if self.in_bin(code):
            raise NotMatchedError("client_code", _("这个编号的客户在回收站里，请先恢复。"))
        if (known := self._by_shortened_code(code)) is not None:
            return known
        raise NotMatchedError("client_code", _("没有编号为 {code} 的客户。").format(code=code))

    def _by_shortened_code(self, code: str) -> int | None:
        """Return the only client whose code differs by zeros in front, which Excel takes away."""
        if self._shortened is None:
            self._shortened = defaultdict(set)
            for one, client_id in self._codes.items():
                self._shortened[one.lstrip("0")].add(client_id)
        found = self._shortened[folded(code).lstrip("0")] if code.isdecimal() else set()
        return next(iter(found)) if len(found) == 1 else None

    def _check_agreement(self, known: int, code: str, name: str) -> None:
        """Refuse a code and a name that are two clients'; a name nobody has may be a new one."""
        others = self.by_key(match_key(name)) if name else []
        if others and known not in others:
            told = _("编号 {code} 是“{one}”，名称却是“{other}”（{other_code}）的，请核对。")
            one, other = self.clients[known], self.clients[others[0]]
            raise NotMatchedError(
                "client_code",
                told.format(code=code, one=one.name, other=other.name, other_code=other.code),
            )

    def _by_name(self, name: str, code: str) -> int:
        key = match_key(name)
        candidates = self.by_key(key)
        if not candidates and (known := self.by_code(name)) is not None:
            return known
        candidates = candidates or list(dict.fromkeys(self._by_other_name(key)))
        if len(candidates) > 1:
            exactly = [id_ for id_ in candidates if self.clients[id_].name == name]
            candidates = exactly if len(exactly) == 1 else candidates
        if len(candidates) == 1:
            return candidates[0]
        if not candidates:
            told = _("客户档案里没有“{name}”。").format(name=name[:40])
            raise NotMatchedError("client_name", told, unknown=not self.in_bin(code))
        codes = "、".join(self.clients[id_].code for id_ in candidates)
        told = _("有 {n} 个客户都叫这个名称（{codes}），分不清是哪一个：请先合并，或写上客户编号。")
        raise NotMatchedError("client_name", told.format(n=len(candidates), codes=codes))

    def _by_other_name(self, key: str) -> Sequence[int]:
        """Return the clients of this short or English name; few files ask, so they wait unread."""
        unread, self._unread = self._unread, []
        for client in unread:
            for name in filter(None, (client.short_name, client.english_name)):
                self._other_names[match_key(name)].append(client.id)
        return self._other_names.get(key, ())


class StaffFinder:
    """Knows who works here; somebody new is taken on when first named."""

    def __init__(self, known: Mapping[str, StaffId], take_on: Callable[[str], StaffId]) -> None:
        self._known: dict[str, StaffId] = dict(known)
        self._take_on = take_on
        self.new: list[str] = []

    def find(self, name: Any) -> StaffId | None:
        """Return who goes by this name; None where none is given."""
        if not name:
            return None
        name = name if name in self._known else without_number(name)
        if name not in self._known:
            self._known[name] = self._take_on(name)
            self.new.append(name)
        return self._known[name]
