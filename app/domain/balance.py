"""Business against emotional contacts (两种沟通, policy P14)."""

from app.domain.types import Labelled
from app.i18n import _

SQUARES = 10
BUSINESS_SQUARE, EMOTIONAL_SQUARE = "■", "□"


class Balance(Labelled):
    """Which kinds of contact a client had in a period."""

    BOTH = "both", _("两种都有")
    BUSINESS_ONLY = "business_only", _("只有业务")
    EMOTIONAL_ONLY = "emotional_only", _("只有情感")
    NONE = "none", _("都没有")


def balance_of(business: int, emotional: int) -> Balance:
    """Return which kinds there were."""
    if business and emotional:
        return Balance.BOTH
    if business:
        return Balance.BUSINESS_ONLY
    return Balance.EMOTIONAL_ONLY if emotional else Balance.NONE


def balance_bar(business: int, emotional: int) -> str:
    """Return ten squares that share out the contacts; what there is has at least one of them."""
    told = business + emotional
    if not told:
        return ""
    full = round(SQUARES * business / told)
    if business and emotional:
        full = min(max(full, 1), SQUARES - 1)
    return BUSINESS_SQUARE * full + EMOTIONAL_SQUARE * (SQUARES - full)
