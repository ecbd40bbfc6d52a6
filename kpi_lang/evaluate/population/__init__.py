"""Everybody together: figures about other people, found by the plain reference and by the fast way in phases."""
