"""The page of figures: tiles, chart, briefing, tables, and the rows behind every number."""
