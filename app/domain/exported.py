"""What every paper and workbook says of itself: the policy's head (P20) and who made it when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PolicyHead:
    """The head of the office's printed papers (policy P20); empty fields print as blanks.

    The title and the number of pages are each paper's own.

    Attributes:
        subordinate_hotel: 属下酒店, which also stands large above the head.
        serial: 序号 of the policy or paper.
        edition: 版本号.
        submitted_to: 呈送.
        copied_to: 抄送.
        issued_by: 签发人.
        approved_by: 批准人.
        effective_on: 生效日期.
        revised_on: 修订日期.
    """

    subordinate_hotel: str = ""
    serial: str = "SG-SM-PP-SE028"
    edition: str = ""
    submitted_to: str = ""
    copied_to: str = ""
    issued_by: str = ""
    approved_by: str = ""
    effective_on: date | None = None
    revised_on: date | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who printed or exported it, and the local time they did."""

    by: str
    at: datetime
