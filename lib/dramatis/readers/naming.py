"""Names: which files count as articles, and the ids of articles that come from files of many."""

import hashlib
import os
import re
from collections.abc import Iterable

from dramatis.article import slugify
from dramatis.readers.draft import Draft, shown

__all__ = ["folder_ids", "is_article_name", "marked", "member_id", "record_id", "same_id", "without_suffixes"]

_LONGEST = 80
_MARK = 10


def is_article_name(name: str) -> bool:
    """Whether a file of that name is taken for an article: not where it is hidden, a README, a note of sources, or a backup."""
    stem = name.partition(".")[0]
    hidden = not stem or name.endswith("~")
    return not hidden and stem.upper() not in ("README", "SOURCE") and not name.endswith(".SOURCE")


def without_suffixes(name: str) -> str:
    """The name of a file without its suffix, and without that of a compression: ``a`` of ``a.jsonl.gz``."""
    return re.sub(r"\.\w{1,8}$", "", re.sub(r"\.(?:gz|gzip|bz2|xz|lzma)$", "", name, flags=re.IGNORECASE))


def folder_ids(paths: Iterable[str]) -> list[str]:
    """The ids of files by their paths within a folder: slugs; one that is taken already, or empty, has a mark made from its path."""
    ids: dict[str, None] = {}
    for path in paths:
        slug = slugify(without_suffixes(path), longest=69)
        mark = hashlib.sha256(os.fsencode(path)).hexdigest()[:_MARK]
        ids[slug if slug and slug not in ids else f"{slug or 'article'}-{mark}"] = None
    return list(ids)


def marked(identifier: str, identity: str) -> str:
    """An id with a mark made from where the article lies, for a file whose id another file has."""
    return f"{identifier}-{hashlib.sha256(identity.encode('utf-8', 'surrogateescape')).hexdigest()[:6]}"


def same_id(identifier: str, source: str, other: str) -> str:
    """What is told of an article that has the id of another one with another text."""
    return f"article {shown(source)} has the id {identifier!r} of article {shown(other)}, and is left out; give each its own id"


def member_id(name: str, stem: str) -> str:
    """The id of an article that is a file in an archive: a slug of both names, with a mark made from the name in full."""
    mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    slug = slugify(f"{stem}-{without_suffixes(name)}", longest=_LONGEST - _MARK - 1)
    return f"{slug or 'article'}-{mark}"


def record_id(draft: Draft, stem: str) -> str:
    """The id of an article that a file of many holds; it does not change when other articles come or go.

    Parameters
    ----------
    draft : Draft
        The article.
    stem : str
        Slug of the file's name.

    Returns
    -------
    str
        What the file calls the article, where that is a slug; a number with the name of the file before it. Else a slug of that, of the
        title or of the address, with a mark made from the first of these that there is: the id, the address, file and text.
    """
    slug = slugify(draft.id or "", longest=_LONGEST + 1)
    if draft.id and slug == draft.id and re.search("[a-z]", slug) and len(slug) <= _LONGEST:
        return slug
    if draft.id and re.fullmatch(r"\d{1,12}", draft.id) and stem:
        return f"{stem[: _LONGEST - 13].rstrip('-')}-{draft.id}"
    origin = draft.id or draft.url or f"{stem}\n{draft.text}"
    mark = hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK]
    words = slugify(draft.title or draft.id or re.sub(r"^\w+://[^/]*", "", draft.url or ""), longest=_LONGEST - _MARK - 1)
    return f"{words or 'article'}-{mark}"
