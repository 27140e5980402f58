"""Do two names mean one client? The rules, pair by pair.

Only what a registry would not have registered twice is certain; whatever may be a subsidiary, a
branch or a namesake is left to a person.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from app.domain.name_words import (
    BRANCH,
    GROUP_WORDS,
    OPEN_FORMS,
    ORDERING,
    SHARE_CLASS,
    TRADE_WORDS,
    brand_of,
)
from app.domain.names import NameParts, match_key, name_parts, place_of_address
from app.domain.places import leading_place, within
from app.i18n import _

Similarity = Callable[[str, str], float]
Sound = Callable[[str], str]

SHORTEST_OWN_PART = 4
SHORTEST_TELEPHONE = 7
SHORTEST_CODE = 15
SHORTEST_BY_LOOKS = 8
ALIKE = 88
HALF_ALIKE = 50
LESS_WITHOUT_PLACE = 10
LEAST = 60


@dataclass(frozen=True, slots=True)
class ClientName:
    """What a client is recognised by.

    Attributes:
        id: Whatever tells it from the others.
        telephones: Digits only, one entry a number; what is too short to be one is not heeded.
        credit_code: 统一社会信用代码; what is too short to be one is not heeded.
        person: The client is a person (个人): namesakes are common.
    """

    id: int
    name: str
    short_name: str = ""
    address: str = ""
    telephones: tuple[str, ...] = ()
    credit_code: str = ""
    person: bool = False


@dataclass(frozen=True, slots=True)
class KnownName:
    """A client's name taken apart once, to be compared often."""

    source: ClientName
    key: str = field(init=False)
    parts: NameParts = field(init=False)
    short: str = field(init=False)
    code: str = field(init=False)
    telephones: frozenset[str] = field(init=False)
    seat: str = field(init=False)

    def __post_init__(self) -> None:
        given = self.source
        object.__setattr__(self, "key", match_key(given.name))
        object.__setattr__(self, "parts", name_parts(given.name))
        object.__setattr__(self, "short", match_key(given.short_name))
        object.__setattr__(self, "code", _long(given.credit_code.strip().upper(), SHORTEST_CODE))
        numbers = (_long(number, SHORTEST_TELEPHONE) for number in given.telephones)
        object.__setattr__(self, "telephones", frozenset(filter(None, numbers)))
        object.__setattr__(self, "seat", place_of_address(given.address))

    @property
    def core(self) -> str:
        """Return the name without place and legal form."""
        return self.parts.core

    @property
    def placed_core(self) -> tuple[frozenset[str], str]:
        """Return the places that the name or else the address tells, and the core."""
        return self.parts.places or frozenset({self.seat}), self.parts.core


class Verdict(NamedTuple):
    """What is thought of a pair; ``score`` 0–100, ``why`` a sentence for the clerk."""

    certain: bool
    score: int
    why: str


def compare(a: KnownName, b: KnownName, *, similarity: Similarity, sound: Sound) -> Verdict | None:
    """Return what speaks for the two being one client, None where nothing does."""
    if a.source.person or b.source.person:
        return _namesakes(a, b)
    if a.key == b.key:
        return _same_name(a, b)
    if a.core == b.core:
        return _same_core(a, b)
    if _codes(a, b) is True:
        return _same_code(a, b)
    if _codes(a, b) is False or _same_place(a, b) is False or _series(a.core, b.core):
        return None
    return _same_mark(a, b, similarity) or _nearly(a, b, similarity, sound)


def _namesakes(a: KnownName, b: KnownName) -> Verdict | None:
    if a.key != b.key:
        return None
    if a.telephones & b.telephones:
        return Verdict(certain=True, score=100, why=_("姓名和电话都相同。"))
    return Verdict(certain=False, score=70, why=_("姓名相同，请核对是不是同一个人。"))


def _same_name(a: KnownName, b: KnownName) -> Verdict:
    if _codes(a, b) is False:
        why = _("名称相同，但统一社会信用代码不同。")
        return Verdict(certain=False, score=75, why=why)
    if _same_place(a, b) is False:
        why = _("名称相同，但地址一个在{a}，一个在{b}。").format(a=a.seat, b=b.seat)
        return Verdict(certain=False, score=75, why=why)
    why = _("名称相同，只是空格、括号或公司形式的写法不同。")
    if a.source.name == b.source.name:
        why = _("名称完全相同。")
    return Verdict(certain=True, score=100, why=why)


def _same_core(a: KnownName, b: KnownName) -> Verdict | None:
    same_place, codes = _same_place(a, b), _codes(a, b)
    if same_place is False:
        return _same_code(a, b) if codes else None
    if codes is False:
        return Verdict(certain=False, score=75, why=_("名称相同，但统一社会信用代码不同。"))
    if same_place is None:
        return Verdict(certain=False, score=85, why=_("名称相同，但有一个没有写明地名。"))
    if not _forms_agree(a, b):
        why = _("地名和名称相同，但一个是{a}，一个是{b}。").format(a=a.parts.form, b=b.parts.form)
        return Verdict(certain=False, score=90, why=why)
    return Verdict(certain=True, score=100, why=_("地名和名称相同，只是写法不同。"))


def _same_code(a: KnownName, b: KnownName) -> Verdict:
    if _same_place(a, b) is False or _series(a.core, b.core):
        why = _("统一社会信用代码相同，但名称像是两处机构。")
        return Verdict(certain=False, score=85, why=why)
    return Verdict(certain=True, score=100, why=_("统一社会信用代码相同。"))


