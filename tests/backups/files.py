"""What tests do to office files from outside."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

from app.config import OfficeFolder
from app.db import Database, Desk
from tests.clients import new_client
from tests.conftest import NOW
from tests.encrypted import raw_of

PAGE = 4096
HERE = Path(__file__).parents[2]


def names(path: Path) -> set[str]:
    """Return the clients an office file holds."""
    with closing(raw_of(path)) as raw:
        return {row[0] for row in raw.execute("SELECT name FROM client")}


def add_client(folder: OfficeFolder, name: str) -> None:
    """Save one more client."""
    database = Database(folder.database, keys=folder.keys)
    new_client(Desk(database, None, lambda: NOW), name)
    database.close()


def zero_page(path: Path, number: int) -> None:
    """Overwrite a page with zeros."""
    with path.open("rb+") as file:
        file.seek(number * PAGE)
        file.write(bytes(PAGE))


def spoil_index(path: Path) -> None:
    """Let an index claim to be one of another column than it holds: only a full check tells."""
    with closing(raw_of(path)) as raw, raw:
        raw.execute("PRAGMA writable_schema=ON")
        change = "UPDATE sqlite_schema SET sql=replace(sql, '(match_key)', '(address)')"
        assert raw.execute(f"{change} WHERE name='ix_client_match_key'").rowcount == 1


def cut_off_save(path: Path) -> None:
    """Let a process die in the middle of a save: half of it is in the file, its journal beside."""
    dies = """
import os, sys
from pathlib import Path
from tests.encrypted import raw_of
raw = raw_of(Path(sys.argv[1]), None)
raw.execute("PRAGMA cache_size=1")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE client SET name = name || '被打断'")
raw.execute("CREATE TABLE filler AS WITH RECURSIVE n(i) AS "
            "(SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) "
            "SELECT i, randomblob(900) FROM n")
os._exit(9)
"""
    done = subprocess.run([sys.executable, "-c", dies, str(path)], check=False, cwd=HERE)
    assert done.returncode == 9
