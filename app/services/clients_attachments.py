"""Files kept with a client, inside the office file."""

from datetime import UTC

from app.db import Desk
from app.db.database import describe
from app.domain.types import ClientId
from app.errors import FileRefusedError
from app.i18n import _
from app.models import Attachment, Client
from app.services.rows import row_there

MOST_BYTES = 20 * 1024 * 1024
LONGEST_NAME = 260


def add_attachment(desk: Desk, client_id: ClientId, file_name: str, content: bytes) -> int:
    """Keep a copy of a file with a client; return its id.

    Raises:
        FileRefusedError: It is larger than 20 MB.
        ConflictError: The client was deleted meanwhile.
    """
    if len(content) > MOST_BYTES:
        message = _("{name} 超过 20 MB，不能作为附件保存。请压缩后再添加。")
        raise FileRefusedError(message.format(name=file_name))
    with desk.write(_("已添加附件 {name}").format(name=file_name)) as session:
        row_there(session, Client, client_id)
        attachment = Attachment(
            client_id=client_id,
            file_name=file_name[-LONGEST_NAME:],
            size=len(content),
            content=content,
            added_at=desk.now().astimezone(UTC),
            staff_id=desk.staff_id,
        )
        session.add(attachment)
        session.flush()
        return attachment.id


def delete_attachment(desk: Desk, attachment_id: int) -> None:
    """Put an attachment into the recycle bin.

    Raises:
        ConflictError: It is there already.
    """
    with desk.write() as session:
        attachment = row_there(session, Attachment, attachment_id)
        attachment.deleted_at = desk.now().astimezone(UTC)
        describe(session, _("已删除附件 {name}").format(name=attachment.file_name))
