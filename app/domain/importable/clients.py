"""Columns of a file of clients (客户档案), the contact in the same row."""

from app.domain.importable.contacts import CONTACTS
from app.domain.importable.field import LONG_TEXT, Holds, field
from app.domain.importable.shared import CLIENT_CODES, CLIENT_NAMES, STAFF
from app.domain.types import ClientKind, ClientStatus
from app.i18n import _

CLIENTS = (
    field("code", _("客户编号"), CLIENT_CODES, Holds.CODE, 40),
    field("name", _("客户名称"), CLIENT_NAMES, Holds.TEXT, 200),
    field(
        "short_name",
        _("简称"),
        "简称 客户简称 公司简称 单位简称 单位简写 简写 简名 别名 常用名 searchname shortname "
        "briefname "
        "nickname alias "
        "abbreviation",
        Holds.TEXT,
        100,
    ),
    field(
        "english_name",
        _("英文名称"),
        "英文名称 英文名 客户英文名 公司英文名 公司英文名称 英文全称 外文名称 "
        "englishname nameenglish nameinenglish",
        Holds.TEXT,
        200,
    ),
    field(
        "kind",
        _("客户类别"),
        "客户类别 客户类型 客户性质 单位类别 单位类型 单位性质 公司类型 公司性质 "
        "客户种类 客户分类 客户属性 单位属性 协议类型 账户类型 clienttype accounttype "
        "customertype companytype "
        "clientkind profiletype ~类别 类型 性质 分类 type kind category",
        Holds.CHOICE,
        choices=ClientKind,
    ),
    field(
        "industry",
        _("行业"),
        "行业 所属行业 行业类别 行业分类 所在行业 客户行业 industry businesstype ~行业类型",
        Holds.TEXT,
        60,
    ),
    field(
        "segment",
        _("细分市场"),
        "市场细分 细分市场 市场 市场代码 市场分类 市场类别 客源市场 客源分类 客源类型 "
        "客源类别 市场来源 marketsegment segmentation segment marketcode market ~客源",
        Holds.TEXT,
        60,
    ),
    field(
        "source",
        _("来源"),
        "来源 客户来源 开发来源 来源渠道 渠道 开发方式 获客渠道 source leadsource sourcecode",
        Holds.TEXT,
        60,
    ),
    field(
        "region",
        _("地区"),
        "地区 省份 省市 省 城市 所在地 所在地区 所在城市 所在省份 区域 所属地区 "
        "所属区域 所在省 省区 地域 region province city area state territory",
        Holds.TEXT,
        60,
    ),
    field(
        "address",
        _("地址"),
        "地址 客户地址 公司地址 单位地址 通讯地址 联系地址 办公地址 注册地址 详细地址 "
        "通信地址 通讯处 地址邮编 address streetaddress street officeaddress mailingaddress "
        "addressline1",
        Holds.TEXT,
        300,
    ),
    field(
        "telephones",
        _("电话"),
        "电话 客户电话 公司电话 单位电话 办公电话 固定电话 座机 总机 电话号码 固话 "
        "公司总机 telephone phone tel phonenumber telno phoneno mainphone companyphone "
        "businessphone ~联系电话 联络电话 联系方式 contactnumber 电话1 联系电话1 phone1 tel1",
        Holds.TELEPHONE,
        200,
    ),
    field(
        "website",
        _("网址"),
        "网址 网站 公司网址 公司网站 主页 官网 website web homepage url",
        Holds.TEXT,
        200,
    ),
    field(
        "credit_code",
        _("统一社会信用代码"),
        "统一社会信用代码 社会信用代码 信用代码 税号 统一编号 纳税人识别号 营业执照号 营业执照 "
        "工商注册号 组织机构代码 taxid taxno creditcode vatno",
        Holds.CODE,
        18,
    ),
    field(
        "potential_room_nights",
        _("潜在房夜"),
        "潜在房夜 潜在间夜 预计房夜 年潜量 年用房量 年用房 年间夜 预计年间夜 年预计间夜 潜力房夜 "
        "协议间夜 承诺间夜 potentialroomnights potential annualroomnights",
        Holds.WHOLE,
    ),
    field(
        "hotels_used",
        _("现用酒店"),
        "现用酒店 使用酒店 常用酒店 目前使用酒店 竞争酒店 竞争对手 合作酒店 hotelsused "
        "competitors competitor",
        Holds.TEXT,
        300,
    ),
    field("manager", _("客户经理"), STAFF, Holds.TEXT, 40),
    field(
        "relationship_manager",
        _("关系经理"),
        "关系经理 大客户经理 客户关系经理 relationshipmanager keyaccountmanager",
        Holds.TEXT,
        40,
    ),
    field(
        "major",
        _("大客户"),
        "大客户 是否大客户 重点客户 是否重点客户 重要客户 majorclient keyaccount",
        Holds.YES_OR_NO,
    ),
    field(
        "grade",
        _("等级"),
        "等级 客户等级 客户级别 级别 评级 信用等级 单位等级 vip等级 grade rating level class ~星级",
        Holds.GRADE,
    ),
    field(
        "credit_limit",
        _("信用额度"),
        "信用额度 信用额 授信额度 挂账额度 挂帐额度 信用限额 挂账限额 挂帐限额 赊销额度 "
        "欠款限额 信贷额度 授信额 限额 额度 授信 creditlimit creditline creditamount limit",
        Holds.MONEY,
    ),
    field(
        "terms_days",
        _("账期（天）"),
        "账期 帐期 账期天 帐期天 账期天数 帐期天数 付款期限 结算周期 结算期 信用期 "
        "信用期限 付款周期 回款周期 付款账期 结账周期 付款天数 信用天数 paymentterms netdays "
        "terms termsdays "
        "creditdays creditterms creditperiod paymentdays ~结算方式 结账方式 付款条件 "
        "付款方式 结帐方式",
        Holds.TERMS,
    ),
    field(
        "billing_day",
        _("结账日"),
        "结账日 结帐日 对账日 对帐日 账单日 出账日 月结日 每月结账日 billingday statementday",
        Holds.WHOLE,
    ),
    field(
        "status",
        _("客户状态"),
        "客户状态 合作状态 账户状态 单位状态 是否有效 clientstatus accountstatus ~状态 "
        "status active",
        Holds.CHOICE,
        choices=ClientStatus,
    ),
    field(
        "status_reason", _("状态原因"), "状态原因 停用原因 关闭原因 statusreason", Holds.TEXT, 300
    ),
    field("tags", _("标签"), "标签 客户标签 tags tag labels", Holds.TEXT, 200),
    field(
        "agreement_number",
        _("协议号"),
        "协议号 协议编号 合同号 合同编号 合约号 协议书编号 agreementno contractno "
        "agreementnumber contractnumber",
        Holds.CODE,
        60,
    ),
    field(
        "agreement_from",
        _("协议开始"),
        "协议开始 协议开始日期 协议生效日期 生效日期 合同开始 合同开始日期 合同起始日期 "
        "协议起始日期 签约日 签约日期 签订日期 起始日期 有效期从 contractstart agreementfrom "
        "validfrom startdate",
        Holds.DAY,
    ),
    field(
        "agreement_to",
        _("协议到期"),
        "协议到期 协议到期日 协议到期日期 到期日 到期日期 合同到期 合同到期日 "
        "合同到期日期 协议截止日期 合同截止日期 有效期至 有效期到 截止日期 失效日期 "
        "contractend contractexpiry agreementexpiry agreementto validto validuntil expirydate "
        "enddate expiry ~有效期 "
        "协议有效期",
        Holds.DAY,
    ),
    field(
        "signers",
        _("有权签单人"),
        "有权签单人 签单人 授权签单人 有效签单人 授权人 授权签字人 签字人 "
        "authorisedsigners authorizedsigners signers signer",
        Holds.TEXT,
        300,
    ),
    *CONTACTS,
    field(
        "notes",
        _("备注"),
        "备注 说明 附注 备注说明 客户备注 其他说明 特殊要求 notes note remark remarks "
        "comment comments memo ~其他 其它",
        Holds.LINES,
        LONG_TEXT,
    ),
)
