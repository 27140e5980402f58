"""What valid agreements, rates and authorised signers are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from app.domain.clients import MOST_CREDIT, too_long
from app.i18n import _

MOST_BREAKFASTS: Final = 20
AGREEMENT_LIMITS: Final[Mapping[str, int]] = {"number": 60}
RATE_LIMITS: Final[Mapping[str, int]] = {"room_type": 60, "season": 60, "notes": 200}
SIGNER_LIMITS: Final[Mapping[str, int]] = {"name": 60, "telephone": 60, "notes": 200}


@dataclass(frozen=True, slots=True)
class RateDraft:
    """One agreed rate: yuan a night for a room type in a season."""

    room_type: str = ""
    season: str = ""
    rate: Decimal | None = None
    breakfasts: int | None = None
    notes: str = ""

    def problem(self) -> str:
        """Return what is wrong with it as one sentence, or an empty text."""
        if not self.room_type.strip():
            return _("请填写房型。")
        if self.rate is None or not 0 <= self.rate <= MOST_CREDIT:
            return _("请填写协议价（元/房夜），不能为负数。")
        if self.breakfasts is not None and not 0 <= self.breakfasts <= MOST_BREAKFASTS:
            return _("早餐份数应在 0 到 {most} 之间。").format(most=MOST_BREAKFASTS)
        return next(iter(too_long(self, RATE_LIMITS).values()), "")


@dataclass(frozen=True, slots=True)
class AgreementDraft:
    """A rate agreement (协议) and how long it runs, first and last day included."""

    number: str = ""
    signed_on: date | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    notes: str = ""
    rates: tuple[RateDraft, ...] = ()

    def problems(self) -> dict[str, str]:
        """Return a message for each field that breaks a rule; empty when it may be saved."""
        found = too_long(self, AGREEMENT_LIMITS)
        if not self.number.strip() and self.valid_to is None:
            found["number"] = _("请填写协议编号或有效期。")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            found["valid_to"] = _("有效期的止日不能早于起日。")
        for row, rate in enumerate(self.rates, 1):
            if (problem := rate.problem()) and "rates" not in found:
                found["rates"] = _("第 {row} 行：{problem}").format(row=row, problem=problem)
        return found


@dataclass(frozen=True, slots=True)
class SignerDraft:
    """A person authorised to sign bills (有权签单人). ``limit`` None means without a limit."""

    name: str = ""
    telephone: str = ""
    limit: Decimal | None = None
    valid_to: date | None = None
    notes: str = ""

    def problems(self) -> dict[str, str]:
        """Return a message for each field that breaks a rule; empty when it may be saved."""
        found = too_long(self, SIGNER_LIMITS)
        if not self.name.strip():
            found["name"] = _("请填写签单人姓名。")
        if self.limit is not None and not 0 <= self.limit <= MOST_CREDIT:
            found["limit"] = _("签单限额应在 0 到 100 亿元之间。")
        return found
