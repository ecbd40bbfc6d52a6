"""What pytest leaves alone here: policies among the tests are samples, some of them wrong on purpose."""

collect_ignore_glob = ["*.kpi", "*.kpi.md"]
