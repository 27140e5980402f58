"""The keys that were given in this run of the program, and which file is opened by which."""

from pathlib import Path
from stat import S_ISREG

from app.encryption.key import FileKey
from app.encryption.pages import Kind, kind_of, salt_of
from app.errors import LockedFileError, NoFileError


class Keyring:
    """Knows how each file is opened. Nothing of it is ever written anywhere.

    What a file is, is looked at once: to open and close one that SQLite has open too would give
    up its locks. Who puts another file in its place says so by ``forget``.
    """

    def __init__(self) -> None:
        self._keys: dict[bytes, FileKey] = {}
        self._known: dict[Path, tuple[tuple[int, int], FileKey | None]] = {}

    def add(self, key: FileKey) -> None:
        """Keep a key that was found to fit."""
        self._keys[key.salt] = key

    def forget(self, path: Path) -> None:
        """Look at a file anew when it is opened the next time."""
        self._known.pop(path, None)

    def of(self, path: Path) -> FileKey | None:
        """Return the key that opens a file; None for one that needs none, or is none of ours.

        Raises:
            LockedFileError: It is encrypted, and its key was not given.
            NoFileError: It is something else than a file, of which reading might never end.
        """
        try:
            found = path.stat()
            if not S_ISREG(found.st_mode):
                raise NoFileError(path)
            place = found.st_dev, found.st_ino
            known = self._known.get(path)
            if known is not None and known[0] == place:
                return known[1]
            kind = kind_of(path)
            key = None if kind is Kind.PLAIN else self._fitting(path)
        except OSError:
            return None  # SQLite says why it does not open
        if key is None and kind is Kind.ENCRYPTED:
            raise LockedFileError(path)
        if kind is not Kind.OTHER:
            self._known[path] = place, key
        return key

    def opens(self, path: Path) -> bool:
        """Tell whether nobody has to be asked for a password."""
        try:
            self.of(path)
        except LockedFileError:
            return False
        return True

    def _fitting(self, path: Path) -> FileKey | None:
        """Return the key for a file whose beginning, or most of it, may be damaged."""
        key = self._keys.get(salt_of(path))
        return key or next((one for one in self._keys.values() if one.fits(path)), None)
