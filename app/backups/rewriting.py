"""Writing the office file anew, so that nothing deleted is left in a page nobody uses."""

from contextlib import closing

from app.backups.office_file import told
from app.config import OfficeFolder
from app.encryption.connecting import connect, database_errors

WAIT = 5.0
"""Seconds for which others who read are waited for."""


def rewrite(folder: OfficeFolder) -> None:
    """Write the office file anew, whole or not at all, with what was deleted overwritten.

    Raises:
        StorageError: Somebody else is reading or writing it, or the disk does not allow it; the
            file is as it was.
    """
    path = folder.database
    try:
        with closing(connect(path, folder.keys.of(path), timeout=WAIT)) as raw:
            raw.isolation_level = None
            raw.execute("PRAGMA synchronous=EXTRA")
            raw.execute("PRAGMA secure_delete=ON")
            raw.execute("VACUUM")
    except database_errors() as error:
        raise told(path, error) from error
