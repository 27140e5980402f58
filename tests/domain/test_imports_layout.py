from datetime import date, datetime
from decimal import Decimal

import pytest

from app.domain.birthdays import Birthday
from app.domain.cell_readers import Circumstances
from app.domain.headings import find_header, fits, heading_key, is_total
from app.domain.imported_trade import booking_columns, receipt_columns
from app.domain.imports import Layout, guess_layout, lay_out, parse_rows
from app.domain.sheets import Sheet
from app.domain.types import BookingStatus, Channel, ImportKind, Reaction

AROUND = Circumstances(date(2026, 11, 22))
CLIENT, BOOKING = ImportKind.CLIENTS, ImportKind.BOOKINGS
RECEIPT, LOG = ImportKind.RECEIPTS, ImportKind.COMMUNICATIONS


def columns(kind, headings, *rows):
    layout = lay_out([Sheet("x", [headings, *rows])], kind, 0, 0, AROUND)
    return dict(zip(headings, layout.columns, strict=True))


BOOKING_HEADINGS = """
确认号=number 协议单位=client_name 账号=client_code 宾客姓名=guest 抵店日=arrival_on
离店日=departure_on 间数=rooms 天数=nights 间夜=room_nights 房价=rate 总房费=amount 成本=cost
预订状态=status

Confirmation_No.=number Company=client_name Arr.=arrival_on Dep.=departure_on Nights=nights
Revenue=amount Status=status

预定编号=number 单位名称=client_name 预定日=booked_on 抵店=arrival_on 离店=departure_on
房类=room_type 房晚=room_nights 消费合计=amount 成本价=cost 单据状态=status

ReservationID=number Account=client_name MadeOn=booked_on CheckIn=arrival_on CheckOut=departure_on
RmType=room_type RNs=room_nights ADR=rate Revenue=amount COGS=cost Res.Status=status

Conf.No.=number Account公司=client_name 訂房日期=booked_on Check-in入住=arrival_on
Check-out退房=departure_on 房型RoomType=room_type Rooms房數=rooms 晚數=nights Rate單價=rate
Total總額=amount 狀態Status=status

订单号=number 客户全称=client_name 入住日期=arrival_on 退房日期=departure_on 房晚=room_nights
营业额(元)=amount 房费=room_revenue 餐费=catering_revenue 会议费=meeting_revenue
"""
RECEIPT_HEADINGS = """
来款日期=received_on 付款单位=client_name 到账金额=amount 结算方式=method 备注=notes

日期=received_on 客户=client_name 金额=amount 方式=method 单号=booking_number

入账日=received_on 来款单位=client_name 来款金额=amount 收款渠道=method 冲销单号=booking_number

入帳日期=received_on 付款單位=client_name 實收金額=amount 付款方式=method 對應訂單=booking_number

PaymentDate=received_on ReceivedFrom=client_name Sum=amount Mode=method RefBooking=booking_number
"""
LOG_HEADINGS = """
拜访日期=held 拜访单位=client_name 拜访对象=contact_name 沟通方式=channel 拜访目的=purpose
拜访内容=summary 客户反应=reaction 下次拜访日期=next_on 销售员=staff

沟通时间=held 客户单位=client_name 接洽人=contact_name 沟通方式=channel 沟通纪要=summary

日期Date=held 客戶Client=client_name 聯絡人=contact_name Channel方式=channel 溝通內容=summary
客戶反應=reaction 下次跟進Follow-up=next_on 跟進人Sales=staff

When=held Client=client_name SpokeTo=contact_name Objective=purpose Summary=summary
Feedback=reaction NextActionDate=next_on LoggedBy=staff
"""
CLIENT_HEADINGS = """
客户代码=code 公司名称=name 简称=short_name 性质=kind 行业=industry 城市=region 通讯地址=address
总机=telephones 联络人=contact_name 职位=contact_post 移动电话=contact_mobile 销售经理=manager
授信额度=credit_limit 结算周期=terms_days

客户全名=name 单位简写=short_name 单位属性=kind 所在省=region 通讯处=address 授信额=credit_limit
信用天数=terms_days

CustID=code Customer=name Nickname=short_name Type=kind Street=address CreditLine=credit_limit
NetDays=terms_days

AccountName=name AccountNo.=code Type=kind City=region Phone=telephones Contact=contact_name
JobTitle=contact_post Mobile=contact_mobile SalesManager=manager CreditLimit=credit_limit

公司編號=code 公司名稱=name 簡稱=short_name 客戶類型=kind 通訊地址=address 聯絡電話=telephones
聯絡人=contact_name 職稱=contact_post 行動電話=contact_mobile 負責業務=manager 信用額度=credit_limit
帳期=terms_days 統一編號=credit_code

AccountNo.公司編號=code CompanyName/公司名稱=name Tel.電話=telephones Contact(聯絡人)=contact_name
職稱Title=contact_post 手機Mobile=contact_mobile Sales負責業務=manager 帳期Terms=terms_days
E-mail地址=contact_email
"""


