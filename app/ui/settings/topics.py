"""What clients are to be taught (教育内容)."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from app.domain.topics import LONGEST_NAME, TopicDraft, problems
from app.domain.types import TopicId
from app.i18n import _
from app.queries.topics import topic_draft, topic_rows
from app.services.topics import (
    activate_topic,
    add_topic,
    arrange_topics,
    change_topic,
    delete_topic,
)
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.fields import long_text, text
from app.ui.forms import Section
from app.ui.small_list import SmallEntry, SmallList, SmallListSpec


class TopicDialog(DraftDialog[TopicDraft]):
    """Edits a topic: its name, and what is to be said."""

    def __init__(
        self,
        context: Context,
        loaded: tuple[TopicDraft, int],
        topic_id: TopicId | None = None,
        parent: QWidget | None = None,
    ) -> None:
        asked = (
            text("name", _("教育内容"), max_length=LONGEST_NAME, required=True, wide=True),
            long_text("details", _("要讲什么"), lines=8),
        )
        title = _("新建教育内容") if topic_id is None else _("修改教育内容")
        super().__init__(title, [Section("", asked)], loaded[0], parent, columns=1)
        self.setObjectName("topicDialog")
        self._context, self._topic_id, self.version = context, topic_id, loaded[1]
        self.resize(520, 360)

    @override
    def problems(self, draft: TopicDraft) -> Mapping[str, str]:
        return problems(draft)

    @override
    def save(self, draft: TopicDraft) -> None:
        if self._topic_id is None:
            add_topic(self._context.desk, draft)
        else:
            change_topic(self._context.desk, self._topic_id, draft, version=self.version)

    @override
    def stored(self) -> tuple[TopicDraft, int] | None:
        if self._topic_id is None:
            return None
        with self._context.db.read() as session:
            return topic_draft(session, self._topic_id)


def topic_settings(context: Context) -> QWidget:
    """Return the list of topics."""

    def entries() -> Sequence[SmallEntry]:
        with context.db.read() as session:
            rows = topic_rows(session)
        told = _("教过 {n} 次")
        return [
            SmallEntry(
                row.id,
                row.name,
                row.active,
                row.version,
                note=told.format(n=f"{row.used:,}") if row.used else "",
                used=bool(row.used),
            )
            for row in rows
        ]

    def edit(entry: SmallEntry | None) -> None:
        loaded: tuple[TopicDraft, int] | None = (TopicDraft(), 0)
        if entry is not None:
            with context.db.read() as session:
                loaded = topic_draft(session, TopicId(entry.id))
        if loaded is not None:
            topic_id = None if entry is None else TopicId(entry.id)
            TopicDialog(context, loaded, topic_id, listed.window()).open()

    desk = context.desk
    spec = SmallListSpec(
        name="topics",
        one=_("教育内容"),
        told=_("教客户什么：怎样预订、怎样查询、怎样付款……勾选的会在记一笔时出现。"),
        tables=frozenset({"topic", "topic_shown"}),
        longest=LONGEST_NAME,
        entries=entries,
        add=lambda name: add_topic(desk, TopicDraft(name)),
        rename=lambda id_, name, version: change_topic(
            desk, id_, TopicDraft(name), version=version
        ),
        activate=partial(activate_topic, desk),
        delete=partial(delete_topic, desk),
        arrange=partial(arrange_topics, desk),
        edit=edit,
    )
    listed = SmallList(context, spec)
    return listed
