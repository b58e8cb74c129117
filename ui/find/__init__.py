"""Find: number, query code, name, pinyin initials, last four of a certificate or phone, words."""
