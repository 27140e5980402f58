"""Where things are: the office folder and what the program ships."""

from dataclasses import dataclass, field
from pathlib import Path

from app.encryption.keyring import Keyring

ROOT = Path(__file__).parent.parent
RESOURCES = ROOT / "resources"
MIGRATIONS = ROOT / "migrations"
MANUAL = ROOT / "docs" / "manual.md"


@dataclass(frozen=True, slots=True)
class OfficeFolder:
    """The one folder that holds all of an office: its file, its backups, its log.

    ``keys`` opens what is encrypted of it; pass the folder on, rather than its path.
    """

    path: Path
    keys: Keyring = field(default_factory=Keyring, compare=False, repr=False)

    @property
    def database(self) -> Path:
        """The office file; copying it copies everything."""
        return self.path / "keyou.db"

    @property
    def backups(self) -> Path:
        """Where verified copies of the office file are kept."""
        return self.path / "backups"

    @property
    def erased(self) -> Path:
        """Who was erased, by ids: erased again when they come back with an older file."""
        return self.backups / "erased.json"

    @property
    def damaged(self) -> Path:
        """Where damaged office files are put aside. Nothing here is ever deleted."""
        return self.path / "damaged"

    @property
    def lock(self) -> Path:
        """Held by whoever may write; says who it is, so that he can be asked to show himself."""
        return self.path / "keyou.lock"

    @property
    def safety(self) -> Path:
        """What keeping the office safe has to remember: the second folder, the last full check."""
        return self.path / "safety.json"

    @property
    def log(self) -> Path:
        """The program's log; it holds no personal data."""
        return self.path / "logs" / "keyou.log"

    @property
    def preferences(self) -> Path:
        """How the windows of this PC look: column widths and the like. May be deleted."""
        return self.path / "preferences.ini"


def default_folder() -> OfficeFolder:
    """Return the office folder of this user: 客友 in the documents folder."""
    from platformdirs import user_documents_path

    return OfficeFolder(user_documents_path() / "客友")
