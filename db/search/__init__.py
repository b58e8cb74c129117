"""Finding: by number, code, name, pinyin, last digits and words; who and what has come before."""
