"""The figures of the corpus page: a chart, its finding in words, the table behind it, and links to the articles."""

from typing import TYPE_CHECKING

import pandas as pd

from dramatis import figures
from dramatis.charts import labels, network, shares, style, time
from dramatis.corpus import intervals
from dramatis.corpus.peaks import peaks
from dramatis.figures import Caption, Figure
from dramatis.prose import peaks as peak_words
from dramatis.prose import titles
from dramatis.prose.corpus import findings, others, percent
from dramatis.prose.words import capital, count, number, part_of, plain
from dramatis.report.corpus.series import series_figure

if TYPE_CHECKING:
    from dramatis.corpus.overview import Overview

__all__ = ["COUNTED", "articles_over_time", "by_publisher", "companions", "movers", "places", "quoted_in", "share_rows"]
__all__ += ["subjects", "subjects_over_time", "themes", "themes_over_time", "voices", "watched_over_time", "who", "who_over_time"]

COUNTED = "Counted: articles, each once for an actor. Ranges: 95 percent, articles drawn anew."
_SHARES = {"name": "actor", "articles": "articles", "originals": "without copies", "percent": "share", "range": "95 percent range"}


def articles_over_time(made: "Overview") -> Figure:
    """How many articles there are in each calendar bin."""
    over = made.over.assign(link=[f"#e-all-{row.bin}" if row.articles else "" for row in made.over.itertuples(index=False)])
    over["title"] = [f"{row.label}: {labels.counted(row.articles, 'article')}" for row in over.itertuples(index=False)]
    if over.empty:
        caption = Caption("No article has a date", "", "No chart.", "")
    else:
        best = over.loc[over["articles"].idxmax()]
        alone = (over["articles"] == best["articles"]).sum() == 1
        title = f"{capital(best['label'])} has most articles: {int(best['articles']):,} of" if alone else "Articles with a date:"
        title = f"{title} {int(over['articles'].sum()):,}"
        alt = "Articles by time: " + titles.ranking(over, "label", "articles", longest=80)
        caption = Caption(
            title, f"Articles by {over['unit'].iloc[0]} of publication", alt, "Counted: articles with a date; shaded: covered in part."
        )
    columns = {"label": "time", "articles": "articles", "originals": "without copies", "words": "words"}
    return figures.figure(time.articles_over_time(over), id="articles", caption=caption, table=over, columns=columns, least=3)


def who(made: "Overview") -> Figure:
    """The actors named in the greatest numbers of articles, with the range of their shares."""
    rows = share_rows(made.actors, _colors(made))
    caption = Caption(_most_named(rows, made), "Share of all articles that name the actor", _ranking(rows), COUNTED)
    unit = f"share of articles that name the actor, n = {made.totals['articles']:,} articles"
    columns = {**_SHARES, "in_mentions": "mentions in all"}
    return _bars(rows, caption, unit, id="who", columns=columns)


def places(made: "Overview") -> Figure:
    """The places named in the greatest numbers of articles."""
    rows = share_rows(made.places)
    title = f"{plain(rows['name'].iloc[0])} is the place named most often: {_first_of(rows, made)}" if len(rows) else "No place was found"
    caption = Caption(title, "Share of all articles that name the place, also as a demonym", _ranking(rows), COUNTED)
    unit = f"share of articles that name the place, n = {made.totals['articles']:,} articles"
    return _bars(rows, caption, unit, id="places", columns={**_SHARES, "name": "place"})


def who_over_time(made: "Overview") -> Figure:
    """In which share of the articles of each bin the chief actors are named."""
    told = others(made.actors_over_time, made)
    title = peak_words.title(told, made.over) if len(told) and len(made.over) else ""
    return series_figure(made.actors_over_time, made.over, id="who-time", what="actor", colors=_colors(made), title=title)


def subjects_over_time(made: "Overview") -> Figure:
    """Which share of the articles of each bin is about the chief subjects (IPTC Media Topics)."""
    return series_figure(made.subjects_over_time, made.over, id="subjects-time", what="subject")


def watched_over_time(made: "Overview") -> Figure:
    """In which share of the articles of each bin the watched topics occur."""
    return series_figure(made.watched_over_time, made.over, id="watched-time", what="watched topic")


