"""The core: a policy as a plan of rules over about fifteen expression nodes, which every back end reads."""
