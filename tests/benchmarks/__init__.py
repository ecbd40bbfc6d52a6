"""Benchmarks of the project's claims about speed: `python -m tests.benchmarks NAME`."""