@pytest.mark.parametrize(
    ("kind", "office"),
    [
        (kind, office)
        for kind, offices in (
            (BOOKING, BOOKING_HEADINGS),
            (RECEIPT, RECEIPT_HEADINGS),
            (LOG, LOG_HEADINGS),
            (CLIENT, CLIENT_HEADINGS),
        )
        for office in offices.split("\n\n")
    ],
)
def test_headings_of_many_offices(kind, office):
    expected = dict(pair.split("=") for pair in office.split())
    assert columns(kind, list(expected)) == expected


def test_vague_headings_are_told_apart_by_what_stands_under_them():
    rows = [["A001", "华东机械有限公司", "13800138000"], ["A002", "上海旅行社", "13900139000"]]
    assert columns(CLIENT, ["客户", "名称", "联系电话"], *rows) == {
        "客户": "code",
        "名称": "name",
        "联系电话": "contact_mobile",
    }
    rows = [["华东机械有限公司", "A001", "0571-88881234"]]
    assert columns(CLIENT, ["客户", "编号", "联系电话"], *rows) == {
        "客户": "name",
        "编号": "code",
        "联系电话": "telephones",
    }


def test_the_time_of_a_talk_is_its_day_where_the_cells_have_a_day():
    held = datetime(2016, 1, 5, 14, 30)
    rows = [held, "甲公司", "问价", date(2016, 2, 1)]
    assert columns(LOG, ["时间", "单位", "记录", "跟进日期"], rows) == {
        "时间": "held",
        "单位": "client_name",
        "记录": "summary",
        "跟进日期": "next_on",
    }
    rows = [date(2016, 1, 5), "14:30", "甲公司", "问价"]
    assert list(columns(LOG, ["日期", "时间", "单位", "记录"], rows).values())[:2] == [
        "held",
        "held_time",
    ]


def test_a_deposit_is_an_amount_or_a_manner():
    assert columns(BOOKING, ["订金"], ["无订金"]) == {"订金": "deposit_terms"}
    assert columns(BOOKING, ["订金"], [500.0]) == {"订金": "deposit"}


def test_other_years_and_open_amounts_are_not_taken_for_the_amount():
    assert columns(BOOKING, ["去年金额", "未收金额", "金额"], [1.0, 2.0, 3.0]) == {
        "去年金额": None,
        "未收金额": None,
        "金额": "amount",
    }


@pytest.mark.parametrize(
    "headings",
    [
        ["金额(不含税)", "金额(含税)"],
        ["Net Amount", "Gross Amount"],
        ["金额", "总金额"],
        ["Amount", "Total Amount"],
        ["金额(去年)", "金额"],
        ["金额（未收）", "金额"],
        ["桑拿收入", "总收入"],
    ],
)
def test_of_two_amounts_the_whole_one_is_taken(headings):
    assert [*columns(BOOKING, headings, [1.0, 2.0]).values()] == [None, "amount"]


def test_a_part_of_the_turnover_is_never_taken_for_the_whole():
    found = columns(BOOKING, ["客房收入", "桑拿收入"], [1.0, 2.0])
    assert found == {"客房收入": "room_revenue", "桑拿收入": None}
    assert columns(BOOKING, ["净收入(不含税)"], [1.0]) == {"净收入(不含税)": None}
    assert columns(BOOKING, ["净金额"], [1.0]) == {"净金额": None}
    assert columns(BOOKING, ["本次消费金额"], [1.0]) == {"本次消费金额": "amount"}
    assert columns(RECEIPT, ["金额", "实收金额"], [1.0, 2.0])["金额"] is None


