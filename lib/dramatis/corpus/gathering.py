"""What linking reads of a store: names that are to be compared, and the actors that bear them, some whole blocks at a time."""

from collections import Counter
from collections.abc import Iterator
from sys import intern
from typing import TYPE_CHECKING, NamedTuple

from dramatis.corpus.keys import Key, key_of, nation_of
from dramatis.corpus.occurrences import Occurrence, role_key
from dramatis.corpus.parts import make_parts
from dramatis.extract.folding import fold
from dramatis.lexicon import ActorRule

if TYPE_CHECKING:
    from dramatis.store.session import Session

__all__ = ["COMPANY", "LEAD", "changed_blocks", "occurrences"]

CHUNK = 200_000
"""Actors of articles that are held at a time; the blocks of a chunk are whole, so a larger block is a chunk of its own."""
COMPANY = 8
"""Persons and bodies that an article mentions most, whose names are its company."""
LEAD = 2
"""How many times as often as any other country an article must mention one for its bodies to be that country's."""


class _Named(NamedTuple):
    """What an actor is called and of which kind, by the article or by the analyst; `line` of ``actors.csv`` is 0 for the former."""

    name: str
    kind: str
    key: Key
    line: int


class _About(NamedTuple):
    """What an article says of all its actors; `id` is the one text that all of them share."""

    id: str
    company: tuple[str, ...]
    nation: str
    year: str
    title: str
    publisher: str


_Names = dict[tuple[str, str, str], int]
"""Name, kind and article (empty where no line of ``actors.csv`` is about that article alone) to the number of actors."""

_OWN = "CASE WHEN list_contains($own::VARCHAR[], a.article_id) THEN a.article_id ELSE '' END"
_ALL_NAMES = f"SELECT a.name, a.kind, {_OWN} AS article, count(*) AS actors FROM actors a GROUP BY ALL"  # noqa: S608  (a constant)
_NEW_NAMES = f"""
SELECT a.name, a.kind, {_OWN} AS article, count(*) AS actors FROM actors a
WHERE a.article_id NOT IN (SELECT article_id FROM links) GROUP BY ALL"""  # noqa: S608  (a constant)
_OLD_NAMES = f"""
SELECT a.name, a.kind, {_OWN} AS article, count(*) AS actors FROM links l JOIN actors a ON a.article_id = l.article_id AND a.id = l.actor
WHERE l.block IN (SELECT block FROM changed) GROUP BY ALL"""  # noqa: S608  (a constant)
_UNEVEN = "SELECT block FROM links GROUP BY block HAVING count(*) <> min(in_block)"
_NAMED = "SELECT unnest($names::VARCHAR[]) AS name, unnest($kinds::VARCHAR[]) AS kind, unnest($articles::VARCHAR[]) AS article, "
_NAMED += "unnest($chunks::INT[]) AS chunk"
_BEARERS = f"FROM actors a JOIN named n ON n.name = a.name AND n.kind = a.kind AND n.article = {_OWN}"
_TOUCHED = f"SELECT DISTINCT a.article_id {_BEARERS}"
_PLACES = "SELECT DISTINCT name FROM actors WHERE kind = 'place' AND article_id IN (SELECT article_id FROM touched) ORDER BY name"
_NATIONS = "SELECT unnest($names::VARCHAR[]) AS name, unnest($nations::VARCHAR[]) AS nation"
_ABOUT = """
WITH company AS (
    SELECT article_id, list(name ORDER BY mentions DESC, id)[:$most] AS names FROM actors
    WHERE (kind = 'organization' OR (kind = 'person' AND name LIKE '% %')) AND article_id IN (SELECT article_id FROM touched)
    GROUP BY article_id
), counts AS (
    SELECT a.article_id, n.nation, sum(a.mentions) AS mentions FROM actors a JOIN nations n ON n.name = a.name
    WHERE a.kind = 'place' AND a.article_id IN (SELECT article_id FROM touched) GROUP BY ALL
), home AS (
    SELECT article_id, first(nation ORDER BY mentions DESC, nation) AS nation FROM counts GROUP BY article_id
    HAVING count(*) = 1 OR max(mentions) >= $lead * list(mentions ORDER BY mentions DESC)[2]
)
SELECT t.article_id, coalesce(c.names, []) AS names, coalesce(h.nation, '') AS nation, coalesce(left(r.date::VARCHAR, 4), '') AS year,
    coalesce(r.title, '') AS title, coalesce(r.publisher, '') AS publisher
FROM touched t JOIN articles r ON r.article_id = t.article_id
LEFT JOIN company c ON c.article_id = t.article_id LEFT JOIN home h ON h.article_id = t.article_id"""
_ACTORS = f"""
SELECT a.article_id, a.id, a.name, a.kind, n.article, coalesce(a.role, '') AS role, coalesce(a.affiliation, '') AS affiliation, a.aliases,
    a.mentions, coalesce(p.part, '') AS part
{_BEARERS} LEFT JOIN parts p ON p.article_id = a.article_id AND p.actor = a.id WHERE n.chunk = $chunk ORDER BY a.article_id, a.id"""


