"""The window: one folder per screen, theme, widgets, tasks."""
