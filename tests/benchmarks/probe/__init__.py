"""The batch idea, tried: kernels generated from core nodes against Polars floats. See docs/decisions/0003."""
