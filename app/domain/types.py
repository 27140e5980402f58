"""Identifiers and enumerations shared by every layer."""

from enum import StrEnum
from typing import NewType, Self

from app.i18n import _

StaffId = NewType("StaffId", int)
ClientId = NewType("ClientId", int)
ContactId = NewType("ContactId", int)
CommunicationId = NewType("CommunicationId", int)
TaskId = NewType("TaskId", int)
BookingId = NewType("BookingId", int)
ReceiptId = NewType("ReceiptId", int)
ScreeningId = NewType("ScreeningId", int)
ScreeningLineId = NewType("ScreeningLineId", int)
BatchId = NewType("BatchId", int)
ActionId = NewType("ActionId", int)
CaseId = NewType("CaseId", int)
CaseStepId = NewType("CaseStepId", int)
DepartmentId = NewType("DepartmentId", int)
NoticeId = NewType("NoticeId", int)
TopicId = NewType("TopicId", int)
ReceptionId = NewType("ReceptionId", int)
ImportantDateId = NewType("ImportantDateId", int)
FestivalId = NewType("FestivalId", int)
CourtesyId = NewType("CourtesyId", int)
HandoverId = NewType("HandoverId", int)


class Labelled(StrEnum):
    """A stored code with the label the office uses for it."""

    label: str

    def __new__(cls, code: str, label: str = "") -> Self:
        """Make the code the value and keep the label beside it."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.label = label
        return member


class Post(Labelled):
    """The posts of the policy; the first two supervise."""

    DIRECTOR = "director", _("营销总监")
    MANAGER = "manager", _("销售部经理")
    SENIOR = "senior", _("销售高级主任")
    OFFICER = "officer", _("销售主任")
    REPRESENTATIVE = "representative", _("销售代表")

    @property
    def supervises(self) -> bool:
        """Tell whether this post sees and approves everybody's work."""
        return self in (Post.DIRECTOR, Post.MANAGER)


class ClientKind(Labelled):
    """What a client is (客户类别)."""

    COMPANY = "company", _("协议公司")
    AGENCY = "agency", _("旅行社")
    BOOKING_CENTRE = "booking_centre", _("订房中心")
    GOVERNMENT = "government", _("机关")
    ASSOCIATION = "association", _("协会")
    MEETING_GROUP = "meeting_group", _("会议团体")
    LONG_STAY = "long_stay", _("长住")
    BANQUET = "banquet", _("宴会")
    PERSON = "person", _("个人")


class ClientStatus(Labelled):
    """Whether the office sells to the client (客户状态)."""

    ACTIVE = "active", _("合作")
    CLOSED = "closed", _("停用")
    BLACKLISTED = "blacklisted", _("黑名单")


class Standing(Labelled):
    """准/新/老客户 (policy P2): follows from the bookings, never entered."""

    PROSPECT = "prospect", _("准客户")
    NEW = "new", _("新客户")
    EXISTING = "existing", _("老客户")


class Sex(Labelled):
    """How a contact is addressed."""

    MALE = "male", _("先生")
    FEMALE = "female", _("女士")


class ContactRole(Labelled):
    """What a contact decides at the client."""

    DECIDES = "decides", _("决策")
    INFLUENCES = "influences", _("影响")
    BOOKS = "books", _("订房")
    FINANCE = "finance", _("财务")
    SIGNS = "signs", _("签单")
    STAYS = "stays", _("使用")


class Channel(Labelled):
    """How a communication was held (policy P5)."""

    VISIT = "visit", _("拜访")
    MEETING = "meeting", _("客户会议")
    RECEPTION = "reception", _("来访接待")
    CALL = "call", _("电话")
    LETTER_IN = "letter_in", _("来函")
    LETTER_OUT = "letter_out", _("去函")
    MESSAGE = "message", _("信息")
    HOTLINE = "hotline", _("投诉热线")


class Direction(Labelled):
    """Who began the communication."""

    OUT = "out", _("我方发起")
    IN = "in", _("客户发起")


class Purpose(Labelled):
    """What the communication was for (policy P5, P6, P7)."""

    LISTEN = "listen", _("倾听")
    EDUCATE = "educate", _("教育")
    HELP = "help", _("帮助")


class Tone(Labelled):
    """Which of the two kinds of communication it was (policy P14)."""

    BUSINESS = "business", _("业务沟通")
    EMOTIONAL = "emotional", _("情感沟通")


class Reaction(Labelled):
    """How the client took it."""

    PLEASED = "pleased", _("满意")
    NEUTRAL = "neutral", _("一般")
    DISPLEASED = "displeased", _("不满意")


class TaskKind(Labelled):
    """What a task is."""

    FOLLOW_UP = "follow_up", _("跟进")
    COURTESY = "courtesy", _("礼节")
    COORDINATION = "coordination", _("协调")
    OTHER = "other", _("其他")


class TaskStatus(Labelled):
    """Where a task stands."""

    OPEN = "open", _("待办")
    DONE = "done", _("已完成")
    DROPPED = "dropped", _("不做")


