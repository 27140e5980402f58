"""Takes in rows of clients: known again by code, else by name; joined where they are one."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.domain.comparing import ClientName
from app.domain.duplicates import LikePair
from app.domain.imported import ChangedRow, LikeRow
from app.domain.imported_clients import CLIENT_DEFAULTS, ClientRow, client_row
from app.domain.imports import ParsedRow
from app.domain.names import match_key
from app.domain.types import ClientKind
from app.i18n import _
from app.language.telephones import numbers_in
from app.models import Client, ClientAlias
from app.queries.duplicates import client_names, known_names
from app.queries.imports import Alias, KnownClient, Plain, client_values
from app.services.imports.client_parts import ClientParts
from app.services.imports.matching import ClientFinder, StaffFinder
from app.services.imports.opening import LONGEST_KEY, Codes, name_columns
from app.services.imports.outcome import Tally
from app.services.imports.showing import changes_shown
from app.services.imports.writing import Writer


class ClientImport:
    """One import of client files.

    All rows are looked at before the first is written, because of two rows for one client the
    fuller one opens the file and keeps its code.
    """

    def __init__(
        self,
        writer: Writer,
        tally: Tally,
        finder: ClientFinder,
        staff: StaffFinder,
        codes: Codes,
    ) -> None:
        self._writer = writer
        self._tally = tally
        self._finder = finder
        self._staff = staff
        self._codes = codes
        self._rows: list[ClientRow] = []
        self._seen: dict[str, int] = {}
        self._targets: dict[int, int] = {}
        self._parts: ClientParts | None = None
        self.clients: set[int] = set()

    def take(self, rows: Sequence[ParsedRow]) -> None:
        """Look at some rows."""
        for row in rows:
            if self._tally.begin(row):
                self._look_at(row)

    def finish(self) -> None:
        """Write what the rows say."""
        owners = {row.number: self._owner(row) for row in self._rows}
        fresh = [row for row in self._rows if owners[row.number] is None]
        leaders = self._leaders(fresh)
        joined = {-leader for leader in leaders.values() if leader < 0}
        known = sorted(joined.union(id_ for id_ in owners.values() if id_ is not None))
        self._parts = ClientParts(self._writer, known)
        stored = client_values(self._writer.session, known)
        for row in self._rows:
            owner = owners[row.number]
            if owner is not None:
                self._update(row, stored[owner])
        self._open([row for row in fresh if leaders[row.number] == row.number])
        for row in fresh:
            if leaders[row.number] != row.number:
                self._join(row, leaders[row.number], stored)
        self._parts.write()

    def _look_at(self, parsed: ParsedRow) -> None:
        row, problems = client_row(parsed.number, parsed.values)
        key = f"code {row.code.casefold()}" if row.code else f"name {match_key(row.name)}"
        if not problems and key in self._seen:
            place = self._tally.source.place(self._seen[key])
            told = _("与第 {n} 行是同一个客户。").format(n=place)
            problems = {"code" if row.code else "name": told}
        if not problems:
            problems = self._misfit(row)
        if problems:
            self._tally.reject(parsed, problems)
            return
        self._seen[key] = row.number
        self._rows.append(row)

    def _misfit(self, row: ClientRow) -> dict[str, str]:
        if row.code:
            if self._finder.by_code(row.code) is None and self._finder.in_bin(row.code):
                return {"code": _("这个编号的客户在回收站里，请先恢复，或换一个编号。")}
            return {}
        same = self._finder.by_key(match_key(row.name)[:LONGEST_KEY])
        if len(same) > 1:
            codes = "、".join(self._finder.clients[id_].code for id_ in same)
            told = _("有 {n:,} 个客户都叫这个名称（{codes}），请写上客户编号。")
            return {"name": told.format(n=len(same), codes=codes)}
        return {}

    def _owner(self, row: ClientRow) -> int | None:
        """Return the client that the row is about by its code, or by its name without a code."""
        if row.code:
            return self._finder.by_code(row.code)
        same = self._finder.by_key(match_key(row.name)[:LONGEST_KEY])
        return same[0] if same else None

    def _leaders(self, fresh: Sequence[ClientRow]) -> dict[int, int]:
        """Return for each new row the row that opens its file; below 0 a client, by its id."""
        leaders = {row.number: row.number for row in fresh}
        by_number = {row.number: row for row in fresh}
        names = client_names(self._writer.session)
        known = known_names([*names, *(_as_name(row) for row in fresh)])
        codes = {name.id: name.name for name in names}
        ordered = sorted(fresh, key=lambda row: (row.fullness, -row.number))
        for done, row in enumerate(ordered):
            self._tally.tell_second(done, len(ordered))
            pair = self._best(known.like(_as_name(row)), row, by_number, leaders)
            if pair is None:
                continue
            joins = self._tally.options.decisions.get(
                row.number, pair.certain and self._tally.options.join_duplicates
            )
            if joins:
                leaders[row.number] = -pair.a if pair.a > 0 else leaders[-pair.a]
            self._tally.likes.append(self._told(row, pair, by_number, codes, joins=joins))
        self._tally.likes.sort(key=lambda like: (not like.certain, -like.score, like.number))
        return {number: _last(leaders, number) for number in leaders}

    def _best(
        self,
        pairs: Sequence[LikePair],
        row: ClientRow,
        by_number: Mapping[int, ClientRow],
        leaders: Mapping[int, int],
    ) -> LikePair | None:
        """Return the likeliest client there is, or row that leads this one."""
        for pair in pairs:
            if pair.a > 0:
                return pair
            other = by_number[-pair.a]
            leads = (other.fullness, -other.number) > (row.fullness, -row.number)
            if leads and other.number in leaders:
                return pair
        return None

    def _told(
        self,
        row: ClientRow,
        pair: LikePair,
        by_number: Mapping[int, ClientRow],
        names: Mapping[int, str],
        *,
        joins: bool,
    ) -> LikeRow:
        if pair.a > 0:
            code, name, number = self._finder.clients[pair.a].code, names[pair.a], None
        else:
            other = by_number[-pair.a]
            code, name, number = other.code, other.name, other.number
        return LikeRow(
            number=row.number,
            name=row.name,
            other_code=code,
            other_name=name,
            other_number=number,
            certain=pair.certain,
            score=pair.score,
            why=pair.why,
            joins=joins,
        )

    def _open(self, rows: Sequence[ClientRow]) -> None:
        columns = [self._new_file(row) for row in rows]
        ids = self._writer.add_known(Client, columns)
        assert self._parts is not None  # noqa: S101 - made by finish
        for id_, row, file in zip(ids, rows, columns, strict=True):
            self._targets[row.number] = id_
            self._finder.add(_known(id_, file))
            self._parts.take(id_, row)
            self._tally.added += 1
            self.clients.add(id_)

    def _new_file(self, row: ClientRow) -> Plain:
        code = row.code or self._codes.next()
        managers = {name: self._staff.find(value) for name, value in row.managers.items()}
        own = {"code": code, **managers, **name_columns(row.name)}
        own["extra"] = dict(row.own)
        return {**CLIENT_DEFAULTS, **row.file, **own, **self._writer.opened}

    def _update(self, row: ClientRow, old: Plain) -> None:
        """Write what the row says of a client already there; under an alias only fill gaps."""
        alias_only = bool(row.code) and row.code.casefold() != old["code"].casefold()
        after = self._after(row, old, only_gaps=alias_only)
        if "name" in after and not alias_only:
            self._alias(old["id"], "", old["name"])
            after |= name_columns(after["name"])
        before = {name: old[name] for name in after}
        if after:
            self._writer.change(Client, old["id"], before, after)
        assert self._parts is not None  # noqa: S101 - made by finish
        others = self._parts.take(old["id"], row, only_gaps=alias_only)
        if not after and not others:
            self._tally.unchanged += 1
            return
        self._tally.updated += 1
        self.clients.add(old["id"])
        shown = changes_shown(self._tally.source, before, after)
        told = tuple((label, "", value) for label, value in others)
        self._tally.changed.append(ChangedRow(row.number, old["name"], (*shown, *told)))
        old |= after  # another row may be about the same client

    def _after(self, row: ClientRow, old: Plain, *, only_gaps: bool) -> Plain:
        managers = {name: self._staff.find(value) for name, value in row.managers.items()}
        given = {**row.file, **managers}
        if only_gaps:
            given = {name: v for name, v in given.items() if old[name] in _GAPS}
        if given.get("grade") == old["grade"]:
            given.pop("grade_source", None)  # the same grade keeps its origin
        if row.own:
            given["extra"] = _own_after(row.own, old["extra"] or {}, only_gaps=only_gaps)
        return {name: value for name, value in given.items() if old[name] != value}

    def _join(self, row: ClientRow, leader: int, stored: dict[int, Plain]) -> None:
        """Put a row into the file of the client it is the same as."""
        target = self._targets[leader] if leader > 0 else -leader
        if not self._writer.pretends:
            if target not in stored:
                stored |= client_values(self._writer.session, [target])
            old = stored[target]
            after = self._after(row, old, only_gaps=True)
            if after:
                self._writer.change(Client, target, {n: old[n] for n in after}, after)
                old |= after
        assert self._parts is not None  # noqa: S101 - made by finish
        self._parts.take(target, row, only_gaps=True)
        self._learn(target, row.code, row.name)
        self._tally.joined += 1
        self.clients.add(target)

    def _learn(self, client_id: int, code: str, name: str) -> None:
        """Keep a code and name under which files may go on naming the client."""
        key = match_key(name)[:LONGEST_KEY]
        known = self._finder.clients[client_id]
        if code not in ("", known.code) or key != known.match_key:
            self._alias(client_id, code, name)

    def _alias(self, client_id: int, code: str, name: str) -> None:
        key = match_key(name)[:LONGEST_KEY]
        alias: dict[str, Any] = {"client_id": client_id, "code": code, "name": name}
        batch = {"import_batch_id": self._writer.batch_id}
        self._writer.add(ClientAlias, [alias | {"match_key": key} | batch])
        self._finder.learn(Alias(client_id, code, key))


_GAPS = (None, "", False)


def _own_after(
    given: Mapping[str, str], old: Mapping[str, Any], *, only_gaps: bool
) -> dict[str, Any]:
    """Return what the office's own fields then hold."""
    return {**old, **given, **old} if only_gaps else {**old, **given}


def _as_name(row: ClientRow) -> ClientName:
    """Return what a row is recognised by, under its number below 0."""
    numbers = (row.file.get("telephones", ""), row.contact.get("mobile", ""))
    return ClientName(
        id=-row.number,
        name=row.name,
        short_name=row.file.get("short_name", ""),
        address=row.file.get("address", ""),
        telephones=tuple(numbers_in("/".join(numbers))),
        credit_code=row.file.get("credit_code", ""),
        person=row.file.get("kind") == ClientKind.PERSON.value,
    )


def _last(leaders: Mapping[int, int], number: int) -> int:
    """Follow who leads whom to the end."""
    while number > 0 and leaders[number] != number:
        number = leaders[number]
    return number


def _known(id_: int, file: Plain) -> KnownClient:
    return KnownClient(
        id=id_,
        code=file["code"],
        name=file["name"],
        short_name=file["short_name"],
        english_name=file["english_name"],
        match_key=file["match_key"],
        terms_days=file["terms_days"],
        billing_day=file["billing_day"],
        deleted=False,
    )
