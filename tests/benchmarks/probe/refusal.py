"""What the kernels do not do, refused by name."""


class CannotExpress(ValueError):
    """The plan uses something that the probe's kernels have no form for; the message names it."""
