"""Bluesky, and other servers of AT Protocol."""