def test_a_column_that_only_counts_the_rows_is_no_number_or_code():
    rows = [["1", "甲", 1.0], ["2", "乙", 1.0], ["1", "丙", 1.0]]
    assert columns(BOOKING, ["No.", "Company", "Total"], *rows)["No."] is None
    assert columns(CLIENT, ["编号", "公司名称", "额度"], *rows)["编号"] is None
    assert columns(CLIENT, ["客户编号", "公司名称", "额度"], *rows)["客户编号"] == "code"
    rows[1][0], rows[2][0] = "5", "9"
    assert columns(BOOKING, ["No.", "Company", "Total"], *rows)["No."] == "number"


def test_what_is_the_same_for_several_bookings_is_not_their_number():
    rows = [["75001", "甲", 1.0], ["75001", "甲", 2.0], ["75002", "乙", 1.0]]
    assert columns(BOOKING, ["账号", "公司名称", "金额"], *rows)["账号"] == "client_code"
    rows[1][0] = "75003"
    assert columns(BOOKING, ["账号", "公司名称", "金额"], *rows)["账号"] == "number"


def test_a_status_in_unknown_words_is_told_and_not_passed_over():
    rows = read([["客户名称", "到店日期", "状态"], ["甲", "2016-1-5", "D"]], BOOKING)
    assert [problem.heading for problem in rows[0].problems] == ["状态"]


def test_a_filler_that_is_a_status_too_is_the_status():
    rows = [["客户名称", "到店日期", "状态"], ["甲", "2016-1-5", "待定"], ["甲", "2016-1-5", "—"]]
    found = [row.values.get("status") for row in read(rows, BOOKING)]
    assert found == [BookingStatus.TENTATIVE, None]


def test_one_field_is_filled_by_one_column():
    rows = [["金额", "金额"], [1.0, 2.0]]
    assert lay_out([Sheet("x", rows)], RECEIPT, 0, 0, AROUND).columns == ("amount", None)


def test_the_headings_stand_under_merged_titles():
    rows = [["客户一览表", "", ""], ["2016 年", "", ""], ["客户编号", "客户名称", "电话"]]
    found = find_header(rows, CLIENT)
    assert found is not None
    assert (found[0].row, found[0].depth) == (2, 1)
    assert find_header([["甲", "乙"], [1.0, 2.0]], CLIENT) is None
    assert find_header([], CLIENT) is None


def test_a_list_of_names_alone_has_a_heading_too():
    found = find_header([["客户一览表"], ["客户名称"], ["临江嘉信旅行社"]], CLIENT)
    assert found is not None
    assert (found[0].row, found[0].headings) == (1, ("客户名称",))
    assert find_header([["客户名称", "甲"], ["临江嘉信旅行社", "乙"]], CLIENT) is None
    assert find_header([["客户名称"], ["临江嘉信旅行社"]], RECEIPT) is None, "needs a day as well"


def test_headings_in_two_rows_are_read_together():
    rows = [
        ["客户名称", "到店日期", "消费", ""],
        ["", "", "房费", "餐费"],
        ["甲", "2016-1-5", 1.0, 2.0],
    ]
    for group in ("消费", "明细"):
        rows[0][2] = group
        layout = lay_out([Sheet("x", rows)], BOOKING, 0, 0, AROUND)
        assert layout.columns == ("client_name", "arrival_on", "room_revenue", "catering_revenue")


def two_rows(above, below, *rows):
    """Return the headings and columns of a table under a title."""
    layout = guess_layout([Sheet("x", [["预订明细"], above, below, *rows])], BOOKING, AROUND)
    assert layout is not None
    assert layout.header.row + layout.header.depth == 3
    return dict(zip(layout.header.headings, layout.columns, strict=True))


