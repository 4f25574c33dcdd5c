"""Write ``data/lexicon/english-frequencies.txt``: how common a word is in general English, from wordfreq's list.

    python training/topics/frequencies.py

Needs ``wordfreq`` (code Apache-2.0, data CC BY-SA 4.0), which no user of the workbook needs: its list no longer changes, so that
a pruned copy ships. Kept are words of the letters a to z and inner hyphens that occur at least once in four million words (Zipf value 2.4).
"""

import re
from collections import defaultdict
from pathlib import Path

import wordfreq

TARGET = Path(__file__).parents[2] / "data" / "lexicon" / "english-frequencies.txt"
FLOOR = 2.4
HEADER = """\
# How common a word is in general English, on the Zipf scale (log10 of its occurrences in a thousand million words): value, words.
# Pruned to 2.4 and more from the list of wordfreq 3.1.1, made by training/topics/frequencies.py; do not edit by hand.
# CC BY-SA 4.0, Robyn Speer and contributors, https://github.com/rspeer/wordfreq (doi 10.5281/zenodo.7199437); the sources and their
# authors are listed there: Wikipedia, OpenSubtitles (OPUS), NewsCrawl, Google Books Ngrams, Reddit, Twitter, SUBTLEX and others.
"""
WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")


def main() -> None:
    """Write the table, most common words first, and say how many there are."""
    values = wordfreq.get_frequency_dict("en", wordlist="large")
    groups: dict[str, list[str]] = defaultdict(list)
    for word in values:
        value = f"{wordfreq.freq_to_zipf(values[word]):.1f}"
        if WORD.fullmatch(word) and float(value) >= FLOOR:
            groups[value].append(word)
    lines = (f"{value} {' '.join(sorted(groups[value]))}\n" for value in sorted(groups, key=float, reverse=True))
    TARGET.write_text(HEADER + "".join(lines), encoding="utf-8")
    print(f"{sum(map(len, groups.values()))} words in {TARGET.name}")


if __name__ == "__main__":
    main()
