"""Traditional characters in the words of headings and cells, as guests' and group offices write.

Only characters that stand in words the import knows. Names are never changed by it: what a client
is called is the client's affair.
"""

_PAIRS = """
    数數 倾傾 关關 沟溝 乡鄉 织織 于於 万萬 业業 丢丟 两兩 个個箇 为為爲 书書 争爭 亿億 产產 从從
    价價 会會 传傳 体體 余餘 储儲 减減 准準 净淨凈 冻凍 决決 况況 农農 册冊 写寫 凭憑 划劃 创創
    别別 办辦 务務 动動 医醫 区區 单單 协協 厂廠 历歷曆 参參 双雙 发發 变變 号號 台臺 后後 启啟啓
    听聽 员員 响響 团團 国國 圆圓 场場 块塊 处處 备備 复復複 头頭 学學 宝寶 实實 审審 宾賓 对對
    导導 属屬 岗崗 币幣 帐帳 帮幫 应應 废廢 开開 录錄 征徵 态態 恳懇 总總 户戶 执執 扬揚 报報 担擔
    拨撥 挂掛 据據 无無 旧舊 时時 暂暫 机機 杂雜 权權 条條 来來 极極 构構 标標 样樣 档檔 气氣
    汇匯滙彙 没沒 游遊 满滿 潜潛 点點 热熱 爱愛 状狀 献獻 现現 电電 礼禮 离離 种種 积積 称稱 税稅
    竞競 签簽籤 筛篩 简簡 类類 系係 紧緊 约約 级級 纪紀 纳納 线線 组組 细細 终終 绍紹 经經 结結
    络絡 绝絕 统統 续續 编編 缩縮 缴繳 网網 联聯 职職 腊臘 节節 营營 获獲 补補 观觀 见見 触觸 计計
    订訂 认認 议議 讯訊 记記 讲講 讳諱 访訪 证證 评評 识識 诉訴 话話 询詢 该該 详詳 语語 误誤
    说說説 请請 诺諾 调調 谈談 谊誼 谓謂 谢謝 负負 贡貢 财財 责責 账賬 质質 贯貫 贷貸 费費 赊賒
    赞贊讚 跃躍 转轉 较較 达達 过過 还還 这這 进進 选選 邮郵 里裡裏 钉釘 钞鈔 银銀 销銷 错錯 长長
    门門 闭閉 问問 闰閏 间間 队隊 阳陽 阴陰 际際 项項 预預 题題 额額 顾顧 页頁 饮飲 馆館 馈饋 内內
    冲沖衝 制製 周週 咨諮 回迴 监監 码碼 确確 采採 兴興
"""
_SIMPLIFIED = str.maketrans(
    {one: pair[0] for pair in _PAIRS.split() for one in pair[1:] if one != pair[0]}
)


def simplified(text: str) -> str:
    """Return the text with the traditional characters of known words simplified."""
    return text if text.isascii() else text.translate(_SIMPLIFIED)
