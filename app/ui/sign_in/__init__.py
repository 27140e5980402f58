"""Who sits here: signing in, changing seats, locking, and passwords."""
