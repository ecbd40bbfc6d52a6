"""Straight-line Python integer code, generated from a plan: the same results as the reference, much faster."""
