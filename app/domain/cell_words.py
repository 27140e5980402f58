"""The words offices write for the choices of the program, in Chinese and English."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TypeVar

from app.domain.cells import Cell, CellError, both_languages, folded, shown, word
from app.domain.clients import GRADES
from app.domain.types import (
    BookingKind,
    BookingStatus,
    Channel,
    ClientKind,
    ClientStatus,
    Direction,
    Labelled,
    PayMethod,
    Purpose,
    Reaction,
    Sex,
    Staying,
    Tone,
)
from app.i18n import _

Choice = TypeVar("Choice", bound=Labelled)

_WORDS: Mapping[type[Labelled], str] = {
    ClientKind: """
        company: 公司 企业 协议 协议单位 协议客户 商务公司 公司客户 商务客户 单位 合约公司
            合约 国企 央企 外企 民企 私企 集团 集团公司 工厂 商社 银行
            corporate company cor corp account
        agency: 旅行社客户 旅游公司 旅行代理 旅行代理商 代理 代理商 国旅 地接社 组团社
            旅游 agency agent travelagent ta travelagency wholesaler
        booking_centre: 订房公司 订房网 网络订房 网络 网络公司 在线旅行社 线上旅行社 线上
            ota 预订中心 订房网站 网站 分销商 onlineta source
        government: 政府 政府机关 政府机构 机关单位 机关事业 机关事业单位 事业单位
            政府部门 党政机关 使馆 学校 高校 医院 government gov
        association: 学会 商会 社团 社会团体 协会商会 行业协会 association
        meeting_group: 会议 团体 团队 会议团队 会议公司 会展公司 会展 会务公司 会务
            会议客户 团队客户 mice meeting group groups conference
        long_stay: 长住客 长包房 长住客户 长包 长住公司 longstay longterm
        banquet: 宴会客户 餐饮 宴席 婚宴 banquet catering
        person: 散客 个人客户 私人 会员 vip个人 individual person guest fit
    """,
    ClientStatus: """
        active: 合作中 正常 有效 启用 活跃 在用 开户 active open valid a 是 y
        closed: 停止 停止合作 终止 关闭 无效 失效 注销 休眠 流失 已停用 终止合作 冻结
            closed inactive disabled stopped i
        blacklisted: 拉黑 禁用 拒绝往来 blacklisted blacklist
    """,
    Sex: """
        male: 男 男士 男性 m male mr mr.
        female: 女 女性 小姐 f female ms ms. mrs mrs. miss
    """,
    Channel: """
        visit: 上门拜访 上门 登门拜访 登门 走访 外访 出访 外出拜访 实地拜访 回访 面谈
            拜访客户 登门走访 visit salescall outsidecall personalvisit
        meeting: 会议 座谈会 座谈 答谢会 联谊会 恳谈会 客户座谈会 客户答谢会 客户联谊 活动
            meeting event
        reception: 来访 接待 到访 客户来访 来店 来店参观 参观 上门接待 到店 到店接待 考察
            看房 reception showaround siteinspection sitevisit walkin
        call: 致电 去电 来电 电话沟通 电话拜访 电话回访 电访 电话联系 手机 通话 call phone
            telephone tel phonecall
        letter_in: 来信 收函 来传真 letterin incomingletter
        letter_out: 去信 发函 信函 函件 传真 去传真 寄信 书信 函 信件 letter letterout fax
            mail
        message: 微信 短信 邮件 电子邮件 电邮 qq 企业微信 微信沟通 消息 钉钉 线上 网络
            whatsapp wechat sms email e-mail message im line
        hotline: 投诉 热线 投诉电话 客户投诉 免费投诉热线 免费热线 800 400 400热线 800热线
            hotline complaint
    """,
    Direction: """
        out: 我方 主动 去 外呼 去电 呼出 拨出 发出 我方主动 out outgoing outbound
        in: 客户 客方 被动 来 来电 呼入 拨入 收到 客户主动 对方 in incoming inbound
    """,
    Purpose: """
        listen: listening 倾听意见 了解 征求意见 收集意见 听取意见 意见收集 意见征询 回访 了解需求
            需求了解 调研 listen
        educate: 介绍 宣传 推介 推广 产品介绍 推介产品 讲解 培训 教育客户 指导 educate
            introduce promotion
        help: 协助 服务 协调 支持 解决问题 帮助客户 办理 跟进 help assist support
    """,
    Tone: """
        business: 业务 商务 公务 工作 business
        emotional: 情感 感情 感情沟通 联络感情 情感联络 私人 emotional personal
    """,
    Reaction: """
        pleased: 很满意 非常满意 较满意 比较满意 好 很好 良好 积极 正面 赞扬 表扬 高兴
            good pleased satisfied positive
        neutral: 普通 中立 平淡 尚可 还可以 中 无反馈 ok neutral fair average
        displeased: 很不满意 非常不满意 较不满意 不满 差 较差 很差 消极 负面 抱怨 生气 bad
            displeased unsatisfied dissatisfied negative poor
    """,
    BookingKind: """
        rooms: 客房 散客预订 订房 房间 住房 商务散客 散 个人 fit room rooms transient
            individual
        group: 团 团体 旅游团 团队预订 旅行团 系列团 group grp groups git
        meeting: 会议团 会务 会展 会议预订 会议团队 meeting mice conference con convention
        banquet: 宴席 餐饮 婚宴 用餐 宴会预订 banquet catering food
        long_stay: 长包房 长住房 长包 longstay longterm
        monthly_total: 月汇总 月度 汇总 月合计 月统计 monthlytotal monthly
    """,
    BookingStatus: """
        enquiry: 询问 问价 咨询 意向 洽谈 报价 enquiry inquiry inq prospect
        tentative: 待定 待确认 未确认 预留 候补 等候 等待 暂留 tentative ten waitlist
            waitlisted wait pending option opt
        confirmed: 已确认 预订 已预订 预定 已预定 保证 担保 预抵 应到
            预计到店 confirmed confirm conf definite def reserved reservation res guaranteed
            gtd duein r
        completed: 离店 退房 已退房 已用房 out 结账 已结账 已结算 已结 完成 已完成 已消费 成交
            已离 已走 正常离店 结账离店 实际入住 已结帐 结帐 checkedout check-out checkout c/o co
            departed completed complete stayed actual act posted o closed
        cancelled: 取消 已退订 退订 作废 撤销 已撤销 客户取消 取消预订 canceled cancelled
            cancel cxl cnl can x cancellation
        no_show: 未到 应到未到 失约 没到 未入住 未抵店 未抵 noshow no-show no_show ns n/s n
        lost: 丢失 未成交 失单 流单 丢单 婉拒 拒绝 lost turndown regret denied declined
    """,
    Staying: """
        staying: 在店 入住 已入住 已住 住店 已到 已到店 已抵店 续住 预离 应离 dueout inhouse
            in-house checkedin checked-in check-in checkin c/i ci i
    """,
    PayMethod: """
        transfer: 银行转账 银行转帐 转帐 汇款 电汇 银行汇款 对公转账 网银 银行 对公 公对公 公户
            t/t tt 挂账结算 transfer banktransfer wire tt remittance bank
        cheque: 转账支票 支票转账 汇票 本票 银行汇票 承兑汇票 cheque check chq
        cash: 现款 人民币 现付 现钞 cash
        card: 信用卡 银行卡 pos pos机 pos刷卡 借记卡 卡 银联 银联卡 贷记卡 card creditcard
            visa master mastercard amex debit unionpay
        wechat: 微信支付 微信转账 微支付 wechat wechatpay wx
        alipay: 支付宝转账 ali alipay zfb
        other: 其它 冲账 抵扣 预付款 押金 订金 储值 other others misc
    """,
}


def choice(cell: Cell, kind: type[Choice]) -> Choice:
    """Return the choice a word stands for: its label, its code or a usual synonym.

    Raises:
        CellError: No choice goes by this word; the sentence names those there are.
    """
    known: Mapping[str, Choice] = _members(kind)
    said = word(shown(cell))
    if found := known.get(said) or known.get(said.replace("-", "").replace("_", "")):
        return found
    if both := both_languages(said):
        members = {known.get(part) for part in both}
        if len(members) == 1 and (member := members.pop()) is not None:
            return member
    labels = "、".join(member.label for member in kind)
    raise CellError(_("不认识这个说法，可以填：{labels}。").format(labels=labels))


_GRADE_WORDS = re.compile("[级類类等]|客[户戶]|client|grade")


def grade(cell: Cell) -> str:
    """Return a grade: “A级”, “b 类客户”.

    Raises:
        CellError: It is none of the office's.
    """
    found = _GRADE_WORDS.sub("", word(shown(cell))).upper()
    if found not in GRADES:
        raise CellError(_("等级应是 {grades} 之一。").format(grades="、".join(GRADES)))
    return found


def booking_status(cell: Cell) -> BookingStatus | Staying:
    """Return the status a word stands for, or that the guests have come.

    Raises:
        CellError: As ``choice`` does.
    """
    try:
        return choice(cell, BookingStatus)
    except CellError as error:
        try:
            return choice(cell, Staying)
        except CellError:
            raise error from None


@cache
def _members(kind: type[Choice]) -> Mapping[str, Choice]:
    """Map every folded word to its member; a label or code wins over a synonym."""
    words: dict[str, Choice] = {}
    member = next(iter(kind))
    for written in _WORDS.get(kind, "").split():
        if written.endswith(":"):
            member = kind(written[:-1])
        else:
            words[folded(written)] = member
    return words | {folded(name): m for m in kind for name in (m.label, m.value)}


_REFUND = re.compile("退(?:款|费|还|回|[订定押]金)?|返还|红冲|冲销|红字|冲减|冲账|支出|refund")
SIDES = frozenset(["借", "贷", "借方", "贷方", "dr", "cr", "debit", "credit"])
"""Which of them is money received depends on whose ledger it is."""


def refund(cell: Cell) -> bool | None:
    """Tell whether a payment is called one that was paid back; None where nothing is said of it.

    Raises:
        CellError: It tells the side of a ledger.
    """
    said = word(shown(cell))
    if said in SIDES:
        raise CellError(
            _(
                "写着借方、贷方，分不清哪些是消费、哪些是收款：请只留要导入的那一种，"
                "退款的金额写成负数，再在“核对列”里不导入这一列。"
            )
        )
    return True if _REFUND.fullmatch(said) else None
