"""Finding clients that look like one among many, without comparing each with each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from app.domain.comparing import ClientName, KnownName, Similarity, Sound, Verdict, compare
from app.domain.name_words import NUMBERS, OPEN_FORMS, SHARE_CLASS, brand_of
from app.i18n import _

SHORTEST_MISTYPED = 3
HEAD = 4
SHORTEST_BY_HEAD = 7
LARGE_GROUP = 40
NEIGHBOURS = 3


@dataclass(frozen=True, slots=True)
class LikePair:
    """Two clients that look like one.

    Attributes:
        a: Id of the one that was known first.
        b: Id of the other.
        certain: Same place and core name, same name, or same registration code.
        score: 0–100, for the order in which a person looks at them.
        why: A sentence for the clerk.
    """

    a: int
    b: int
    certain: bool
    score: int
    why: str


class KnownNames:
    """Names sorted into groups that share something, so that only those are compared."""

    def __init__(
        self, names: Sequence[ClientName], *, similarity: Similarity, sound: Sound
    ) -> None:
        self._similarity = similarity
        self._sound = sound
        self._names: list[KnownName] = []
        self._groups: defaultdict[str, list[int]] = defaultdict(list)
        self._forms: defaultdict[tuple[frozenset[str], str], set[str]] = defaultdict(set)
        for name in names:
            self.add(name)

    def add(self, name: ClientName) -> None:
        """Know one more client."""
        known = KnownName(name)
        for key in _grouping_keys(known):
            self._groups[key].append(len(self._names))
        self._forms[known.placed_core].add(known.parts.form)
        self._names.append(known)

    def like(self, name: ClientName) -> list[LikePair]:
        """Return the known clients that look like this one, the likeliest first; it is ``b``."""
        asked = KnownName(name)
        groups = (self._groups.get(key, ()) for key in _grouping_keys(asked))
        places = dict.fromkeys(place for group in groups for place in group[:LARGE_GROUP])
        found = (self._pair(self._names[place], asked) for place in places)
        return _likeliest_first(pair for pair in found if pair and pair.a != pair.b)

    def pairs(self) -> list[LikePair]:
        """Return all pairs among the known clients, the certain and likeliest first."""
        places = dict.fromkeys(pair for group in self._groups.values() for pair in _meet(group))
        found = (self._pair(self._names[a], self._names[b]) for a, b in places)
        return _likeliest_first(pair for pair in found if pair)

    def _pair(self, a: KnownName, b: KnownName) -> LikePair | None:
        verdict = compare(a, b, similarity=self._similarity, sound=self._sound)
        if verdict is None:
            return None
        if verdict.certain and a.key != b.key and self._of_two_forms(a, b):
            why = _("地名和名称相同，但这个名称下有不止一种公司形式，请核对。")
            verdict = Verdict(certain=False, score=90, why=why)
        return LikePair(a.source.id, b.source.id, *verdict)

    def _of_two_forms(self, a: KnownName, b: KnownName) -> bool:
        """Tell whether a name without legal form may mean either of two registered companies."""
        forms = {a.parts.form, b.parts.form}
        known = self._forms[a.placed_core] | self._forms[b.placed_core]
        return bool(forms & OPEN_FORMS) and len((known | forms) - OPEN_FORMS) > 1


def _likeliest_first(pairs: Iterator[LikePair]) -> list[LikePair]:
    return sorted(pairs, key=lambda pair: (not pair.certain, -pair.score))


def _meet(group: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Give the pairs of a group to compare; of a large one only neighbours."""
    if len(group) <= LARGE_GROUP:
        yield from combinations(group, 2)
        return
    for shift in range(1, NEIGHBOURS + 1):
        yield from zip(group, group[shift:], strict=False)


def _grouping_keys(known: KnownName) -> set[str]:
    """Return what the name shares with any other that might be the same client."""
    core = known.core
    keys = {f"name {known.key}", f"core {core}", f"brand {brand_of(core)}"}
    keys.add(f"core {SHARE_CLASS.sub('', core)}")
    keys |= {f"core {place} {core}" for place in known.placed_core[0]}
    keys |= {f"tel {number}" for number in known.telephones}
    keys |= {f"name {known.short}"} if known.short else set()
    keys |= {f"code {known.code}"} if known.code else set()
    keys |= {f"head {core[:HEAD]}"} if len(core) >= SHORTEST_BY_HEAD else set()
    return keys | _one_off(core)


def _one_off(core: str) -> set[str]:
    """Return what is left with one character typed wrong or forgotten.

    Numbers and the like are left alone: what differs in them is another of a series.
    """
    if len(core) < SHORTEST_MISTYPED:
        return set()
    typed = (at for at, sign in enumerate(core) if not NUMBERS.match(sign))
    return {f"near {core}", *(f"near {core[:at]}{core[at + 1 :]}" for at in typed)}