def test_what_stands_in_a_group_is_read_with_the_word_of_the_group():
    found = two_rows(
        ["客户名称", "预订", "", "到店", "离店", "收入", "", ""],
        ["", "日期", "编号", "日期", "日期", "客房", "餐饮", "合计"],
        ["甲", "2015-12-1", "B1", "2016-1-5", "2016-1-7", 1.0, 2.0, 3.0],
    )
    assert found == {
        "客户名称": "client_name",
        "预订日期": "booked_on",
        "预订编号": "number",
        "到店日期": "arrival_on",
        "离店日期": "departure_on",
        "客房": "room_revenue",
        "餐饮": "catering_revenue",
        "收入合计": "amount",
    }
    found = two_rows(
        ["客户名称", "到店日期", "客房", "", "餐饮", "合计"],
        ["", "", "间夜", "收入", "收入", "收入"],
        ["甲", "2016-1-5", 2.0, 1.0, 2.0, 3.0],
    )
    assert [*found.values()][2:] == ["room_nights", "room_revenue", "catering_revenue", "amount"]


def test_headings_broken_into_two_lines_are_one():
    found = two_rows(
        ["Conf.", "Company", "Arrival", "Departure", "Room", "Total"],
        ["No.", "Name", "Date", "Date", "Nights", "Revenue"],
        ["B1", "甲", "2016-1-5", "2016-1-7", 2.0, 3.0],
    )
    assert [*found.values()] == [
        "number",
        "client_name",
        "arrival_on",
        "departure_on",
        "room_nights",
        "amount",
    ]


@pytest.mark.parametrize(
    "headings", [["旅行社", "单位"], ["Travel Agent", "Company"], ["订房中心", "客户名称"]]
)
def test_of_an_agency_and_a_company_the_company_is_the_client(headings):
    rows = [["嘉信旅行社", "甲公司"]]
    assert [*columns(BOOKING, headings, *rows).values()] == ["agent", "client_name"]
    assert fits(BOOKING, ("agent", "arrival_on"))
    assert columns(CLIENT, ["旅行社名称"], ["嘉信旅行社"]) == {"旅行社名称": "name"}


def test_last_years_group_is_not_taken_for_this_years():
    found = two_rows(
        ["", "", "上年同期", "", "本年", ""],
        ["客户名称", "月份", "房夜", "金额", "房夜", "金额"],
        ["甲", "2016-01", 1.0, 2.0, 3.0, 4.0],
    )
    assert [*found.values()] == ["client_name", "month", None, None, "room_nights", "amount"]


def test_a_row_of_words_under_headings_is_data():
    rows = [["客户名称", "类别", ""], ["客户", "公司", ""], ["临江嘉信旅行社", "旅行社", ""]]
    assert lay_out([Sheet("x", rows)], CLIENT, 0, 0, AROUND).header.depth == 1
    assert lay_out([Sheet("x", rows[:1])], CLIENT, 0, 0, AROUND).header.depth == 1


def test_the_kind_and_the_sheet_are_guessed():
    clients = Sheet("说明", [["本表由销售部填写"]]), Sheet("b", [["客户编号", "客户名称", "地址"]])
    found = guess_layout(clients, None, AROUND)
    assert found is not None
    assert (found.kind, found.sheet) == (CLIENT, 1)
    receipts = [Sheet("x", [["收款日期", "客户名称", "金额"], ["2016-1-5", "甲", 5.0]])]
    assert guess_layout(receipts, None, AROUND).kind is RECEIPT
    bookings = [Sheet("x", [["到店日期", "客户名称", "金额"], ["2016-1-5", "甲", 5.0]])]
    assert guess_layout(bookings, None, AROUND).kind is BOOKING
    log = [Sheet("x", [["日期", "客户名称", "方式", "内容"], ["2016-1-5", "甲", "电话", "问价"]])]
    assert guess_layout(log, None, AROUND).kind is LOG
    assert guess_layout([Sheet("x", [["甲"]])], None, AROUND) is None


