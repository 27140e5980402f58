"""The five reminders of partnership (policy P3), each with what is known of the person."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from app.domain.birthdays import Birthday, LunarYear, days_until
from app.domain.types import ContactRole, Sex
from app.i18n import _

BIRTHDAY_NEAR = 30
"""Days ahead in which a birthday is worth a word."""


@dataclass(frozen=True, slots=True)
class Person:
    """What the office knows of a contact and can use in a talk."""

    name: str
    sex: Sex | None = None
    post: str = ""
    role: ContactRole | None = None
    home_town: str = ""
    interests: str = ""
    taboos: str = ""
    topics: str = ""
    notes: str = ""
    birthday: Birthday | None = None


@dataclass(frozen=True, slots=True)
class Reminder:
    """One of the five, with the advice of the policy and the facts that serve it.

    ``caution`` marks facts to keep clear of.
    """

    title: str
    advice: str
    facts: tuple[str, ...] = ()
    caution: tuple[str, ...] = ()


def five_reminders(
    person: Person | None, today: date, lunar_year: Callable[[int], LunarYear]
) -> tuple[Reminder, ...]:
    """Return 尊敬, 赞扬, 共同语言, 笼络, 想着, filled with what is known of ``person``.

    Args:
        person: The contact spoken to; None gives the bare reminders.
        today: The day of the talk.
        lunar_year: Gives the months of a lunar year; asked for lunar birthdays only.
    """
    return (
        Reminder(_("尊敬"), _("称呼得体，守时守约，先听后说。"), *_respect(person)),
        Reminder(_("赞扬"), _("具体而真诚地说出对方做得好的一件事。"), _praise(person)),
        Reminder(_("共同语言"), _("从对方关心的事谈起。"), _common_ground(person)),
        Reminder(_("笼络"), _("投其所好，小事上多帮一把。"), _liking(person)),
        Reminder(_("想着"), _("记着对方的日子和托付的事。"), _in_mind(person, today, lunar_year)),
    )


def form_of_address(person: Person) -> str:
    """Return how to address somebody: 王伟 先生（财务部经理）."""
    polite = f"{person.name} {person.sex.label}" if person.sex else person.name
    return _("{who}（{post}）").format(who=polite, post=person.post) if person.post else polite


def birthday_text(birthday: Birthday, today: date, lunar_year: Callable[[int], LunarYear]) -> str:
    """Return a birthday and, where it is near, in how many days it is kept."""
    days = days_until(birthday, today, lunar_year)
    if days == 0:
        return _("今天生日（{day}）").format(day=birthday.text)
    if days <= BIRTHDAY_NEAR:
        return _("生日 {day}，还有 {n} 天").format(day=birthday.text, n=days)
    return _("生日 {day}").format(day=birthday.text)


def _respect(person: Person | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    if person is None:
        return (), ()
    caution = _told(_("忌讳：{what}"), person.taboos)
    return (_("称呼：{who}").format(who=form_of_address(person)),), caution


def _praise(person: Person | None) -> tuple[str, ...]:
    if person is None or person.role is None:
        return ()
    return (_("在客户那里的作用：{role}").format(role=person.role.label),)


def _common_ground(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    return (
        *_told(_("话题：{what}"), person.topics),
        *_told(_("籍贯：{what}"), person.home_town),
    )


def _liking(person: Person | None) -> tuple[str, ...]:
    return () if person is None else _told(_("爱好：{what}"), person.interests)


def _in_mind(
    person: Person | None, today: date, lunar_year: Callable[[int], LunarYear]
) -> tuple[str, ...]:
    if person is None:
        return ()
    birthday = person.birthday
    day = () if birthday is None else (birthday_text(birthday, today, lunar_year),)
    return (*day, *_told(_("备注：{what}"), person.notes))


def _told(sentence: str, what: str) -> tuple[str, ...]:
    return (sentence.format(what=what.strip()),) if what.strip() else ()
