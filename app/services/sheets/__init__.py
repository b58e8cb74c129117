"""Reading tables that somebody kept in Excel, WPS or CSV."""
