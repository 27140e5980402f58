"""What a notice on the board says (公告牌, policy P6), and what is wrong with its wording."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.lengths import length_problems
from app.domain.plain_text import clean
from app.domain.tasks import one_line
from app.domain.types import CaseId, CaseKind, Channel, ClientId, CommunicationId
from app.i18n import _

LONGEST_TITLE = 40
SHORTEST_NAME = 2
ADDRESSES = (_("先生"), _("女士"), _("小姐"), _("总"), _("经理"), _("主任"))
LONGEST_TEXT = 1_500
"""More does not fit an A4 notice that is read from two steps away."""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """The editable part of a notice, as a form shows it.

    ``communication_id`` or ``case_id`` is what it was taken from; neither for one freely worded.
    """

    client_id: ClientId | None = None
    communication_id: CommunicationId | None = None
    case_id: CaseId | None = None
    title: str = ""
    wording: str = ""
    learned: str = ""
    done: str = ""
    names_client: bool = False
    names_contact: bool = False
    contact_name: str = ""


def tidied(draft: NoticeDraft) -> NoticeDraft:
    """Return the draft without control characters and blanks around its texts."""
    return replace(
        draft,
        title=one_line(draft.title),
        contact_name=one_line(draft.contact_name),
        wording=clean(draft.wording),
        learned=clean(draft.learned),
        done=clean(draft.done),
    )


def problems(draft: NoticeDraft) -> dict[str, str]:
    """Return a message for each field that breaks a rule; empty when the draft may be saved."""
    found: dict[str, str] = {}
    if draft.client_id is None:
        found["client_id"] = _("请选择客户。")
    if not draft.title:
        found["title"] = _("请写标题，贴在公告牌上一眼能看懂。")
    if not draft.wording:
        found["wording"] = _("请写公开的文字。")
    if draft.names_contact and not draft.contact_name:
        found["contact_name"] = _("要写出姓名，请填写是谁；不写姓名请去掉勾选。")
    longest = {"title": LONGEST_TITLE} | dict.fromkeys(("wording", "learned", "done"), LONGEST_TEXT)
    return found | length_problems(draft, longest)


def from_whom(draft: NoticeDraft, client_name: str) -> str:
    """Return how the notice names whom it comes from, as far as it may."""
    client = client_name if draft.names_client else _("一家客户")
    return f"{client}　{draft.contact_name}" if draft.names_contact else client


@dataclass(frozen=True, slots=True)
class KnownNames:
    """By which names a client, and the people there, might be known to who reads a notice."""

    clients: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()


def names_left(draft: NoticeDraft, known: KnownNames) -> list[str]:
    """Return the names that a notice still says though it is not to say who it is.

    A surname with a form of address counts too, of the person the notice comes from.
    """
    hidden: set[str] = set() if draft.names_client else set(known.clients)
    hidden |= known.people
    if draft.contact_name:
        hidden |= {draft.contact_name, *(draft.contact_name[0] + call for call in ADDRESSES)}
    if draft.names_contact:
        hidden -= {draft.contact_name, *(draft.contact_name[:1] + call for call in ADDRESSES)}
    said = _bare(draft.title + draft.wording + draft.learned + draft.done)
    names = {name for name in hidden if len(name) >= SHORTEST_NAME and _bare(name) in said}
    within = {one for one in names if any(one != other and one in other for other in names)}
    return sorted(names - within)


def names_left_text(names: Sequence[str]) -> str:
    """Say which names a notice still says; empty where none is."""
    if not names:
        return ""
    told = _("文字里还写着“{names}”，而公告不写是谁。请改写，或勾选写出名称。")
    return told.format(names=_("”“").join(names))


def _bare(text: str) -> str:
    return "".join(text.split())


def proposed_title(channel: Channel | None, kind: CaseKind | None) -> str:
    """Return a title to begin with, by where the words came from."""
    if kind is not None:
        return _("客户{kind}").format(kind=kind.label)
    if channel is Channel.HOTLINE:
        return _("客户投诉")
    if channel is Channel.LETTER_IN:
        return _("客户来信")
    return _("客户来电") if channel is Channel.CALL else _("客户的话")
