"""The program's log file: what went wrong, for those who mend it. No personal data."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

log = logging.getLogger(__name__)

SIZE = 1_000_000
KEPT = 5


def start_log(path: Path) -> None:
    """Write warnings and errors to a rotating file; go on without one where that fails."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    root.addHandler(logging.NullHandler())  # where there is no file, nothing goes to the terminal
    logging.raiseExceptions = False  # a full disk or a missing right must not add words either
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            path, maxBytes=SIZE, backupCount=KEPT, encoding="utf-8", delay=True
        )
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)


def log_bug(error: BaseException) -> str:
    """Log what no one expected, and return it: the kind and the places, never the message.

    The message may quote what was typed (R13).
    """
    text = f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
    log.error("unexpected %s", text)
    return text
