"""The office's Word templates of letters and labels: kept, renamed, deleted."""

from sqlalchemy.orm import undefer

from app.db import Desk
from app.db.database import describe
from app.domain.letters import LONGEST_NAME
from app.domain.types import LetterKind
from app.errors import ConflictError
from app.i18n import _
from app.models import LetterTemplate
from app.services.small_lists import checked_name, refuse_taken


def keep_template(
    desk: Desk, name: str, kind: LetterKind, *, file_name: str, content: bytes
) -> int:
    """Keep a Word file that was checked as a template and return its id.

    Raises:
        InvalidInputError: The name is empty, too long or taken; under ``name``.
    """
    name = checked_name(name, LONGEST_NAME)
    with desk.write(_("已装入模板：{name}").format(name=name)) as session:
        refuse_taken(session, LetterTemplate.name, name, None)
        made = LetterTemplate(
            name=name, kind=kind, file_name=file_name, content=content, added_at=desk.now()
        )
        session.add(made)
        session.flush()
        return made.id


def rename_template(desk: Desk, template_id: int, name: str) -> None:
    """Give a template another name.

    Raises:
        InvalidInputError: The name is empty, too long or taken; under ``name``.
        ConflictError: It is gone.
    """
    name = checked_name(name, LONGEST_NAME)
    with desk.write(_("已修改模板名称：{name}").format(name=name)) as session:
        template = session.get(LetterTemplate, template_id)
        if template is None:
            raise ConflictError
        refuse_taken(session, LetterTemplate.name, name, template_id)
        template.name = name


def delete_template(desk: Desk, template_id: int) -> None:
    """Delete a template; the journal keeps its file, so that it can be taken back."""
    with desk.write() as session:
        whole = [undefer(LetterTemplate.content)]
        template = session.get(LetterTemplate, template_id, options=whole)
        if template is not None:
            describe(session, _("已删除模板：{name}").format(name=template.name))
            session.delete(template)
