"""Making one client file of two, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.clients import TEXT_LIMITS
from app.domain.types import ClientStatus
from app.errors import InvalidInputError
from app.i18n import _

MERGE_FIELDS: Final = (
    "name",
    "short_name",
    "english_name",
    "kind",
    "industry",
    "segment",
    "source",
    "region",
    "address",
    "telephones",
    "website",
    "credit_code",
    "parent_id",
    "potential_room_nights",
    "hotels_used",
    "manager_id",
    "relationship_manager_id",
    "major",
    "grade",
    "credit_limit",
    "terms_days",
    "billing_day",
    "status",
    "bad_debt",
    "notes",
)
"""The fields of a client file to choose between; the code is always the kept file's."""

JOINTS: Final[Mapping[str, str]] = {"telephones": "、", "hotels_used": "、", "notes": "\n"}
"""Fields that can keep both texts → what stands between them."""

FOLLOWERS: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("name_key", "match_key"),
    "grade": ("grade_source",),
    "status": ("status_reason",),
}
"""Columns that go where their field goes."""


@dataclass(frozen=True, slots=True)
class MergeChoice:
    """Which side's value each field takes: the kept file's unless it is named here.

    Attributes:
        from_loser: Fields that take the value of the file that goes.
        joined: Fields of ``JOINTS`` that keep both texts.
        own_from_loser: Keys of the office's own fields that take the value of the file that goes.
            What only one file holds is kept in any case.

    Raises:
        ValueError: There is no such field to choose, or it is named twice.
    """

    from_loser: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    own_from_loser: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        unknown = (self.from_loser - set(MERGE_FIELDS)) | (self.joined - set(JOINTS))
        if wrong := unknown | (self.from_loser & self.joined):
            raise ValueError(sorted(wrong))


def suggested_choice(keep: Mapping[str, Any], lose: Mapping[str, Any]) -> MergeChoice:
    """Fill what the kept file lacks, keep both texts where both say something, lose no warning.

    Args:
        keep: The values of ``MERGE_FIELDS`` of the file that stays.
        lose: Those of the file that goes.
    """
    taken = {name for name in MERGE_FIELDS if _is_empty(keep[name]) and not _is_empty(lose[name])}
    if lose["status"] is ClientStatus.BLACKLISTED:
        taken.add("status")
    joined = {name for name in JOINTS if name not in taken and _fits(name, keep, lose)}
    return MergeChoice(frozenset(taken), frozenset(joined))


def order_to_stay(*, id_: int, contacts: int, others: int) -> tuple[bool, bool, int]:
    """Return by what of two files the one to stay comes first.

    Its people are known, then its history, then it was opened first and its code is the known one.
    """
    return (not contacts, not others, id_)


def merged_own(
    keep: Mapping[str, Any], lose: Mapping[str, Any], choice: MergeChoice
) -> dict[str, Any]:
    """Return what the office's own fields then hold."""
    return {**lose, **keep, **{key: lose[key] for key in choice.own_from_loser}}


def merged_values(
    keep: Mapping[str, Any], lose: Mapping[str, Any], choice: MergeChoice
) -> dict[str, Any]:
    """Return the values the kept file takes over, its own left out.

    Raises:
        InvalidInputError: Two texts together are too long for their field.
    """
    values = {name: lose[name] for name in choice.from_loser}
    values |= {name: _both(name, keep, lose) for name in choice.joined}
    for name in choice.joined & set(TEXT_LIMITS):
        if len(values[name]) > TEXT_LIMITS[name]:
            message = _("两份合在一起超过 {most} 个字，请选其中一份。")
            raise InvalidInputError({name: message.format(most=TEXT_LIMITS[name])})
    return values


def both_texts(ours: str, theirs: str, joint: str = "\n") -> str:
    """Return one text that says what both say; what one holds of the other is said once."""
    if theirs in ours:
        return ours
    return theirs if ours in theirs else f"{ours}{joint}{theirs}"


def _both(name: str, keep: Mapping[str, Any], lose: Mapping[str, Any]) -> str:
    return both_texts(str(keep[name]), str(lose[name]), JOINTS[name])


def _fits(name: str, keep: Mapping[str, Any], lose: Mapping[str, Any]) -> bool:
    together = _both(name, keep, lose)
    return together != keep[name] and len(together) <= TEXT_LIMITS.get(name, len(together))


def _is_empty(value: object) -> bool:
    """Tell whether nothing was entered; 0 days is an answer (cash)."""
    return value is None or value is False or value == ""
