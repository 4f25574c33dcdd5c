"""Two or more articles, or publishers, on the same event: whom each names, quotes and leaves out, and in which words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pandas as pd

from dramatis.analysis import Analysis
from dramatis.corpus.finding import ALIKE, named_so, nearness
from dramatis.corpus.identity import perhaps
from dramatis.corpus.selection import Selection
from dramatis.corpus.sharing import particular_quotes, shared_quotes
from dramatis.corpus.side_names import actor_keys, bare, named_apart, with_one_name
from dramatis.corpus.wording import particular_words, word_counts, words_of
from dramatis.errors import ParameterError
from dramatis.markup import visible

__all__ = ["MOST", "Comparison", "Side", "compared", "omissions", "side_of_analysis", "side_of_article", "side_of_publisher"]

MOST = 200
"""Articles of one publisher that are compared; the newest that fit."""
PLACES = 8
"""Places of a word that are kept."""
_TABLES = ("actors", "mentions", "quotes", "sentences")

_ABOUT = """
SELECT c.article_id FROM chosen c WHERE c.publisher = $side AND ($about = '' OR c.article_id IN (
    SELECT p.article_id FROM people p WHERE list_contains($keys, p.actor_key)
    UNION ALL SELECT t.article_id FROM topics t WHERE t.mentions > 0 AND lower(t.label) = lower($about)
    UNION ALL SELECT f.article_id FROM phrases f WHERE lower(f.text) = lower($about)))
