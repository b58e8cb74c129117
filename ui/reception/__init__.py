"""The leader's screen: a joint 1+X reception from sitting down to minutes, duties and notices."""
