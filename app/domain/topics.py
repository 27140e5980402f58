"""What clients are taught (教育, policy P6): how to book, how to enquire, promotions."""

from dataclasses import dataclass

from app.domain.lengths import length_problems
from app.domain.plain_text import clean
from app.domain.tasks import one_line
from app.i18n import _

LONGEST_NAME = 40
LONGEST_DETAILS = 1_000


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """The editable part of a topic: its name, and what is to be said."""

    name: str = ""
    details: str = ""


def tidied(draft: TopicDraft) -> TopicDraft:
    """Return the draft without control characters and blanks around its texts."""
    return TopicDraft(one_line(draft.name), clean(draft.details))


def problems(draft: TopicDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    found: dict[str, str] = {}
    if not draft.name:
        found["name"] = _("请写教育内容的名称，例如“怎样预订”。")
    return found | length_problems(draft, {"name": LONGEST_NAME, "details": LONGEST_DETAILS})
