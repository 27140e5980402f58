"""Who may do what (权限): one table of rights by post, as the policy divides the work.

营销总监 and 销售部经理 supervise. 销售高级主任 sees the team's clients, 销售主任 and 销售代表 their
own and what is shared with them; each of the three edits the own ones.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.types import Labelled, Post, StaffId
from app.i18n import _


class Scope(Labelled):
    """Over whose clients a right reaches. Clients that nobody manages are everybody's."""

    ALL = "all", _("全部")
    TEAM = "team", _("本组的、共享的")
    SHARED = "shared", _("自己的、共享的")
    OWN = "own", _("自己的")


class Right(Labelled):
    """One right: the label is what the person may do, as it stands after 可以 or 不能."""

    SEE = "see", _("查看客户")
    LOG = "log", _("记沟通、待办和问题")
    EDIT = "edit", _("新建和修改客户档案、预订、收款")
    SHARE = "share", _("共享客户")
    SCORE = "score", _("为客户评分、提交年终筛选")
    REASSIGN = "reassign", _("指定客户经理、交接客户")
    GRADE = "grade", _("直接改客户等级")
    KEY_ACCOUNTS = "key_accounts", _("认定大客户、指定关系经理")
    APPROVE = "approve", _("汇总、退回和批准年终筛选")
    MERGE = "merge", _("合并重复客户")
    IMPORT = "import", _("导入、撤销导入")
    UNDO_OTHERS = "undo_others", _("撤销别人做的事")
    EMPTY_BIN = "empty_bin", _("在回收站里彻底删除")
    SETTINGS = "settings", _("修改设置、标准和各种名单")
    STAFF = "staff", _("管理人员")
    BACKUPS = "backups", _("恢复备份")
    ERASE = "erase", _("清除个人信息")
    AUDIT = "audit", _("查看操作记录")


SUPERVISING: Mapping[Post, Scope] = {Post.DIRECTOR: Scope.ALL, Post.MANAGER: Scope.ALL}
EVERYBODY_THEIR_OWN: Mapping[Post, Scope] = {
    **SUPERVISING,
    Post.SENIOR: Scope.OWN,
    Post.OFFICER: Scope.OWN,
    Post.REPRESENTATIVE: Scope.OWN,
}
EVERYBODY_WHAT_IS_SHARED: Mapping[Post, Scope] = {
    **SUPERVISING,
    Post.SENIOR: Scope.TEAM,
    Post.OFFICER: Scope.SHARED,
    Post.REPRESENTATIVE: Scope.SHARED,
}

RIGHTS: Mapping[Right, Mapping[Post, Scope]] = {
    Right.SEE: EVERYBODY_WHAT_IS_SHARED,
    Right.LOG: EVERYBODY_WHAT_IS_SHARED,
    Right.EDIT: EVERYBODY_THEIR_OWN,
    Right.SHARE: EVERYBODY_THEIR_OWN,
    Right.SCORE: EVERYBODY_THEIR_OWN,
    Right.REASSIGN: SUPERVISING,
    Right.GRADE: SUPERVISING,
    Right.KEY_ACCOUNTS: SUPERVISING,
    Right.APPROVE: SUPERVISING,
    Right.MERGE: SUPERVISING,
    Right.IMPORT: SUPERVISING,
    Right.UNDO_OTHERS: SUPERVISING,
    Right.EMPTY_BIN: SUPERVISING,
    Right.SETTINGS: SUPERVISING,
    Right.STAFF: SUPERVISING,
    Right.BACKUPS: SUPERVISING,
    Right.ERASE: SUPERVISING,
    Right.AUDIT: SUPERVISING,
}
"""Each right with the posts that have it, and over whose clients. All that is enforced or shown
follows from this table."""


@dataclass(frozen=True, slots=True)
class Member:
    """What rights need of a person of the office."""

    id: StaffId
    post: Post
    active: bool
    leader_id: StaffId | None = None


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks and works: a person and what the post allows.

    Only where ``restricted`` do the rights of the post count. ``team`` are the people led. Who
    ``only_looks`` sees everything and changes nothing, whoever it is.
    """

    staff_id: StaffId | None = None
    post: Post | None = None
    restricted: bool = False
    team: frozenset[StaffId] = frozenset()
    only_looks: bool = False

    def scope(self, right: Right) -> Scope | None:
        """Return over whose clients this person has a right; None is not at all."""
        if self.only_looks and right is not Right.SEE:
            return None
        if not self.restricted or self.post is None:
            return Scope.ALL
        return RIGHTS[right].get(self.post)

    def may(self, right: Right) -> bool:
        """Tell whether this person has a right, be it over the own clients only."""
        return self.scope(right) is not None

    def why_not(self, right: Right) -> str:
        """Return the sentence that refuses what this person may not do; empty where they may."""
        if self.may(right):
            return ""
        return BACKUP_TOLD if self.only_looks else refusal(right)

    def people(self, right: Right) -> frozenset[StaffId]:
        """Return those over whose clients a restricted person has a right."""
        own = frozenset() if self.staff_id is None else frozenset({self.staff_id})
        return own | self.team if self.scope(right) is Scope.TEAM else own


EVERYTHING = Viewer()
"""Nobody in particular, as on the command line of an office without sign-in."""
LOOKER = Viewer(only_looks=True)
"""Whoever looks into a backup."""
BACKUP_TOLD = _("这是备份里的内容，只能看，不能改。要用它，请在 设置 → 备份 里恢复。")


def viewer_of(members: Iterable[Member], staff_id: StaffId | None) -> Viewer:
    """Return what a person may see and do. This is the one place that decides who is restricted.

    Nobody is while nobody is named, while one person works here alone, or while no one who could
    change anything back supervises; supervisors never are.
    """
    if staff_id is None:
        return EVERYTHING
    everybody = list(members)
    post = next((m.post for m in everybody if m.id == staff_id), Post.REPRESENTATIVE)
    others = [m for m in everybody if m.active and m.id != staff_id]
    supervised = any(m.post.supervises for m in others)
    team = frozenset(m.id for m in everybody if m.leader_id == staff_id)
    return Viewer(staff_id, post, supervised and not post.supervises, team)


def who_may(right: Right) -> str:
    """Return the posts that have a right, as a sentence names them."""
    return _("、").join(post.label for post in RIGHTS[right])


def refusal(right: Right) -> str:
    """Return the sentence for a person whose post does not have a right."""
    told = _("您的职务不能{what}；{who}可以，请交给他们办理。")
    return told.format(what=right.label, who=who_may(right))


def refusal_of_client(right: Right, client: str) -> str:
    """Return the sentence for a client that is not in reach, named only where it may be seen."""
    if not client:
        return _("这里有不属于您的客户，不能改动。请该客户的客户经理或主管办理，或请他们共享给您。")
    told = _("{client} 不是您的客户，不能{what}。请该客户的客户经理或主管办理。")
    return told.format(client=client, what=right.label)
