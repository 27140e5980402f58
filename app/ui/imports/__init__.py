"""Taking files in: what is where, what it would do, then in one step; and the history of it."""
