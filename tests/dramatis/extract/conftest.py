"""Hand-built Docs: names between brackets, parts of speech by a handful of words."""

import re

import pytest
import spacy
from spacy.tokens import Doc, Span

from dramatis.article import make_article
from dramatis.extract import actors, names, sentences, speech

NLP = spacy.blank("en")
MARK = re.compile(r"\[([^|\]]+)\|([A-Z]+)\]")
POS = {
    "DET": "the a an this that both two",
    "ADP": "of for at in on to by with from",
    "AUX": "is was are were be has had",
    "PRON": "he she it they him her his its their I we my our me who",
    "CCONJ": "and or but",
    "ADV": "not then later",
    "VERB": "said told met runs left thanked praised spoke added arrived noted asked saw wrote founded heads rose read",
    "ADJ": "prime former new russian belarusian danish",
}
POS_OF = {word.lower(): pos for pos, words in POS.items() for word in words.split()}


def build(marked: str) -> Doc:
    """A Doc of a text in which ``[Jane Doe|PERSON]`` marks a name; it has tags, names and sentence starts, and no parse."""
    text, spans, at = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[at : mark.start()]
        spans.append((len(text), len(text) + len(mark[1]), mark[2]))
        text, at = text + mark[1], mark.end()
    doc = NLP(text + marked[at:])
    for token in doc:
        token.pos_ = _pos(token)
        token.lemma_ = token.lower_[:-1] if token.pos_ in {"VERB", "NOUN"} and token.lower_.endswith("s") else token.lower_
        token.tag_ = "NNS" if token.pos_ == "NOUN" and token.lower_.endswith("s") else ""
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in {".", "!", "?", '."', "\n\n"}
    found = [doc.char_span(start, end, label=label, alignment_mode="expand") for start, end, label in spans]
    doc.ents = [span for span in found if isinstance(span, Span)]
    return doc


def _pos(token) -> str:
    if token.is_space:
        return "SPACE"
    if token.is_punct:
        return "PUNCT"
    if token.like_num:
        return "NUM"
    if token.lower_ in POS_OF and not (token.text[0].isupper() and token.lower_ in {"prime", "minister"}):
        return POS_OF[token.lower_]
    return "PROPN" if token.text[:1].isupper() else "NOUN"


@pytest.fixture(scope="session")
def doc_of():
    """The builder of Docs."""
    return build


@pytest.fixture(scope="session")
def cast_of():
    """Actors, mentions and findings of a marked text, before roles and coreference."""

    def cast(marked: str):
        doc = build(marked)
        article = make_article(doc.text, id="x")
        return actors.actors(article, doc, names.names(doc), sentences.sentences(doc, article))

    return cast


@pytest.fixture(scope="session")
def groups_of(cast_of):
    """Names of a marked text by actor: a set of tuples of the texts of its mentions, in the order of the text."""

    def groups(marked: str) -> set[tuple[str, ...]]:
        mentions = cast_of(marked).mentions
        return {tuple(rows["text"]) for _, rows in mentions.groupby("actor")}

    return groups


@pytest.fixture
def parsed():
    """A function: a Doc from ``word/tag/dep/head`` with spaces between; a word that ends in ``+`` is joined to the next."""
    return _parsed


@pytest.fixture
def told():
    """A function: (content, source, cue) of every row of reported speech in a line for `parsed`."""

    def of(line, learned=()):
        doc = _parsed(line)
        for group, first, last in learned:
            doc.spans[f"attribution:{group}"] = [Span(doc, first, last, label="speech", span_id="a1")]
        article = make_article(doc.text)
        rows = speech.attributions(doc, article).attributions
        columns = (rows[name].tolist() for name in ("start", "end", "source_start", "source_end", "cue"))
        found = []
        for start, end, first, last, cue in zip(*columns, strict=True):
            found.append((article.text[start:end], article.text[first:last] if isinstance(first, int) else None, cue))
        return found

    return of


def _parsed(line):
    """A Doc from ``word/tag/dep/head`` with spaces between; a word that ends in ``+`` is joined to the next."""
    rows = [part.rsplit("/", 3) for part in line.split()]
    pos = {
        "VB": "VERB",
        "NN": "NOUN",
        "PR": "PRON",
        "DT": "DET",
        "IN": "ADP",
        "MD": "AUX",
        "RB": "ADV",
        "JJ": "ADJ",
        "TO": "PART",
        "WP": "PRON",
    }
    return Doc(
        NLP.vocab,
        words=[row[0].rstrip("+") for row in rows],
        spaces=[not row[0].endswith("+") for row in rows],
        tags=[row[1] for row in rows],
        pos=["PROPN" if row[1].startswith("NNP") else pos.get(row[1][:2], "PUNCT") for row in rows],
        deps=[row[2] for row in rows],
        heads=[int(row[3]) for row in rows],
        lemmas=[{"called": "call", "heard": "hear"}.get(row[0].rstrip("+"), row[0].rstrip("+").lower()) for row in rows],
    )
