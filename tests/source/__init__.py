"""Tests of source texts, places and diagnostics."""
