"""Measurements of Frontdesk, each beside what else could be used for the same work."""