def by_publisher(made: "Overview") -> Figure:
    """In which share of each publisher's articles the chief actors are named."""
    slugs = {name: f"b{rank}" for rank, name in enumerate(made.publishers["publisher"], 1)}
    cells = made.actors_by_publisher
    cells = cells.assign(link=[f"#e-{row.id}-{slugs[row.publisher]}" for row in cells.itertuples(index=False)])
    cells = _worded(cells)
    cells["title"] = [
        f"{labels.brief(row.name)}, {labels.brief(row.publisher)}: {row.articles:,} of {row.of:,} articles"
        for row in cells.itertuples(index=False)
    ]
    cells["link"] = cells["link"].where(cells["articles"] > 0, "")
    if len(made.publishers) < 2:
        return Figure("", "All articles have one publisher.")
    cells["value"] = [f"{100 * share:.0f}" for share in cells["share"]]
    unit = "share of the publisher's articles, in percent"
    caption = Caption(
        _widest(cells), "Actors down, publishers across; the larger the square, the greater the share", _ranking(cells), COUNTED
    )
    columns = {
        "name": "actor",
        "publisher": "publisher",
        "articles": "articles",
        "of": "of",
        "percent": "share",
        "range": "95 percent range",
    }
    return figures.figure(shares.share_squares(cells, unit=unit), id="publishers", caption=caption, table=cells, columns=columns)


def movers(made: "Overview") -> Figure:
    """The actors whose share of articles changed most from one period to the next."""
    rows = made.movers
    rows = rows.assign(value=[f"{_points(row.share_before)} → {_points(row.share_after)}" for row in rows.itertuples(index=False)])
    rows["link_before"] = [f"#e-m{rank}-before" if row.before else "" for rank, row in enumerate(rows.itertuples(index=False), 1)]
    rows["link_after"] = [f"#e-m{rank}-after" if row.after else "" for rank, row in enumerate(rows.itertuples(index=False), 1)]
    rows["range"] = [f"{_signed(row.low, 0)} to {_signed(row.high, 0)} points" for row in rows.itertuples(index=False)]
    rows["change_points"] = [f"{_signed(change, 1)} points" for change in rows["change"]]
    periods = made.periods
    sub = f"Share of articles that name the actor, before (n = {periods.articles_before:,}) and after (n = {periods.articles_after:,})"
    caption = Caption(
        _moved(rows, findings(rows, made)), sub, _changes(rows), "Range of the change: 95 percent, articles of both periods drawn anew."
    )
    columns = {
        "name": "actor",
        "before": "articles before",
        "after": "articles after",
        "change_points": "change",
        "range": "95 percent range",
    }
    table = rows.rename(columns={"link_after": "link"}).assign(
        title=[f"{labels.brief(row.name)}: {row.value}" for row in rows.itertuples(index=False)]
    )
    ax = shares.changes(
        rows, unit=f"share of articles, from 0 to {percent(rows[['share_before', 'share_after']].max().max())}" if len(rows) else ""
    )
    return figures.figure(ax, id="movers", caption=caption, table=table, columns=columns)


def voices(made: "Overview") -> Figure:
    """Who is quoted with most words, and how many words could not be given to anybody."""
    rows = made.voices.copy()
    rows["name"] = [
        {"others": "All other speakers", "none": "Could not tell"}.get(row.id, row.name) for row in rows.itertuples(index=False)
    ]
    rows["value"] = [f"{row.words:,} words, {labels.counted(row.articles, 'article')}" for row in rows.itertuples(index=False)]
    rows = _worded(rows).assign(hatched=rows["id"] == "none", link=["" if each == "others" else f"#e-{each}" for each in rows["id"]])
    rows["title"] = [f"{labels.brief(row.name)}: {row.value}" for row in rows.itertuples(index=False)]
    known = rows[~rows["id"].isin(("others", "none"))]
    total = int(rows["words"].sum()) if len(rows) else 0
    title = _most_words(known, total)
    note = "Counted: words in quotation marks and of reported speech. Ranges: 95 percent, articles drawn anew, each whole."
    caption = Caption(
        title, "Share of all quoted words", "Quoted words: " + titles.ranking(rows, "name", "words") if len(rows) else "None.", note
    )
    columns = {"name": "speaker", "words": "words", "originals": "without copies", "in_quotations": "quotations", "articles": "articles"}
    columns |= {"percent": "share", "range": "95 percent range"}
    unit = f"share of quoted words, n = {total:,} words"
    return figures.figure(shares.share_bars(rows, unit=unit), id="voices", caption=caption, table=rows, columns=columns, least=2)