def test_totals_and_footers_are_no_data():
    for row in (
        ["合计", 5.0],
        ["", "总 计：", 5.0],
        ["2016年小计", "", 5.0],
        ["Total", 5.0],
        ["Grand Total:", 5.0],
        ["總計 Grand Total", 5.0],
        ["Total 合計", 5.0],
        ["", "小計 Subtotal", 5.0],
        ["製表: 業務部", ""],
        ["制表人：陈晓琳", ""],
        ["第1页", ""],
        ["共 414 家", "", ""],
        ["注：带*为大客户"],
        ["签字：", ""],
        ["", "A1", "成都锦程机电股份有限公司 小计", 5.0],
        ["总计：700 笔"],
    ):
        assert is_total(row), row
    for row in (
        ["合计科技有限公司", 5.0],
        ["合計 Logistics", 5.0],
        ["甲", "乙"],
        [],
        [5.0],
        ["共同药业"],
        ["B1", "会务组：各项费用及会场布置总计", "2016-1-5"],
        ["B1", "会务组：各项费用及会场布置总计", date(2016, 1, 5)],
        ["注册协会"],
    ):
        assert not is_total(row), row


def test_what_closes_a_list_of_clients_is_no_client():
    rows = [["单位全称", "电话"], ["甲公司", "1"], ["共 414 家", ""], ["注：带*为大客户", ""]]
    assert [row.number for row in read(rows, CLIENT)] == [2]


def test_english_words_cut_short_are_known():
    found = columns(BOOKING, ["Rsv No", "Cust Nm", "Arr Dt", "Rm Nts", "Tot Amt", "F&B Rev", "Sts"])
    assert [*found.values()] == [
        "number",
        "client_name",
        "arrival_on",
        "room_nights",
        "amount",
        "catering_revenue",
        "status",
    ]
    found = columns(RECEIPT, ["Post Date", "Acct Name", "Pmt Amt (RMB)", "Conf Num"])
    assert [*found.values()] == ["received_on", "client_name", "amount", "booking_number"]
    assert columns(BOOKING, ["Co"]) == {"Co": "departure_on"}


def test_a_status_is_known_by_its_words_under_whatever_heading():
    stay = ["甲", "2016-1-5", 5.0]
    headings = ["客户名称", "到店日期", "金额", "实际结果"]
    said = ("已入住", "取消预订", "", "未入住")
    rows = read([headings, *([*stay, word] for word in said)], BOOKING)
    assert [str(row.values.get("status")) for row in rows] == [
        "staying",
        "cancelled",
        "None",
        "no_show",
    ]
    others = (["A", "N"], ["已结", "未结"], ["取消", "取消"], [1.0, 2.0], ["", ""])
    for other in (*others, [f"取消{n}" for n in range(60)]):
        assert columns(BOOKING, headings, *([*stay, word] for word in other))["实际结果"] is None


def test_a_status_is_known_though_some_of_its_words_are_not():
    stay = ["甲", "2016-1-5", 5.0]
    headings = ["客户名称", "到店日期", "金额", "情况"]
    rows = read([headings, *([*stay, word] for word in ("好的", "取消", "未到"))], BOOKING)
    assert [problem.heading for problem in rows[0].problems] == ["情况"]
    assert rows[1].values["status"] is BookingStatus.CANCELLED
    for other in (["好的", "取消", "在途"], ["好的", "询价", "确认"]):
        assert columns(BOOKING, headings, *([*stay, word] for word in other))["情况"] is None


def test_arrival_and_departure_may_stand_in_one_column():
    stay = (date(2016, 1, 5), date(2016, 1, 7))
    for heading in ("抵离日期", "入住日期"):
        rows = read([["客户名称", heading], ["甲", "2016-01-05至01-07"]], BOOKING)
        assert rows[0].values["stay"] == stay


def test_a_dash_for_an_amount_is_nothing_and_for_a_cost_unknown():
    headings = ["客户名称", "到店日期", "总消费", "房费", "成本"]
    values = read([headings, ["甲", "2016-1-5", "-", "—", "-"]], BOOKING)[0].values
    assert (values["amount"], values["room_revenue"], values.get("cost")) == (0, 0, None)
    assert "amount" not in read([headings, ["甲", "2016-1-5", "无"]], BOOKING)[0].values


