"""Conditions by which several lists are narrowed: whose client a row is, what its texts hold."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from app.domain.types import StaffId
from app.language.pinyin import query_words
from app.models import Client, ClientFact
from app.queries.clients.filters import mentions

Owner = InstrumentedAttribute[Any]
"""The column that says whose a row is."""


def client_there(owner: Owner) -> ColumnElement[bool]:
    """Return the condition that a row's client is not deleted."""
    return owner.not_in(select(Client.id).where(Client.deleted_at.is_not(None)))


def client_called(owner: Owner, word: str) -> ColumnElement[bool]:
    """Return the condition that a row's client is found by a word: names, pinyin, telephones."""
    return owner.in_(select(ClientFact.client_id).where(*map(mentions, query_words(word))))


def client_of(owner: Owner, manager_ids: Collection[StaffId]) -> ColumnElement[bool]:
    """Return the condition that one of these people manages a row's client."""
    return owner.in_(select(Client.id).where(Client.manager_id.in_(manager_ids)))


def holds(column: InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    """Return the condition that a text has a word, in capitals or small letters.

    What has no letters in two cases, as Chinese, is spared the folding of every cell.
    """
    if word.upper() == word.lower():
        return column.contains(word, autoescape=True)
    return column.icontains(word, autoescape=True)
