"""Tests of what results may come to while a figure moves."""
