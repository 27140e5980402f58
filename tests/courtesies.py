"""Makers of courtesies and important dates, through the services themselves."""

from typing import Any

from app.db import Desk
from app.domain.birthdays import Birthday
from app.domain.courtesies import CourtesyDraft, ImportantDateDraft, Receiver
from app.domain.types import ClientId, CourtesyId, ImportantDateId
from app.services.courtesies import add_important_date, note_courtesies
from tests.conftest import TODAY


def given_to(client_id: ClientId, title: str = "签约", **more: Any) -> CourtesyDraft:
    """Return a courtesy for one client, naming only what the test cares about."""
    known = {"title": title, "given": "鲜花", "given_on": TODAY} | more
    return CourtesyDraft(receivers=(Receiver(client_id),), **known)


def new_courtesy(desk: Desk, client_id: ClientId, title: str = "签约", **more: Any) -> CourtesyId:
    """Note a courtesy done."""
    return note_courtesies(desk, given_to(client_id, title, **more))[0]


def new_date(desk: Desk, client_id: ClientId, day: Birthday, **more: Any) -> ImportantDateId:
    """Note an important date."""
    return add_important_date(desk, client_id, ImportantDateDraft(day=day, **more))
