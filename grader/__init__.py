"""Builds the course's notebooks from their text and grades what students hand in."""
