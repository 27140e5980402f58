"""Reads behind the client list and a client's card."""

from app.queries.clients.filters import ClientFilter
from app.queries.clients.order import ClientColumn, client_ids
from app.queries.clients.rows import ClientRow, client_rows

__all__ = ["ClientColumn", "ClientFilter", "ClientRow", "client_ids", "client_rows"]
