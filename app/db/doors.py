"""Sessions for a person: on the plain connections, or on those that hold the person's rights.

Whom nothing restricts, as supervisors, works on the plain ones at the price of one look whether
the file has changed. A restricted person reads on connections with views before the tables
(``sight``) and writes on connections with triggers (``guard``); neither sort is ever mixed.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

from app.db import guard
from app.db.sight import Ask, cut, list_clients, make_lists, version_of, viewer_on
from app.domain.rights import EVERYTHING, Viewer
from app.domain.types import StaffId

VIEWER, CUT, KEPT, VERSION = "viewer", "cut", "kept", "version"
IMMEDIATE = {"sqlite_begin": "BEGIN IMMEDIATE"}


class Doors:
    """The engines of one office file. ``make`` gives a new one."""

    def __init__(self, make: Callable[[], Engine]) -> None:
        self._plain, self._cut, self._guarded = make(), make(), make()
        self._writer = self._plain.execution_options(**IMMEDIATE)
        self._guarded_writer = self._guarded.execution_options(**IMMEDIATE)
        for engine, prepare in (
            (self._cut, make_lists),
            (self._guarded, make_lists),
            (self._guarded, guard.install),
        ):
            event.listen(engine, "connect", partial(_prepare, prepare))

    @contextmanager
    def reading(self, staff_id: StaffId | None) -> Iterator[Session]:
        """Give a session that sees what this person may see."""
        with Session(self._plain, autoflush=False) as session:
            if not _viewer(session, staff_id).restricted:
                yield session
                return
        with Session(self._cut, autoflush=False) as session:
            assert staff_id is not None  # noqa: S101 - nobody is never restricted
            _cut_to(session.connection(), staff_id)
            session.info[CUT] = staff_id
            yield session

    @contextmanager
    def writing(self, staff_id: StaffId | None) -> Iterator[Session]:
        """Give a session that commits what this person may change.

        The block ends with everything flushed.

        Raises:
            NotAllowedError: A row is not the person's to change; nothing is changed.
        """
        with Session(self._writer, expire_on_commit=False) as session, session.begin():
            if not _viewer(session, staff_id).restricted:
                yield session
                return
        with Session(self._guarded_writer, expire_on_commit=False) as session, session.begin():
            ask = session.connection().exec_driver_sql
            viewer = viewer_on(ask, staff_id)
            guard.begin(ask, viewer)
            yield session
            guard.check(ask, viewer)

    def viewer(self, staff_id: StaffId | None) -> Viewer:
        """Return what a person may do now."""
        with Session(self._plain) as session:
            return _viewer(session, staff_id)

    def close(self) -> None:
        """Release the file."""
        for engine in (self._plain, self._cut, self._guarded):
            engine.dispose()


def let_others_save(session: Session) -> None:
    """Read on in the file as it is by then: a read of seconds would keep savers waiting."""
    ask = session.connection().exec_driver_sql
    ask("COMMIT")
    ask("BEGIN")
    session.info.pop(VERSION, None)


def version(session: Session) -> tuple[int, int]:
    """Return what changes with every write, by others and by the connection itself.

    A session that reads sees one state of the file and asks once.
    """
    known: tuple[int, int] | None = session.info.get(VERSION)
    if known is None:
        connection = session.connection()
        driver: Any = connection.connection.dbapi_connection
        known = version_of(connection.exec_driver_sql), driver.total_changes
        session.info[VERSION] = known
    return known


def _prepare(prepare: Callable[[Ask], None], driver: Any, _record: object) -> None:
    prepare(driver.execute)


def _viewer(session: Session, staff_id: StaffId | None) -> Viewer:
    """Return what a person may do, asked again once anything was written."""
    if staff_id is None:
        return EVERYTHING
    now = staff_id, version(session)
    connection = session.connection()
    known, viewer = connection.info.get(VIEWER, (None, EVERYTHING))
    if known != now:
        viewer = viewer_on(connection.exec_driver_sql, staff_id)
        connection.info[VIEWER] = now, viewer
    return viewer  # type: ignore[no-any-return]  # what a connection carries has no type


def _cut_to(connection: Connection, staff_id: StaffId) -> None:
    """Begin a read of what the person sees in the file as it is from now on.

    The lists must outlive this read, so they are committed, and what may have been written
    meanwhile is listed again.
    """
    ask = connection.exec_driver_sql
    while connection.info.get(CUT) != (staff_id, seen := version_of(ask)):
        viewer = viewer_on(ask, staff_id)
        before, _version = connection.info.pop(CUT, (None, None))
        connection.info.pop(KEPT, None)
        if before == staff_id:
            list_clients(ask, viewer)
        else:
            cut(ask, viewer)
        ask("COMMIT")
        connection.info[CUT] = staff_id, seen
        ask("BEGIN")
