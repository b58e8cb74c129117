"""台账 (CASE.md 6): the kinds of lists a bureau keeps, what stands on them, their plans and figures."""
