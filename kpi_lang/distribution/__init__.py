"""Forced distribution: quotas as whole head-counts, the fewest moves that meet them, and why they cannot be met."""
