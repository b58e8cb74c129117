"""Counting by SQL over the cache of cases: figures and the rows behind them, rates, lists, the 督办台账."""
