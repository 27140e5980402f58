"""The office's own fields (自有字段) of a client file: which there are, and what they hold.

A client keeps a text for each field's key; renaming, hiding or moving a field loses none of them.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final

from app.domain.cell_dates import day
from app.domain.cells import Cell, CellError, check_computed, money, says_nothing, text
from app.domain.plain_text import clean
from app.domain.types import Labelled
from app.i18n import _

LONGEST_NAME: Final = 20
LONGEST_CHOICE: Final = 40
LONGEST_VALUE: Final = 300
MOST_FIELDS: Final = 30
OWN: Final = "own."
"""Begins the name of a column that holds a field; the field's key follows."""
BETWEEN: Final = ",，、;；\n"

Values = tuple[tuple[str, str], ...]
"""What a client holds: (key, text) pairs by key; a field without a text is left out."""


class OwnKind(Labelled):
    """What an own field holds."""

    TEXT = "text", _("文字")
    NUMBER = "number", _("数字")
    DAY = "day", _("日期")
    CHOICE = "choice", _("选项")


@dataclass(frozen=True, slots=True)
class OwnField:
    """One field. ``key`` is given by ``with_field`` and never changes; ``choices`` are texts."""

    key: str = ""
    name: str = ""
    kind: OwnKind = OwnKind.TEXT
    choices: tuple[str, ...] = ()
    active: bool = True


def with_field(fields: Sequence[OwnField], field: OwnField) -> tuple[OwnField, ...]:
    """Return the fields with this one changed, or added last where it has no key yet."""
    field = replace(field, name=field.name.strip())
    if field.key:
        return tuple(field if one.key == field.key else one for one in fields)
    newest = max((number_of(one) for one in fields), default=0)
    return (*fields, replace(field, key=f"f{newest + 1}"))


def moved(fields: Sequence[OwnField], key: str, by: int) -> tuple[OwnField, ...]:
    """Return the fields with one moved up or down; at either end it stays."""
    others = [one for one in fields if one.key != key]
    place = next(n for n, one in enumerate(fields) if one.key == key)
    others.insert(min(max(place + by, 0), len(others)), fields[place])
    return tuple(others)


def number_of(field: OwnField) -> int:
    """Return the number in a field's key."""
    return int(field.key[1:])


def name_of_own(field: OwnField) -> str:
    """Return the name of the column that holds a field, in a list as in a file."""
    return f"{OWN}{field.key}"


def choices_from(typed: str) -> tuple[str, ...]:
    """Read choices as a clerk types them, separated by commas or 、, each kept once."""
    for sign in BETWEEN:
        typed = typed.replace(sign, "\n")
    return tuple(dict.fromkeys(filter(None, (part.strip() for part in typed.split("\n")))))


def field_problems(field: OwnField, fields: Sequence[OwnField]) -> dict[str, str]:
    """Return what is wrong with a field that is to stand among the others."""
    found: dict[str, str] = {}
    name = field.name.strip()
    if not name or len(name) > LONGEST_NAME:
        found["name"] = _("字段名称要有 1 到 {most} 个字。").format(most=LONGEST_NAME)
    elif any(one.name == name and one.key != field.key for one in fields):
        found["name"] = _("已经有叫“{name}”的字段，请换一个名称。").format(name=name)
    elif not field.key and len(fields) >= MOST_FIELDS:
        found["name"] = _("自有字段最多 {most} 个。").format(most=MOST_FIELDS)
    if field.kind is OwnKind.CHOICE and len(field.choices) < 2:  # noqa: PLR2004 - else no choice
        found["choices"] = _("请至少写两个选项，用、分开。")
    elif any(len(choice) > LONGEST_CHOICE for choice in field.choices):
        found["choices"] = _("一个选项最多 {most} 个字。").format(most=LONGEST_CHOICE)
    return found


def own_value(field: OwnField, typed: str) -> str:
    """Return a text as the field keeps it: numbers plain, days as 2026-11-28.

    Raises:
        ValueError: It is not what the field holds; the sentence says what it should be.
    """
    value = clean(typed).strip()
    if not value:
        return ""
    if len(value) > LONGEST_VALUE:
        raise ValueError(_("{name}：最多 {n} 个字。").format(name=field.name, n=LONGEST_VALUE))
    if field.kind is OwnKind.CHOICE and value not in field.choices:
        told = _("{name}：请从选项里选一个。")
        raise ValueError(told.format(name=field.name))
    try:
        return _normal(field.kind, value)
    except CellError as error:
        told = _("{name}：“{typed}”不是{kind}。")
        label = field.kind.label
        raise ValueError(told.format(name=field.name, typed=value[:20], kind=label)) from error


def _normal(kind: OwnKind, value: str) -> str:
    if kind is OwnKind.NUMBER:
        return plain_number(money(value))
    return day(value).isoformat() if kind is OwnKind.DAY else value


def own_cell(field: OwnField, cell: Cell, *, system_1904: bool = False) -> str:
    """Return a cell of a file as the field keeps it; empty where it says nothing.

    Raises:
        CellError: It is not what the field holds.
    """
    check_computed(cell)
    if isinstance(cell, str) and says_nothing(cell):
        return ""
    if field.kind is OwnKind.NUMBER:
        return plain_number(money(cell))
    if field.kind is OwnKind.DAY:
        return day(cell, system_1904=system_1904).isoformat()
    found = text(cell, LONGEST_VALUE)
    if field.kind is OwnKind.CHOICE and found not in field.choices:
        told = _("请写选项中的一个：{choices}。")
        raise CellError(told.format(choices="、".join(field.choices)))
    return found


def plain_number(number: Decimal) -> str:
    """Write a number without thousands and without zeros behind."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def sort_key(field: OwnField, held: str) -> Decimal | int | str | None:
    """Return what a client is sorted by; None for what was typed before the field changed."""
    if field.kind is OwnKind.NUMBER:
        return money(held) if _is_number(held) else None
    if field.kind is OwnKind.CHOICE:
        return field.choices.index(held) if held in field.choices else None
    return held


def _is_number(held: str) -> bool:
    try:
        money(held)
    except CellError:
        return False
    return True


def values_of(stored: Mapping[str, Any]) -> Values:
    """Return what a client's stored own fields hold."""
    return tuple(sorted((key, str(value)) for key, value in stored.items()))


def named_values(fields: Sequence[OwnField], stored: Mapping[str, Any]) -> Values:
    """Return (name, text) pairs in the office's order, last what no field is known for."""
    names = {field.key: field.name for field in fields}
    known = [(names[key], str(stored[key])) for key in names if key in stored]
    others = [(key, str(value)) for key, value in stored.items() if key not in names]
    return (*known, *others)


def fields_to_json(fields: Sequence[OwnField]) -> list[dict[str, Any]]:
    """Return what is stored for the fields."""
    return [
        {
            "key": field.key,
            "name": field.name,
            "kind": field.kind.value,
            "choices": list(field.choices),
            "active": field.active,
        }
        for field in fields
    ]


def fields_from(stored: Any) -> tuple[OwnField, ...]:
    """Return the fields stored; none where nothing was."""
    return tuple(
        OwnField(
            one["key"], one["name"], OwnKind(one["kind"]), tuple(one["choices"]), one["active"]
        )
        for one in stored or ()
    )
