"""The centre's hub: one sequencer, one judge, two databases, and the page behind the slip's code."""
