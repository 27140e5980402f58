"""What hides numbers and birthdays from a masked person, within the views that cut the tables.

The views are made once a connection; whether they hide is asked of a list with a row or none, which
is filled anew with the lists of clients.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

from app.domain.masking import FIRST, HIDDEN, LAST, PRIVACY, STARS, WITHHELD, privacy_from
from app.domain.rights import Viewer

MAKE_LIST = "CREATE TEMP TABLE masked (id INTEGER PRIMARY KEY)"
HIDES = "(SELECT 1 FROM temp.masked)"


def list_masked(ask: Callable[..., Any], viewer: Viewer) -> None:
    """Note whether numbers are hidden from this person."""
    ask("DELETE FROM temp.masked")
    if hides_from(ask, viewer):
        ask("INSERT INTO temp.masked VALUES (1)")


def hides_from(ask: Callable[..., Any], viewer: Viewer) -> bool:
    """Tell whether the office hides numbers from this person."""
    if not viewer.restricted or viewer.post is None:
        return False
    row = ask(f"SELECT value FROM main.setting WHERE key = '{PRIVACY}'").fetchone()  # noqa: S608 - our own
    return row is not None and viewer.post in privacy_from(json.loads(row[0])).masked_posts


def columns(ask: Callable[..., Any], table: str) -> str:
    """Return what a view of a table selects."""
    if table == "change":
        return ", ".join(_of_change(_names(ask, table)))
    if table not in HIDDEN:
        return "*"
    return ", ".join(_shown(table, name) for name in _names(ask, table))


def _names(ask: Callable[..., Any], table: str) -> list[str]:
    return [row[1] for row in ask(f'PRAGMA main.table_info("{table}")').fetchall()]


def _shown(table: str, name: str) -> str:
    if name in HIDDEN[table]:
        return f'CASE WHEN {HIDES} THEN {_hidden(name)} ELSE "{name}" END AS "{name}"'
    if name in WITHHELD.get(table, ()):
        return f'CASE WHEN {HIDES} THEN NULL ELSE "{name}" END AS "{name}"'
    return f'"{name}"'


def _hidden(name: str) -> str:
    ends = f'substr("{name}", 1, {FIRST}) || \'{STARS}\' || substr("{name}", -{LAST})'
    return (
        f"CASE WHEN \"{name}\" = '' THEN '' WHEN length(\"{name}\") > {FIRST + LAST} "
        f"THEN {ends} ELSE '{STARS}' END"
    )


def _of_change(names: list[str]) -> Iterator[str]:
    """Give the journal's columns: what rows held before and after hides the same."""
    tables = ", ".join(f"'{table}'" for table in sorted(HIDDEN))
    keys = sorted({key for keys in (*HIDDEN.values(), *WITHHELD.values()) for key in keys})
    stars = ", ".join(f"'$.{key}', '{STARS}'" for key in keys if not key.startswith("birth_"))
    nothing = ", ".join(f"'$.{key}', NULL" for key in keys if key.startswith("birth_"))
    for name in names:
        if name in {"before", "after"}:
            hidden = f'json_replace("{name}", {stars}, {nothing})'
            asked = f"{HIDES} AND table_name IN ({tables})"
            yield f'CASE WHEN {asked} THEN {hidden} ELSE "{name}" END AS "{name}"'
        else:
            yield f'"{name}"'
