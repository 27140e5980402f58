"""Words of company names that say less than they seem to, or more."""

import re


def _any(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


OPEN_FORMS = frozenset({"", "公司", "总公司", "股份", "有限", "股份有限", "有限责任"})
"""What clerks write for any legal form, or have not finished writing."""

BRANCH = re.compile(
    _any(
        """
    分公司 子公司 分行 支行 分理处 分局 分店 分社 分校 分院 分会 分部 分厂 支队 大队 支部 营业部
    营业厅 门市部 办事处 代表处 联络处 项目部 事业部 经营部 服务部
    """
    )
)
"""Words of an office that is one of several of its company."""

NUMBERS = re.compile("[0-9a-z零一二三四五六七八九十百千甲乙丙丁戊]")
ORDERING = re.compile(f"{NUMBERS.pattern}|[东南西北]")
"""What tells one of a series from another: numbers, letters, compass points."""

SHARE_CLASS = re.compile("(?<=[^0-9a-z]{2})[ab]$")
"""The mark of A and B shares behind a short name: 深物业A."""

GROUP_WORDS = re.compile("(?:集团|控股|国际|中国|全国|总部|实业|总|本部|投资|企业)+")
"""What a parent company has in its name and its subsidiary has not."""

TRADES = _any(
    """
    国际旅行社 旅行社 旅行 国旅 旅游 旅业 科技 高科技 技术 信息 网络 软件 电子 电器 电气 机械
    设备 制造 工业 贸易 商贸 经贸 外贸 进出口 发展 开发 建设 建筑 工程 装饰 房地产 地产 置业 物业
    管理 咨询 商务 服务 顾问 广告 传媒 文化 传播 教育 培训 医药 药业 制药 生物 医疗 器械 化工
    化学 材料 新材料 能源 电力 石油 石化 煤业 矿业 钢铁 金属 汽车 客车 零部件 销售 运输 物流 货运
    航空 航运 港务 铁路 公路 高速公路 食品 饮料 酒业 农业 牧业 林业 种业 纺织 服装 服饰 家居 家具
    陶瓷 玻璃 水泥 建材 纸业 包装 印刷 环保 环境 水务 燃气 银行 证券 保险 期货 基金 金融 租赁
    担保 酒店 宾馆 饭店 餐饮 百货 超市 商场 商业 零售 会展 会议 展览 影视 体育 通信 通讯 电信
    光电 光学 仪器 仪表 精密 智能 数据 数字 系统 股份 实业 集团 控股 国际 中国 投资 企业
    """
)
TRADE_WORDS = re.compile(f"(?:{TRADES})+")
"""What a client does, which many do."""


def brand_of(core: str) -> str:
    """Return what is the client's own in a core name: 华东 of 华东国际旅行社."""
    return TRADE_WORDS.sub("", core) or core
