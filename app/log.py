"""The program's log file: what went wrong, for those who mend it. No personal data."""

import logging
import re
import traceback
from collections.abc import Iterator
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

from typing_extensions import override

from app.config import ROOT

log = logging.getLogger(__name__)

SIZE = 1_000_000
KEPT = 5
_FILE = re.compile(r'(?<=File ")[^"]+')


class _LogFile(RotatingFileHandler):
    @override
    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).parent.mkdir(exist_ok=True)
        return super()._open()


def start_log(path: Path) -> None:
    """Write warnings and errors to a rotating file; go on without one where that fails.

    The file and its folder are made when there is something to write, in an office that is there.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    logging.getLogger("alembic.runtime.plugins").setLevel(logging.WARNING)
    logging.raiseExceptions = False  # a full disk or a missing right must not add words
    handler = _LogFile(path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)


def log_bug(error: BaseException) -> str:
    """Log what no one expected, and return it: the kinds and the places, never the messages.

    A message may quote what was typed (R13).
    """
    text = "\n".join(_told(one) for one in _from_the_cause(error))
    log.error("unexpected %s", text)
    return text


def without_folders(text: str) -> str:
    """Shorten the files in a traceback: their folders tell who works at this PC."""
    return _FILE.sub(lambda found: short_name(found[0]), text)


def short_name(file: str) -> str:
    """Name a source file by its place in the program, or by its last folder."""
    path = Path(file.replace("\\", "/"))
    if path.is_relative_to(ROOT):
        return path.relative_to(ROOT).as_posix()
    return "/".join(path.parts[-2:])


def _told(error: BaseException) -> str:
    code = getattr(error, "sqlite_errorname", None) or getattr(error, "errno", None)
    kind = type(error).__name__ + (f" {code}" if code else "")
    places = "".join(traceback.format_tb(error.__traceback__))
    return f"{kind}\n{without_folders(places)}"


def _from_the_cause(error: BaseException) -> Iterator[BaseException]:
    """Give the error that all began with first, as Python prints them; each once."""
    seen: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in seen:
        seen.append(one)
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return reversed(seen)