ORDER BY c.day DESC NULLS LAST, c.article_id"""
_NEAR = f"""
SELECT article_id FROM chosen WHERE {nearness("article_id")} >= {ALIKE} ORDER BY {nearness("article_id")} DESC, article_id LIMIT 3"""  # noqa: S608 (words of our own)
_ORIGINALS = "SELECT article_id, original FROM chosen WHERE article_id IN (SELECT unnest($articles))"
_KEYS = """
SELECT p.article_id, p.actor, p.name, p.kind FROM people p WHERE p.article_id IN (SELECT unnest($articles))
ORDER BY p.article_id, p.actor"""


@dataclass(frozen=True)
class Side:
    """What is compared: one article, or the articles of one publisher.

    Attributes
    ----------
    name : str
        For a reader.
    articles : DataFrame
        ``article_id``, ``title``, ``day``, ``publisher``, ``text``, ``original`` (whether it is no copy of an earlier one).
    actors, mentions, quotes, sentences : DataFrame
        Tables of the schema; ``actors`` with ``key``, by which they are compared: kind and name, in lower case.
    total : int
        How many articles fit; more than there are here where some were left out.
    perhaps : frozenset of str
        See :func:`dramatis.corpus.identity.perhaps`.
    """

    name: str
    articles: pd.DataFrame
    actors: pd.DataFrame
    mentions: pd.DataFrame
    quotes: pd.DataFrame
    sentences: pd.DataFrame
    total: int
    perhaps: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Comparison:
    """All that the page of a comparison shows.

    Attributes
    ----------
    sides : tuple of Side
        What is compared.
    articles : DataFrame
        All articles: ``side``, ``article_id``, ``title``, ``day``, ``publisher``, ``words``.
    cast : DataFrame
        A row an actor and side: ``id``, ``key``, ``name``, ``kind``, ``side``, ``mentions``, ``articles``, ``of`` (articles of the side),
        ``said`` (quoted words); 0 where the side does not name the actor. Actors named by most sides first, then by mentions.
    speakers : DataFrame
        ``side``, ``name`` (empty: could not be told), ``words``, ``quotations``, ``share`` of the side's quoted words.
    words : DataFrame
        See :func:`dramatis.corpus.wording.particular_words`.
    word_places : DataFrame
        ``side``, ``word``, ``article_id``, ``title``, ``day``, ``publisher``, ``sentence``, ``words``: at most :data:`PLACES` of each.
    shared, particular : DataFrame
        Quotations in marks that several sides have, and that only one has; see :mod:`dramatis.corpus.sharing`.
    """

    sides: tuple[Side, ...]
    articles: pd.DataFrame
    cast: pd.DataFrame
    speakers: pd.DataFrame
    words: pd.DataFrame
    word_places: pd.DataFrame
    shared: pd.DataFrame
    particular: pd.DataFrame

    @property
    def single(self) -> bool:
        """Whether every side is one article."""
        return all(side.total == 1 for side in self.sides)


def side_of_analysis(analysis: Analysis, name: str = "") -> Side:
    """One article as a side, called by `name`, or else by its publisher or its title."""
    article = analysis.article
    row = {
        "article_id": article.id,
        "title": article.title,
        "day": pd.to_datetime(article.date),
        "publisher": article.publisher,
        "text": article.text,
        "original": True,
    }
    found = {table: getattr(analysis, table) for table in _TABLES}
    actors = found["actors"].assign(key=actor_keys(found["actors"]["kind"], found["actors"]["name"]))
    return Side(name or article.publisher or article.title or article.id, pd.DataFrame([row]), **found | {"actors": actors}, total=1)


def side_of_article(chosen: Selection, article_id: str) -> Side:
    """One article of a store as a side, its actors called as in the whole store; named after its publisher, or else its title.

    Raises
    ------
    ParameterError
        Where the store has no such article, with ids that come near.
    """
    if not len(chosen.ask("SELECT article_id FROM chosen WHERE article_id = $asked", asked=article_id)):
        near = ", ".join(map(visible, chosen.ask(_NEAR, asked=article_id)["article_id"]))
        raise ParameterError(
            f"parameter articles has the value {visible(article_id)!r}, which is no file and no article of the store"
            + (f"; ids that come near: {near}" if near else "; ids stand in the addresses of articles' pages and in evidence.csv")
        )
    side = _side_of(chosen, "", [article_id], 1)
    row = side.articles.iloc[0]
    names = [value for value in (row["publisher"], row["title"]) if isinstance(value, str) and value]
    return replace(side, name=(names or [article_id])[0])


def side_of_publisher(chosen: Selection, publisher: str, *, about: str = "") -> Side:
    """The articles of a publisher as a side: those that name the actor or have the topic `about`, all where it is empty.

    Raises
    ------
    ParameterError
        Where it has no such article.
    """
    keys = list(named_so(chosen, about)["actor_key"]) if about else []
    ids = list(chosen.ask(_ABOUT, people=True, side=publisher, about=about, keys=keys)["article_id"])
    if not ids:
        what = f" about {visible(about)!r}" if about else ""
        raise ParameterError(f"no article{what} has the publisher {visible(publisher)!r}; names of publishers stand on the corpus page")
    return _side_of(chosen, publisher, ids[:MOST], len(ids))


def _side_of(chosen: Selection, name: str, kept: list[str], total: int) -> Side:
    """Articles of a store as a side; their actors have the names of the whole store."""
    found = {table: chosen.store.table(table, kept) for table in _TABLES}
    names = chosen.ask(_KEYS, people=True, articles=kept).assign(key=lambda rows: actor_keys(rows["kind"], rows["name"]))
    names = names.rename(columns={"actor": "id", "name": "whole", "kind": "sort"})
    actors = found["actors"].merge(names, on=["article_id", "id"], how="left", validate="one_to_one")
    actors = actors.assign(name=actors["whole"].fillna(actors["name"]), kind=actors["sort"].fillna(actors["kind"])).drop(
        columns=["whole", "sort"]
    )
    articles = chosen.store.table("articles", kept).rename(columns={"date": "day"})
    articles = articles.merge(chosen.ask(_ORIGINALS, articles=kept), on="article_id", validate="one_to_one")
    articles = articles.assign(day=pd.to_datetime(articles["day"]))[["article_id", "title", "day", "publisher", "text", "original"]]
    return Side(name, articles, **found | {"actors": actors}, total=total, perhaps=perhaps(chosen, kept))


def compared(sides: Iterable[Side], *, top_n: int = 20) -> Comparison:
    """Sides beside each other.

    Parameters
    ----------
    sides : iterable of Side
        Two or more; articles of one publisher are called by their titles, those of one title by its day too, all others by a number.
    top_n : int
        How many actors are compared.

    Raises
    ------
    ParameterError
        Where there are fewer than two.
    """
    sides = with_one_name(named_apart(list(sides)))
    if len(sides) < 2:
        raise ParameterError(
            f"there {'is one side' if sides else 'are no sides'} to compare; give two or more articles, or two or more publishers"
        )
    quotes = pd.concat([_marked(side) for side in sides], ignore_index=True)
    shared = shared_quotes(quotes)
    spoken = {side.name: _words(side) for side in sides}
    words = particular_words({name: word_counts(found["word"].map(lambda word: (word, 0))) for name, found in spoken.items()})
    return Comparison(
        sides=tuple(sides),
        articles=pd.concat([_articles(side) for side in sides], ignore_index=True),
        cast=_cast(sides, top_n),
        speakers=pd.concat([_speakers(side) for side in sides], ignore_index=True),
        words=words,
        word_places=_places(spoken, words, sides),
        shared=shared,
        particular=particular_quotes(quotes, shared),
    )


def omissions(made: Comparison) -> dict[str, list[str]]:
    """Whom each side leaves out that another mentions more than once, by name of the side; only what its words bear out.

    Nobody is left out by whose name, in any form that a side uses, stands in the text, nor one of whose name an actor of the side has the
    end, or the other way round (*Supreme Court*, *US Supreme Court*), nor whom an actor of the side could be: we may have failed to see it.
    """
    wide = made.cast.pivot_table(index="name", columns="side", values="mentions", aggfunc="sum", sort=False)
    keys = made.cast.groupby("name")["key"].agg(set)
    forms = pd.concat([_forms(side) for side in made.sides], ignore_index=True)
    found = {}
    for side in made.sides:
        text, own = "\n".join(side.articles["text"]), list(side.actors["name"])
        missing = wide.index[(wide[side.name] == 0) & (wide.max(axis=1) > 1)]
        found[side.name] = [
            name
            for name in missing
            if name not in side.perhaps
            and not any(_ends(name, other) for other in own)
            and not any(_stands(form, text) for form in {name, *forms.loc[forms["key"].isin(keys[name]), "text"]})
        ]
    return found


def _forms(side: Side) -> pd.DataFrame:
    """Under which names the actors of a side are mentioned: ``key``, ``text``."""
    named = side.mentions[side.mentions["form"].isin(("name", "demonym"))][["article_id", "actor", "text"]]
    actors = side.actors[["article_id", "id", "key"]].rename(columns={"id": "actor"})
    return named.merge(actors, on=["article_id", "actor"], validate="many_to_one")[["key", "text"]].drop_duplicates()


def _stands(form: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE) is not None


def _ends(one: str, other: str) -> bool:
    """Whether one of two names ends with the other, by whole words; without what a store adds in brackets."""
    short, long = sorted((bare(name).lower().split() for name in (one, other)), key=len)
    return long[-len(short) :] == short


def _articles(side: Side) -> pd.DataFrame:
    words = [len(words_of(text)) for text in side.articles["text"]]
    return side.articles.drop(columns="text").assign(side=side.name, words=words)


def _cast(sides: list[Side], top_n: int) -> pd.DataFrame:
    """Actors by side, nought where a side does not name one; see :class:`Comparison`."""
    found = pd.concat([_named(side) for side in sides], ignore_index=True)
    order = (
        found.groupby("key")
        .agg(name=("name", "first"), kind=("kind", "first"), sides=("side", "nunique"), all=("mentions", "sum"))
        .reset_index()
    )
    order = order.sort_values(["sides", "all", "name", "key"], ascending=[False, False, True, True]).head(top_n).reset_index(drop=True)
    order.insert(0, "id", pd.Series([f"x{rank}" for rank in range(1, len(order) + 1)], dtype="str"))
    grid = order[["id", "key", "name", "kind"]].merge(pd.DataFrame({"side": [side.name for side in sides]}), how="cross")
    table = grid.merge(found.drop(columns=["name", "kind"]), on=["key", "side"], how="left", validate="one_to_one")
    counts = ["mentions", "articles", "said"]
    of = {side.name: len(side.articles) for side in sides}
    return table.assign(**{name: table[name].fillna(0).astype("int64") for name in counts}, of=table["side"].map(of))


def _named(side: Side) -> pd.DataFrame:
    said = (
        _of_sources(side).groupby(["article_id", "speaker"])["words"].sum().rename("said").reset_index().rename(columns={"speaker": "id"})
    )
    rows = side.actors.merge(said, on=["article_id", "id"], how="left", validate="one_to_one").fillna({"said": 0})
    grouped = rows.groupby("key")
    table = grouped.agg(
        name=("name", "first"),
        kind=("kind", "first"),
        mentions=("mentions", "sum"),
        articles=("article_id", "nunique"),
        said=("said", "sum"),
    )
    return table.reset_index().assign(side=side.name)


def _speakers(side: Side) -> pd.DataFrame:
    names = side.actors[["article_id", "id", "name"]].rename(columns={"id": "speaker"})
    rows = _of_sources(side).merge(names, on=["article_id", "speaker"], how="left", validate="many_to_one").fillna({"name": ""})
    table = rows.groupby("name").agg(words=("words", "sum"), quotations=("id", "count")).reset_index()
    table = table.sort_values(["words", "name"], ascending=[False, True]).assign(side=side.name)
    return table.assign(share=table["words"] / max(1, table["words"].sum())).reset_index(drop=True)


def _of_sources(side: Side) -> pd.DataFrame:
    """The quotations of a side without the questions of interviewers."""
    return side.quotes[~side.quotes["reason"].eq("interviewer").fillna(False).astype(bool)]


def _marked(side: Side) -> pd.DataFrame:
    """The quotations in marks of a side, with speaker, article and place."""
    names = side.actors[["article_id", "id", "name"]].rename(columns={"id": "speaker_id", "name": "speaker"})
    quotes = _of_sources(side)
    quotes = quotes[quotes["kind"] != "indirect"].rename(columns={"speaker": "speaker_id", "text": "words", "words": "number"})
    rows = quotes.merge(names, on=["article_id", "speaker_id"], how="left", validate="many_to_one")
    rows = rows.merge(side.articles[["article_id", "title", "day", "publisher"]], on="article_id", validate="many_to_one")
    columns = ["id", "words", "kind", "cue", "number", "article_id", "title", "day", "publisher", "speaker"]
    return rows.assign(side=side.name, speaker=rows["speaker"].fillna(""))[["side", *columns]]


def _words(side: Side) -> pd.DataFrame:
    """The words of a side outside names: ``word``, ``article_id``, ``start``."""
    named = side.mentions[side.mentions["form"].isin(("name", "demonym"))]
    spans = {key: list(zip(rows["start"], rows["end"], strict=True)) for key, rows in named.groupby("article_id")}
    rows = [
        (word, article, start)
        for article, text in side.articles[["article_id", "text"]].itertuples(index=False)
        for word, start in words_of(text, spans.get(article, ()))
    ]
    return pd.DataFrame(rows, columns=["word", "article_id", "start"])


def _places(spoken: dict[str, pd.DataFrame], words: pd.DataFrame, sides: list[Side]) -> pd.DataFrame:
    """Where each particular word stands, with its sentence."""
    parts = [_word_places(side, spoken[side.name], words.loc[words["side"] == side.name, "word"]) for side in sides]
    return pd.concat(parts, ignore_index=True)


def _word_places(side: Side, spoken: pd.DataFrame, words: pd.Series) -> pd.DataFrame:
    found = spoken[spoken["word"].isin(words)].groupby("word", sort=False).head(PLACES)
    about = side.articles.set_index("article_id")
    bounds = dict(iter(side.sentences.groupby("article_id")))
    rows = []
    for word, article, start in found.itertuples(index=False):
        sentences = bounds[article]
        at = max(int(sentences["start"].searchsorted(start, side="right")) - 1, 0)
        row, known = sentences.iloc[at], about.loc[article]
        text = known["text"][row["start"] : row["end"]]
        rows.append((side.name, word, article, known["title"], known["day"], known["publisher"], int(row["id"]), text))
    return pd.DataFrame(rows, columns=["side", "word", "article_id", "title", "day", "publisher", "sentence", "words"])
