"""Key accounts (大客户): all at a glance, guests to receive, and handing clients over."""
