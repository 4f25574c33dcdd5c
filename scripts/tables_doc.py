"""Write docs/tables.md, the data dictionary, from the schema in :mod:`dramatis.tables`."""

from pathlib import Path

from dramatis.tables import TABLES, Column

PAGE = Path(__file__).parents[1] / "docs" / "tables.md"
HEAD = """\
# Tables

What one article's analysis holds. The tables are the same in Python (`dramatis.Analysis`, pandas), in notebooks and in the JSON that
`dramatis analyze FILE --json` prints (schema `dramatis/analysis/1`: one key a table, rows as objects, without `article_id`).
Made from `dramatis.tables` by `make docs`; a test holds it equal.

All offsets are characters (Python `str` indices, end exclusive) into the article's normalized text, so that
`article.text[start:end] == text` for every row that has a text. Types are pandas dtypes; *may be missing* is `None` in JSON.
Columns may be added from one version to the next; none changes its meaning.
"""
INTRODUCTIONS = {
    "sentences": "One row a sentence, in the order of the text.",
    "actors": "One row an actor of this article, most salient first.",
    "mentions": "One row a place where an actor is mentioned.",
    "phrases": "One row a key phrase, best first: all that scored above the floor, not only those shown.",
    "phrase_mentions": "One row a place where a key phrase or a variant of it stands.",
    "topics": "One row a topic, watched ones first, then by salience.",
    "topic_mentions": "One row a place that belongs to a topic.",
    "codes": "One row a code of the IPTC Media Topics that the article as a whole is about, best first; none where nothing is sure enough.",
    "quotes": "One row a quotation or a piece of reported speech, in the order of the text.",
    "findings": "One row a contradiction, doubt or failed step that a reader should know of.",
}


def main() -> None:
    """Write the page."""
    for path, text in pages().items():
        path.write_text(text, encoding="utf-8")


def pages() -> dict[Path, str]:
    """The page, in Markdown."""
    return {PAGE: HEAD + "".join(section(name, columns) for name, columns in TABLES.items())}


def section(name: str, columns: tuple[Column, ...]) -> str:
    """One table's part of the page."""
    rows = "".join(f"| `{each.name}` | {kind(each)} | {each.meaning} |\n" for each in columns)
    return f"\n## {name}\n\n{INTRODUCTIONS[name]}\n\n| column | type | meaning |\n|---|---|---|\n{rows}"


def kind(column: Column) -> str:
    """The dtype, and whether a value may be missing."""
    return f"{column.dtype}, may be missing" if column.nullable else column.dtype


if __name__ == "__main__":
    main()
