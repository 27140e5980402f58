"""How characters with several readings are read in the names of people, places and companies.

pypinyin gives one reading where a name may want another: it makes 曾 ceng and 单 dan.
"""


def _table(entries: str) -> dict[str, tuple[str, ...]]:
    """Read entries such as 长:chang/zhang, separated by spaces."""
    pairs = (entry.split(":") for entry in entries.split())
    return {text: tuple(readings.split("/")) for text, readings in pairs}


SURNAMES = _table(
    """
    单:shan 解:xie 区:ou 查:zha 盖:ge 朴:piao 乐:yue 员:yun 种:chong 黑:he 秘:bi 祭:zhai 隗:kui
    洗:xian 乜:nie 句:gou 繁:po 颉:xie 郇:xun 召:shao 折:she 重:chong 能:nai 么:yao 卜:bu 佴:nai
    参:shen 莘:shen 晟:cheng 尉迟:yu/chi 单于:chan/yu 万俟:mo/qi 长孙:zhang/sun 澹台:tan/tai
    令狐:ling/hu 乐正:yue/zheng 子车:zi/ju 亓官:qi/guan 宰父:zai/fu 拓跋:tuo/ba 夹谷:jia/gu
    皇甫:huang/fu 鲜于:xian/yu 欧阳:ou/yang 司马:si/ma 上官:shang/guan 夏侯:xia/hou 诸葛:zhu/ge
    """
)
"""A surname → its readings, one a character, where they are not the usual ones."""

READINGS = _table(
    """
    长:chang/zhang 重:zhong/chong 行:hang/xing 乐:le/yue 单:dan/shan 曾:zeng/ceng 仇:qiu/chou
    解:jie/xie 查:cha/zha 盖:gai/ge 翟:zhai/di 朴:pu/piao 厦:xia/sha 都:du/dou 调:diao/tiao
    传:chuan/zhuan 朝:chao/zhao 参:can/shen 藏:zang/cang 弹:dan/tan 会:hui/kuai 校:xiao/jiao
    石:shi/dan 宿:su/xiu 尉:wei/yu 覃:qin/tan 缪:miao/mou 召:zhao/shao 员:yuan/yun 贾:jia/gu
    种:zhong/chong 折:zhe/she 隗:wei/kui 俞:yu/shu 柏:bai/bo 薄:bo/bao 谌:chen/shen 阚:kan/han
    句:ju/gou 万:wan/mo 牟:mou/mu 颉:jie/xie 番:fan/pan 蚌:bang/beng 泌:mi/bi 六:liu/lu
    莘:xin/shen 浒:hu/xu 荥:ying/xing 歙:she/xi 铅:qian/yan 阿:a/e 堡:bao/pu/bu 泊:bo/po 奇:qi/ji
    角:jiao/jue 觉:jue/jiao 强:qiang/jiang 盛:sheng/cheng 拓:tuo/ta 乘:cheng/sheng 畜:xu/chu
    龟:gui/jun 还:huan/hai 降:jiang/xiang 劲:jin/jing 卡:ka/qia 壳:ke/qiao 率:lv/shuai 绿:lv/lu
    脉:mai/mo 模:mo/mu 弄:nong/long 屏:ping/bing 茜:xi/qian 色:se/shai 杉:shan/sha 什:shi/shen
    巷:xiang/hang 叶:ye/xie 娜:na/nuo 晟:sheng/cheng 芥:jie/gai 艾:ai/yi 吓:xia/he 削:xiao/xue
    血:xue/xie 咖:ka/ga 佛:fo/fu 甫:fu/pu 呷:xia/ga 吁:yu/xu 沈:shen/chen 炅:jiong/gui 琢:zhuo/zuo
    陂:bei/pi 洞:dong/tong 侗:dong/tong 涡:wo/guo 湛:zhan/chen 便:bian/pian 宓:mi/fu 郇:xun/huan
    """
)
"""A character → every reading worth finding it by, the usual one first."""

WORDS = _table(
    """
    重庆:chong/qing 大厦:da/sha 广厦:guang/sha 校长:xiao/zhang 行长:hang/zhang
    董事长:dong/shi/zhang 会长:hui/zhang 成长:cheng/zhang 增长:zeng/zhang 行云:xing/yun
    通行:tong/xing 自行:zi/xing 行者:xing/zhe 同行:tong/xing 行政:xing/zheng 出行:chu/xing
    飞行:fei/xing 行动:xing/dong 执行:zhi/xing 步行:bu/xing 远行:yuan/xing 运行:yun/xing
    行业:hang/ye 乐清:yue/qing 音乐:yin/yue 乐器:yue/qi 乐团:yue/tuan 会计:kuai/ji 调味:tiao/wei
    空调:kong/tiao 协调:xie/tiao 调控:tiao/kong 六安:lu/an 蚌埠:beng/bu 番禺:pan/yu 朝阳:chao/yang
    十堰:shi/yan 尉氏:wei/shi 阿胶:e/jiao 东阿:dong/e 铅山:yan/shan 莘县:shen/xian 西藏:xi/zang
    收藏:shou/cang 藏品:cang/pin 人参:ren/shen 海参:hai/shen 弹簧:tan/huang 畜牧:xu/mu
    家畜:jia/chu 重阳:chong/yang 重组:chong/zu 荥阳:xing/yang 模具:mu/ju 歙县:she/xian
    单县:shan/xian 解放:jie/fang 吴堡:wu/bu 黄陂:huang/pi 洪洞:hong/tong 柏林:bo/lin
    重逢:chong/feng 佛山:fo/shan 成都:cheng/du 咖喱:ga/li 绿林:lu/lin 银行:yin/hang
    商行:shang/hang 分行:fen/hang 支行:zhi/hang 旅行:lv/xing 长安:chang/an 长沙:chang/sha
    长春:chang/chun 长江:chang/jiang 长城:chang/cheng 长虹:chang/hong 长白:chang/bai
    长治:chang/zhi 长乐:chang/le 长征:chang/zheng 重工:zhong/gong 重型:zhong/xing 重汽:zhong/qi
    厦门:xia/men 传媒:chuan/mei 传播:chuan/bo 传感:chuan/gan 宣传:xuan/chuan 社会:she/hui
    协会:xie/hui 会议:hui/yi 会展:hui/zhan 学校:xue/xiao 学会:xue/hui 商会:shang/hui 委员:wei/yuan
    都市:du/shi 娱乐:yu/le 种业:zhong/ye 种子:zhong/zi 单位:dan/wei 检查:jian/cha 人员:ren/yuan
    绿色:lv/se 绿化:lv/hua 绿地:lv/di 特色:te/se 有色:you/se 强化:qiang/hua 艾德:ai/de 阿里:a/li
    石油:shi/you 石化:shi/hua 岩石:yan/shi 万科:wan/ke 万达:wan/da
    """
)
"""A word → the reading of each of its characters, where the word leaves no other."""

RARE = {"𠮷": "ji", "〇": "ling"}
"""Characters the dictionary lacks."""