class BookingKind(Labelled):
    """What was sold."""

    ROOMS = "rooms", _("散客")
    GROUP = "group", _("团队")
    MEETING = "meeting", _("会议")
    BANQUET = "banquet", _("宴会")
    LONG_STAY = "long_stay", _("长住")
    MONTHLY_TOTAL = "monthly_total", _("月度汇总")


class BookingStatus(Labelled):
    """Where a booking stands."""

    ENQUIRY = "enquiry", _("询价")
    TENTATIVE = "tentative", _("暂定")
    CONFIRMED = "confirmed", _("确认")
    COMPLETED = "completed", _("已离店")
    CANCELLED = "cancelled", _("已取消")
    NO_SHOW = "no_show", _("未到店")
    LOST = "lost", _("流失")


class Staying(Labelled):
    """What a file says of a booking whose guests have come: over or not is a matter of its days."""

    STAYING = "staying", _("在住")


class PayMethod(Labelled):
    """How money came in."""

    TRANSFER = "transfer", _("转账")
    CHEQUE = "cheque", _("支票")
    CASH = "cash", _("现金")
    CARD = "card", _("刷卡")
    WECHAT = "wechat", _("微信")
    ALIPAY = "alipay", _("支付宝")
    OTHER = "other", _("其他")


class GradeSource(Labelled):
    """Whence a client has its grade."""

    SCREENING = "screening", _("年终筛选")
    HAND = "hand", _("手工评定")
    IMPORT = "import", _("导入")


class Dimension(Labelled):
    """The five dimensions of the year-end screening (policy P9)."""

    VOLUME = "volume", _("预订额")
    PROFIT = "profit", _("收益性")
    SAFETY = "safety", _("安全性")
    FUTURE = "future", _("未来性")
    COOPERATION = "cooperation", _("合作性")


class ScreeningState(Labelled):
    """Where a screening stands."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("已提交")
    APPROVED = "approved", _("已批准")


class ImportKind(Labelled):
    """What a file holds."""

    CLIENTS = "clients", _("客户档案")
    BOOKINGS = "bookings", _("预订明细")
    RECEIPTS = "receipts", _("收款明细")
    COMMUNICATIONS = "communications", _("沟通记录")


class TaskRule(Labelled):
    """Which rule of 今日 a task answers."""

    CONTACT = "contact", _("该联系了")
    VISIT = "visit", _("该拜访了")
    BIRTHDAY = "birthday", _("生日")
    IMPORTANT_DATE = "important_date", _("重要日子")
    FESTIVAL = "festival", _("节日")
    AGREEMENT = "agreement", _("协议到期")
    MONEY = "money", _("账款逾期")
    REVIEW = "review", _("计划回顾")


class CaseKind(Labelled):
    """What a client's problem is (policy P7, P13)."""

    COMPLAINT = "complaint", _("投诉")
    ENQUIRY = "enquiry", _("问讯")
    BOOKING = "booking", _("预订")
    TRANSFER = "transfer", _("接送")
    PAYMENT = "payment", _("付款")
    OTHER = "other", _("其他")


class Severity(Labelled):
    """How serious a problem is."""

    ORDINARY = "ordinary", _("一般")
    SERIOUS = "serious", _("重要")
    URGENT = "urgent", _("紧急")


class CaseState(Labelled):
    """Where a problem stands; solved is not closed."""

    WAITING = "waiting", _("待处理")
    WORKING = "working", _("处理中")
    SOLVED = "solved", _("已解决")
    CLOSED = "closed", _("已关闭")


class ReceptionState(Labelled):
    """Where the reception of an important guest stands."""

    PLANNED = "planned", _("待接待")
    RECEIVED = "received", _("已接待")
    CANCELLED = "cancelled", _("已取消")


class DateKind(Labelled):
    """What an important date is."""

    FOUNDING = "founding", _("成立日")
    COOPERATION = "cooperation", _("合作纪念日")
    PERSONAL = "personal", _("个人纪念日")
    OTHER = "other", _("其他")


class Occasion(Labelled):
    """What a courtesy was done for."""

    BIRTHDAY = "birthday", _("生日")
    IMPORTANT_DATE = "important_date", _("重要日子")
    FESTIVAL = "festival", _("节日")
    OTHER = "other", _("其他")


class LetterKind(Labelled):
    """What is made from a template."""

    LETTER = "letter", _("信函")
    LABEL = "label", _("标签")


class Scale(Labelled):
    """大客户/一般客户 (policy P2): decided by a supervisor, from proposals."""

    MAJOR = "major", _("大客户")
    ORDINARY = "ordinary", _("一般客户")


class StandardKind(Labelled):
    """Whose a service standard is; that of 大客户 and 一般客户 is only a strategy."""

    GRADE = "grade", _("等级")
    STANDING = "standing", _("准/新/老客户")
    SCALE = "scale", _("大/一般客户")


class Phase(Labelled):
    """Before, during and after a sale (policy P18)."""

    BEFORE = "before", _("售前")
    DURING = "during", _("售中")
    AFTER = "after", _("售后")


class ConsentKind(Labelled):
    """What a person agrees to or refuses."""

    KEEPING = "keeping", _("保存个人信息")
    ADVERTISING = "advertising", _("接收广告")
