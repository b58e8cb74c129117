"""The page behind the slip's code: a visitor sees how his matter stands, a guesser learns nothing."""
