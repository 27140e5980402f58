"""Short read and write sessions on the office file, and news of what each commit changed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState, Session
from sqlalchemy.orm.exc import StaleDataError

from app.db.doors import Doors
from app.db.engine import open_engine, storage_error
from app.db.journal import Recorder, recorder
from app.domain.rights import BACKUP_TOLD, LOOKER, Right, Viewer
from app.domain.types import ActionId, StaffId
from app.encryption.keyring import Keyring
from app.errors import ConflictError, NotAllowedError, StorageError
from app.i18n import _
from app.models import load_all

if TYPE_CHECKING:
    from app.models import Action


@dataclass(frozen=True, slots=True)
class Commit:
    """What one commit did.

    ``tables`` are the names of the tables it touched. ``action_id`` can be handed to
    ``services.undo.undo_action`` when ``undoable``. ``summary`` is a sentence to show, or empty.
    """

    tables: frozenset[str]
    action_id: ActionId | None
    summary: str
    undoable: bool


class Database:
    """Opens sessions on one office file, each for one read or one unit of work.

    Any thread may call ``read`` and ``write``; sessions never cross threads or outlive the call.
    A failure whose cause lies outside the program is raised as ``StorageError``. ``before_write``
    makes sure that this process may write, and raises such an error where it may not. A file that
    is ``only_looked_at`` is never written.
    """

    def __init__(
        self,
        path: Path,
        before_write: Callable[[], None] | None = None,
        keys: Keyring | None = None,
        *,
        only_looked_at: bool = False,
    ) -> None:
        self.path = path
        self._only_looked_at = only_looked_at
        self.keys = Keyring() if keys is None else keys
        self._before_write = before_write
        self._doors = Doors(lambda: open_engine(path, self.keys))
        self._staff_id: StaffId | None = None
        self._listeners: list[Callable[[Commit], None]] = []

    def on_commit(self, listener: Callable[[Commit], None]) -> None:
        """Call ``listener`` after every commit, in the thread that committed."""
        self._listeners.append(listener)

    def seen_by(self, staff_id: StaffId | None) -> "Database":
        """Return the same file as this person may see it."""
        seen = copy(self)
        seen._staff_id = staff_id  # noqa: SLF001 - its own
        return seen

    def viewer(self) -> Viewer:
        """Return what the person who looks may see and do."""
        if self._only_looked_at:
            return LOOKER
        with _plain_errors():
            return self._doors.viewer(self._staff_id)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a session for queries; it sees one snapshot and is rolled back at the end.

        Of clients it holds those alone that the person who looks may see.
        """
        with _plain_errors(), self._doors.reading(self._staff_id) as session:
            yield session

    @contextmanager
    def read_whole(self) -> Iterator[Session]:
        """Give a read session that sees everybody's clients.

        For questions whose answer tells nothing of them but that they are there.
        """
        with _plain_errors(), self._doors.reading(None) as session:
            yield session

    @contextmanager
    def write(self, action: "Action") -> Iterator[Session]:
        """Give a session that commits at the end of the block, or rolls back if it raises.

        What the block changes is journalled under ``action``.

        Raises:
            NotAllowedError: The person of the action may not change one of these rows.
        """
        if self._only_looked_at:
            raise NotAllowedError(BACKUP_TOLD)
        if self._before_write is not None:
            self._before_write()
        load_all()
        told = Recorder(action)
        with _plain_errors(), self._doors.writing(_person(action)) as session:
            session.info["recorder"] = told
            _record(session, told)
            yield session
            session.flush()
            action_id = told.store(session)
        commit = _commit(told, action_id)
        for listener in self._listeners:
            listener(commit)

    def close(self) -> None:
        """Release the file, so that it can be copied or replaced."""
        self._doors.close()


@dataclass(frozen=True, slots=True)
class Desk:
    """Where somebody works: the office file, who sits there, and what time it is.

    Every service takes a desk. ``staff_id`` None is nobody in particular (the command line), whom
    nothing restricts. What is read through ``db`` is what this person may see. ``also`` is done at
    the end of each unit of work, in the same transaction.
    """

    db: Database
    staff_id: StaffId | None = None
    clock: Callable[[], datetime] = field(default=lambda: datetime.now().astimezone())
    also: Callable[[Session], None] | None = None

    def __post_init__(self) -> None:
        """See the file as whoever sits here may see it."""
        object.__setattr__(self, "db", self.db.seen_by(self.staff_id))

    def may(self, right: Right) -> bool:
        """Tell whether this person has a right, be it over the own clients only."""
        return self.db.viewer().may(right)

    def why_not(self, right: Right) -> str:
        """Return the sentence that refuses what this person may not do; empty where they may."""
        return self.db.viewer().why_not(right)

    def require(self, right: Right) -> None:
        """Make sure that this person has a right.

        Raises:
            NotAllowedError: The post does not have it.
        """
        if why := self.why_not(right):
            raise NotAllowedError(why)

    def now(self) -> datetime:
        """Return this moment, aware."""
        return self.clock()

    def today(self) -> date:
        """Return the office's calendar day."""
        return self.clock().date()

    @contextmanager
    def write(self, summary: str = "", *, undoable: bool = True) -> Iterator[Session]:
        """Give a session for one action of this person, told to the others by ``summary``.

        A block that learns what to say only while it works sets it with ``describe``.
        """
        from app.models import Action

        action = Action(
            at=self.now().astimezone(UTC),
            staff_id=self.staff_id,
            summary=summary[:500],
            undoable=undoable,
        )
        with self.db.write(action) as session:
            yield session
            if self.also is not None:
                self.also(session)


def describe(session: Session, summary: str) -> None:
    """Set the sentence that tells what this unit of work did."""
    recorder(session).action.summary = summary[:500]


def touch(session: Session, *tables: str) -> None:
    """Tell the news of tables changed by statements the session cannot see."""
    for table in tables:
        recorder(session).touch(table)


def _person(action: "Action") -> StaffId | None:
    return None if action.staff_id is None else StaffId(action.staff_id)


def _commit(told: Recorder, action_id: int | None) -> Commit:
    undoable = action_id is not None and told.action.undoable
    known = None if action_id is None else ActionId(action_id)
    return Commit(frozenset(told.tables), known, told.action.summary, undoable)


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except StaleDataError as error:
        raise ConflictError from error
    except OverflowError as error:
        raise StorageError(_("有一个数字太大，无法保存或查找，没有改动任何数据。")) from error
    except UnicodeEncodeError as error:
        sentence = _("文字里有不完整的字符，无法保存或查找，没有改动任何数据。请删去后重新输入。")
        raise StorageError(sentence) from error
    except DBAPIError as error:
        if (told := storage_error(error)) is not None:
            raise told from error
        raise


def _record(session: Session, told: Recorder) -> None:
    """Tell the recorder of everything the session flushes or changes by statement."""

    def flushed(flushing: Session, _context: object) -> None:
        for item in flushing.new:
            told.inserted(item)
        for item in flushing.dirty:
            told.updated(item)
        for item in flushing.deleted:
            told.deleted(item)

    def executed(state: ORMExecuteState) -> None:
        if (state.is_update or state.is_delete or state.is_insert) and state.bind_mapper:
            told.touch(state.bind_mapper.local_table.description)

    event.listen(session, "after_flush", flushed)
    event.listen(session, "do_orm_execute", executed)
