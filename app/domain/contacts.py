"""What a valid contact is."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.domain.birthdays import Birthday
from app.domain.clients import too_long
from app.domain.types import ContactRole, Sex
from app.i18n import _

TEXT_LIMITS: Final[Mapping[str, int]] = {
    "name": 60,
    "department": 60,
    "post": 60,
    "mobile": 60,
    "telephone": 60,
    "wechat": 60,
    "email": 120,
    "home_town": 60,
    "interests": 300,
    "taboos": 300,
    "topics": 300,
}
"""The most characters a field of a contact takes."""


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person at a client, with the personal notes that serve partnership (policy P3)."""

    name: str = ""
    sex: Sex | None = None
    department: str = ""
    post: str = ""
    role: ContactRole | None = None
    main: bool = False
    mobile: str = ""
    telephone: str = ""
    wechat: str = ""
    email: str = ""
    birthday: Birthday | None = None
    home_town: str = ""
    interests: str = ""
    taboos: str = ""
    topics: str = ""
    notes: str = ""

    def problems(self) -> dict[str, str]:
        """Return a message for each field that breaks a rule; empty when it may be saved."""
        found = too_long(self, TEXT_LIMITS)
        if not self.name.strip():
            found["name"] = _("请填写联系人姓名。")
        if self.email and "@" not in self.email:
            found["email"] = _("电子邮箱里应有 @ 符号。")
        return found