def changed_blocks(session: "Session", rules: tuple[ActorRule, ...]) -> list[str]:
    """The blocks in which an actor came, went or changed since the links were made; the session has them as the table ``changed``."""
    changed = set(session.query(_UNEVEN)["block"])
    changed |= {named.key.block for key in _names(session, _NEW_NAMES, rules) if (named := _named(rules, key))}
    blocks = sorted(changed)
    session.make("changed", "SELECT unnest($blocks::VARCHAR[]) AS block", {"blocks": blocks})
    return blocks


def occurrences(session: "Session", rules: tuple[ActorRule, ...], changed: list[str] | None) -> Iterator[list[Occurrence]]:
    """The actors of the changed blocks, or of all where `changed` is None: whole blocks, in the order of their ids within each list."""
    if changed is None:
        counts = _names(session, _ALL_NAMES, rules)
    else:
        counts = Counter(_names(session, _NEW_NAMES, rules)) + Counter(_names(session, _OLD_NAMES, rules))
    named = {key: made for key in sorted(counts) if (made := _named(rules, key))}
    if changed is not None:
        wanted = set(changed)
        named = {key: made for key, made in named.items() if made.key.block in wanted}
    if not named:
        return
    chunk_of = _chunks(named, counts)
    own = {"own": _articles(rules)}
    names, kinds, articles = zip(*named, strict=True)
    chunks = [chunk_of[made.key.block] for made in named.values()]
    session.make("named", _NAMED, {"names": list(names), "kinds": list(kinds), "articles": list(articles), "chunks": chunks})
    session.make("touched", _TOUCHED, own)
    make_parts(session)
    about = _about(session)
    for chunk in range(max(chunks) + 1):
        yield _chunk(session, own | {"chunk": chunk}, named, about)


def _names(session: "Session", sql: str, rules: tuple[ActorRule, ...]) -> _Names:
    rows = session.query(sql, {"own": _articles(rules)})
    return dict(zip(zip(*(rows[name].tolist() for name in ("name", "kind", "article")), strict=True), rows["actors"].tolist(), strict=True))


def _articles(rules: tuple[ActorRule, ...]) -> list[str]:
    """Articles that have a line of their own."""
    return sorted({rule.article for rule in rules if rule.article})


def _chunks(named: dict[tuple[str, str, str], _Named], counts: _Names) -> dict[str, int]:
    """Block to the number of its chunk."""
    sizes: Counter = Counter()
    for key, made in named.items():
        sizes[made.key.block] += counts[key]
    chunks, number, held = {}, 0, 0
    for block in sorted(sizes):
        if held and held + sizes[block] > CHUNK:
            number, held = number + 1, 0
        chunks[block] = number
        held += sizes[block]
    return chunks


def _about(session: "Session") -> dict[str, _About]:
    places = session.query(_PLACES)["name"].tolist()
    nations = {name: nation for name in places if (nation := nation_of(name))}
    session.make("nations", _NATIONS, {"names": list(nations), "nations": list(nations.values())})
    rows = session.query(_ABOUT, {"most": COMPANY, "lead": LEAD})
    told = zip(*(rows[name].tolist() for name in rows.columns), strict=True)
    return {
        article: _About(
            article, tuple(dict.fromkeys(intern(fold(name)) for name in names)), intern(nation), intern(year), title, intern(publisher)
        )
        for article, names, nation, year, title, publisher in told
    }


def _chunk(session: "Session", params: dict, named: dict[tuple[str, str, str], _Named], about: dict[str, _About]) -> list[Occurrence]:
    rows = session.query(_ACTORS, params)
    found = []
    told = zip(*(rows[name].tolist() for name in rows.columns), strict=True)
    for article, actor, name, kind, own, role, affiliation, aliases, mentions, part in told:
        called, of_article = named[name, kind, own], about[article]
        names = {fold(name), *map(fold, aliases)}
        company = of_article.company
        if not names.isdisjoint(company):
            company = tuple(one for one in company if one not in names)
        place = nation_of(affiliation) or of_article.nation
        of_text = (role_key(role, affiliation), tuple(aliases), company, place, of_article.year, of_article.title, of_article.publisher)
        found.append(
            Occurrence(of_article.id, intern(actor), called.name, called.kind, called.key, *of_text, called.line, mentions, intern(part))
        )
    return found


def _named(rules: tuple[ActorRule, ...], told: tuple[str, str, str]) -> _Named | None:
    """The name under which an actor of a name, kind and article is compared; None where a line hides it."""
    name, kind, article = told
    line = 0
    for rule in rules:
        if rule.article not in ("", article):
            continue
        own, other = fold(name) == fold(rule.actor), fold(name) == fold(rule.alias)
        if rule.action == "hide" and own:
            return None
        if rule.action == "split" and (other or (own and rule.article)):
            return _Named(
                name, rule.kind or kind, Key(f"line {rule.line} {fold(name)}", f"{fold(name)} line {rule.line}", "line"), rule.line
            )
        if (rule.action == "merge" and other) or (rule.action == "rename" and own):
            name, kind, line = (rule.actor if rule.action == "merge" else rule.alias), rule.kind or kind, rule.line
        if rule.action == "kind" and own:
            kind = rule.kind
    return _Named(name, kind, key_of(name, kind), line)
