"""The strip: where in the article each chief actor and topic occurs, and who speaks where."""

import pandas as pd
from matplotlib.axes import Axes

from dramatis.article import Article
from dramatis.charts import labels, pen, style
from dramatis.charts.speech import KINDS, NOBODY, SOURCE, kinds, speaker_keys

__all__ = ["lead_paragraph", "position_strip", "positions", "row_summary"]

HEAD, SPEAKERS, ROW, GAP, FOOT = 20.0, 62.0, 35.0, 12.0, 44.0
"""Heights in px: the line that marks lead and headline, the row of quotations, a row, the space before the topics, key and unit."""
SIGNS = {"name": (pen.DISK, 9.0), "demonym": (pen.DIAMOND, 8.0), "nominal": (pen.DISK, 8.0), "pronoun": (pen.DISK, 4.5)}
"""Sign and size (px) of each form: disk, diamond, ring, dot."""
LEAD_WORDS = 12
"""A paragraph is the lead from so many words on; shorter ones before it are headline, byline and date line."""
HAIRLINES = 30
"""Up to so many paragraphs are marked through all rows; more only by ticks above them."""


def positions(
    actors: pd.DataFrame,
    mentions: pd.DataFrame,
    topics: pd.DataFrame,
    topic_mentions: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    top: tuple[int, int] = (10, 6),
) -> pd.DataFrame:
    """Every place that the strip shows.

    Parameters
    ----------
    top : (int, int)
        How many actors and topics, the first of their tables; watched topics that do not occur have no row.

    Returns
    -------
    DataFrame
        One row a mark: ``kind`` (quotation, actor, topic), ``id`` (of actor, topic or speaker; empty for an unresolved speaker), ``name``,
        ``form`` (of a mention, or kind of a statement), ``start``, ``end`` (characters), ``sentence``, ``link`` (to the mark in the
        article) and ``title``. Quotations first, then actors, then topics; within each in the order of the text.
    """
    names = dict(zip(actors["id"], actors["name"], strict=True)) | dict(zip(topics["id"], topics["label"], strict=True))
    rows = [_quotation(*made, names) for made in zip(quotes.itertuples(), speaker_keys(quotes), kinds(quotes), strict=True)]
    for kind, table, letter, chief in (
        ("actor", mentions, "m", list(actors["id"][: top[0]])),
        ("topic", topic_mentions, "t", list(topics.loc[topics["mentions"] > 0, "id"][: top[1]])),
    ):
        form = table["form"] if kind == "actor" else [""] * len(table)
        marks = zip(table[kind], table["start"], table["end"], table["sentence"], form, strict=True)
        found = [mark for mark in marks if mark[0] in chief]
        found.sort(key=lambda mark: (chief.index(mark[0]), mark[1]))
        rows += [_mark(kind, mark, names[mark[0]], letter) for mark in found]
    return pd.DataFrame(rows, columns=["kind", "id", "name", "form", "start", "end", "sentence", "link", "title"])


def lead_paragraph(article: Article, sentences: pd.DataFrame) -> int:
    """Number of the article's first paragraph of body text, from 0: the first after the headline with :data:`LEAD_WORDS` words.

    Where no paragraph is that long, the first one after the headline, or the only one.
    """
    spans = sentences.groupby("paragraph").agg(start=("start", "min"), end=("end", "max")).sort_index()
    texts = [article.text[start:end].strip() for start, end in zip(spans["start"], spans["end"], strict=True)]
    body = int(len(texts) > 1 and bool(article.title) and texts[0] == article.title.strip())
    lead = next((number for number, text in enumerate(texts) if number >= body and labels.word_count(text) >= LEAD_WORDS), body)
    return int(spans.index[lead]) if len(spans) else 0