def _most_words(known: pd.DataFrame, total: int) -> str:
    """Who is quoted with most words; one interview is no finding about anybody but its own length."""
    if known.empty:
        return "No speaker was found"
    first, single = known.iloc[0], int((known["articles"] == 1).sum())
    if first["articles"] == 1 and len(known) > 1:
        return f"Long interviews weigh most: {part_of(single, len(known))} with most words are in one article each"
    return f"{plain(first['name'])} is quoted with most words: {int(first['words']):,} of {total:,}"


def quoted_in(made: "Overview") -> Figure:
    """Who is quoted in the greatest numbers of articles."""
    rows = share_rows(made.quoted_in)
    title = f"{plain(rows['name'].iloc[0])} is quoted most often: in {_first_of(rows, made)}" if len(rows) else "No speaker was found"
    caption = Caption(title, "Share of all articles that quote the speaker", _ranking(rows), COUNTED)
    unit = f"share of articles that quote the speaker, n = {made.totals['articles']:,} articles"
    columns = {**_SHARES, "name": "speaker", "words": "words", "in_quotations": "quotations"}
    return _bars(rows, caption, unit, id="quoted", columns=columns)


def subjects(made: "Overview") -> Figure:
    """The most frequent subjects, by the highest level of subject codes."""
    rows = share_rows(made.subjects)
    title = (
        f"{capital(rows['name'].iloc[0])} is the most frequent subject: {_first_of(rows, made)}" if len(rows) else "No subject was found"
    )
    note = "Counted: articles with a code of the subject or of a narrower one (IPTC Media Topics); an article can have several."
    caption = Caption(title, "Share of all articles about the subject", _ranking(rows), note)
    unit = f"share of articles, n = {made.totals['articles']:,}; {made.uncoded:,} have no code"
    return _bars(rows, caption, unit, id="subjects", columns={**_SHARES, "name": "subject"})


def themes(made: "Overview") -> Figure:
    """The topics that several articles share, by number of articles."""
    rows = share_rows(made.themes.table)
    title = (
        f"{capital(plain(rows['name'].iloc[0]))} is the most widely shared topic: "
        f"{number(int(rows['articles'].iloc[0]))} of {made.themes.looked_at:,} articles"
        if len(rows)
        else "No topic is shared by two articles"
    )
    note = "Counted: articles with the topic or a near one; labels that mean nearly the same are folded into one."
    caption = Caption(title, "Share of the articles looked at", _ranking(rows), note)
    unit = f"share of articles, n = {made.themes.looked_at:,}; {made.themes.unplaced:,} share no topic"
    columns = {**_SHARES, "name": "topic", "phrases": "phrases"}
    return _bars(rows, caption, unit, id="themes", columns=columns)


def _bars(rows: pd.DataFrame, caption: Caption, unit: str, *, id: str, columns: dict[str, str]) -> Figure:
    """Bars of shares of articles; see :func:`share_rows`."""
    return figures.figure(shares.share_bars(rows, unit=unit), id=id, caption=caption, table=rows, columns=columns)


def themes_over_time(made: "Overview") -> Figure:
    """Which share of the articles of each bin has the topics that articles share."""
    return series_figure(made.themes.over_time, made.over, id="themes-time", what="topic")


def companions(made: "Overview") -> Figure:
    """Which of the chief actors stand in one sentence, and in how many articles."""
    pairs = made.pairs.assign(link=[f"#e-{row.actor}-{row.other}" for row in made.pairs.itertuples(index=False)])
    pairs["title"] = [
        f"{labels.brief(row.name)} and {labels.brief(row.other_name)}: {labels.counted(row.articles, 'article')}"
        for row in pairs.itertuples(index=False)
    ]
    if pairs.empty:
        caption = Caption("No sentence mentions two of the actors", "", "No pair.", "")
    else:
        best = pairs.iloc[0]
        title = (
            f"{plain(best['name'])} and {plain(best['other_name'])} stand together most often: in {count(int(best['articles']), 'article')}"
        )
        both = pairs.assign(pair=pairs["name"] + " and " + pairs["other_name"])
        note = "Counted: articles in which a sentence mentions both. To stand in one sentence is not to be connected in fact."
        caption = Caption(
            title,
            "Actors that one sentence mentions; place on the plane means nothing",
            "Articles by pair: " + titles.ranking(both, "pair", "articles"),
            note,
        )
    columns = {
        "name": "actor",
        "other_name": "other actor",
        "articles": "articles",
        "originals": "without copies",
        "in_sentences": "in sentences",
    }
    unit = f"articles in which a sentence mentions both; n = {labels.counted(len(pairs), 'pair')}"
    drawn = pairs.assign(sentences=pairs["articles"])
    ax = network.draw_network(drawn, made.actors, unit=unit) if len(pairs) else style.say_empty(None, "No pair.")
    return figures.figure(ax, id="companions", caption=caption, table=uncounted(pairs), columns=columns)


