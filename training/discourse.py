"""Marked mentions and attributions onto words.

The records are those of the evaluation kit: character spans in a text.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from training.records import KINDS, Document, Frame

KIND_LABELS = {"person": "PERSON", "organization": "ORG", "place": "LOC"}
CALENDAR = {
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
}
TITLES = {
    "Mr.",
    "Mr",
    "Mrs.",
    "Mrs",
    "Ms.",
    "Ms",
    "Dr.",
    "Dr",
    "Sir",
    "Lady",
    "Lord",
    "Prof.",
    "Professor",
    "President",
    "Vice",
    "Prime",
    "Minister",
    "Deputy",
    "Foreign",
    "Defense",
    "Defence",
    "Interior",
    "Finance",
    "Health",
    "Secretary",
    "State",
    "General",
    "Chancellor",
    "Senator",
    "Sen.",
    "Rep.",
    "Representative",
    "Congressman",
    "Congresswoman",
    "Governor",
    "Gov.",
    "Mayor",
    "Judge",
    "Justice",
    "Chief",
    "Executive",
    "Director",
    "Chairman",
    "Chairwoman",
    "Chair",
    "Commissioner",
    "Ambassador",
    "Captain",
    "Colonel",
    "Lieutenant",
    "Sergeant",
    "Officer",
    "Inspector",
    "Sheriff",
    "Attorney",
    "Press",
    "Premier",
    "King",
    "Queen",
    "Prince",
    "Princess",
    "Pope",
    "Bishop",
    "Archbishop",
    "Cardinal",
    "Rev.",
    "Speaker",
    "Spokesman",
    "Spokeswoman",
    "Spokesperson",
    "Coach",
    "Manager",
    "Councillor",
    "Councilman",
    "Leader",
    "Home",
    "Environment",
    "Education",
    "Emergencies",
    "Former",
}
"""Words that are no part of a name right before it, by the corpora's rule of marking."""


def char_starts(words: list[str], text: str) -> list[int]:
    """The offset of every word in its text.

    Raises
    ------
    ValueError
        Where a word is not the next thing in the text but for white space.
    """
    starts, at = [], 0
    for word in words:
        at = text.index(word[0], at)
        if not text.startswith(word, at):
            raise ValueError(f"word {word!r} is not at {at}: {text[at : at + 20]!r}")
        starts.append(at)
        at += len(word)
    return starts


def _span(starts: list[int], start: int, end: int) -> list[int]:
    """The words that a character span covers."""
    first = max(bisect_right(starts, start) - 1, 0)
    return list(range(first, bisect_left(starts, end)))


def marked_names(document: Document, record: dict, starts: list[int]) -> list[str | None]:
    """BIO labels of the names of people, organizations and places.

    Works, events and peoples are not marked in these articles: a capitalized word
    outside all names is unknown (None), unless it opens a sentence with a word that
    the article also has in lower case, is a day or a month, or a title before a name.
    """
    words = document.words
    lowered = {w for w in words if w.islower()}
    ents: list[str | None] = []
    for i, word in enumerate(words):
        plain = not any(c.isupper() for c in word) or word in CALENDAR or word == "I"
        opening = i == 0 or document.gaps[i] == 2 or words[i - 1] in {".", "?", "!", '"', "“", ":"}
        ents.append("O" if plain or (opening and word.lower() in lowered) else None)
    for entity in record["entities"]:
        label = KIND_LABELS.get(entity["kind"])
        for mention in entity["mentions"]:
            if mention["form"] != "name" or label is None or "core_start" not in mention:
                continue
            span = _span(starts, mention["core_start"], mention["core_end"])
            for n, i in enumerate(span):
                ents[i] = ("I-" if n else "B-") + label
            i = span[0] - 1
            while label == "PERSON" and i >= 0 and ents[i] is None and words[i] in TITLES:
                ents[i] = "O"
                i -= 1
    return ents


def add_discourse(document: Document, record: dict, starts: list[int], *, attributed: bool) -> None:
    """Mention and attribution layers of `document` from `record`, in place."""
    n = len(document.words)
    document.nominals, document.pronouns = ["O"] * n, ["O"] * n
    for entity in record["entities"]:
        if entity["kind"] not in KINDS or not any(m["form"] == "name" for m in entity["mentions"]):
            continue
        for mention in entity["mentions"]:
            _add_mention(document, entity, mention, starts)
    document.clusters.sort()
    if attributed:
        _add_attributions(document, record, starts)


def _add_mention(document: Document, entity: dict, mention: dict, starts: list[int]) -> None:
    form, kind = mention["form"], entity["kind"]
    if form == "coordination":
        return
    if form == "name":
        span = _span(starts, mention.get("core_start", mention["start"]), mention.get("core_end", mention["end"]))
    elif form == "pronoun":
        span = _span(starts, mention["head_start"], mention["head_end"])[-1:]
        document.pronouns[span[0]] = kind
    else:
        span = _span(starts, mention["start"], mention["head_end"])
        for k, i in enumerate(span):
            document.nominals[i] = ("I-" if k else "B-") + kind
    document.clusters.append((span[0], span[-1], entity["id"], form))


def _add_attributions(document: Document, record: dict, starts: list[int]) -> None:
    n = len(document.words)
    document.cues, document.frames = ["O"] * n, []
    gum = record["corpus"] == "GUM"
    for attribution in record["attributions"]:
        parts = {role: sorted({i for s, e in attribution[role] for i in _span(starts, s, e)}) for role in ("content", "cue", "sources")}
        cue = _gum_cue(document, attribution, parts) if gum else parts["cue"]
        if not cue:
            _mark_uncued(document, parts["content"], None if gum else "content")
            if gum:
                continue
        else:
            kind = "speech" if attribution.get("speech") else "thought"
            for k, i in enumerate(cue):
                document.cues[i] = ("I-" if k and cue[k - 1] == i - 1 else "B-") + kind
            content = [i for i in parts["content"] if i not in cue]
            source = [i for i in parts["sources"] if i not in content and i not in cue]
            document.frames.append(Frame(cue[0], cue, source, content))


def _gum_cue(document: Document, attribution: dict, parts: dict[str, list[int]]) -> list[int]:
    """GUM's cue is a whole clause; the word with its lemma is the cue proper."""
    verbs = {"VERB", "ADP", "NOUN", "ADJ"}
    return [
        i
        for i in parts["cue"]
        if document.lemmas and document.lemmas[i].lower() == attribution["cue_lemma"] and document.tags["upos"][i] in verbs
    ][:1]


def _mark_uncued(document: Document, words: list[int], kind: str | None) -> None:
    for k, i in enumerate(words):
        if document.cues[i] == "O":
            first = k == 0 or words[k - 1] != i - 1
            document.cues[i] = None if kind is None else ("B-" if first else "I-") + kind
