"""What every paper and workbook says of itself: the policy's head (P20) and who made it when."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class PolicyHead:
    """The head of the office's printed papers (policy P20); empty fields print as blanks.

    The title and the number of pages are each paper's own.

    Attributes:
        hotel: 属下酒店, which also stands large above the head.
        serial: 序号 of the policy or paper.
        version: 版本号.
        sent_to: 呈送.
        copied_to: 抄送.
        issued_by: 签发人.
        approved_by: 批准人.
        effective_on: 生效日期.
        revised_on: 修订日期.
    """

    hotel: str
    serial: str = "SG-SM-PP-SE028"
    version: str = ""
    sent_to: str = ""
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
