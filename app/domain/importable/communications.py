"""Columns of a communication log (沟通记录)."""

from app.domain.communications import LONGEST_NOTE, LONGEST_STEP, LONGEST_SUMMARY
from app.domain.importable.field import Holds, field
from app.domain.importable.shared import CLIENT_REFERENCE, STAFF
from app.domain.types import Channel, Direction, Purpose, Reaction, Tone
from app.i18n import _

COMMUNICATIONS = (
    field(
        "held",
        _("日期"),
        "日期 拜访日 拜访日期 拜访时间 沟通日期 沟通时间 联系日期 联系时间 联络日期 联络时间 "
        "接触日期 记录日期 记录时间 日期时间 发生日期 发生时间 "
        "来访日期 回访日期 访问日期 通话时间 activitydate visitdate calldate "
        "contactdate date datetime held meetingdate when ~时间 跟进日期 跟进时间 登记日期",
        Holds.MOMENT,
        downwards=True,
    ),
    field("held_time", _("时间"), "时间 时刻 开始时间 具体时间 time starttime", Holds.TIME),
    *CLIENT_REFERENCE,
    field(
        "contact_name",
        _("联系人"),
        "联系人 联络人 联系人姓名 受访人 被拜访人 被访人 对方人员 客户联系人 拜访对象 沟通对象 "
        "受访者 对方联系人 接洽人 会见人 来访人 来电人 contact contactname "
        "contactperson metwith spoketo attendees ~姓名 对象 person",
        Holds.TEXT,
        60,
    ),
    field(
        "channel",
        _("方式"),
        "方式 沟通方式 联系方式 拜访方式 联络方式 接触方式 跟进方式 沟通渠道 沟通形式 "
        "联系形式 形式 活动类型 沟通类型 拜访类型 channel contactmethod activitytype "
        "activity method ~类型 渠道 type",
        Holds.CHOICE,
        choices=Channel,
    ),
    field(
        "direction",
        _("方向"),
        "方向 发起方 来去 主动被动 沟通方向 direction initiatedby ~发起",
        Holds.CHOICE,
        choices=Direction,
    ),
    field(
        "purpose",
        _("目的"),
        "目的 拜访目的 沟通目的 来访目的 沟通类别 事由类别 purpose objective ~类别 分类 "
        "事由 category",
        Holds.CHOICE,
        choices=Purpose,
    ),
    field(
        "tone",
        _("沟通性质"),
        "沟通性质 性质 业务情感 沟通种类 tone ~类别 分类 类型",
        Holds.CHOICE,
        choices=Tone,
    ),
    field(
        "summary",
        _("内容"),
        "内容 沟通内容 拜访内容 联系内容 谈话内容 主要内容 沟通记录 拜访记录 拜访情况 "
        "沟通情况 洽谈内容 内容摘要 摘要 跟进内容 情况说明 情况记录 沟通纪要 会谈纪要 纪要 "
        "详细内容 记录 沟通要点 "
        "会谈内容 活动内容 summary content contents description details detail notes "
        "discussion minutes subject ~主题 事项 备注 说明 事由 remarks remark comments",
        Holds.LINES,
        LONGEST_SUMMARY,
    ),
    field(
        "reaction",
        _("客户反馈"),
        "客户反馈 客户反应 反馈 反应 客户态度 满意度 客户满意度 客户意见 客户评价 "
        "对方反应 反馈意见 效果 reaction feedback response satisfaction ~态度 结果 评价",
        Holds.CHOICE_OR_LINES,
        LONGEST_NOTE,
        choices=Reaction,
    ),
    field(
        "next_step",
        _("下一步"),
        "下一步 下一步计划 后续计划 后续工作 跟进事项 跟进计划 下步计划 下步工作 待办 "
        "待办事项 后续跟进 跟进措施 行动计划 nextstep nextsteps nextaction followup "
        "action actionrequired ~下次跟进 跟进",
        Holds.LINES,
        LONGEST_STEP,
    ),
    field(
        "next_on",
        _("下次跟进"),
        "下次跟进 下次跟进日期 下次跟进时间 下次联系 下次联系日期 下次联系时间 下次拜访 "
        "下次拜访日期 下次拜访时间 下次沟通 下次沟通日期 跟进期限 预约日期 下次日期 "
        "下次时间 完成期限 nextdate followupdate followupon nextcontact nextvisit "
        "duedate nextcontactdate nextactiondate ~跟进日期 followup",
        Holds.DAY,
    ),
    field("staff", _("经办人"), STAFF, Holds.TEXT, 40),
)
