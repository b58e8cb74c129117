"""Text as typed and printed: spelling in pinyin, folding for search, characters that paper cannot set."""