def share_rows(table: pd.DataFrame, colors: dict[str, str] | None = None) -> pd.DataFrame:
    """Rows for :func:`dramatis.charts.shares.share_bars`, with links, titles and shares in words."""
    rows = _worded(table).assign(link=[f"#e-{each}" for each in table["id"]])
    rows["value"] = [f"{row.articles:,} ({row.percent})" for row in rows.itertuples(index=False)]
    rows["color"] = [(colors or {}).get(each, style.TOPIC) for each in rows["id"]]
    rows["title"] = [
        f"{labels.brief(row.name)}: {labels.counted(row.articles, 'article')}, {row.percent} ({row.range})"
        for row in rows.itertuples(index=False)
    ]
    return rows


def uncounted(table: pd.DataFrame) -> pd.DataFrame:
    """With counts of anything but articles under other names, since the list behind a row is one of articles and has no link for them."""
    return table.rename(columns={name: f"in_{name}" for name in ("mentions", "sentences", "quotations")})


def _worded(table: pd.DataFrame) -> pd.DataFrame:
    """With shares and ranges in words: ``17 %`` and ``13 to 22 %``."""
    table = uncounted(table)
    ranges = ["" if pd.isna(row.low) else f"{_points(row.low).split()[0]} to {_points(row.high)}" for row in table.itertuples(index=False)]
    return table.assign(
        percent=pd.Series([_points(share) for share in table["share"]], index=table.index, dtype="str"),
        range=pd.Series(ranges, index=table.index, dtype="str"),
    )


def _points(share: float) -> str:
    return "" if pd.isna(share) else f"{100 * share:.0f}\u00a0%" if share >= 0.1 or share == 0 else f"{100 * share:.1f}\u00a0%"


def _signed(change: float, digits: int) -> str:
    """A change in points with its sign, a true minus; nothing that rounds to nought has one."""
    value = round(100 * change, digits)
    return f"{value:+.{digits}f}".replace("-", "\N{MINUS SIGN}") if value else "0"


def _colors(made: "Overview") -> dict[str, str]:
    return style.colors(made.actors)


def _ranking(rows: pd.DataFrame) -> str:
    return "Articles: " + titles.ranking(rows, "name", "articles", longest=15) if len(rows) else "None."


def _most_named(rows: pd.DataFrame, made: "Overview") -> str:
    if rows.empty:
        return "No person, organization or group was found"
    first = others(rows, made).iloc[0]
    return f"{plain(first['name'])} is named most often: in {number(int(first['articles']))} of {made.totals['articles']:,} articles"


def _first_of(rows: pd.DataFrame, made: "Overview") -> str:
    return f"{number(int(rows['articles'].iloc[0]))} of {made.totals['articles']:,} articles"


def _widest(cells: pd.DataFrame) -> str:
    """The actor whose share differs most between two publishers with articles enough."""
    enough = cells[cells["of"] >= intervals.FEW]
    if enough.empty or enough["publisher"].nunique() < 2:
        return "Publishers with too few articles to compare"
    gaps = enough.groupby("id", sort=False)["share"].agg(["max", "min"])
    widest = (gaps["max"] - gaps["min"]).idxmax()
    own = enough[enough["id"] == widest].sort_values("share")
    if widest not in set(peaks(enough)["id"]):
        return "No publisher stands out by more than chance explains"
    low, high = own.iloc[0], own.iloc[-1]
    return (
        f"{plain(high['name'])} is where publishers differ most: {_points(high['share'])} of the articles of {plain(high['publisher'])}, "
        f"{_points(low['share'])} of {plain(low['publisher'])}"
    )


def _moved(rows: pd.DataFrame, told: pd.DataFrame) -> str:
    """Whose share changed most; `told`: the rows without publishers, who name themselves."""
    if rows.empty:
        return "No two periods can be compared"
    clear = told[told["clear"]]
    if clear.empty and rows["clear"].any():
        return "No change but that of a publisher is greater than chance explains"
    if clear.empty:
        return "No change is greater than chance explains"
    first = clear.iloc[0]
    return f"{plain(first['name'])} {'rose' if first['change'] > 0 else 'fell'} most: {first['value']} of articles"


def _changes(rows: pd.DataFrame) -> str:
    return "; ".join(f"{plain(row.name)} from {row.value}" for row in rows.itertuples(index=False)) + "." if len(rows) else "None."
