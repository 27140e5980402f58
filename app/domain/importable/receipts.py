"""Columns of a file of receipts (收款明细)."""

from app.domain.importable.field import LONG_TEXT, Holds, field
from app.domain.importable.shared import CLIENT_REFERENCE, CURRENCY, REFUND
from app.domain.types import PayMethod
from app.i18n import _

RECEIPTS = (
    field(
        "received_on",
        _("收款日期"),
        "收款日期 收款日 收款时间 来款日期 来款时间 到账日期 到帐日期 到账日 到账时间 "
        "到帐时间 回款日期 回款日 回款时间 入账日期 入帐日期 付款日期 付款日 付款时间 "
        "交款日期 缴款日期 汇款日期 收入日期 进账日期 入账日 入帐日 结算日期 "
        "receivedon trxdate txndate transactiondate valuedate postdate postedon receiptdate "
        "paymentdate paidon datereceived paiddate postingdate ~日期 时间 date 交易日期 "
        "交易时间 记账日期 业务日期 凭证日期",
        Holds.DAY,
        downwards=True,
    ),
    *CLIENT_REFERENCE,
    field(
        "amount",
        _("金额"),
        "金额 收款金额 收款额 来款金额 到账金额 到帐金额 回款金额 回款额 实收金额 实收 "
        "实收款 付款金额 已收金额 已付金额 收款 回款 到账 到帐 入账金额 入帐金额 交款金额 "
        "缴款金额 汇款金额 结算金额 收入金额 贷方金额 贷方 收入 进账金额 amount "
        "receivedamount amountreceived paidamount amountpaid paymentamount payment "
        "received credit sum paid ~总额 合计 total",
        Holds.MONEY,
        surest="收款金额 收款额 来款金额 到账金额 到帐金额 回款金额 回款额 实收金额 实收 实收款 "
        "已收金额 receivedamount amountreceived paidamount amountpaid paymentamount",
        weighs=True,
    ),
    CURRENCY,
    field(
        "method",
        _("收款方式"),
        "收款方式 付款方式 支付方式 结算方式 收款类型 付款类型 来款方式 回款方式 "
        "到账方式 收款渠道 paymentmethod method paymenttype paytype paymethod "
        "modeofpayment mode ~方式 渠道",
        Holds.CHOICE,
        choices=PayMethod,
    ),
    REFUND,
    field(
        "booking_number",
        _("对应预订号"),
        "对应预订号 对应预定号 预订号 预定号 预订编号 预订单号 订单号 订单编号 对应订单 "
        "对应订单号 确认号 对应确认号 关联预订 关联预订号 关联订单 关联订单号 "
        "对应单号 关联单号 对应流水号 关联流水号 预订流水号 订单流水号 对应账号 "
        "冲销预订号 核销预订号 核销单号 冲销单号 "
        "主单号 对应主单 业务单号 refbooking 账单号 帐单号 对应账单 "
        "对应账单号 发票对应预订 "
        "bookingno bookingid bookingnumber confirmationno confirmationnumber confno "
        "reservationno reservationid folio foliono orderno orderid bookingref ~单号 "
        "ref reference reservation",
        Holds.CODE,
        40,
    ),
    field(
        "notes",
        _("备注"),
        "备注 说明 摘要 附言 用途 附注 备注说明 款项说明 notes note remark remarks "
        "comment comments memo description 发票号 发票号码",
        Holds.LINES,
        LONG_TEXT,
    ),
)
