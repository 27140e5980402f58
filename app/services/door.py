"""What guards an office that uses passwords, in one process: its waits, and what a hash costs.

Without the tables, so that the window's start can make one.
"""

from dataclasses import dataclass, field

from app.domain.passwords import Delays, waiting_text
from app.errors import AppError
from app.i18n import _

_NO_MEMORY = "Memory allocation"
"""How argon2 begins to tell of it."""


class WrongPasswordError(AppError):
    """The password or code is not the right one; the try was counted.

    Attributes:
        seconds: How long to wait before the next try.
    """

    def __init__(self, told: str, seconds: float) -> None:
        super().__init__(told)
        self.seconds = seconds


class MustWaitError(AppError):
    """Too many were wrong; nothing was tried.

    Attributes:
        seconds: How long is still to be waited.
    """

    def __init__(self, seconds: float) -> None:
        told = _("密码连续错了多次，请等 {time}再试。")
        super().__init__(told.format(time=waiting_text(seconds)))
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Cost:
    """What argon2id costs: rounds, memory in KiB, threads. By default RFC 9106's second choice."""

    rounds: int = 3
    memory: int = 64 * 1024
    threads: int = 4


@dataclass(frozen=True, slots=True)
class Door:
    """What every check of this process shares: the waits it saw, and what a hash costs."""

    delays: Delays = field(default_factory=Delays)
    cost: Cost = Cost()

    def hash_of(self, secret: str) -> str:
        """Return the argon2id hash of a password or code; takes some 150 ms."""
        from argon2 import PasswordHasher

        hasher = PasswordHasher(self.cost.rounds, self.cost.memory, self.cost.threads)
        return hasher.hash(secret)


def matches(kept: str, typed: str) -> bool:
    """Tell whether a hash is that of what was typed; takes as long as the hash cost.

    Raises:
        AppError: There is not memory enough to tell.
    """
    from argon2 import PasswordHasher
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return PasswordHasher().verify(kept, typed)
    except (VerificationError, InvalidHashError) as error:
        if _NO_MEMORY in str(error):
            told = _("内存不够，没能核对密码。请关掉一些程序再试。")
            raise AppError(told) from error
        return False
