"""One matter whole: who came, what was done, which dates bind and why, which papers went out."""
