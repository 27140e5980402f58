"""The log of communications: writing an entry, the list, and the timeline on a client's card."""
