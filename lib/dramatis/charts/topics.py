"""What the article is about: topics by salience, and which actor goes with which topic."""

import re

import pandas as pd
from matplotlib.axes import Axes

from dramatis.charts import bars, labels, pen, style
from dramatis.extract.codes import known_codes

__all__ = [
    "WORDINGS",
    "actor_by_topic",
    "cell_mentions",
    "topic_cells",
    "topic_weights",
    "topic_wordings",
    "topics_by_salience",
    "wordings",
]

UNRESOLVED, UNRESOLVED_HEAD = "other or unknown speaker", "others"
"""The column for words whose speaker is no actor here or could not be told, in tables and above the squares."""
WORDINGS = {"label": "in the label's words", "other": "in other words"}
WORDING_FACES = {"label": 1.0, "other": 0.3}
"""How a place says its topic, and how much of the topics' color fills the bar of such places."""
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = {"ing": "", "ies": "y", "ied": "y", "es": "", "ed": "", "s": ""}
PITCH, ROW, HEAD = 37.0, 44.0, 84.0
"""Layout of the table of squares, px: distance of columns and rows, room of the actors' names."""


def topic_weights(topics: pd.DataFrame, *, top_n: int = 10) -> pd.DataFrame:
    """The chief topics: those of the analyst's watch-list first, in its order and all of them, then the others by salience.

    Parameters
    ----------
    topics : DataFrame
        The table of the schema.
    top_n : int
        Number of topics besides those of the watch-list.

    Returns
    -------
    DataFrame
        ``topic``, ``label``, ``code`` and its name ``subject`` (IPTC Media Topics, may be missing), ``salience`` (0 to 1), ``mentions``,
        ``watched``, ``link`` (empty for zero mentions), ``title``. Empty where no topic was found.
    """
    on_list = topics["rule"] == "watched"
    order = pd.concat([topics[on_list], topics[~on_list].sort_values("salience", ascending=False, kind="stable").head(top_n)])
    table = order[["id", "label", "code", "salience", "mentions"]].rename(columns={"id": "topic"}).reset_index(drop=True)
    table["subject"] = table["code"].map(known_codes()).astype("str")
    table["watched"] = (order["rule"] == "watched").to_numpy()
    rows = list(table.itertuples())
    table["link"] = pd.Series([f"#e-{row.topic}" if row.mentions else "" for row in rows], dtype="str")
    title = [f"{labels.brief(row.label)}: {labels.counted(row.mentions, 'mention')}, salience {row.salience:.2f}" for row in rows]
    table["title"] = pd.Series(title, dtype="str")
    return table


def topic_wordings(topics: pd.DataFrame, topic_mentions: pd.DataFrame) -> pd.DataFrame:
    """How often each topic stands in the words of its label, in whatever number or tense, and how often in others.

    Returns
    -------
    DataFrame
        One row a topic: ``topic``, ``label_words`` and ``other_words`` (mentions), and for each of these where it leads and its words
        (``label_words_link``, ``label_words_title`` and so on; empty for zero).
    """
    counts: dict[tuple[str, str], int] = {}
    for key in zip(topic_mentions["topic"], wordings(topics, topic_mentions), strict=True):
        counts[key] = counts.get(key, 0) + 1
    table = topics[["id", "label"]].rename(columns={"id": "topic"}).reset_index(drop=True)
    for wording, words in WORDINGS.items():
        rows = [(topic, label, counts.get((topic, wording), 0)) for topic, label in _rows(table, "topic", "label")]
        table[f"{wording}_words"] = pd.Series([count for *_, count in rows], dtype="int64")
        table[f"{wording}_words_link"] = pd.Series([f"#e-{topic}-{wording}" if count else "" for topic, _, count in rows], dtype="str")
        titles = [f"{labels.brief(label)}: {labels.counted(count, 'mention')} {words}" if count else "" for _, label, count in rows]
        table[f"{wording}_words_title"] = pd.Series(titles, dtype="str")
    return table.drop(columns="label")


def wordings(topics: pd.DataFrame, topic_mentions: pd.DataFrame) -> list[str]:
    """For each place of a topic whether it has all words of the topic's label, in whatever number or tense: ``label`` or ``other``."""
    called = {topic: _roots(label) for topic, label in _rows(topics, "id", "label")}
    return ["label" if called[topic] <= _roots(text) else "other" for topic, text in _rows(topic_mentions, "topic", "text")]


