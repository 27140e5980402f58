"""What a valid client file is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from string import digits
from typing import Final

from app.domain.own_fields import Values
from app.domain.types import ClientId, ClientKind, StaffId
from app.i18n import _

BEFORE_FIRST: Final = "KH0000"
NUMBERED: Final = re.compile(r"[!-~]*[0-9]{1,18}")
GRADES: Final = ("A", "B", "C", "D")
LAST_DAY_OF_MONTH: Final = 31
LONGEST_TERMS: Final = 3650
MOST_ROOM_NIGHTS: Final = 1_000_000
MOST_CREDIT: Final = Decimal(10_000_000_000)
LONGEST_TAG: Final = 30

TEXT_LIMITS: Final[Mapping[str, int]] = {
    "code": 40,
    "name": 200,
    "short_name": 100,
    "english_name": 200,
    "industry": 60,
    "segment": 60,
    "source": 60,
    "region": 60,
    "address": 300,
    "telephones": 200,
    "website": 200,
    "credit_code": 18,
    "hotels_used": 300,
}
"""The most characters a field of the client file takes."""


@dataclass(frozen=True, slots=True)
class ClientDraft:
    """The editable part of a client file, as a form shows it.

    ``terms_days`` None means not agreed, 0 cash. ``billing_day`` is the day of the month on which
    bills are made up. An empty ``code`` lets the service give the next free one. ``extra`` are
    the office's own fields.
    """

    code: str = ""
    name: str = ""
    short_name: str = ""
    english_name: str = ""
    kind: ClientKind | None = None
    industry: str = ""
    segment: str = ""
    source: str = ""
    region: str = ""
    address: str = ""
    telephones: str = ""
    website: str = ""
    credit_code: str = ""
    parent_id: ClientId | None = None
    potential_room_nights: int | None = None
    hotels_used: str = ""
    manager_id: StaffId | None = None
    relationship_manager_id: StaffId | None = None
    major: bool = False
    grade: str | None = None
    credit_limit: Decimal | None = None
    terms_days: int | None = None
    billing_day: int | None = None
    bad_debt: bool = False
    notes: str = ""
    tags: tuple[str, ...] = ()
    extra: Values = ()

    def problems(self) -> dict[str, str]:
        """Return a message for each field that breaks a rule; empty when it may be saved."""
        found = too_long(self, TEXT_LIMITS)
        if not self.name.strip():
            found["name"] = _("请填写客户名称。")
        found |= _outside(self)
        if any(len(tag) > LONGEST_TAG for tag in self.tags):
            found["tags"] = _("一个标签最多 {most} 个字。").format(most=LONGEST_TAG)
        return found


def too_long(draft: object, limits: Mapping[str, int]) -> dict[str, str]:
    """Return a message for each text of ``draft`` that is longer than its limit."""
    message = _("最多 {most} 个字，现在有 {length} 个。")
    return {
        name: message.format(most=most, length=length)
        for name, most in limits.items()
        if (length := len(getattr(draft, name))) > most
    }


def tags_from(typed: str) -> tuple[str, ...]:
    """Read tags as a clerk types them: separated by spaces, commas or 、, each kept once."""
    for sign in ",，、;；\n\t\u3000":
        typed = typed.replace(sign, " ")
    return tuple(dict.fromkeys(typed.split()))


def next_code(newest: str | None, is_taken: Callable[[str], bool]) -> str:
    """Return the next free code in the manner of the newest one.

    Args:
        newest: The code given last; None when there is none.
        is_taken: Tells whether a code may not be given again.
    """
    start = newest if newest and NUMBERED.fullmatch(newest) else BEFORE_FIRST
    prefix = start.rstrip(digits)
    width, number = len(start) - len(prefix), int(start[len(prefix) :])
    while is_taken(code := f"{prefix}{(number := number + 1):0{width}}"):
        pass
    return code


def _outside(draft: ClientDraft) -> dict[str, str]:
    """Return a message for each number outside its range."""
    found: dict[str, str] = {}
    if draft.credit_limit is not None and not 0 <= draft.credit_limit <= MOST_CREDIT:
        found["credit_limit"] = _("信用额度应在 0 到 100 亿元之间。")
    if draft.terms_days is not None and not 0 <= draft.terms_days <= LONGEST_TERMS:
        found["terms_days"] = _("账期应在 0 到 {most} 天之间，0 天表示现结。").format(
            most=LONGEST_TERMS
        )
    if draft.billing_day is not None and not 1 <= draft.billing_day <= LAST_DAY_OF_MONTH:
        found["billing_day"] = _("结账日应在 1 到 31 日之间。")
    nights = draft.potential_room_nights
    if nights is not None and not 0 <= nights <= MOST_ROOM_NIGHTS:
        found["potential_room_nights"] = _("潜在房夜应在 0 到 100 万之间。")
    return found
