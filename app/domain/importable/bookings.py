"""Columns of a file of bookings (预订明细)."""

from app.domain.importable.field import LONG_TEXT, Holds, field
from app.domain.importable.shared import BOOKING_REFERENCE, CURRENCY, REFUND
from app.domain.types import BookingKind, BookingStatus
from app.i18n import _

BOOKINGS = (
    field(
        "number",
        _("预订号"),
        "预订号 预定号 预订编号 预定编号 预订单号 预定单号 订单号 订单编号 确认号 确认号码 "
        "预订确认号 订房号 订房单号 单号 预订代码 账单号 帐单号 登记号 入住单号 主单号 "
        "bookingno bookingid bookingnumber confirmationno confirmation "
        "confirmationnumber confno conf reservationno reservationid reservationnumber "
        "resno resvno resid folio foliono orderno orderid ordernumber bookingref "
        "bookingreference ~编号 账号 帐号 流水号 单据号 订单 no id number ref reference "
        "reservation",
        Holds.CODE,
        40,
    ),
    *BOOKING_REFERENCE,
    field(
        "booked_on",
        _("预订日期"),
        "预订日期 预定日期 预订日 预定日 订房日 下单日 订房日期 下单日期 下单时间 预订时间 "
        "预定时间 创建日期 "
        "创建时间 订单日期 登记日期 bookedon bookingdate booked dateofbooking createdon "
        "createddate created insertdate reservationdate resdate bookdate orderdate "
        "creationdate madeon datebooked",
        Holds.DAY,
    ),
    field(
        "arrival_on",
        _("到店日期"),
        "到店日期 到店日 到店时间 抵店日期 抵店日 抵店时间 抵店 到店 抵达日期 抵达日 "
        "抵达 到达日期 到达 入住日期 入住日 入住时间 入住 来店日期 住店日期 到日 抵日 "
        "来期 开始日期 消费日期 活动日期 会议日期 宴会日期 用房日期 arrival arrivaldate "
        "arrivalon arr arrdate checkin checkindate ci cidate from datein indate "
        "staydate arrivaltime checkintime ~日期 营业日期 业务日期 date businessdate "
        "起始日期 in",
        Holds.DAY,
        downwards=True,
    ),
    field(
        "departure_on",
        _("离店日期"),
        "离店日期 离店日 离店时间 离店 退房日期 退房日 退房时间 退房 离开日期 离日 "
        "离去日期 离期 结束日期 预离日期 预计离店 departure departuredate departureon dep "
        "depdate checkout checkoutdate co codate to dateout outdate departuretime "
        "checkouttime 截止日期 ~out",
        Holds.DAY,
        downwards=True,
    ),
    field(
        "stay",
        _("抵离日期"),
        "抵离日期 抵离店日期 抵离时间 抵离 入离日期 入离店日期 入离时间 到离日期 到离店日期 "
        "住离日期 "
        "入住离店 入住离店日期 起止日期 起止时间 staydates arrivaldeparture arrdep checkincheckout "
        "~住宿日期 住店日期 入住日期 入住时间 用房日期 日期 date stay",
        Holds.STAY,
        downwards=True,
    ),
    field(
        "month",
        _("月份"),
        "月份 年月 统计月份 消费月份 所属月份 账期月份 营业月份 入住月份 入住年月 "
        "到店年月 到店月份 month period yearmonth",
        Holds.MONTH,
        downwards=True,
    ),
    field(
        "day",
        _("日（月份在另一列）"),
        "日 号 日子 入住日 到店日 抵店日 到日 抵日 day ~日期 入住日期 到店日期 入住 到店",
        Holds.DAY_OF_MONTH,
        downwards=True,
    ),
    field(
        "kind",
        _("预订类别"),
        "预订类别 预订类型 预定类型 订单类型 业务类型 业务类别 销售类型 团散 "
        "bookingtype bookingkind reservationtype ~类别 类型 type kind",
        Holds.CHOICE,
        choices=BookingKind,
    ),
    field(
        "room_type",
        _("房型"),
        "房型 房间类型 房类 客房类型 房种 房型代码 房间类别 房间种类 房型名称 roomtype "
        "rmtype roomcategory roomclass",
        Holds.TEXT,
        60,
    ),
    field(
        "rooms",
        _("房数"),
        "房数 间数 房间数 房间数量 用房数 订房数 客房数 房量 预订间数 入住间数 rooms "
        "noofrooms numberofrooms rms roomcount ofrooms",
        Holds.WHOLE,
        weighs=True,
    ),
    field(
        "room_nights",
        _("房夜"),
        "房夜 间夜 间夜数 房夜数 房晚 房晚数 间晚 间晚数 间天 间天数 间夜量 房夜量 "
        "总间夜 总房夜 累计间夜 过夜数 roomnights roomnight rns rn rmnights roomnts "
        "rmnts",
        Holds.WHOLE,
        weighs=True,
    ),
    field(
        "nights",
        _("晚数"),
        "晚数 天数 住店天数 入住天数 夜数 住宿天数 入住晚数 住宿晚数 在住天数 nights "
        "noofnights numberofnights nts nites los lengthofstay stay ~days",
        Holds.WHOLE,
        weighs=True,
    ),
    field(
        "rate",
        _("房价"),
        "房价 平均房价 单价 每晚房价 每间房价 房间单价 协议价 成交价 日房价 净房价 均价 "
        "执行房价 执行价 实际房价 rate roomrate averagerate adr avgrate rateamount "
        "dailyrate price",
        Holds.MONEY,
    ),
    field(
        "amount",
        _("金额"),
        "金额 消费金额 消费额 营业额 总房费 房费总额 应收金额 应收 应收账款 账单金额 收入 "
        "营业收入 费用 订单金额 预订金额 结算金额 成交金额 销售额 amount revenue charges sales "
        "交易金额 产值 贡献 营收 消费 金额小计 消费小计 收入小计 费用小计 ~小计 net "
        "netamount totalnet netrevenue",
        Holds.MONEY,
        surest="总金额 总消费 消费总额 总额 合计金额 总收入 收入合计 合计收入 总计收入 收入总额 "
        "消费合计 费用合计 总费用 总价 合计 总计 总营收 总营业额 消费总计 费用总计 收入总计 "
        "金额合计 金额总计 应收合计 应收总计 账单总额 订单总额 消费总金额 总消费金额 合计消费 "
        "合计费用 总计金额 含税金额 含税总额 价税合计 totalamount total totalrevenue grossamount "
        "grossrevenue totalcharges grandtotal totalcharge totalsales totalspend",
        weighs=True,
        dashed=True,
    ),
    CURRENCY,
    REFUND,
    field(
        "room_revenue",
        _("客房收入"),
        "客房收入 房费收入 房费 客房 住宿费 客房消费 客房营收 房租 房费金额 roomrevenue "
        "roomsrevenue roomrev roomsrev roomcharge roomcharges roomamount",
        Holds.MONEY,
        dashed=True,
    ),
    field(
        "catering_revenue",
        _("餐饮收入"),
        "餐饮收入 餐费 餐饮 早餐费 餐饮消费 餐饮费 餐饮营收 宴会收入 fbrevenue fbrev "
        "foodrevenue foodbeverage cateringrevenue fb fandb",
        Holds.MONEY,
        dashed=True,
    ),
    field(
        "meeting_revenue",
        _("会议收入"),
        "会议收入 会议费 会议室收入 场租 会场费 场租费 会议消费 会场收入 meetingrevenue "
        "eventrevenue meetingroomrental",
        Holds.MONEY,
        dashed=True,
    ),
    field(
        "other_revenue",
        _("其他收入"),
        "其他收入 其他消费 其他费用 其它收入 其它消费 其它费用 杂项 其他营收 "
        "otherrevenue otherrev miscrevenue ~其他 其它",
        Holds.MONEY,
        dashed=True,
    ),
    field(
        "cost",
        _("成本"),
        "成本 总成本 营业成本 变动成本 直接成本 成本金额 成本合计 成本价 cost totalcost "
        "costs directcost variablecost cogs",
        Holds.MONEY,
        weighs=True,
    ),
    field(
        "gross_profit",
        _("毛利（成本由它算出）"),
        "毛利 毛利额 毛利润 毛利金额 毛收益 利润 利润额 grossprofit gp gop grossmargin profit",
        Holds.MONEY,
        weighs=True,
    ),
    field(
        "status",
        _("状态"),
        "状态 预订状态 预定状态 订单状态 入住状态 房态 预订情况 客人状态 "
        "预订状况 订单状况 入住情况 入住状况 在店状态 status "
        "bookingstatus reservationstatus resstatus resvstatus orderstatus state stat",
        Holds.CHOICE,
        choices=BookingStatus,
        weighs=True,
    ),
    field(
        "status_reason",
        _("原因"),
        "原因 取消原因 流失原因 未到原因 取消理由 cancelreason cancellationreason "
        "lostreason reason",
        Holds.TEXT,
        200,
    ),
    field(
        "deposit",
        _("订金"),
        "订金 定金 订金金额 定金金额 预付款 预付金额 押金 deposit depositamount prepayment",
        Holds.MONEY,
    ),
    field(
        "deposit_terms",
        _("订金方式"),
        "订金方式 定金方式 订金类型 定金类型 担保方式 担保类型 预付方式 保证方式 担保 付款担保 "
        "deposittype depositterms guarantee guaranteetype ~订金 定金 deposit",
        Holds.TEXT,
        60,
    ),
    field(
        "guest",
        _("宾客"),
        "宾客 宾客姓名 客人 客人姓名 住客 住客姓名 入住人 入住客人 入住人姓名 住店客人 "
        "团名 团队名称 会议名称 活动名称 宴会名称 guest guestname groupname eventname "
        "primaryguest ~姓名 名称 name",
        Holds.TEXT,
        100,
    ),
    field(
        "notes",
        _("备注"),
        "备注 说明 附注 特殊要求 备注说明 notes note remark remarks comment comments",
        Holds.LINES,
        LONG_TEXT,
    ),
)
