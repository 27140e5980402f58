"""What an office sets once: its name, the head of its papers, how it counts."""

from dataclasses import asdict, dataclass, field, replace

from app.domain.exported import PolicyHead
from app.domain.lengths import length_problem
from app.i18n import _

DEFAULT_NEW_MONTHS = 12
MOST_NEW_MONTHS = 120
LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class OfficeSettings:
    """The office's own settings.

    ``new_months``: for how many months after its first stay a client counts as 新客户.
    """

    hotel_name: str = ""
    department: str = "销售部"
    head: PolicyHead = field(default_factory=PolicyHead)
    new_months: int = DEFAULT_NEW_MONTHS


def settings_problems(settings: OfficeSettings) -> dict[str, str]:
    """Return a message for each field that breaks a rule; those of the head by their own names."""
    texts = {"hotel_name": settings.hotel_name, "department": settings.department}
    texts |= {name: text for name, text in asdict(settings.head).items() if isinstance(text, str)}
    found: dict[str, str] = {}
    for name, text in texts.items():
        found |= length_problem(name, text, LONGEST_TEXT)
    if not settings.hotel_name.strip():
        found["hotel_name"] = _("请填写酒店名称，它印在每张公文上。")
    if not 1 <= settings.new_months <= MOST_NEW_MONTHS:
        found["new_months"] = _("请填写 1 到 {most} 之间的月数。").format(most=MOST_NEW_MONTHS)
    return found


def printed_head(settings: OfficeSettings) -> PolicyHead:
    """Return the head as papers and workbooks draw it: with the hotel's name where none is set."""
    hotel = settings.head.subordinate_hotel or settings.hotel_name
    return replace(settings.head, subordinate_hotel=hotel)
