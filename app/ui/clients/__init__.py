"""The clients: their list, a client's card, duplicates and merging."""
