"""Typing: binds the names of expressions, checks kinds, and writes each expression in core nodes."""
