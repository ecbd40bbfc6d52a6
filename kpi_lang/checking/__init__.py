"""The guarantee of totality and the completeness of bands and scorecards, decided on the lowered plan."""
