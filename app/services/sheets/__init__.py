"""Tables in files: those that somebody kept in Excel, WPS or CSV are read, those taken out are written."""
