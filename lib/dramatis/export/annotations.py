"""Mentions, topics and quotations as W3C Web Annotations: what any tool for annotations on texts can read.

References
----------
.. [1] W3C (2017), *Web Annotation Data Model*, https://www.w3.org/TR/annotation-model/
.. [2] RFC 6920, *Naming Things with Hashes*.
"""

import base64
import hashlib
import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dramatis.article import slugify
from dramatis.files import replace

if TYPE_CHECKING:
    from dramatis.analysis import Analysis
    from dramatis.store import Store

__all__ = ["CONTEXT", "collection", "web_annotations"]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""Characters before and after, by which a place is found again in a text that changed."""
_MEDIATOPICS = "http://cv.iptc.org/newscodes/mediatopic/"
_LONGEST = 80


def web_annotations(store: "Store", ids: list[str], to: Path) -> list[Path]:
    """A collection of annotations for each article: a file ``<id>.jsonld`` in the folder `to`, or, of one article, `to` with a suffix."""
    single = len(ids) == 1 and to.suffix != "" and not to.is_dir()
    (to.parent if single else to).mkdir(parents=True, exist_ok=True)
    files = []
    for analysis in store.analyses(ids):
        path = to if single else to / f"{_name(analysis.article.id)}.jsonld"
        replace(path, json.dumps(collection(analysis), ensure_ascii=False, indent=1) + "\n")
        files.append(path)
    return files


def collection(analysis: "Analysis") -> dict[str, Any]:
    """All annotations of an article, as an ``AnnotationCollection`` with one page in it, and with none where there is no annotation.

    An annotation's source is the article's text, named by its hash (RFC 6920), since positions count in that text and not in the markup of
    the page it came from; the address of that page stands beside it (``via``). Positions are Unicode code points, from 0.
    """
    made = list(_annotations(analysis))
    article = analysis.article
    own, page = _urn(article.sha256, article.id, "collection"), _urn(article.sha256, article.id, "page")
    items = {"id": page, "type": "AnnotationPage", "partOf": own, "startIndex": 0, "items": made}
    label = {"label": article.title} if article.title else {}
    made_by = {"type": "Software", "name": f"dramatis {analysis.provenance.get('dramatis', '')}".strip()}
    return {
        "@context": CONTEXT,
        "id": own,
        "type": "AnnotationCollection",
        **label,
        "generator": made_by,
        "total": len(made),
        **({"first": items, "last": page} if made else {}),
    }


def _annotations(analysis: "Analysis") -> Iterator[dict[str, Any]]:
    names = {row.id: row for row in analysis.actors.itertuples(index=False)}
    for row in analysis.mentions.itertuples(index=False):
        actor = names[row.actor]
        bodies = [_words(actor.name, "identifying"), _words(actor.kind, "classifying")]
        yield _annotation(analysis, "mention", "identifying", bodies, row)
    topics = {row.id: row for row in analysis.topics.itertuples(index=False)}
    for row in analysis.topic_mentions.itertuples(index=False):
        topic = topics[row.topic]
        yield _annotation(analysis, "topic", "tagging", [_words(topic.label, "tagging"), *_code(topic.code)], row)
    for row in analysis.quotes.itertuples(index=False):
        speaker = [_words(names[row.speaker].name, "identifying")] if row.speaker in names else []
        yield _annotation(analysis, "quotation", "tagging", [_words(f"{row.kind} quotation", "tagging"), *speaker], row)


def _annotation(analysis: "Analysis", kind: str, motivation: str, bodies: list[dict[str, Any]], row: Any) -> dict[str, Any]:
    text, start, end = analysis.article.text, int(row.start), int(row.end)
    quote = {"exact": text[start:end], "prefix": text[max(start - AROUND, 0) : start], "suffix": text[end : end + AROUND]}
    selectors = [{"type": "TextPositionSelector", "start": start, "end": end}, {"type": "TextQuoteSelector", **quote}]
    who = getattr(row, "actor", "") or getattr(row, "topic", "") or getattr(row, "id", "")
    return {
        "id": _urn(analysis.article.sha256, analysis.article.id, f"{kind} {who} {start} {end}"),
        "type": "Annotation",
        "motivation": motivation,
        "body": bodies,
        "target": {"type": "SpecificResource", "source": _source(analysis), "selector": selectors},
    }


def _source(analysis: "Analysis") -> dict[str, Any]:
    article = analysis.article
    digest = base64.urlsafe_b64encode(hashlib.sha256(article.text.encode("utf-8", "surrogatepass")).digest()).decode().rstrip("=")
    via = {"via": article.source} if article.source.lower().startswith(("http://", "https://")) else {}
    told = {"id": f"ni:///sha-256;{digest}", "type": "Text", "format": "text/plain", "language": article.language}
    return told | via


def _words(value: str, purpose: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": value, "purpose": purpose}


def _code(code: Any) -> list[dict[str, str]]:
    """The concept of the IPTC Media Topics that a topic has, by its address in the vocabulary."""
    if not isinstance(code, str) or not code:
        return []
    return [{"type": "SpecificResource", "source": _MEDIATOPICS + code.removeprefix("medtop:"), "purpose": "tagging"}]


def _urn(*told: str) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, ' '.join(told))}"


def _name(article_id: str) -> str:
    """A name for a file; an id that is no slug, which only other programs can have made, is never a path."""
    if slugify(article_id, longest=_LONGEST) == article_id:
        return article_id
    return hashlib.sha256(article_id.encode("utf-8", "surrogatepass")).hexdigest()[:32]
