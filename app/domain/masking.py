"""Hiding telephone numbers and birthdays from posts that need not see them (R13)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from app.domain.types import Post

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
    """Return what is to be saved: a number that came back hidden stays as it is stored."""
    return {
        name: stored[name]
        if isinstance(value, str) and STARS in value and value == masked(stored.get(name) or "")
        else value
        for name, value in draft.items()
    }


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