def _same_mark(a: KnownName, b: KnownName, similarity: Similarity) -> Verdict | None:
    """Judge names that differ by a telephone or a short name in common."""
    if a.telephones & b.telephones:
        if similarity(a.core, b.core) >= HALF_ALIKE:
            return Verdict(certain=False, score=80, why=_("电话相同，名称相近。"))
        return Verdict(certain=False, score=LEAST, why=_("电话相同，名称不同。"))
    if a.short and a.short in (b.short, b.key):
        return Verdict(certain=False, score=75, why=_("简称相同，请核对全称。"))
    if b.short and b.short == a.key:
        return Verdict(certain=False, score=75, why=_("简称相同，请核对全称。"))
    return None


def _nearly(a: KnownName, b: KnownName, similarity: Similarity, sound: Sound) -> Verdict | None:
    """Judge names that differ in a part of their core."""
    if SHARE_CLASS.sub("", a.core) == SHARE_CLASS.sub("", b.core):
        found: tuple[int, str] | None = (85, _("名称只差A股、B股的标记。"))
    else:
        found = _typed_otherwise(a.core, b.core, sound) or _looks(a.core, b.core, similarity)
    if found is None:
        return None
    score = found[0] - (0 if _same_place(a, b) else LESS_WITHOUT_PLACE)
    return Verdict(certain=False, score=score, why=found[1]) if score >= LEAST else None


def _typed_otherwise(a: str, b: str, sound: Sound) -> tuple[int, str] | None:
    x, y = _differing(a, b)
    if len(x) == len(y):
        own = max(len(brand_of(a)), len(brand_of(b)))
        return _replaced(x, y, sound, mistyped=own >= SHORTEST_OWN_PART)
    return None if x and y else _left_out(max(a, b, key=len), x or y)


def _left_out(core: str, longer: str) -> tuple[int, str] | None:
    if GROUP_WORDS.fullmatch(longer):
        return 80, _("只差“{word}”，可能是母公司与子公司，请核对。").format(word=longer)
    if TRADE_WORDS.fullmatch(longer):
        return 65, _("一个名称比另一个多“{word}”。").format(word=longer)
    if len(longer) == 1 and len(brand_of(core)) >= SHORTEST_OWN_PART:
        return 75, _("名称只差一个“{word}”字。").format(word=longer)
    return None


def _replaced(x: str, y: str, sound: Sound, *, mistyped: bool) -> tuple[int, str] | None:
    if x == y[::-1]:
        return 68, _("名称里“{x}”和“{y}”次序颠倒。").format(x=x, y=y)
    if sound(x) == sound(y):
        return 88, _("名称同音，只差“{x}”和“{y}”。").format(x=x, y=y)
    if len(x) == 1 and mistyped:
        return 70, _("名称只差一个字：“{x}”和“{y}”。").format(x=x, y=y)
    return None


def _looks(a: str, b: str, similarity: Similarity) -> tuple[int, str] | None:
    score = similarity(a, b)
    if min(len(a), len(b)) < SHORTEST_BY_LOOKS or score < ALIKE:
        return None
    return round(score) - 20, _("名称大部分相同。")


def _series(a: str, b: str) -> bool:
    """Tell whether the names are two of a series: branches, numbers, compass points, places."""
    if BRANCH.search(a) or BRANCH.search(b):
        return True
    if SHARE_CLASS.search(a) and SHARE_CLASS.search(b):
        a, b = SHARE_CLASS.sub("", a), SHARE_CLASS.sub("", b)
    x, y = _differing(a, b)
    numbered = [bool(ORDERING.search(part)) for part in (x, y) if part]
    in_both = bool(numbered) and all(numbered)
    return in_both or bool(leading_place(x)[0] or leading_place(y)[0])


def _differing(a: str, b: str) -> tuple[str, str]:
    """Return what is left of both without what they begin and end with in common."""
    head = _in_common(a, b)
    a, b = a[head:], b[head:]
    tail = _in_common(a[::-1], b[::-1])
    return a[: len(a) - tail], b[: len(b) - tail]


def _in_common(a: str, b: str) -> int:
    """Return how many characters both begin with."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((at for at, (x, y) in pairs if x != y), min(len(a), len(b)))


def _same_place(a: KnownName, b: KnownName) -> bool | None:
    """Return None where one of the places is not known well enough."""
    ours, theirs = a.parts.places, b.parts.places
    if ours and theirs:
        return ours == theirs
    if not ours and not theirs:
        return not (a.seat and b.seat) or _places_agree(a.seat, b.seat) is not False
    if len(ours | theirs) > 1:
        return False
    seat = b.seat if ours else a.seat
    return _places_agree(next(iter(ours | theirs)), seat) if seat else None


def _places_agree(a: str, b: str) -> bool | None:
    """Return None where one is the province of the other."""
    if a == b:
        return True
    return None if within(a, b) or within(b, a) else False


def _forms_agree(a: KnownName, b: KnownName) -> bool:
    ours, theirs = a.parts.form, b.parts.form
    return ours == theirs or ours in OPEN_FORMS or theirs in OPEN_FORMS


def _codes(a: KnownName, b: KnownName) -> bool | None:
    """Tell whether the registration codes are the same; None where one is missing."""
    return a.code == b.code if a.code and b.code else None


def _long(text: str, least: int) -> str:
    return text if len(text) >= least else ""
