"""From the content of a paper to PDF, raster and printer."""
