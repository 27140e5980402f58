"""``python -m tests.faults.torture``: the faults for as long as is wished, and what came of it."""

import argparse
import json
import logging
import os
import platform
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.backups.making import back_up
from app.backups.restoring import restore
from app.config import OfficeFolder
from app.domain.backups import Reason
from app.upgrade import migrate, open_office
from tests.conftest import NOW
from tests.encrypted import KINDS, office_in
from tests.faults import jobs
from tests.faults.disk import Disk, prefix, subset
from tests.faults.failing import (
    FolderWork,
    Work,
    fails_each,
    folder_fails_each,
    operations_of,
)
from tests.faults.trial import (
    Opener,
    Tally,
    Trial,
    backups_are_whole,
    mending,
    present_file_is_kept,
)

KILLS = 210
"""Tried each time killing has its turn."""
WORDS = {
    "save": "saving two log entries",
    "bulk": "changing 40 clients, deleting 10",
    "undo": "changing 40 clients and taking it back",
    "bring_in": "importing 300 bookings",
    "bring_in_much": "importing 1,200 bookings with little memory",
    "approve": "approving a year's screening",
    "keep": "two backups with a save between",
    "bring_back": "restoring a backup",
    "upgrade": "upgrading an office of the first version",
}
MEMORY = Path("/dev/shm")  # noqa: S108 - only our own folder is made there
BEGIN, END = "<!-- figures: script/torture{} -->\n", "<!-- end of figures -->\n"


@dataclass(slots=True)
class Line:
    """One line of the table: what was tried how often, and what was wrong."""

    tried: int = 0
    notes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


