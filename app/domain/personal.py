"""Finding a person's name and numbers in texts, and blotting them out (个人信息保护法)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from app.domain.types import ClientId, ContactId
from app.i18n import _

BLOT: Final = "×××"
"""What takes the place of a name or number that is erased."""
ERASED_NAME: Final = _("已删除的联系人")
"""What a person is called whose data were erased."""
ERASED_LIST: Final = "erased.json"
"""The file beside the backups that tells whom to erase again in a restored older one."""
SHORTEST_WORD, SHORTEST_NUMBER = 2, 7
_EITHER_SIDE = 16
_BETWEEN = r"[\s\-—－·.]*"


@dataclass(frozen=True)
class Needles:
    """What a person is found by: names and addresses as they are, telephone numbers as digits."""

    words: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Tell whether there is anything to look for."""
        return bool(self.words or self.numbers)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        words = [re.escape(word) for word in sorted(self.words, key=len, reverse=True)]
        numbers = [rf"(?<!\d){_BETWEEN.join(number)}(?!\d)" for number in self.numbers]
        return re.compile("|".join(words + numbers) or r"(?!)", re.IGNORECASE)

    def are_in(self, value: Any) -> bool:
        """Tell whether a text, or any text of a JSON value, holds one of them."""
        return any(self._pattern.search(text) for text in _texts(value))

    def blotted(self, value: Any) -> Any:
        """Return a text or JSON value with each of them blotted out."""
        if isinstance(value, str):
            return self._pattern.sub(BLOT, value)
        if isinstance(value, dict):
            return {key: self.blotted(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self.blotted(one) for one in value]
        return value

    def excerpt(self, value: Any) -> str:
        """Return what stands around the first of them; empty where none is."""
        for text in _texts(value):
            if (found := self._pattern.search(text)) is not None:
                first = max(0, found.start() - _EITHER_SIDE)
                last = found.end() + _EITHER_SIDE
                cut = " ".join(text[first:last].split())
                return ("…" if first else "") + cut + ("…" if last < len(text) else "")
        return ""


def needles_of(words: Iterable[str], telephones: Iterable[str]) -> Needles:
    """Return what to look for: no word of one letter, no number too short to be anybody's."""
    named = {word.strip() for word in words}
    digits = {
        re.sub(r"\D+", "", one) for typed in telephones for one in re.split(r"[/、,，;；|]+", typed)
    }
    return Needles(
        tuple(sorted(word for word in named if len(word) >= SHORTEST_WORD)),
        tuple(sorted(number for number in digits if len(number) >= SHORTEST_NUMBER)),
    )


def needles_in(typed: str) -> Needles:
    """Return what somebody typed to look for: a number where there are only digits and strokes."""
    if re.fullmatch(r"[\d\s\-—－()（）+]+", typed.strip()):
        return needles_of((), [typed])
    return needles_of([typed], ())


@dataclass(frozen=True, slots=True)
class Place:
    """A row of a table."""

    table: str
    row_id: int


@dataclass(frozen=True, slots=True)
class Found:
    """A record in which a person stands.

    Attributes:
        place: Which record.
        kind: What such records are called.
        title: What this one is called.
        client: Whose it is; empty where it belongs to none.
        excerpt: What stands around the name or number; empty where only a link is found.
        linked: Whether the record points to the person.
        certain: Whether it surely means this person, and no namesake elsewhere.
        fixed: Why the record stays as it is; empty where it can be blotted.
    """

    place: Place
    kind: str
    title: str
    client: str
    excerpt: str
    linked: bool
    certain: bool
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """A contact as it is looked for."""

    id: ContactId
    name: str
    client_id: ClientId
    client: str
    erased: bool


WHAT_REMAINS: Final = (
    _("预订、收款、金额、房夜和年终筛选的数字不动，它们不指明是谁。"),
    _(
        "沟通记录、问题、礼节等本身留下，只是其中的姓名和号码换成“×××”，联系人显示为“已删除的联系人”。"
    ),
    _("已批准的年终筛选是封存的，其中的文字不改动；附件里的内容程序看不到，请自己检查附件。"),
    _("操作记录仍写明谁在何时删除了个人信息，但不再有被删的内容，也不能撤销。"),
    _("打印过、导出过的文件和手机里的信息，程序管不到，请自己处理。"),
)
"""What erasing leaves, told before it is done."""


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
