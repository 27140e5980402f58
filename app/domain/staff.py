"""What a valid person of the sales office is."""

from dataclasses import dataclass, replace

from app.domain.lengths import length_problem
from app.domain.tasks import one_line
from app.domain.types import Post
from app.i18n import _

LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class StaffDraft:
    """The editable part of a person, as a form shows it."""

    name: str = ""
    post: Post = Post.REPRESENTATIVE


def tidied(draft: StaffDraft) -> StaffDraft:
    """Return the draft with its name on one line, without control characters."""
    return replace(draft, name=one_line(draft.name))


def problems(draft: StaffDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    if not draft.name:
        return {"name": _("请填写姓名。")}
    return length_problem("name", draft.name, LONGEST_NAME)
