"""Hiding telephone numbers and birthdays from posts that need not see them (R13)."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.types import Post
from app.i18n import _

HIDDEN: Final[Mapping[str, tuple[str, ...]]] = {
    "client": ("telephones",),
    "contact": ("mobile", "telephone", "wechat"),
    "signer": ("telephone",),
}
"""The columns whose middle is hidden, by table."""
WITHHELD: Final[Mapping[str, tuple[str, ...]]] = {
    "contact": ("birth_year", "birth_month", "birth_day")
}
"""The columns that are not shown at all."""
STARS: Final = "****"
HALF_HIDDEN: Final = "**"
FIRST, LAST = 3, 4
PRIVACY: Final = "privacy"
"""The setting that holds which posts numbers are hidden from, and the rest of ``Privacy``."""
MASKABLE: Final = (Post.SENIOR, Post.OFFICER, Post.REPRESENTATIVE)
"""Posts that can be chosen: those who supervise see everything."""


@dataclass(frozen=True, slots=True)
class Privacy:
    """What the office decided about personal data.

    ``keep_months``: for so many months after the last contact a person's data are kept; None keeps
    them until somebody decides.
    """

    masked_posts: frozenset[Post] = frozenset()
    keep_months: int | None = None


def masked(text: str) -> str:
    """Return a number with its middle hidden: 138****5678; a short one is hidden whole."""
    if not text:
        return ""
    return text[:FIRST] + STARS + text[-LAST:] if len(text) > FIRST + LAST else STARS


def unhidden(draft: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is to be saved: a number that came back hidden stays as it is stored.

    So it does where another was written beside it.
    """
    return {name: _unhidden(value, stored.get(name)) for name, value in draft.items()}


def hidden_still(draft: Mapping[str, Any], stored: Mapping[str, Any]) -> dict[str, str]:
    """Return a message for each number that holds stars nobody can fill in."""
    told = _("号码有一部分是隐藏的（****），改不了一半：请整个重新输入，或不要动它。")
    return {
        name: told
        for name, value in draft.items()
        if isinstance(value, str) and HALF_HIDDEN in value and value != stored.get(name)
    }


def _unhidden(value: Any, stored: str | None) -> Any:
    if not isinstance(value, str) or not stored:
        return value
    return re.sub(rf"(?<!\d){re.escape(masked(stored))}(?!\d)", lambda _found: stored, value)


def privacy_from(stored: Any) -> Privacy:
    """Return the setting as stored; what cannot be read has its default."""
    if not isinstance(stored, dict):
        return Privacy()
    posts: Collection[Any] = stored.get("masked_posts") or ()
    months = stored.get("keep_months")
    return Privacy(
        frozenset(post for post in MASKABLE if post.value in posts),
        months if isinstance(months, int) and months > 0 else None,
    )


def privacy_to_json(privacy: Privacy) -> dict[str, Any]:
    """Return what is stored."""
    posts = sorted(post.value for post in privacy.masked_posts)
    return {"masked_posts": posts, "keep_months": privacy.keep_months}
