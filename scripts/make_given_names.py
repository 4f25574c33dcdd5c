"""Make ``data/lexicon/given-names.csv``: given names that women alone or men alone bear, in all the languages that were looked at.

Sources are the lists by country of the library Faker (MIT), names in other scripts put into Latin letters by anyascii (ISC), and the given
names of the census of the United States of 1990 (public domain; through the library names, MIT). A name is left out where any source shows
that both bear it (*Andrea*, *Jean*, *Kim*): where lists of both hold it and one side has not five times as many, or where the census counts
more than one in fifty on the other side. So is one that a single source holds, and some that we know better, by hand.

Run: ``python scripts/make_given_names.py``; the extra `train` brings the libraries.
"""

import csv
import importlib
import pkgutil
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import anyascii
import names
from faker.providers import person

TARGET = Path(__file__).parents[1] / "data" / "lexicon" / "given-names.csv"
NO_ALPHABET = (
    "ja_JP",
    "ko_KR",
    "zh_CN",
    "zh_TW",
    "th_TH",
    "ar_AA",
    "ar_DZ",
    "ar_PS",
    "ar_SA",
    "fa_IR",
    "he_IL",
    "hi_IN",
    "gu_IN",
    "mr_IN",
    "ne_NP",
    "bn_BD",
    "ta_IN",
    "or_IN",
    "si_LK",
)
"""Countries whose scripts do not tell how a name is written in English."""
CENSUS_SURE, CENSUS_VOTES, TIMES = 50, 3, 5
BOTH = {
    "alex",
    "alexi",
    "ali",
    "ariel",
    "elisha",
    "indiana",
    "luca",
    "misha",
    "nikita",
    "noa",
    "noel",
    "sasha",
    "sascha",
    "sacha",
    "toni",
    "yuki",
    "zhenya",
}
"""Borne by both, though the sources show one."""
SPELLINGS = ((r"iy$", "y"), (r"iy$", "i"), (r"ey$", "ei"), (r"y$", "i"), (r"iya$", "ia"), (r"ks", "x"), (r"^e(?=[kv])", "ye"))


def main() -> None:
    """Write the table."""
    votes = {"m": Counter(), "f": Counter()}
    for gender, name in listed():
        votes[gender][name] += 1
    sources = votes["m"] + votes["f"]
    census = {"m": census_of("dist.male.first"), "f": census_of("dist.female.first")}
    open_ones = {name for name in census["m"].keys() & census["f"].keys() if not sure(census["m"][name], census["f"][name])}
    for gender, other in (("m", "f"), ("f", "m")):
        votes[gender].update({name: CENSUS_VOTES for name, share in census[gender].items() if share > census[other].get(name, 0)})
    sources.update(census["m"].keys() | census["f"].keys())
    rows = []
    for name in sorted(name for name, times in sources.items() if times > 1 and name not in open_ones | BOTH):
        m, f = votes["m"][name], votes["f"][name]
        if max(m, f) >= TIMES * min(m, f):
            rows.append((name, "m" if m > f else "f"))
    with TARGET.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([("name", "gender"), *rows])
    print(f"{len(rows):,} names, {sum(gender == 'm' for _, gender in rows):,} of them of men")


def listed() -> Iterator[tuple[str, str]]:
    """Gender and name, once for each country whose list of that gender holds it."""
    for found in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{found.name}").Provider
        if found.name in NO_ALPHABET:
            continue
        for gender, lists in (("m", "first_names_male"), ("f", "first_names_female")):
            held = {spelling for name in getattr(provider, lists, ()) for spelling in spellings(str(name))}
            yield from ((gender, name) for name in sorted(held))


def spellings(name: str) -> set[str]:
    """A name in lower case and Latin letters, without what follows a space or hyphen; one in another script also as English writes it."""
    first = re.split(r"[\s-]", name.strip())[0]
    latin = all("LATIN" in unicodedata.name(letter, "") for letter in first if letter.isalpha())
    plain = re.sub(r"[^a-z]", "", anyascii.anyascii(first).lower())
    found = {plain} if latin else {plain, *(re.sub(pattern, other, plain) for pattern, other in SPELLINGS)}
    return {one for one in found if len(one) > 2}


def census_of(file: str) -> dict[str, float]:
    """Name to its share in percent."""
    lines = (Path(names.__file__).parent / file).read_text(encoding="utf-8").splitlines()
    return {line.split()[0].lower(): float(line.split()[1]) for line in lines if line.strip()}


def sure(one: float, other: float) -> bool:
    """Whether one of two shares is so much larger that the other does not count."""
    return max(one, other) >= CENSUS_SURE * min(one, other)


if __name__ == "__main__":
    main()