def test_of_two_contacts_each_has_its_own_telephone():
    row = ["甲", "王一", "13800138000", "李二", "13900139000"]
    headings = ["单位名称", "联系人1", "电话1", "联系人2", "电话2"]
    assert [*columns(CLIENT, headings, row).values()] == [
        "name",
        "contact_name",
        "contact_mobile",
        "contact2_name",
        "contact2_mobile",
    ]
    row = ["甲", "王一", "0571-88881234", "13900139000", "13900139001"]
    headings = ["单位名称", "联系人", "电话1", "电话2", "电话3"]
    found = [*columns(CLIENT, headings, row).values()]
    assert found == ["name", "contact_name", "telephones", "contact_mobile", "contact_telephone"]
    headings, row = [*headings, "手机", "直线"], [*row, "13900139000", "0571-88881235"]
    assert [*columns(CLIENT, headings, row).values()][3:5] == [None, None]


def test_of_each_contact_all_is_read_however_its_columns_are_headed():
    row = ["甲", "王一", "13800138000", "李二", "13900139000", "会计", "3月8日", "周五不在"]
    headings = ["客户全称", "联系人", "联系人手机", "第二联系人", "第二联系人手机"]
    headings += ["第二联系人职务", "联系人2生日", "联系人二备注"]
    found = [*columns(CLIENT, headings, row).values()]
    second = [f"contact2_{name}" for name in ("name", "mobile", "post", "birthday", "notes")]
    assert found == ["name", "contact_name", "contact_mobile", *second]
    rows = [["客户全称", "联系人一", "", "联系人二", ""], ["", "姓名", "职务", "姓名", "职务"]]
    values = read([*rows, ["甲", "王一", "经理", "李二", "会计"]], CLIENT)[0].values
    assert (values["contact_name"], values["contact_post"]) == ("王一", "经理")
    assert (values["contact2_name"], values["contact2_post"]) == ("李二", "会计")


def test_a_code_of_which_excel_kept_the_first_digits_only_is_told():
    headings = ["客户名称", "到店日期", "预订号"]
    cells = ["2.01605E+14", 201605010000012300.0, "201605010000012345", 20160501000001.0, "1E05"]
    rows = read([headings, *(["甲", "2016-1-5", cell] for cell in cells)], BOOKING)
    assert [bool(row.problems) for row in rows] == [True, True, False, False, False]
    assert "已丢失" in rows[0].problems[0].reason
    twice = [["甲", "2016-1-5", "2.01605E+14", f"95{n}"] for n in range(9)]
    assert columns(BOOKING, [*headings, "流水号"], *twice)["流水号"] == "number"


def test_the_day_may_stand_beside_its_month():
    rows = [["客户名称", "入住", "", "间夜"], ["", "年/月", "日", ""]]
    found = read([*rows, ["甲", "2016/02", 5.0, 1.0], ["乙", "2016/02", "32日", 1.0]], BOOKING)
    assert (found[0].values["month"], found[0].values["day"]) == (date(2016, 2, 1), 5)
    assert [problem.cell for problem in found[1].problems] == ["32日"]
    given = {"month": date(2016, 2, 1), "room_nights": 1}
    for day, arrival in {29: date(2016, 2, 29), 30: None, 0: None}.items():
        made, problems = booking_columns({**given, "day": day}, today=date(2026, 1, 1), dated=True)
        assert (made.get("arrival_on"), [*problems]) == (arrival, [] if arrival else ["day"])
        assert "kind" not in made


def test_the_sum_of_a_row_is_the_amount_and_its_parts_are_not():
    rows = [["客户名称", "到店日期", "金额", "", ""], ["", "", "客房", "餐饮及其他", "小计"]]
    values = read([*rows, ["甲", "2016-1-5", 5.0, 3.0, 8.0]], BOOKING)[0].values
    assert (values["amount"], values["room_revenue"]) == (8, 5)


