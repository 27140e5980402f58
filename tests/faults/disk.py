"""A disk that keeps only what was forced to it, and what a power cut may leave of the rest.

Promised is what POSIX promises: bytes last once their file was synced, names once their folder was.
Everything else may be there or not, in any mixture, and a write may be torn between sectors.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tests.faults.operations import (
    CREATE,
    FOLDER,
    RENAME,
    SYNC,
    SYNC_FOLDER,
    TOLD,
    TRUNCATE,
    UNLINK,
    WRITE,
    Op,
)

SECTOR = 512
HALF = 0.5
Image = dict[str, bytes]
"""What lies in the folder after a crash: contents by path."""
_FOLDER = -1


@dataclass(frozen=True, slots=True)
class _Pending:
    """An operation no sync has covered yet, and the file (inode) it is about."""

    op: Op
    file: int

    @property
    def is_name(self) -> bool:
        return self.op.kind in (CREATE, RENAME, UNLINK, FOLDER)


class Disk:
    """Follows a tape, and gives the images a crash at this moment may leave."""

    def __init__(self, files: Mapping[str, bytes], folders: Iterable[str] = ()) -> None:
        self._live = {path: number for number, path in enumerate(files)}
        self._contents = dict(enumerate(files.values()))
        for folder in {*folders, *(parent for path in files for parent in _parents(path))}:
            self._live[folder] = _FOLDER
        self._names = dict(self._live)
        self.pending: list[_Pending] = []

    def apply(self, op: Op) -> None:
        """Go one operation on."""
        if op.kind == SYNC:
            self._sync(self._live[op.path])
        elif op.kind == SYNC_FOLDER:
            self._sync_folder(op.path)
        elif op.kind != TOLD:
            self.pending.append(_Pending(op, self._file_of(op)))
            _change_names(self._live, self.pending[-1])

    def now(self) -> Image:
        """Return what the processes see: also what a killed process leaves."""
        return self.image(self.pending)

    def image(
        self,
        kept: Sequence[_Pending],
        torn: Callable[[bytes], bytes] | None = None,
    ) -> Image:
        """Return the disk with these pending operations on it.

        ``torn`` says what of a sector was written by a write that is not among them: all of what
        was to be written, something else, or nothing.
        """
        names = dict(self._names)
        contents: dict[int, bytes | bytearray] = dict(self._contents)
        for file in {one.file for one in self.pending if not one.is_name}:
            contents[file] = bytearray(contents[file])
        chosen = set(map(id, kept))
        for one in self.pending:
            if id(one) in chosen:
                _change_names(names, one)
                _change(contents.get(one.file), one.op)
            elif torn is not None and one.op.kind == WRITE:
                for sector in _sectors(one.op):
                    if written := torn(sector.content):
                        _change(contents[one.file], replace(sector, content=written))
        return {
            path: bytes(contents[file])
            for path, file in names.items()
            if file != _FOLDER and all(parent in names for parent in _parents(path))
        }

    def _file_of(self, op: Op) -> int:
        if op.kind == CREATE:
            number = len(self._contents)
            self._contents[number] = b""
            return number
        return _FOLDER if op.kind == FOLDER else self._live[op.path]

    def _sync(self, file: int) -> None:
        content = bytearray(self._contents[file])
        for one in self.pending:
            if one.file == file and not one.is_name:
                _change(content, one.op)
        self._contents[file] = bytes(content)
        self.pending = [one for one in self.pending if one.file != file or one.is_name]

    def _sync_folder(self, folder: str) -> None:
        covered = [
            one
            for one in self.pending
            if one.is_name and folder in (_parent(one.op.path), _parent(one.op.target or "/"))
        ]
        for one in covered:
            _change_names(self._names, one)
        gone = set(map(id, covered))
        self.pending = [one for one in self.pending if id(one) not in gone]


def lost(disk: Disk, _chance: random.Random) -> Image:
    """Nothing that was not synced is there."""
    return disk.image(())


def killed(disk: Disk, _chance: random.Random) -> Image:
    """Everything is there: the process ended, not the power."""
    return disk.now()


def prefix(disk: Disk, chance: random.Random) -> Image:
    """The first operations are there."""
    return disk.image(disk.pending[: chance.randint(0, len(disk.pending))])


def subset(disk: Disk, chance: random.Random) -> Image:
    """Any of the writes and any of the names are there."""
    return disk.image(_some(disk, chance))


def torn(disk: Disk, chance: random.Random) -> Image:
    """Any of the writes are there, and of the others some sectors."""

    return disk.image(_some(disk, chance), lambda new: new if chance.random() < HALF else b"")


def scrambled(disk: Disk, chance: random.Random) -> Image:
    """As torn, but sectors under the head when the power went hold anything at all."""

    def anything(new: bytes) -> bytes:
        return chance.choice((b"", new, chance.randbytes(len(new))))

    return disk.image(_some(disk, chance), anything)


WAYS = (lost, killed, prefix, subset, torn, scrambled)


def _some(disk: Disk, chance: random.Random) -> list[_Pending]:
    share = chance.choice((0.1, 0.5, 0.9))
    return [one for one in disk.pending if chance.random() < share]


def _sectors(op: Op) -> Iterator[Op]:
    """Cut a write where the disk's sectors end."""
    at, end = op.offset, op.offset + len(op.content)
    while at < end:
        to = min((at // SECTOR + 1) * SECTOR, end)
        yield replace(op, offset=at, content=op.content[at - op.offset : to - op.offset])
        at = to


def _change(content: bytes | bytearray | None, op: Op) -> None:
    """Do a write or a truncation; what is skipped is filled with zeros."""
    if op.kind not in (WRITE, TRUNCATE):
        return
    assert isinstance(content, bytearray)
    if len(content) < op.offset:
        content.extend(bytes(op.offset - len(content)))
    if op.kind == TRUNCATE:
        del content[op.offset :]
    content[op.offset : op.offset + len(op.content)] = op.content


def _change_names(names: dict[str, int], one: _Pending) -> None:
    if one.op.kind in (CREATE, FOLDER):
        names[one.op.path] = one.file
    elif one.op.kind == UNLINK:
        names.pop(one.op.path, None)
    elif one.op.kind == RENAME:
        names.pop(one.op.path, None)
        names[one.op.target] = one.file


def _parent(path: str) -> str:
    return path.rpartition("/")[0]


def _parents(path: str) -> list[str]:
    parts = path.split("/")[:-1]
    return ["/".join(parts[: n + 1]) for n in range(len(parts))]
