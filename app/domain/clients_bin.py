"""What the recycle bin holds (回收站)."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.types import ClientId, Labelled
from app.i18n import _


class BinKind(Labelled):
    """Which records can be deleted and taken back."""

    CLIENT = "client", _("客户")
    CONTACT = "contact", _("联系人")
    COMMUNICATION = "communication", _("沟通记录")
    BOOKING = "booking", _("预订")
    RECEIPT = "receipt", _("收款")
    AGREEMENT = "agreement", _("协议")
    SIGNER = "signer", _("签单人")
    ATTACHMENT = "attachment", _("附件")
    CASE = "case", _("问题")
    RECEPTION = "reception", _("接待")
    NOTICE = "notice", _("公告")
    IMPORTANT_DATE = "important_date", _("重要日子")
    COURTESY = "courtesy", _("礼节")


@dataclass(frozen=True, slots=True)
class BinItem:
    """One deleted record: what it is, and the client it belongs to."""

    kind: BinKind
    record_id: int
    title: str
    client_id: ClientId
    client_name: str
    deleted_at: datetime

    @property
    def id(self) -> int:
        """A number no other item has, so that a table can tell items apart."""
        return self.record_id * len(BinKind) + list(BinKind).index(self.kind)