def test_payments_called_refunds_are_below_zero_or_come_back():
    headings = ["收款日期", "客户名称", "金额", "业务"]
    cells = [(5.0, "房款"), (5.0, "退款"), (-5.0, "退款"), (5.0, ""), (5.0, "其他")]
    rows = read([headings, *(["2016-1-5", "甲", *pair] for pair in cells)], RECEIPT)
    assert [bool(receipt_columns(row.values)[1]) for row in rows] == [False, True, *[False] * 3]
    headings = ["收款日期", "客户名称", "金额", "标志"]
    rows = read([headings, *(["2016-1-5", "甲", 5.0, side] for side in "借贷")], RECEIPT)
    assert [problem.heading for row in rows for problem in row.problems] == ["标志", "标志"]
    words = ["退款", *(f"客房 {n}" for n in range(40))]
    several = columns(RECEIPT, headings, *(["2016-1-5", "甲", 5.0, one] for one in words))
    assert several["标志"] is None
    headings = ["客户名称", "到店日期", "金额", "事项"]
    titles = [["甲", "2016-1-5", 5.0, one] for one in ("Mr", "Dr", "")]
    assert columns(BOOKING, headings, *titles)["事项"] is None
    rows = read([headings, ["甲", "2016-1-5", 5.0, "冲减"]], BOOKING)
    assert [*booking_columns(rows[0].values, today=date(2026, 1, 1))[1]] == ["refund"]
    ledger = ["日期", "客户名称", "借方", "贷方", "方向", "余额"]
    rows = read([ledger, ["2016-1-5", "甲", "", 5.0, "借", 95.0]], RECEIPT)
    assert rows[0].problems == ()


def test_headings_for_the_second_time_are_those_of_the_second_contact():
    contact = ["联系人", "手机", "职务"]
    row = ["甲", "王一", "13800138000", "经理", "李二", "0571-88881234", "会计"]
    values = read([["客户名称", *contact, *contact], row], CLIENT)[0].values
    assert (values["contact_name"], values["contact_mobile"]) == ("王一", "13800138000")
    assert (values["contact2_name"], values["contact2_mobile"]) == ("李二", "0571-88881234")
    assert values["contact2_post"] == "会计"


def test_the_cost_of_one_night_is_not_that_of_the_booking():
    for heading in ("单位成本", "每间夜成本", "单房成本"):
        row = ["甲", "2016-1-5", 2.0, 40.0]
        headings = ["客户名称", "到店日期", "间夜", heading]
        assert columns(BOOKING, headings, row)[heading] is None


def test_solar_and_lunar_birthdays_are_told_apart():
    headings = ["客户名称", "联系人", "生日（公历）", "生日（农历）"]
    values = read([headings, ["甲", "王一", "1980-9-24", "8.16"]], CLIENT)[0].values
    assert values["contact_birthday"] == Birthday(1980, 9, 24)
    assert values["contact_lunar_birthday"] == Birthday(None, 8, 16, lunar=True)
    headings = ["客户名称", "联系人", "生日", "农历/公历"]
    rows = read([headings, ["甲", "王一", "8.16", "农历"], ["乙", "李二", "8.16", "公历"]], CLIENT)
    assert [row.values["contact_calendar"] for row in rows] == [True, False]
    heads = ["客户名称", "联系人", "生日（公/农历）"]
    cells = ["8.16", "8.16(农)", "八月十六", "公历8月16日", "1980-8-16(阳)"]
    rows = read([heads, *(["甲", "王一", cell] for cell in cells)], CLIENT)
    assert [problem.heading for problem in rows[0].problems] == [heads[2]]
    born = [row.values["contact_birthday"] for row in rows[1:]]
    assert [one.lunar for one in born] == [True, True, False, False]


def test_grades_in_other_words_are_left_out_and_one_among_grades_is_told():
    headings = ["单位名称", "客户等级"]
    assert columns(CLIENT, headings, ["甲", "VIP"], ["乙", "★★"])["客户等级"] is None
    rows = read([headings, ["甲", "A级"], ["乙", "VIP"]], CLIENT)
    assert rows[0].values["grade"] == "A"
    assert [problem.heading for problem in rows[1].problems] == ["客户等级"]


def test_totals_in_traditional_characters_are_left_out_of_the_rows():
    rows = [["入帳日期", "付款單位", "實收金額"], ["2016/1/5", "甲公司", 5.0], ["合計", "", 5.0]]
    sheet = Sheet("入帳明細", rows)
    layout = guess_layout([sheet], None, AROUND)
    assert layout.kind is RECEIPT
    assert [row.number for row in parse_rows(sheet, layout, AROUND)] == [2]


def test_the_key_of_headings_forgets_order_and_spacing():
    assert heading_key(["客户名称", "金额"]) == heading_key(["金 额", "客户名称*", ""])
    assert heading_key(["客户名称", "金额"]) != heading_key(["客户名称", "电话"])


