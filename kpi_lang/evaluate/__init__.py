"""Evaluators of a plan for one person: the reference, which is the meaning, and generated code, which is fast."""