def row_summary(marks: pd.DataFrame) -> pd.DataFrame:
    """How many marks each row of the strip has, and the sentences of its first and last one, counted from 1.

    Parameters
    ----------
    marks : DataFrame
        Made by :func:`positions`.

    Returns
    -------
    DataFrame
        ``name``, ``kind``, ``marks``, ``first``, ``last``, and for each of these three where it leads (``marks_link`` and so on);
        quotations in a row for each speaker.
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    for key, name, kind, sentence in marks[["id", "name", "kind", "sentence"]].itertuples(index=False, name=None):
        found.setdefault(
            (f"said-{key or ('source' if name == SOURCE else 'none')}" if kind == "quotation" else key, name, kind), []
        ).append(sentence)
    rows = [
        (name, kind, len(numbers), min(numbers) + 1, max(numbers) + 1, f"#e-{key}", f"#s{min(numbers)}", f"#s{max(numbers)}")
        for (key, name, kind), numbers in found.items()
    ]
    return pd.DataFrame(rows, columns=["name", "kind", "marks", "first", "last", "marks_link", "first_link", "last_link"])


def position_strip(
    article: Article,
    sentences: pd.DataFrame,
    marks: pd.DataFrame,
    actors: pd.DataFrame,
    *,
    ax: Axes | None = None,
) -> Axes:
    """The article from left to right: paragraphs as ticks, quotations as bars, then a row for each chief actor and topic.

    Parameters
    ----------
    article : Article
        For its length, title and number of words.
    sentences, actors : DataFrame
        Tables of the schema.
    marks : DataFrame
        Made by :func:`positions`.
    """
    if marks.empty:
        return style.say_empty(ax, "Nothing was found to place in the article.")
    rows = list(marks.itertuples())
    quotations = [row for row in rows if row.kind == "quotation"]
    subjects: dict[str, list] = {}
    for row in rows:
        if row.kind != "quotation":
            subjects.setdefault(row.id, []).append(row)
    tops, bottom = _tops(subjects, HEAD + (SPEAKERS if quotations else 0))
    paragraphs = sentences.drop_duplicates("paragraph")["start"].tolist()
    size = f"{labels.counted(labels.word_count(article.text), 'word')} in {labels.counted(len(paragraphs), 'paragraph')}"
    ax = style.prepare(ax, bottom + FOOT, f"{size}, from first to last", f"#s{sentences['id'].min()}")
    scale = style.NARROW / max(1, len(article.text))
    colors = style.colors(actors)
    lead = sorted(sentences["paragraph"].unique()).index(lead_paragraph(article, sentences))
    _draw_paragraphs(ax, [*paragraphs, len(article.text)], lead, scale, bottom)
    _draw_quotations(ax, quotations, scale, colors, labels.short_names(actors))
    for subject, own in subjects.items():
        spoken = [row for row in quotations if row.id == subject]
        _draw_row(ax, own, spoken, tops[subject], scale, colors.get(subject, style.TOPIC))
    _draw_key(ax, [form for form in SIGNS if any(row.form == form for row in rows)], bottom + 18)
    return ax


def _quotation(row, key: str, kind: str, names: dict[str, str]) -> tuple:
    speaker, actor = NOBODY.get(key) or names[key], "" if key in NOBODY else key
    title = f"{KINDS[kind][0]}, {labels.counted(row.words, 'word')}: {labels.brief(speaker)}"
    return ("quotation", actor, speaker, kind, row.start, row.end, row.sentence, f"#{row.id}", title)


def _mark(kind: str, mark: tuple, name: str, letter: str) -> tuple:
    subject, start, end, sentence, form = mark
    words = f" {style.FORM_WORDS[form]}" if form else ""
    return (
        kind,
        subject,
        name,
        form,
        start,
        end,
        sentence,
        f"#{letter}{start}-{end}",
        f"{labels.brief(name)}{words}, sentence {sentence + 1}",
    )


def _tops(subjects: dict[str, list], top: float) -> tuple[dict[str, float], float]:
    tops, before = {}, ""
    for subject, own in subjects.items():
        top += GAP if before == "actor" and own[0].kind == "topic" else 0
        tops[subject], before = top, own[0].kind
        top += ROW
    return tops, top


def _draw_paragraphs(ax: Axes, edges: list[int], lead: int, scale: float, bottom: float) -> None:
    start, end = edges[lead] * scale, edges[lead + 1] * scale
    pen.band(ax, (start, HEAD - 4, end - start, bottom - HEAD + 4), style.GRID, 0.4)
    for edge in edges[:-1]:
        pen.line(ax, (edge * scale, HEAD - 4), (edge * scale, bottom if len(edges) <= HAIRLINES else HEAD + 2))
    pen.words(ax, 0, HEAD - 8, "head, then opening paragraph" if lead else "opening paragraph", color=style.MUTED)
    pen.words(ax, style.NARROW, HEAD - 8, "end", color=style.MUTED, ha="right")


def _draw_quotations(ax: Axes, quotations: list, scale: float, colors: dict[str, str], short: dict[str, str]) -> None:
    if quotations:
        _label(ax, "Who speaks", labels.counted(len(quotations), "statement"), HEAD, remark_link="#e-quotes")
    free = [0.0, 0.0]
    for row in quotations:
        share = None if not row.id else 1.0 if row.form == "direct" else 0.6 if row.form == "turn" else 0.3
        place = (row.start * scale, HEAD + 19, max(1.0, (row.end - row.start) * scale), 12)
        pen.block(ax, place, colors.get(row.id, style.GREY), share, url=row.link)
        name = short[row.id] if row.id else "no actor" if row.name == SOURCE else "?"
        room = labels.width(name, style.SMALL)
        late = place[0] + room > style.NARROW  # then the label ends where its bar ends, so that it stays under it at any width
        x = min(style.NARROW, max(place[0] + place[2], room)) if late else place[0]
        line = next((line for line in (0, 1) if x - (room if late else 0) >= free[line]), None)
        if line is not None:
            pen.words(ax, x, HEAD + 44 + 12 * line, name, color=style.MUTED, url=row.link, gid=pen.HALO, ha="right" if late else "left")
            free[line] = x + 6 + (0 if late else room)


def _draw_row(ax: Axes, own: list, spoken: list, top: float, scale: float, color: str) -> None:
    middle = top + 25
    _label(ax, own[0].name, labels.counted(len(own), "mention"), top, link=f"#{own[0].id}", remark_link=f"#e-{own[0].id}")
    pen.line(ax, (0, middle), (style.NARROW, middle))
    for row in spoken:
        pen.band(ax, (row.start * scale, middle - 3, max(1.0, (row.end - row.start) * scale), 6), color, 0.35, url=row.link)
    for form in (*SIGNS, ""):
        found = [row for row in own if row.form == form]
        sign, size = SIGNS.get(form, (pen.BAR, 13.0))
        if found:
            spots = [((row.start + row.end) / 2 * scale, middle) for row in found]
            pen.marks(ax, spots, sign, color, size=size, urls=[row.link for row in found], ring=form == "nominal")


def _draw_key(ax: Axes, forms: list[str], y: float) -> None:
    x = 5.0
    for form in forms:
        sign, size = SIGNS[form]
        pen.marks(ax, [(x, y - 4)], sign, style.MUTED, size=size, ring=form == "nominal", gid=pen.RIGID + "-marks")
        pen.words(ax, x + 9, y, style.FORM_KEYS[form], color=style.MUTED, gid=pen.RIGID)
        x += 9 + labels.width(style.FORM_KEYS[form], style.SMALL) + 16


def _label(ax: Axes, name: str, remark: str, top: float, *, remark_link: str, link: str | None = None) -> None:
    name = labels.clipped(name, style.SMALL + 1, style.NARROW - labels.width(remark, style.SMALL) - 14)
    pen.words(ax, 0, top + 13, name, size=style.SMALL + 1, fontweight="bold", url=link, gid=pen.HALO)
    pen.words(ax, style.NARROW, top + 13, remark, color=style.MUTED, ha="right", gid=pen.HALO, url=remark_link)