def read(rows, kind, **about):
    sheet = Sheet("x", rows, **about)
    layout = guess_layout([sheet], kind, AROUND)
    assert isinstance(layout, Layout)
    return list(parse_rows(sheet, layout, AROUND))


def test_rows_are_read_with_the_numbers_the_clerk_sees():
    rows = read(
        [
            ["预订明细"],
            ["预订号", "客户名称", "到店日期", "金额", "状态"],
            [],
            ["R1", "甲", "2016/1/5", "1,234.50", "已离店"],
            ["预订号", "客户名称", "到店日期", "金额", "状态"],
            ["R2", "乙", "2026-13-45", "#N/A", "—"],
            ["合计", "", "", 1234.5],
        ],
        BOOKING,
    )
    assert [row.number for row in rows] == [4, 6]
    assert rows[0].values == {
        "number": "R1",
        "client_name": "甲",
        "arrival_on": date(2016, 1, 5),
        "amount": Decimal("1234.50"),
        "status": BookingStatus.COMPLETED,
    }
    problems = {problem.heading: problem for problem in rows[1].problems}
    assert set(problems) == {"到店日期", "金额"}
    assert problems["到店日期"].cell == "2026-13-45"
    assert "status" not in rows[1].values


def test_a_clients_name_merged_over_its_rows_holds_for_each_but_an_amount_does_not():
    rows = read(
        [
            ["客户名称", "到店日期", "金额"],
            ["甲", "2016-1-5", "100"],
            ["", "2016-1-6", ""],
            ["", "2016-1-7"],
        ],
        BOOKING,
        merged=[(1, 3, 0), (1, 2, 2), (1, 2, 9)],
    )
    assert [row.values["client_name"] for row in rows] == ["甲", "甲", "甲"]
    assert [row.values.get("amount") for row in rows] == [Decimal(100), None, None]


def test_a_merge_gives_nothing_where_it_is_empty_or_a_row_has_its_own():
    rows = read(
        [
            ["客户名称", "到店日期", "金额"],
            ["甲", "2016-1-5", "100"],
            ["乙", "", "100"],
            ["", "2016-1-7", "100"],
            ["", "2016-1-8", "100"],
        ],
        BOOKING,
        merged=[(1, 2, 0), (1, 2, 1), (3, 4, 0)],
    )
    assert [row.values.get("client_name") for row in rows] == ["甲", "乙", None, None]
    assert [row.values["arrival_on"].day for row in rows] == [5, 5, 7, 8]


def test_of_merges_that_overlap_as_none_can_the_first_counts():
    cells = [["甲", "2016-1-5"], ["乙", "2016-1-6"], ["", "2016-1-7"], ["", "2016-1-8"]]
    overlapping = [(2, 4, 0), (1, 2, 0), (2, 3, 0), (1, 2, 0)]
    rows = read([["客户名称", "到店日期"], *cells], BOOKING, merged=overlapping)
    assert [row.values.get("client_name") for row in rows] == ["甲", "乙", None, None]


def test_a_column_nobody_knows_is_left_out():
    rows = read([["序号", "客户名称", "到店日期"], ["#N/A", "甲", "2016-1-5"]], BOOKING)
    assert (rows[0].problems, set(rows[0].values)) == ((), {"client_name", "arrival_on"})


def test_a_reaction_is_one_of_three_or_words():
    rows = read(
        [
            ["日期", "客户名称", "方式", "内容", "客户反馈"],
            ["2016-1-5", "甲", "微信", "问价", "满意"],
            ["2016-1-5", "甲", "微信", "=1+1 不是公式", "嫌早餐排队"],
        ],
        LOG,
    )
    assert rows[0].values["reaction"] is Reaction.PLEASED
    assert rows[0].values["channel"] is Channel.MESSAGE
    assert rows[1].values["reaction"] == "嫌早餐排队"
    assert rows[1].values["summary"] == "=1+1 不是公式"


def test_day_numbers_count_from_1904_where_the_workbook_says_so():
    rows = [["客户名称", "到店日期"], ["甲", 40912.0]]
    assert read(rows, BOOKING, system_1904=True)[0].values["arrival_on"] == date(2016, 1, 5)
