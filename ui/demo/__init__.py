"""One reception day driven through the real window, by keys alone: for newcomers, training and checks."""
