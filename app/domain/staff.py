"""What a valid person of the sales office is."""

import re
from dataclasses import dataclass, replace

from app.domain.lengths import length_problem
from app.domain.tasks import one_line
from app.domain.types import Post, StaffId
from app.i18n import _

LONGEST_NAME = 40
_NUMBER = r"(?:[A-Za-z]{1,4}\d{1,6}|\d{2,6})"
_NUMBER_BEFORE = re.compile(rf"^{_NUMBER}(?:[\s\-–—_/.:、|]+(?=\D)|(?=[一-鿿])(?![号组部店楼]))")
_NUMBER_AFTER = re.compile(rf"\s*[(（\[【]{_NUMBER}[)）\]】]$|[\s\-–—_/|]+{_NUMBER}$")


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """The editable part of a person, as a form shows it.

    ``leader_id`` is the 销售高级主任 in whose team the person works (组长).
    """

    name: str = ""
    post: Post = Post.REPRESENTATIVE
    leader_id: StaffId | None = None


def without_number(written: str) -> str:
    """Return a name without the number that a booking system puts beside it: S01 冯婷."""
    name = _NUMBER_AFTER.sub("", _NUMBER_BEFORE.sub("", written))
    return name if any(char.isalpha() for char in name) else written


def tidied(draft: StaffDraft) -> StaffDraft:
    """Return the draft with its name on one line, without control characters."""
    return replace(draft, name=one_line(draft.name))


def problems(draft: StaffDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    if not draft.name:
        return {"name": _("请填写姓名。")}
    return length_problem("name", draft.name, LONGEST_NAME)