class Torture:
    """Tries one fault after the other, in turns, with other lots each time."""

    def __init__(
        self, place: Path, seed: int, images: int, *, power_only: bool, kind: str = KINDS[0]
    ) -> None:
        self._place, self._images, self._power_only, self._kind = place, images, power_only, kind
        self._chance = random.Random(seed)
        self.lines: dict[str, Line] = {}
        migrate(place / "empty.db")
        self._office = jobs.small_office(place / "empty.db", place / "office", kind)

    def run(self, minutes: float) -> None:
        """Go on until the time is over; every fault has at least one turn."""
        begin = time.monotonic()
        end = begin + 60 * minutes
        for turn in self._turns():
            turn()
            done = sum(line.tried for line in self.lines.values())
            sys.stderr.write(f"{time.monotonic() - begin:,.0f} s: {done:,} tried\n")
        while time.monotonic() < end:
            for turn in self._turns():
                if time.monotonic() < end:
                    turn()

    def _turns(self) -> Iterator[Callable[[], None]]:
        if not self._power_only:
            yield from self._other_turns()
        for job in (jobs.save, jobs.bulk, jobs.undo, jobs.bring_in, jobs.bring_in_much):
            yield lambda job=job: self._power(job, self._fresh())
            yield lambda job=job: self._power_twice(job, self._fresh())
        yield lambda: self._power(jobs.keep, self._fresh(), also=backups_are_whole)
        yield self._approve
        yield self._restore
        yield self._upgrade

    def _other_turns(self) -> Iterator[Callable[[], None]]:
        for work in (_save, _import):
            for lasting in (False, True):
                yield lambda work=work, lasting=lasting: self._fail(work, lasting=lasting)
        for name, work, every in (
            ("backup", _keep, 3),
            ("restore", _bring_back, 5),
            ("upgrade", _upgrade, 250),
        ):
            yield lambda name=name, work=work, every=every: self._fail_folder(name, work, every)
        yield self._kill

    def _power(self, job: jobs.Job, folder: OfficeFolder, **more: Any) -> None:
        recording = jobs.record(folder, job)
        trial = Trial(recording, self._place / "after", **more)
        self._note(f"power loss: {WORDS[job.__name__]}", trial.run(self._chance, self._images))

    def _power_twice(self, job: jobs.Job, folder: OfficeFolder) -> None:
        recording = jobs.record(folder, job)
        for _ in range(4):
            disk, told = Disk(recording.start), 0
            for op in recording.ops[: self._chance.randrange(1, len(recording.ops))]:
                disk.apply(op)
                told += op.kind == "told"
            image = self._chance.choice((prefix, subset))(disk, self._chance)
            allowed = recording.states[told : told + 2]
            again = mending(image, allowed, self._place / "mending")
            if again.ops:
                tally = Trial(again, self._place / "after").run(self._chance, self._images // 8)
                self._note("power loss again while a save is taken back", tally)

    def _approve(self) -> None:
        folder = self._fresh()
        self._power(jobs.approval(folder), folder)

    def _restore(self) -> None:
        folder = self._fresh()
        back_up, save, *_more, close = jobs.keep(folder)
        back_up()
        save()
        close()
        self._power(jobs.bring_back, folder, also=present_file_is_kept)

    def _upgrade(self) -> None:
        old = self._place / "old"
        shutil.rmtree(old, ignore_errors=True)
        self._power(jobs.upgrade, jobs.old_office(old, self._kind), judged=Opener(60))

    def _fail(self, work: Work, *, lasting: bool) -> None:
        folder = self._fresh()
        numbers = range(1, operations_of(work, folder) + 1)
        how = "from the n-th on" if lasting else "the n-th alone"
        line = self._line(f"failing file operations, {how}: {work.__name__.strip('_')}")
        line.tried += len(numbers)
        line.wrong += fails_each(work, folder, numbers, lasting=lasting)

    def _fail_folder(self, name: str, work: FolderWork, every: int) -> None:
        """Let operations of work on a folder fail; which ones is another lot each time."""
        if work is _upgrade:
            shutil.rmtree(self._place / "old", ignore_errors=True)
            folder = jobs.old_office(self._place / "old", self._kind)
        else:
            folder = self._fresh()
            back_up, save, *_more, close = jobs.keep(folder)
            back_up()
            save()
            close()
        lasting, first = self._chance.random() < 1 / 2, self._chance.randrange(every)
        tried, wrong = folder_fails_each(work, folder, every, lasting=lasting, first=first)
        line = self._line(f"failing file operations, once or from then on: {name}")
        line.tried += tried
        line.wrong += wrong

    def _kill(self) -> None:
        seed = str(self._chance.randrange(1 << 30))
        command = [sys.executable, "-m", "tests.faults.kills", str(self._fresh().path), str(KILLS)]
        done = subprocess.run([*command, seed], check=True, capture_output=True)
        figures = json.loads(done.stdout)
        line = self._line("SIGKILL while saving and importing")
        line.tried += figures["kills"]
        line.notes["in the midst of a write"] += figures["inside"]
        line.notes["confirmed saves, all there"] += figures["confirmed"]
        line.wrong += figures["wrong"]

    def _fresh(self) -> OfficeFolder:
        place = self._place / "work"
        shutil.rmtree(place, ignore_errors=True)
        return office_in(shutil.copytree(self._office.path, place))

    def _note(self, name: str, tally: Tally) -> None:
        line = self._line(name)
        line.tried += tally.tried
        line.notes["different"] += tally.different
        line.notes["already saved"] += tally.after
        line.wrong += [f"{one.way} at {one.moment} ({one.op}): {one.text}" for one in tally.wrong]

    def _line(self, name: str) -> Line:
        return self.lines.setdefault(name, Line())

    def table(self) -> str:
        """Return the figures."""
        rows = ["| what | tried | of them | wrong |", "| --- | ---: | --- | ---: |"]
        for name, line in self.lines.items():
            notes = ", ".join(f"{count:,} {note}" for note, count in line.notes.items())
            rows.append(f"| {name} | {line.tried:,} | {notes} | {len(line.wrong)} |")
        images = sum(line.tried for name, line in self.lines.items() if "power" in name)
        wrong = sum(len(line.wrong) for line in self.lines.values())
        rows.append(f"| **all power-loss images** | **{images:,}** | | **{wrong}** (of all) |")
        return "\n".join(rows) + "\n"


def _save(desk: jobs.Desk) -> None:
    jobs.log_entry(desk, 1)


def _import(desk: jobs.Desk) -> None:
    jobs.import_bookings(desk)


def _keep(folder: OfficeFolder) -> None:
    back_up(folder, Reason.HAND, now=NOW)


def _bring_back(folder: OfficeFolder) -> None:
    restore(folder, max(folder.backups.glob("*.db")), now=NOW)


def _upgrade(folder: OfficeFolder) -> None:
    open_office(folder, now=NOW)


def main(words: Sequence[str]) -> int:
    """Try, print and write the figures; return 1 if anything was wrong."""
    parser = argparse.ArgumentParser(prog="script/torture")
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--images", type=int, default=600, help="of each job, each time")
    parser.add_argument("--power-only", action="store_true", help="no failing disk, no kills")
    parser.add_argument("--encrypted", action="store_true", help="an encrypted office")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    parser.add_argument("--write", type=Path, metavar="FILE", help="put the figures in there too")
    wanted = parser.parse_args(words)
    logging.getLogger().addHandler(logging.NullHandler())
    place = Path(tempfile.mkdtemp(dir=MEMORY if os.access(MEMORY, os.W_OK) else None))
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        kind = KINDS[wanted.encrypted]
        torture = Torture(
            place, wanted.seed, wanted.images, power_only=wanted.power_only, kind=kind
        )
        with suppress(KeyboardInterrupt):  # what came of it so far is told
            torture.run(wanted.minutes)
    finally:
        shutil.rmtree(place)
    times = f"--minutes {wanted.minutes:g} --images {wanted.images} --seed {wanted.seed}"
    only = f"{'--power-only ' * wanted.power_only}{'--encrypted ' * wanted.encrypted}"
    command = f"script/torture {only}{times}"
    about = f"{platform.system()}, Python {platform.python_version()}, {os.cpu_count()} cores"
    told = f"`{command}` ({about}):\n\n{torture.table()}"
    wrong = [f"{name}: {one}" for name, line in torture.lines.items() for one in line.wrong]
    sys.stdout.write("\n".join([told, *wrong]))
    if wanted.write:
        _put_into(wanted.write, BEGIN.format(" --encrypted" * wanted.encrypted), told)
    return 1 if wrong else 0


def _put_into(page: Path, begin: str, told: str) -> None:
    before, _begin, rest = page.read_text("utf-8").partition(begin)
    _old, _end, after = rest.partition(END)
    page.write_text(f"{before}{begin}{told}{END}{after}", "utf-8")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
