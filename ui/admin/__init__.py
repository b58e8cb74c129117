"""管理: accounts, units, tables, backup and audit for those who look after the centre."""
