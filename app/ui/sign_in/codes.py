"""What is said beside codes and passwords that are told once."""

from app.i18n import _
from app.ui.code_dialog import ToldOnce


def recovery_code(code: str) -> ToldOnce:
    """Return what is told of a recovery code."""
    return ToldOnce(
        _("登录恢复码"),
        code,
        (
            _("主管都进不去客友的时候（忘了密码），用它给自己设新密码：登录窗口 → 忘记密码。"),
            _(
                "请打印出来锁在保险柜里，不要存在这台电脑上，也不要拍照。拿到它的人等于有了主管的密码。"
            ),
            _("只显示这一次；用过就作废，换一个新的。丢了，主管可以在 设置 → 人员 里另外生成。"),
            _("它不是文件密码：数据文件加了密的，文件另有自己的恢复码。"),
        ),
        _("登录恢复码.pdf"),
        _("恢复码已经打印或抄好"),
    )


def given_password(name: str, password: str) -> ToldOnce:
    """Return what is told of a password given to somebody."""
    return ToldOnce(
        _("{name} 的初始密码").format(name=name),
        password,
        (
            _("请当面告诉 {name}。只显示这一次；忘了可以再给一个。").format(name=name),
            _("{name} 用它登录一次，马上要换成自己的密码。大小写、短横都不用管。").format(
                name=name
            ),
        ),
        _("初始密码.pdf"),
        _("已经告诉本人或抄好"),
    )