def topics_by_salience(topics: pd.DataFrame, topic_mentions: pd.DataFrame, *, top_n: int = 10, ax: Axes | None = None) -> Axes:
    """Two bars a topic: its salience, and its mentions, split into those in the words of its label and those in others.

    Topics of the watch-list stand apart and come first, zeros too. See :func:`topic_weights` and :func:`topic_wordings`.
    """
    weights = topic_weights(topics, top_n=top_n)
    if weights.empty:
        return style.say_empty(ax, "No topic was found.")
    counted = weights.merge(topic_wordings(topics, topic_mentions), on="topic", validate="one_to_one")
    pairs = [(row["watched"], _pair(row)) for row in counted.to_dict("records")]
    watched, own = [[pair for on_list, pair in pairs if on_list is side] for side in (True, False)]
    groups = [("On the watch-list", watched), ("Found in the text" if watched else "", own)]
    used = [wording for wording in WORDINGS if counted[f"{wording}_words"].any()]
    found, shown = int((topics["mentions"] > 0).sum()), int((weights["mentions"] > 0).sum())
    return bars.draw_pairs(
        ax,
        [(heading, members) for heading, members in groups if members],
        heads=("salience", "mentions"),
        unit=f"n = {labels.counted(found, 'topic')}{'' if shown == found else f', {shown} of them here'}; salience from 0 to 1",
        unit_link="#e-topics" if found else None,
        key=[(WORDINGS[wording], WORDING_FACES[wording]) for wording in used] if len(used) > 1 else [],
    )


def _pair(row: dict) -> bars.Pair:
    link, number = row["link"] or None, row["mentions"]
    salience = (bars.Segment(row["salience"], style.TOPIC, 1.0, row["link"]),) if number else ()
    mentions = tuple(
        bars.Segment(row[f"{wording}_words"], style.TOPIC, face, row[f"{wording}_words_link"])
        for wording, face in WORDING_FACES.items()
        if row[f"{wording}_words"]
    )
    halves = bars.Half(salience, f"{row['salience']:.2f}" if number else "0", None), bars.Half(mentions, f"{number:,}", link)
    return bars.Pair(row["label"], f"#{row['topic']}", halves)


def _roots(text: str) -> set[str]:
    """The words of a text without the endings of number and tense."""
    return {_root(word) for word in _WORD.findall(text.casefold())}


def _root(word: str) -> str:
    for ending, instead in _ENDINGS.items():
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word.removesuffix(ending) + instead
            break
    stem = word.rstrip("e") if len(word) > 3 else word
    return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] else stem


def cell_mentions(
    actors: pd.DataFrame,
    mentions: pd.DataFrame,
    topics: pd.DataFrame,
    topic_mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    top: tuple[int, int] = (7, 10),
) -> pd.DataFrame:
    """The mentions of a topic that go with an actor: in a sentence that mentions the actor, or within the actor's words.

    Mentions within words whose speaker is no actor here or could not be told go with nobody: their ``actor`` is empty.

    Parameters
    ----------
    top : (int, int)
        How many actors and topics, the first of their tables.

    Returns
    -------
    DataFrame
        ``actor``, ``topic``, ``start``, ``end``, ``sentence``, ``spoken`` (whether within a quotation of the actor);
        each span once an actor, in the order of actors (nobody last), topics and text.
    """
    chief, subjects = list(actors["id"][: top[0]]), list(topics["id"][: top[1]])
    present: dict[int, set[str]] = {}
    for actor, sentence in _rows(mentions, "actor", "sentence"):
        present.setdefault(sentence, set()).add(actor)
    spoken = [(speaker if isinstance(speaker, str) else "", *span) for speaker, *span in _rows(quotes, "speaker", "start", "end")]
    rows = []
    for topic, start, end, sentence in _rows(topic_mentions, "topic", "start", "end", "sentence"):
        speakers = {speaker for speaker, first, last in spoken if first <= start and end <= last}
        with_it = (speakers | present.get(sentence, set())) & {*chief, ""}
        rows += [(actor, topic, start, end, sentence, actor in speakers) for actor in with_it if topic in subjects]
    order = {actor: rank for rank, actor in enumerate([*chief, ""])}
    rows.sort(key=lambda row: (order[row[0]], subjects.index(row[1]), row[2], row[3]))
    return pd.DataFrame(rows, columns=["actor", "topic", "start", "end", "sentence", "spoken"]).astype({"spoken": "bool"})


