"""Settings: each declared once, shown with its help and where its default comes from."""
