"""What somebody's results may come to while one figure of theirs moves, and the nearest way to the next grade."""
