"""Columns that several kinds of file have: whose row it is, and who did it."""

from dataclasses import replace

from app.domain.importable.field import Holds, field
from app.i18n import _

CLIENT_CODES = (
    "客户编号 客户代码 客户号 客户编码 客户账号 客户帐号 单位编号 单位代码 单位编码 "
    "公司编号 公司代码 协议单位编号 协议单位代码 档案号 档案编号 客户档案号 客户id "
    "clientcode clientno clientid clientnumber accountcode accountno accountid "
    "accountnumber companycode companyid companyno customercode customerid "
    "customerno customernumber custid custno custcode profileid nameid agentcode arno araccount "
    "aracct ar账号 "
    "应收账号 应收帐号 账户编号 ~编号 代码 编码 账号 帐号 账户 帐户 id code no "
    "account 序列号 协议代码 客户"
)
CLIENT_NAMES = (
    "客户名称 客户全称 客户名 客户单位 客户单位名称 公司名称 公司全称 单位名称 "
    "单位全称 协议单位 协议单位名称 协议公司 协议公司名称 签约单位 签约公司 "
    "合约客户 合约客户名称 协议客户 协议客户名称 合同单位 "
    "合约单位 合约公司 订房单位 预订单位 预定单位 订房公司 预订公司 订房客户 "
    "客户全名 公司全名 单位全名 客户公司 客人单位 公司单位 客户旅行社 旅行社名称 旅行社 公司旅行社 "
    "客户单位全称 付款单位 付款单位名称 付款方 付款客户 付款公司 缴款单位 交款单位 "
    "来款单位 来款方 汇款单位 汇款方 对方户名 对方单位 对方名称 受访单位 拜访单位 "
    "拜访客户 拜访客户名称 被访单位 受访客户 被访客户 合作单位 合作公司 往来单位 "
    "应收单位 挂账单位 挂帐单位 消费单位 结算单位 accountname company companyname "
    "clientname client customername customer corporatename travelagent "
    "travelagentname agentname agencyname organisation organization payer paidby receivedfrom "
    "companyagent companytravelagent ~客户 单位 公司 名称 全称 account 企业名称 "
    "企业 机构名称 机构 name agent agency 客源 来源单位 客户来源 户名 代理商"
)

_SHORT = "客户简称 单位简称 公司简称 简称"
"""A file of clients has the whole name beside it."""

CLIENT_REFERENCE = (
    field("client_code", _("客户编号"), CLIENT_CODES, Holds.CODE, 40, downwards=True),
    field(
        "client_name", _("客户名称"), f"{CLIENT_NAMES} {_SHORT}", Holds.TEXT, 200, downwards=True
    ),
)

_AGENTS = (
    "旅行社 旅行社名称 订房中心 代理商 代理 中介 中介公司 travelagent travelagentname agent agency "
    "agentname agencyname ta"
)

BOOKING_REFERENCE = (
    CLIENT_REFERENCE[0],
    replace(
        CLIENT_REFERENCE[1],
        headings=CLIENT_REFERENCE[1].headings - set(_AGENTS.split()),
        vague=CLIENT_REFERENCE[1].vague - set(_AGENTS.split()),
    ),
    field("agent", _("旅行社（没有写公司的，算它的）"), _AGENTS, Holds.TEXT, 200, downwards=True),
)
"""A booking made by an agency for a company is the company's; without one, the agency's."""

STAFF = (
    "经办人 业务员 销售员 销售代表 销售经理 客户经理 销售 销售人员 拜访人 拜访人员 "
    "记录人 跟进人 跟进人员 负责人 责任人 销售负责人 接待人 登记人 我方人员 执行人 "
    "沟通人 填写人 负责业务 业务负责人 salesperson salesrep sales salesmanager accountmanager "
    "owner staff user handledby createdby loggedby manager 销售姓名 营销员 营销代表 营销经理 ~姓名 "
    "人员 录入人 操作员 rep accountowner"
)
CURRENCY = field(
    "currency",
    _("币种"),
    "币种 币别 货币 货币种类 货币代码 结算币种 currency currencycode curr ccy",
    Holds.RENMINBI,
)
REFUND = field(
    "refund",
    _("是不是退款"),
    "收款退款 收退 收退款 收退标志 收支 收支类型 收支方向 借贷 借贷标志 借贷方向",
    Holds.REFUND,
)
"""Amounts of what is called a refund lie below zero."""