def topic_cells(
    actors: pd.DataFrame,
    mentions: pd.DataFrame,
    topics: pd.DataFrame,
    topic_mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    top: tuple[int, int] = (7, 10),
) -> pd.DataFrame:
    """How often each chief topic goes with each chief actor; the arguments as in :func:`cell_mentions`.

    Returns
    -------
    DataFrame
        One row a pair that occurs: ``actor`` (empty: :data:`UNRESOLVED`), ``name``, ``topic``, ``label``, ``mentions`` (of the topic),
        ``spoken`` (those within the actor's own words), ``link``, ``title``.
    """
    names = dict(zip(actors["id"], actors["name"], strict=True)) | {"": UNRESOLVED}
    subjects = dict(zip(topics["id"], topics["label"], strict=True))
    found: dict[tuple[str, str], list[bool]] = {}
    for actor, topic, spoken in cell_mentions(actors, mentions, topics, topic_mentions, quotes, top=top)[
        ["actor", "topic", "spoken"]
    ].itertuples(index=False, name=None):
        found.setdefault((actor, topic), []).append(spoken)
    rows = [(actor, names[actor], topic, subjects[topic], len(spoken), sum(spoken)) for (actor, topic), spoken in found.items()]
    table = pd.DataFrame(rows, columns=["actor", "name", "topic", "label", "mentions", "spoken"])
    table["link"] = [f"#e-{row[0] or 'none'}-{row[2]}" for row in rows]
    table["title"] = [_cell_title(*row[1:]) for row in rows]
    return table


def actor_by_topic(
    actors: pd.DataFrame,
    mentions: pd.DataFrame,
    topics: pd.DataFrame,
    topic_mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    ax: Axes | None = None,
) -> Axes:
    """A table of squares: topics down, actors across; the area of a square by mentions, a bar below where the actor speaks on it."""
    cells = topic_cells(actors, mentions, topics, topic_mentions, quotes)
    if cells.empty:
        return style.say_empty(ax, "No topic goes with an actor.")
    columns = [actor for actor in [*actors["id"], ""] if (cells["actor"] == actor).any()]
    rows = [topic for topic in topics["id"] if (cells["topic"] == topic).any()]
    height = HEAD + ROW * len(rows) + 48
    ax = style.prepare(ax, height, f"mentions of a topic beside an actor, n = {cells['mentions'].sum():,}", "#e-cells")
    _draw_heads(ax, columns, rows, actors, topics)
    _draw_cells(ax, cells, columns, rows, style.colors(actors))
    if cells.loc[cells["actor"] != "", "spoken"].any():
        pen.marks(ax, [(7, height - 32)], pen.DASH, style.INK, size=14, gid=pen.RIGID + "-marks")
        pen.words(ax, 20, height - 28, "the actor speaks on it", color=style.MUTED, gid=pen.RIGID)
    return ax


def _draw_heads(ax: Axes, columns: list[str], rows: list[str], actors: pd.DataFrame, topics: pd.DataFrame) -> None:
    short, subjects = labels.short_names(actors) | {"": UNRESOLVED_HEAD}, dict(zip(topics["id"], topics["label"], strict=True))
    for column, actor in enumerate(columns):
        name = labels.clipped(short[actor], style.SMALL, 100 if actor else 80)
        pen.words(ax, 12 + column * PITCH, HEAD - 6, name, rotation=50, url=f"#{actor}" if actor else None)
    for row, topic in enumerate(rows):
        top = HEAD + row * ROW
        pen.line(ax, (0, top), (style.NARROW, top))
        pen.words(ax, 0, top + 16, labels.clipped(subjects[topic], style.SMALL + 1, style.NARROW), size=style.SMALL + 1, url=f"#{topic}")


def _draw_cells(ax: Axes, cells: pd.DataFrame, columns: list[str], rows: list[str], colors: dict[str, str]) -> None:
    most = cells["mentions"].max()
    for cell in cells.itertuples():
        x, y = 7 + columns.index(cell.actor) * PITCH, HEAD + rows.index(cell.topic) * ROW + 28
        side = max(5.0, 14 * (cell.mentions / most) ** 0.5)
        pen.marks(ax, [(x, y)], pen.SQUARE, colors.get(cell.actor, style.GREY), size=side, urls=[cell.link], ring=not cell.actor)
        pen.words(ax, x + side / 2 + 2, y + 4, f"{cell.mentions}", color=style.MUTED, url=cell.link)
        if cell.spoken and cell.actor:
            pen.marks(ax, [(x, y + 11)], pen.DASH, style.INK, size=14, urls=[cell.link])


def _cell_title(name: str, topic: str, label: str, count: int, spoken: int) -> str:
    if name == UNRESOLVED:
        return f"{labels.brief(label)}, in words of a speaker who is no actor here or could not be told: {labels.counted(count, 'mention')}"
    own = f", {spoken} of them in the actor's own words" if spoken else ""
    return f"{labels.brief(name)} and {labels.brief(label)}: {labels.counted(count, 'mention')}{own}"


def _rows(table: pd.DataFrame, *columns: str):
    return table[list(columns)].itertuples(index=False, name=None)
