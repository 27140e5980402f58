"""A small sales office's files, spoiled as real ones are, with what a correct program finds."""

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from tests.exchange.files import change_part, write_book

NAMES = (
    "杭州华东机械(集团)股份有限公司",
    "宁波海曙旅行社有限公司",
    "深圳市科达信息技术有限公司",
    "上海浦江会议服务有限公司",
    "广州白云国际旅行社股份有限公司",
    "苏州工业园区明泰电子有限公司",
    "北京中北建设集团股份有限公司",
    "成都锦江文化传播有限公司",
)
SPOILED = {
    1: "杭州华东机械（集团）股份公司 ",
    4: "深圳市\u3000科达信息技术有限公司",
}
"""Second rows for the same clients, under other codes: by the row's place among the clients."""
STATUS = (
    ("已离店", True),
    ("已离店", True),
    ("已离店", True),
    ("已取消", False),
    ("未到店", False),
)


@dataclass
class Office:
    """Where the files are, and what is true of them."""

    folder: Path
    clients: int = 0
    duplicates: dict[str, str] = field(default_factory=dict)
    bookings: int = 0
    amounts: dict[tuple[str, str], Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    room_nights: int = 0
    received: Decimal = Decimal(0)
    receipts: int = 0
    log: int = 0


def make_office(folder: Path, *, seed: int = 7) -> Office:
    """Write the four files."""
    office, chance = Office(folder), random.Random(seed)
    codes = [f"D{number:03d}" for number in range(1, len(NAMES) + 1)]
    _write_clients(office, codes, chance)
    bookings = _write_bookings(office, codes, chance)
    _write_receipts(office, bookings, chance)
    _write_log(office, chance)
    return office


def _write_clients(office: Office, codes: list[str], chance: random.Random) -> None:
    terms = ("现结", 30, "月结45天", None, "60天")
    rows = []
    for place, (code, name) in enumerate(zip(codes, NAMES, strict=True), 1):
        row = [
            code,
            name,
            f"0571-8{place:07d}",
            "李敏",
            13800138000 + place,
            "农历八月十五",
            "周敏",
        ]
        rows.append(
            [*row, chance.choice([None, "100,000", 20000]), chance.choice(terms), "=1+1 备注"]
        )
        if place in SPOILED:
            other = f"X{place:03d}"
            rows.append(
                [other, SPOILED[place], f"0571-8{place:07d}", *[None] * 3, "周敏", None, None, ""]
            )
            office.duplicates[other] = code
    chance.shuffle(rows)
    headings = [
        "客户代码",
        "单位名称",
        "总机",
        "联络人",
        "移动电话",
        "生日",
        "销售经理",
        "授信额度",
        "结算周期",
        "备注",
    ]
    title = [["大堂酒店客户一览表"], ["2016 年度"], []]
    write_book(office.folder / "单位资料.xlsx", [*title, headings, *rows, ["总  计", len(rows)]])
    office.clients = len(NAMES)


def _write_bookings(office: Office, codes: list[str], chance: random.Random) -> list[list[object]]:
    rows: list[list[object]] = []
    for number in range(1, 61):
        place = chance.randrange(len(codes))
        arrival = date(2016, 1, 1) + timedelta(chance.randrange(366))
        nights = chance.randrange(4)
        amount = Decimal(chance.randrange(-20_000, 400_000)) / 100
        status, completed = chance.choice(STATUS)
        shown = f"{amount:,}" if number % 5 == 0 else float(amount)
        day = f"{arrival:%Y.%m.%d}" if number % 3 == 0 else datetime(*arrival.timetuple()[:3])
        rows.append([f"C{number}", NAMES[place], day, nights, nights, shown, status])
        if completed:
            office.amounts[codes[place], f"{arrival:%Y-%m}"] += amount
            office.room_nights += nights
    headings = ["确认号", "协议单位", "抵店日", "晚数", "间夜", "总消费(元)", "预订状态"]
    path = write_book(office.folder / "消费明细.xlsx", [headings, *rows])
    change_part(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"A1:G61", b"A1"))
    office.bookings = len(rows)
    return rows


def _write_receipts(office: Office, bookings: list[list[object]], chance: random.Random) -> None:
    lines = ["来款日期\t付款单位\t到账金额\t对应预订号"]
    for number, client, *_rest in bookings[:30]:
        amount = Decimal(chance.randrange(1, 300_000)) / 100
        office.received += amount
        lines.append(f'2016年{chance.randrange(1, 13)}月8日\t{client}\t"{amount:,}"\t{number}')
    lines += [f"2016-12-30\t{NAMES[0]}\t88.80\t"] * 2
    office.received += Decimal("177.60")
    office.receipts = len(lines) - 1
    (office.folder / "来款登记.txt").write_bytes("\r\n".join(lines).encode("utf-16"))


def _write_log(office: Office, chance: random.Random) -> None:
    lines = ["拜访日期,拜访客户,拜访对象,沟通方式,拜访目的,拜访内容,客户反馈,下次拜访日期,业务员"]
    for day in range(1, 21):
        client = NAMES[chance.randrange(len(NAMES))]
        next_on = f"2016-03-{day:02d}" if day % 2 else ""
        lines.append(
            f"2016/2/{day} 14:30,{client},李敏,微信,倾听,"
            f'"问年会报价，\n嫌早餐排队",一般,{next_on},赵立军'
        )
    office.log = len(lines) - 1
    (office.folder / "拜访记录.csv").write_bytes("\r\n".join(lines).encode("gb18030"))
