"""What a password must be, how long to wait after wrong ones, and codes to be copied by hand."""

import secrets
import time
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from math import ceil

from app.i18n import _

SHORTEST, LONGEST = 8, 200
FREE_FAILURES = 5
"""So many wrong passwords in a row cost no wait but that of the next try."""
WAITS = (30, 60, 120, 300, 900)
"""Seconds to wait after the fifth wrong password in a row, the sixth …; the last one stays."""
LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""What codes are written with: without 0, 1, I and O, which are read for one another."""
GROUP = 4
ONE_TIME_LENGTH = 8
RECOVERY_LENGTH = 20
"""Letters of a recovery code, the last of which is a check of the others: 95 bits by chance."""


def normalised(password: str) -> str:
    """Return the password as it is checked: full-width letters and digits are the usual ones."""
    return unicodedata.normalize("NFKC", password)


def password_problem(password: str, name: str = "") -> str:
    """Return why this cannot be the password of a person; empty when it can."""
    typed = normalised(password)
    if len(typed) < SHORTEST:
        return _("密码至少 {n} 位。").format(n=SHORTEST)
    if len(typed) > LONGEST:
        return _("密码最多 {n} 位。").format(n=LONGEST)
    if len(set(typed)) <= 2 or _in_a_row(typed):  # noqa: PLR2004 - as 11111111 and 12121212
        return _("这样的密码一猜就中，请换一个。")
    if name and typed.replace(name, "").strip() == "":
        return _("密码不能就是姓名。")
    return ""


def _in_a_row(text: str) -> bool:
    steps = {ord(after) - ord(before) for before, after in pairwise(text)}
    return steps in ({1}, {-1})


def wait_after(failures: int) -> int:
    """Return how many seconds to wait before another try after so many wrong ones in a row."""
    if failures < FREE_FAILURES:
        return 0
    return WAITS[min(failures - FREE_FAILURES, len(WAITS) - 1)]


class Delays:
    """How long each door stays shut, by a clock that only ever goes on and that nobody sets.

    What is known stands in the file: how many tries were wrong. A wait begins when this process
    first sees that number, so that a new start begins it anew, and a changed date changes nothing.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[str, tuple[int, float]] = {}

    def left(self, whose: str, failures: int) -> float:
        """Return for how many seconds a try by ``whose`` must still wait."""
        known, since = self._seen.get(whose, (None, 0.0))
        if known != failures:
            since = self._clock()
            self._seen[whose] = (failures, since)
        return max(wait_after(failures) - (self._clock() - since), 0.0)


def waiting_text(seconds: float) -> str:
    """Return how long is still to be waited, as it is told."""
    whole = ceil(seconds)
    minutes, rest = divmod(whole, 60)
    if not minutes:
        return _("{n} 秒").format(n=rest)
    return _("{m} 分 {s:02} 秒").format(m=minutes, s=rest)


def warning_after(failures: int) -> str:
    """Return what is said besides 密码不对: how many tries are left before one must wait."""
    left = FREE_FAILURES - failures
    if failures < 3 or left <= 0:  # noqa: PLR2004 - who mistyped once needs no warning
        return ""
    return _("再错 {n} 次就要等一会儿才能再试。").format(n=left)


def new_one_time_password() -> str:
    """Return a password to be told to a person and changed at the first sign-in: K7MP-3QTX."""
    return _grouped("".join(secrets.choice(LETTERS) for _n in range(ONE_TIME_LENGTH)))


def new_recovery_code() -> str:
    """Return a code to be printed, in groups of four."""
    bare = "".join(secrets.choice(LETTERS) for _n in range(RECOVERY_LENGTH - 1))
    return _grouped(bare + _check_letter(bare))


def bare_code(typed: str) -> str:
    """Return a code as it is checked, however it was typed: no dashes, no spaces, capitals."""
    return "".join(letter for letter in normalised(typed).upper() if letter.isalnum())


def recovery_code_problem(typed: str) -> str:
    """Return what is wrong with how a recovery code was copied; empty when nothing is.

    So a slip of the pen is no wrong try.
    """
    bare = bare_code(typed)
    if strange := sorted(set(bare) - set(LETTERS)):
        told = _("恢复码里没有 {letters}：只有数字 2–9 和除 I、O 以外的大写字母。")
        return told.format(letters="、".join(strange))
    if len(bare) != RECOVERY_LENGTH:
        told = _("恢复码是 {n} 位，这里是 {m} 位。")
        return told.format(n=RECOVERY_LENGTH, m=len(bare))
    if _check_letter(bare[:-1]) != bare[-1]:
        return _("恢复码抄错了，请对照纸上逐组检查。")
    return ""


def _check_letter(bare: str) -> str:
    """Return a letter that another one tells of any one letter that is wrong."""
    total = sum((2 * place + 1) * LETTERS.index(one) for place, one in enumerate(bare))
    return LETTERS[total % len(LETTERS)]


def _grouped(bare: str) -> str:
    return "-".join(bare[at : at + GROUP] for at in range(0, len(bare), GROUP))
