"""The checklist before, during and after a sale (服务清单, policy P18)."""

from dataclasses import dataclass
from datetime import date

from app.domain.lengths import length_problems
from app.domain.types import Phase
from app.i18n import _

LONGEST_POINT = 200
LONGEST_PERSON = 40
LONGEST_NOTE = 300


@dataclass(frozen=True, slots=True)
class PointDraft:
    """One point of a booking's checklist, as a form edits it."""

    phase: Phase = Phase.BEFORE
    text: str = ""
    person: str = ""
    done_on: date | None = None
    note: str = ""


def point_problems(draft: PointDraft, *, today: date) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the point may be saved."""
    found: dict[str, str] = {}
    if not draft.text.strip():
        found["text"] = _("请写明要做什么。")
    longest = {"text": LONGEST_POINT, "person": LONGEST_PERSON, "note": LONGEST_NOTE}
    found |= length_problems(draft, longest)
    if draft.done_on is not None and draft.done_on > today:
        found["done_on"] = _("完成日期不能晚于今天。")
    return found


def progress_text(done: int, count: int) -> str:
    """Say how far a checklist is: 已完成 3 / 10."""
    return _("已完成 {done} / {count}").format(done=done, count=count)
