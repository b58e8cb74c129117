"""The centre's tables (units, categories, divisions, calendar, roster): brought in or changed by row."""
