"""The page of a comparison: from names of articles and publishers to sides, and from these to figures and lists."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd

from dramatis import figures, prose
from dramatis.charts import labels, shares
from dramatis.charts.style import COLORS
from dramatis.corpus import evidence
from dramatis.corpus.comparison import Comparison, Side, side_of_analysis, side_of_article, side_of_publisher
from dramatis.corpus.counts import totals
from dramatis.corpus.evidence import EvidenceList
from dramatis.corpus.selection import Selection, select
from dramatis.figures import Caption, Figure
from dramatis.markup import escape
from dramatis.prose import comparison as sentences
from dramatis.prose.words import capital, count, number, plain, sentences_of
from dramatis.report.corpus.pages import Pages
from dramatis.report.corpus.quotes import quotation_items
from dramatis.report.corpus.run import opened
from dramatis.report.part import Part, plural
from dramatis.report.parts import head
from dramatis.report.workbook import find

__all__ = ["articles", "cast", "chosen_of", "lists", "masthead", "particular", "shared", "sides_of", "speakers", "totals_of", "words"]

SHOWN = 12


def chosen_of(
    store: str, *, articles: Iterable[str] = (), publishers: Iterable[str] = (), since: str = "", until: str = ""
) -> Selection | None:
    """The articles of a store that a comparison needs; None where all that is compared are files.

    Raises
    ------
    StoreError, ParameterError
        Where there is no store, or nothing in it.
    """
    files_only = not list(publishers) and list(articles) and all(Path(find(one)).is_file() for one in articles)
    return None if files_only else select(opened(store), since=since, until=until)


def totals_of(chosen: Selection | None) -> dict[str, int] | None:
    """The size of what was chosen from; see :func:`dramatis.corpus.counts.totals`. None without a store."""
    return totals(chosen) if chosen else None


def sides_of(
    chosen: Selection | None,
    *,
    articles: Iterable[str] = (),
    publishers: Iterable[str] = (),
    about: str = "",
    pipeline: str = "en_dramatis",
) -> list[Side]:
    """The sides that a reader asks for.

    Parameters
    ----------
    chosen : Selection or None
        The articles of publishers, and the store in which ids are looked up; see :func:`chosen_of`.
    articles : iterable of str
        Ids of the store, or paths of files, which are analyzed.
    publishers : iterable of str
        Names of publishers.
    about : str
        Name of an actor or a topic; only articles about it are compared. Empty: all.
    pipeline : str
        The spaCy pipeline for files.

    Raises
    ------
    ParameterError
        Where an article or a publisher is neither here nor there.
    """
    own = [_article_side(chosen, one, pipeline) for one in articles]
    return [*own, *(side_of_publisher(chosen, name, about=about) for name in publishers if chosen)]


def masthead(made: Comparison) -> Part:
    """Kicker and headline of the comparison."""
    days = made.articles["day"].dropna()
    title = sentences.headline(made)
    span = f"{days.min():%Y-%m-%d} to {days.max():%Y-%m-%d}" if len(days) else "undated"
    card = {"date": f"{days.max():%Y-%m-%d}" if len(days) else None, "actors": list(dict.fromkeys(made.cast["name"]))[:3], "topics": []}
    lines = sentences_of(sentences.standfirst(made, escape=prose.plain))
    return head(title, kicker=f"Comparison · {span}", summary=lines, card={"source": "", "article": "", **card})


def articles(made: Comparison, pages: Pages) -> Part:
    """Which articles stand behind each side, the newest of many."""
    items = []
    for side, slug in zip(made.sides, _slugs(made).values(), strict=True):
        own = made.articles[made.articles["side"] == side.name].head(SHOWN)
        for place, row in enumerate(own.itertuples(index=False)):
            target = f' id="{_head(slug)}"' if not place else ""
            items.append(f"<li{target}>{_article(row, side, pages)}</li>")
        if side.total > len(own):
            items.append(f"<li>and {side.total - len(own):,} more of {escape(labels.brief(side.name, 60))}</li>")
    return Part(f'<div class="findings"><ul class="facts">{"".join(items)}</ul></div>', f"{len(made.articles)} articles")


def _article(row: Any, side: Side, pages: Pages) -> str:
    """An article of a side: its title, which leads to its page, with what the side is called where that is not the title."""
    day = "" if pd.isna(row.day) else f"{row.day:%Y-%m-%d}"
    title = row.title if isinstance(row.title, str) else row.article_id
    link = pages.link(labels.brief(title, 120), row.article_id, day)
    publisher = f"{escape(labels.brief(row.publisher, 40))}, " if isinstance(row.publisher, str) and row.publisher != side.name else ""
    called = f"<b>{link}</b>" if side.name == title else f"<b>{escape(labels.brief(side.name, 90))}:</b> {link}"
    return f"{called}, {publisher}{day or 'undated'}, {plural(row.words, 'word')}"


def cast(made: Comparison) -> Figure:
    """Whom each side names, and whom it quotes."""
    slugs, shown = _slugs(made), _worth_showing(made)
    cells = shown.assign(link=[f"#e-{row.id}-{slugs[row.side]}" if row.mentions else "" for row in shown.itertuples(index=False)])
    share = cells["mentions"] / cells["mentions"].max() if made.single else cells["articles"] / cells["of"]
    cells = cells.assign(publisher=cells["side"], share=share, spoken=cells["said"] > 0)
    cells["value"] = [f"{row.mentions:,}" if made.single else f"{100 * row.share:.0f}" for row in cells.itertuples(index=False)]
    cells["title"] = [
        f"{labels.brief(row.name)}, {labels.brief(row.side)}: {plural(row.mentions, 'mention')}" for row in cells.itertuples(index=False)
    ]
    cells["publisher_link"] = [f"#{_head(slugs[side])}" for side in cells["side"]]
    cells["publisher_title"] = [labels.brief(side, 200) for side in cells["side"]]
    named = cells.groupby("name", sort=False)["mentions"].min()
    common = int((named > 0).sum())
    title = f"{capital(number(common))} of the {number(len(named))} actors shown {'is' if common == 1 else 'are'} named by all sides"
    unit = (
        "number of mentions; bar below: the actor is quoted"
        if made.single
        else "share of the side's articles, in percent; bar below: quoted"
    )
    note = "Counted: places that refer to the actor, by name, description or pronoun. An empty place: not named there, it seems."
    left = made.cast["id"].nunique() - len(named)
    note += f" Left out: {count(left, 'actor')} with one mention in one article, in the workbook under Data." if left else ""
    alt = "; ".join(f"{plain(row.name)}, {plain(row.side)}: {row.mentions}" for row in cells.itertuples(index=False)) + "."
    caption = Caption(title, "Actors down, sides across; the larger the square, the more", alt, note)
    columns = {
        "name": "actor",
        "side": "side",
        "mentions": "mentions" if made.single else "mentions ",
        "articles": "articles ",
        "said": "quoted words",
    }
    table = cells.rename(columns={"articles": "in_articles"}) if made.single else cells.rename(columns={"mentions": "in_mentions"})
    columns = {name if name in table else f"in_{name}": words.strip() for name, words in columns.items()}
    return figures.figure(shares.share_squares(cells, unit=unit), id="cast", caption=caption, table=table, columns=columns)


def _worth_showing(made: Comparison) -> pd.DataFrame:
    """The actors, without those that one article mentions once, where enough are left to be drawn."""
    most = made.cast.groupby("id")["mentions"].transform("sum")
    often = made.cast[most > 1]
    return often if made.single and often["id"].nunique() >= figures.LEAST else made.cast


def speakers(made: Comparison) -> Part:
    """Whom each side quotes, with words and share; the unresolved among them."""
    blocks = []
    for side in made.sides:
        own = made.speakers[made.speakers["side"] == side.name].head(SHOWN)
        rows = "".join(
            f'<tr><th scope="row">{escape(labels.brief(row.name or "Could not tell who speaks", 60))}</th><td class="n">{row.words:,}</td>'
            f'<td class="n">{100 * row.share:.0f}\u00a0%</td></tr>'
            for row in own.itertuples(index=False)
        )
        columns = '<tr><th scope="col">Speaker</th><th scope="col" class="n">Words</th><th scope="col" class="n">Share</th></tr>'
        table = f"<table><thead>{columns}</thead><tbody>{rows}</tbody></table>" if rows else "<p>Nobody is quoted.</p>"
        blocks.append(
            f'<section class="speaker {_color(made, side.name)}"><h3>{escape(labels.brief(side.name, 120))}</h3>{table}</section>'
        )
    return Part(f'<div class="said">{"".join(blocks)}</div>', sentences.speakers(made, escape=prose.plain))


def words(made: Comparison) -> Part:
    """The words particular to each side, each with its number, which opens the places."""
    blocks = []
    for side, slug in _slugs(made).items():
        own = made.words[made.words["side"] == side].reset_index(drop=True)
        rows = [(_word_row(row, f"{slug}-w{rank}"), row.clear) for rank, row in enumerate(own.itertuples(index=False), 1)]
        clear, rest = ([html for html, stands_out in rows if stands_out == wanted] for wanted in (True, False))
        table = _word_table(clear) if clear else "<p>No word stands out by more than chance explains.</p>"
        if rest:
            summary = f"{plural(len(rest), 'word')} that chance alone could bring forth"
            table += f"<details><summary>{summary}</summary>{_word_table(rest)}</details>"
        blocks.append(f'<section class="speaker {_color(made, side)}"><h3>{escape(labels.brief(side, 120))}</h3>{table}</section>')
    note = '<p class="note">z: higher is more particular; above 1.96 chance alone is an unlikely reason for one word.</p>'
    return Part(f'<div class="said">{"".join(blocks)}</div>{note}', "\n".join(made.words["word"]))


def shared(made: Comparison, pages: Pages) -> Part:
    """Quotations that several sides have, beside each other."""
    if made.shared.empty:
        return Part("", "no shared quotation")
    blocks = []
    for group, rows in list(made.shared.groupby("group"))[:SHOWN]:
        speakers_of = set(rows.loc[rows["speaker"] != "", "speaker"].str.lower())
        doubt = '<p class="finding warning"><b>Doubt:</b> the sides name different speakers.</p>' if len(speakers_of) > 1 else ""
        common = plural(int(rows["common"].max()), "word")
        items = "".join(quotation_items(rows.assign(speaker=rows["speaker"].replace("", "Speaker not known")), pages))
        blocks.append(f'<section class="speaker c1"><h3>Shared {group} <small>{common} in a row</small></h3>{items}{doubt}</section>')
    return Part(f'<div class="said">{"".join(blocks)}</div>', f"{made.shared['group'].nunique()} shared")


def particular(made: Comparison, pages: Pages) -> Part:
    """The longest quotations in marks that only one side has."""
    blocks = []
    for side in made.sides:
        own = made.particular[made.particular["side"] == side.name]
        rows = own.head(SHOWN).assign(speaker=lambda found: found["speaker"].replace("", "Speaker not known"))
        more = f'<p class="note">{len(own) - SHOWN:,} more, in the workbook under Data.</p>' if len(own) > SHOWN else ""
        title = f"<h3>{escape(labels.brief(side.name, 120))} <small>{plural(len(own), 'quotation')} that no other side has</small></h3>"
        blocks.append(f'<section class="speaker {_color(made, side.name)}">{title}{"".join(quotation_items(rows, pages))}{more}</section>')
    return Part(f'<div class="said">{"".join(blocks)}</div>', f"{len(made.particular)} particular")


def lists(made: Comparison) -> tuple[EvidenceList, ...]:
    """The places behind the numbers of mentions and words."""
    return (*_cast_lists(made), *_word_lists(made))


def _cast_lists(made: Comparison) -> "Iterable[EvidenceList]":
    for side, slug in zip(made.sides, _slugs(made).values(), strict=True):
        found = side.actors.merge(side.articles, on="article_id", suffixes=("", "_article"), validate="many_to_one")
        for actor in made.cast[(made.cast["side"] == side.name) & (made.cast["mentions"] > 0)].itertuples(index=False):
            rows = found[found["key"] == actor.key].sort_values("mentions", ascending=False, kind="stable")
            total = actor.mentions if made.single else actor.articles
            places = _mentions(side, rows) if made.single else [_named(row) for row in rows.head(evidence.KEPT).itertuples(index=False)]
            heading = f"{actor.name}, {side.name}: {plural(total, 'mention' if made.single else 'article')}"
            yield EvidenceList(f"{actor.id}-{slug}", "", heading, int(total), tuple(places))


def _mentions(side: Side, rows: pd.DataFrame) -> list[evidence.Place]:
    """The places of an actor in the one article of a side."""
    article, ids = side.articles.iloc[0], set(rows["id"])
    own = side.mentions[side.mentions["actor"].isin(ids)].head(evidence.KEPT)
    bounds = {row.id: (row.start, row.end) for row in side.sentences.itertuples(index=False)}
    found = []
    for row in own.itertuples(index=False):
        start, end = bounds[row.sentence]
        found.append(evidence.place(article, f"sentence {row.sentence + 1}", f"m{row.start}-{row.end}", article["text"][start:end]))
    return found


def _named(row) -> evidence.Place:
    return evidence.place(row, plural(row.mentions, "mention"), f"e-{row.id}")


def _word_lists(made: Comparison) -> "Iterable[EvidenceList]":
    for side, slug in _slugs(made).items():
        own = made.words[made.words["side"] == side].reset_index(drop=True)
        for rank, word in enumerate(own.itertuples(index=False), 1):
            rows = made.word_places[(made.word_places["side"] == side) & (made.word_places["word"] == word.word)]
            places = [
                evidence.place(row, f"sentence {row.sentence + 1}", f"s{row.sentence}", row.words) for row in rows.itertuples(index=False)
            ]
            yield EvidenceList(f"{slug}-w{rank}", "", f"“{word.word}”, {side}: {plural(word.here, 'use')}", int(word.here), tuple(places))


def _word_table(rows: list[str]) -> str:
    heads = "".join(f'<th scope="col" class="n">{each}</th>' for each in ("Here", "Elsewhere", "z"))
    return f'<table><thead><tr><th scope="col">Word</th>{heads}</tr></thead><tbody>{"".join(rows)}</tbody></table>'


def _word_row(row, target: str) -> str:
    here = f'<a href="#e-{target}">{row.here:,}</a>'
    cells = "".join(f'<td class="n">{each}</td>' for each in (here, f"{row.elsewhere:,}", f"{row.z:.2f}"))
    return f'<tr><th scope="row">{escape(row.word)}</th>{cells}</tr>'


def _head(slug: str) -> str:
    """The anchor of what a side is, to which the head of its column leads."""
    return f"side-{slug}"


def _slugs(made: Comparison) -> dict[str, str]:
    return {side.name: f"b{rank}" for rank, side in enumerate(made.sides, 1)}


def _color(made: Comparison, side: str) -> str:
    place = [each.name for each in made.sides].index(side)
    return f"c{place + 1 if place < len(COLORS) else 0}"


def _article_side(chosen: Selection | None, asked: str, pipeline: str) -> Side:
    """An article of the store by its id, or a file, which is analyzed now."""
    from dramatis.analysis import analyze
    from dramatis.pipeline import load_pipeline
    from dramatis.readers import read

    path = find(asked)
    if chosen is None or Path(path).is_file():
        return side_of_analysis(analyze(read(path), load_pipeline(pipeline)))
    return side_of_article(replace(chosen, since=None, until=None), asked)
