"""Lets the power go at many moments of a recorded job, in many ways, and collects what is wrong."""

import hashlib
import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from app.backups.listing import backups
from app.config import OfficeFolder
from app.db import Database
from app.upgrade import open_office
from tests.conftest import NOW
from tests.encrypted import office_in
from tests.faults.disk import WAYS, Disk, Image
from tests.faults.jobs import CLIENTS, Recording, desk_at, log_entry
from tests.faults.operations import TOLD, Tape, files_in, watched
from tests.faults.verdict import State, Verdict, judge, lay_out, look, state_of

Way = Callable[[Disk, random.Random], Image]
Judge = Callable[[Image, Sequence[State], Path], Verdict]
Also = Callable[[OfficeFolder, int, Recording], str]
"""What else must be true of an opened image, given how many steps were confirmed."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One image that is not as promised."""

    moment: int
    op: str
    way: str
    text: str


@dataclass(slots=True)
class Tally:
    """How many images were tried, how many of them differed, and what was wrong."""

    tried: int = 0
    different: int = 0
    before: int = 0
    after: int = 0
    wrong: list[Wrong] = field(default_factory=list)
    ways: Counter[str] = field(default_factory=Counter)


class Trial:
    """One recorded job under trial."""

    def __init__(
        self,
        recording: Recording,
        scratch: Path,
        *,
        judged: Judge = judge,
        also: Also | None = None,
    ) -> None:
        self.tally = Tally()
        self._recording, self._scratch = recording, scratch
        self._judged, self._also = judged, also
        self._seen: dict[tuple[bytes, int], Verdict] = {}

    def run(
        self,
        chance: random.Random,
        images: int,
        ways: Sequence[Way] = WAYS,
        moments: Sequence[int] | None = None,
    ) -> Tally:
        """Try so many images, at moments (all, or some of these) and in ways taken by lot."""
        taken = chance.choices(moments or range(len(self._recording.ops)), k=images)
        self._at(chance, ((moment, chance.choice(ways)) for moment in sorted(taken)))
        return self.tally

    def run_everywhere(self, chance: random.Random, ways: Sequence[Way]) -> Tally:
        """Try every moment in each of these ways."""
        moments = range(len(self._recording.ops))
        self._at(chance, ((moment, way) for moment in moments for way in ways))
        return self.tally

    def _at(self, chance: random.Random, choices: Iterable[tuple[int, Way]]) -> None:
        disk, done, told = Disk(self._recording.start), 0, 0
        for moment, way in choices:
            for op in self._recording.ops[done : moment + 1]:
                disk.apply(op)
                told += op.kind == TOLD
            done = max(done, moment + 1)
            self._try(way(disk, chance), told, moment, way)

    def _try(self, image: Image, told: int, moment: int, way: Way) -> None:
        verdict = self._verdict(image, told)
        tally, states = self.tally, self._recording.states
        tally.tried += 1
        tally.ways[way.__name__] += 1
        is_before = verdict.state == states[told]
        tally.before += is_before
        tally.after += not is_before and verdict.state in states[told + 1 : told + 2]
        if verdict.wrong:
            op = str(self._recording.ops[moment])
            tally.wrong.append(Wrong(moment, op, way.__name__, verdict.wrong))

    def _verdict(self, image: Image, told: int) -> Verdict:
        key = _digest(image), told
        if key not in self._seen:
            self.tally.different += 1
            self._seen[key] = self._judge(image, told)
        return self._seen[key]

    def _judge(self, image: Image, told: int) -> Verdict:
        states = self._recording.states
        verdict = self._judged(image, states[told : told + 2], self._scratch)
        if verdict.state in states[:told] and verdict.wrong:
            return Verdict(f"lost: confirmed {told}, there {states.index(verdict.state)}")
        if self._also is not None and not verdict.wrong:
            text = self._also(office_in(self._scratch), told, self._recording)
            return Verdict(text, verdict.state)
        return verdict


class Opener:
    """Judges images of an upgrade: whole old or whole new, and the old ones can be upgraded.

    The upgrade itself, which takes long, is run on the first image of each kind and on each
    ``often``-th.
    """

    def __init__(self, often: int) -> None:
        self._often = often
        self._count: Counter[State] = Counter()

    def __call__(self, image: Image, allowed: Sequence[State], scratch: Path) -> Verdict:
        lay_out(image, scratch)
        verdict = look(office_in(scratch).database, allowed)
        if verdict.wrong or verdict.state is None:
            return verdict
        self._count[verdict.state] += 1
        if self._count[verdict.state] % self._often == 1:
            again = judge(image, allowed[-1:], scratch)
            if again.wrong:
                return again
        return verdict


def backups_are_whole(folder: OfficeFolder, told: int, recording: Recording) -> str:
    """Say what is wrong with the backups, of which the first and third step make one each."""
    found = backups(folder)
    if len(found) < (told >= 1) + (told >= 3):
        return f"lost: {told} steps confirmed, {len(found)} backups"
    wrong = [one.path.name for one in found if state_of(one.path) not in recording.states]
    return f"a backup that is none: {wrong}" if wrong else ""


def present_file_is_kept(folder: OfficeFolder, told: int, recording: Recording) -> str:
    """Say if a confirmed restore did not keep the file from before."""
    kept = [state_of(one.path) for one in backups(folder)]
    return "" if not told or recording.states[0] in kept else "the file from before is not kept"


def work_goes_on(folder: OfficeFolder, _told: int, _recording: Recording) -> str:
    """Say if nothing can be saved any more."""
    before = state_of(folder.database)
    with closing(Database(folder.database, keys=folder.keys)) as db:
        log_entry(desk_at(db), CLIENTS)
    return "" if look(folder.database, [before]).wrong else "a save did nothing"


def mending(image: Image, allowed: Sequence[State], place: Path) -> Recording:
    """Take down how the program opens what a crash left: then the power can go again."""
    lay_out(image, place)
    tape, folder = Tape(), office_in(place)
    start = files_in(place)
    with watched(place, tape):
        open_office(folder, now=NOW)
    return Recording(start, tape.ops, list(allowed), files_in(place))


def _digest(image: Image) -> bytes:
    told = hashlib.blake2b(digest_size=16)
    for path in sorted(image):
        told.update(path.encode() + b"\0" + len(image[path]).to_bytes(8, "big") + image[path])
    return told.digest()
