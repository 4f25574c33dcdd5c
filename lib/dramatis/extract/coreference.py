"""Whom pronouns and definite noun phrases stand for.

Deterministic: the words are read twice from first to last, first outside quotations, then inside them, where the speakers are known.
A rule decides where one is certain (*I* in a quotation is its speaker, *the two leaders* are the last two people); elsewhere
a small learned scorer weighs the candidates against each other and against nobody, by recency, syntax, number, kind and what the text
has shown of gender. A given name only rules out: *he* is no Mary (docs/decisions/0015). Below a threshold the resolver abstains, and
says how often.

References
----------
Clark and Manning (2016), "Deep reinforcement learning for mention-ranking coreference models" (ranking against a null antecedent).
Lee et al. (2013), "Deterministic coreference resolution based on entity-centric, precision-ranked rules" (entities, not mentions).
"""

from bisect import bisect_right
from collections.abc import Callable, Set
from typing import NamedTuple

import numpy as np
import pandas as pd
from spacy.tokens import Doc

from dramatis import tables
from dramatis.article import Article
from dramatis.extract.anaphora import POSSESSIVES, UNSCORED, Anaphor, anaphora, word_span
from dramatis.extract.appositions import APPOSITION, PREDICATE, appositions, predicates
from dramatis.extract.binding import is_own_subject
from dramatis.extract.cast_state import RECENT, Cast
from dramatis.extract.cataphora import cataphors
from dramatis.extract.headlines import HEADLINE, in_headline
from dramatis.extract.known import Mentioned, Profile
from dramatis.extract.places import Places
from dramatis.extract.profiles import profiles_of, shown_genders
from dramatis.extract.ranker import load_ranker
from dramatis.extract.scheme import Words, words
from dramatis.extract.spoken import is_head, quotations, speakers, standing_in

__all__ = ["Case", "Coreference", "Decision", "Known", "Reading", "cases", "resolve"]

THRESHOLD = {"he": 0.4, "she": 0.4, "it": 0.5, "they": 0.55, "we": 0.5, "nominal": 0.3}
"""Probability below which the resolver abstains, by class; chosen by cross-validation on the marked news of the training material."""
AMBIGUOUS, RUNNER_UP = 0.65, 0.2
"""The same for *he* and *she* where two people of unknown gender are likely, each with the second probability at least."""
SEVERAL = 0.9
"""The same for a noun phrase where the article describes several people by its noun: *the president* of two presidents."""
WE_OR_SPEAKER, WE_FOR_BODY = 0.3, 0.05
"""The same for *we* where the speaker is known, who is meant otherwise; and where he has an office and one body is the likeliest by far."""
BY_FAR = 0.6
"""Share of the likeliest among all candidates from which it is that by far."""
UNLINKED = 0.45
"""The same for a noun phrase of which the article says nowhere else that it describes the actor: *the city* for a town named before."""
ABSTAINED = 0.25
"""Probability that some actor is meant from which an anaphor that is left open counts as abstained on."""
CANDIDATES = 10
TELLING = {"nominal": (0.5, 10.0), "pronoun": (0.5, 2.0)}
"""Least and greatest factor by which the pipeline's own probability that an actor is meant moves the odds: round numbers, not counted.
It finds few noun phrases, so that its silence at most halves the odds, and nearly all pronouns, of which it tells little new."""
CERTAIN = 1e-4
"""The pipeline's probabilities are taken to be this far from 0 and 1 at the least."""


class Coreference(NamedTuple):
    """New rows of the mentions table, and findings (``coreference-abstained``)."""

    mentions: pd.DataFrame
    findings: pd.DataFrame


class Known(NamedTuple):
    """The tables ``actors`` (with roles), ``mentions`` (names), ``sentences``, and the internal table of attributions."""

    actors: pd.DataFrame
    mentions: pd.DataFrame
    attributions: pd.DataFrame
    sentences: pd.DataFrame


class Case(NamedTuple):
    """One anaphor with its candidates, their numbers, the numbers for nobody, and who speaks where it stands.

    `ahead` is who is named after it, `first_person` whether its quotation has *I* too.
    """

    anaphor: Anaphor
    candidates: list[str]
    features: list[list[float]]
    none: list[float]
    speaker: tuple[str | None, str | None]
    ahead: str | None = None
    first_person: bool = False


class Reading(NamedTuple):
    """What one walk through a text found: names and resolved anaphors, appositions, and what holds of every actor."""

    mentions: list[Mentioned]
    appositions: list[Mentioned]
    headline: list[Mentioned]
    profiles: dict[str, Profile]


class Decision(NamedTuple):
    """Who is meant (several for *the two leaders*, nobody for an empty tuple), how sure, by which rule; whether it was a close call."""

    actors: tuple[str, ...]
    confidence: float
    rule: str
    abstained: bool = False


def resolve(article: Article, doc: Doc, known: Known, view: Words | None = None) -> Coreference:
    """Mentions of form ``nominal`` and ``pronoun``.

    Parameters
    ----------
    article : Article
        The article; `doc` holds exactly its text.
    doc : Doc
        The text after the pipeline.
    known : Known
        What the stages before have found.
    view : Words, optional
        The words of `doc`, where they are known already.

    Returns
    -------
    Coreference
        Empty tables where nothing was resolved. Rows of one actor never overlap.
    """
    view = view or words(doc)
    decided: list[tuple[Anaphor, Decision]] = []
    read = cases(article, doc, known, lambda case, cast: _keep(decided, case.anaphor, _decide(case, cast)), view)
    places = Places(known.sentences)
    said = [(mention, Decision((mention.actor,), 0.95, APPOSITION)) for mention in read.appositions]
    said += [(mention, Decision((mention.actor,), 0.85, PREDICATE)) for mention in predicates(view, read.mentions, read.profiles)]
    said += [(mention, Decision((mention.actor,), 0.75, HEADLINE)) for mention in read.headline]
    heads = {mention.head for mention, _ in said}
    kept = [*((anaphor, decision) for anaphor, decision in decided if anaphor.head not in heads), *said]
    rows = [row for found, decision in kept for row in _rows(article, view, places, found, decision)]
    mentions = known.mentions
    rows = _without_overlaps(rows, sorted(zip(mentions["start"], mentions["end"], mentions["actor"], strict=True)))
    abstained = [anaphor for anaphor, decision in decided if decision.abstained]
    return Coreference(tables.table("mentions", rows), tables.table("findings", _abstentions(article, view, abstained)))


def _keep(decided: list, anaphor: Anaphor, decision: Decision) -> Decision:
    decided.append((anaphor, decision))
    return decision


def cases(article: Article, doc: Doc, known: Known, decide: Callable[[Case, Cast], Decision], view: Words | None = None) -> Reading:
    """Walk through the text and let `decide` say of every anaphor whom it stands for; what it says is known from there on.

    The resolver and the training of its scorer share this walk, so that they see the same numbers.
    """
    view = view or words(doc)
    actors, mentions = known.actors, known.mentions
    named = [_mentioned(view, *row) for row in zip(mentions["actor"], mentions["start"], mentions["end"], mentions["form"], strict=True)]
    covered = [0] * len(view.text)
    for number, mention in enumerate(named, start=1):
        covered[mention.first : mention.last] = [number] * (mention.last - mention.first)
    profiles = profiles_of(view, actors, mentions, named)
    bodies = [profile.ends for profile in profiles.values() if profile.kind in {"organization", "place"}]
    described = appositions(view, named, profiles)
    heads = {mention.head for mention in described}
    found = [anaphor for anaphor in anaphora(doc, view, covered, frozenset().union(*bodies)) if anaphor.head not in heads]
    quoted = quotations(view, known.attributions)
    inside = standing_in(quoted, found)
    people = [mention for mention in named if profiles[mention.actor].kind == "person"]
    genders = shown_genders(article.text, view, people)
    sources = {word for quotation in quoted if quotation.source for word in range(*quotation.source)}
    told = sorted([*named, *described], key=lambda mention: (mention.first, mention.last))
    walk = _Walk(Cast(view, profiles, sources, genders), told, cataphors(view, found, people))
    outside = [anaphor for anaphor in found if inside.get(anaphor.first) is None]
    resolved = walk.run(outside, {}, decide)
    spoken_by = speakers(view, quoted, [*told, *resolved], profiles)
    within = {anaphor.first: spoken_by[inside[anaphor.first]] for anaphor in found if inside.get(anaphor.first) is not None}
    known_by_now = sorted([*told, *resolved], key=lambda mention: (mention.first, mention.last))
    quoted_ones = [anaphor for anaphor in found if anaphor.first in within]
    personal = {inside[anaphor.first] for anaphor in quoted_ones if anaphor.group == "i"}
    first_person = {anaphor.first for anaphor in quoted_ones if inside[anaphor.first] in personal}
    walk = _Walk(Cast(view, profiles, sources, walk.cast.genders), known_by_now, first_person=first_person)
    resolved += walk.run(quoted_ones, within, decide)
    return Reading([*named, *resolved], described, in_headline(view, named, profiles, genders), profiles)


class _Walk:
    """One reading of the text: mentions that are known are seen as they come, anaphors are decided as they come."""

    def __init__(
        self, cast: Cast, known: list[Mentioned], ahead: dict[int, str] | None = None, first_person: Set[int] = frozenset()
    ) -> None:
        self.cast, self.view, self.known, self.ahead, self.first_person = cast, cast.view, known, ahead or {}, first_person
        self.nouns: dict[str, int] = {}

    def run(self, anaphors: list[Anaphor], speakers: dict, decide: Callable[[Case, Cast], Decision]) -> list[Mentioned]:
        """Decide the anaphors; the mentions that come of it."""
        resolved: list[Mentioned] = []
        position = at = 0
        for anaphor in anaphors:
            while position < len(self.known) and self.known[position].first < anaphor.last:
                self.cast.see(self.known[position])
                position += 1
            at = self._read_nouns(at, anaphor.first)
            case = _case(self.cast, anaphor, speakers.get(anaphor.first, (None, None)), self.nouns)
            case = case._replace(ahead=self.ahead.get(anaphor.first), first_person=anaphor.first in self.first_person)
            for actor in decide(case, self.cast).actors:
                mention = Mentioned(actor, anaphor.first, anaphor.last, anaphor.head, anaphor.form)
                self.cast.see(mention, self.cast.gender_of(anaphor))
                resolved.append(mention)
        return resolved

    def _read_nouns(self, at: int, upto: int) -> int:
        """Take note of the common nouns from word `at` on."""
        for i in range(at, upto):
            if self.view.pos[i] == "NOUN":
                self.nouns[self.view.lemma[i]] = self.view.sentence[i]
            self.cast.pass_by(i)
        return max(at, upto)


def _case(cast: Cast, anaphor: Anaphor, speaker: tuple[str | None, str | None], nouns: dict[str, int]) -> Case:
    everyone = cast.candidates(anaphor)
    fitting = [(rank, actor) for rank, actor in enumerate(everyone) if _can_mean(cast, anaphor, actor, speaker)]
    fitting = [place for number, place in enumerate(fitting) if number < CANDIDATES or place[0] >= RECENT]
    features = [cast.features(anaphor, actor, (rank, kin, len(fitting)), speaker) for kin, (rank, actor) in enumerate(fitting)]
    compared = cast.compared(anaphor, [actor for _, actor in fitting])
    features = [[*own, *beside] for own, beside in zip(features, compared, strict=True)]
    return Case(anaphor, [actor for _, actor in fitting], features, cast.none_features(anaphor, len(fitting), speaker, nouns), speaker)


def _can_mean(cast: Cast, anaphor: Anaphor, actor: str, speaker: tuple[str | None, str | None]) -> bool:
    """Whether kind, gender and place allow it.

    *His brother* is never he; who speaks is never *he* or *they* in his own words; the object of a verb is not its subject;
    a noun for a person needs a link to the person
    (:meth:`Cast.is_linked`); nobody is meant whom an unnamed person has put out of mind.
    """
    own, gender = cast.gender_of(anaphor), cast.likely_gender(actor)
    if cast.profiles[actor].kind not in anaphor.kinds or (own and gender and own != gender):
        return False
    if anaphor.form == "nominal":
        itself = cast.at_word.get(anaphor.first) == actor and cast.view.lower[anaphor.first] in POSSESSIVES
        possible = not itself and cast.is_of_size(anaphor, actor)
        return possible and (anaphor.plural or cast.profiles[actor].kind != "person" or cast.is_linked(anaphor, actor))
    if anaphor.group in {"he", "she", "it", "they"} and (actor in speaker or _is_bound(cast, anaphor, actor)):
        return False
    return anaphor.group not in {"he", "she"} or not cast.is_blocked(anaphor, actor)


def _is_bound(cast: Cast, anaphor: Anaphor, actor: str) -> bool:
    return not (anaphor.reflexive or anaphor.possessive) and is_own_subject(cast.view, cast.at_word, anaphor.head, actor)


def _decide(case: Case, cast: Cast) -> Decision:
    """The resolver's word on one anaphor."""
    anaphor = case.anaphor
    speaker, body = case.speaker
    speaks_for = anaphor.group == "we" and (speaker in cast.profiles or _is_body(cast, body))
    if anaphor.group == "i":
        known = speaker in cast.profiles
        return Decision((speaker,), 0.95, "quotation-speaker") if known else Decision((), 0.0, "no-speaker", abstained=True)
    if case.ahead and cast.likely_gender(case.ahead) in {"", cast.gender_of(anaphor)}:
        return Decision((case.ahead,), 0.85, "named-after")
    pair = _pair(case, cast)
    if pair:
        return Decision(pair, 0.6, "plural-of-two")
    if not case.candidates:
        return _who_speaks_for(case, cast) if speaks_for else Decision((), 0.0, "no-candidate")
    probabilities = load_ranker().probabilities(case.features, case.none)
    best = int(probabilities[:-1].argmax())
    confidence = float(probabilities[best])
    loose = anaphor.form == "nominal" and not cast.is_linked(anaphor, case.candidates[best])
    threshold = UNLINKED if loose else THRESHOLD[anaphor.group]
    if speaks_for:
        threshold = WE_FOR_BODY if _is_likely_body(case, cast, probabilities) else WE_OR_SPEAKER
    elif _is_coin_toss(case, cast, probabilities.tolist()):
        threshold = AMBIGUOUS
    elif anaphor.form == "nominal" and not anaphor.plural and _people(case, cast) > 1:
        threshold = SEVERAL
    if anaphor.score != UNSCORED:
        confidence = _with_detection(confidence, float(probabilities[-1]), anaphor)
    if confidence >= threshold and not _are_many(anaphor, cast.view.lower[anaphor.head]):
        return Decision((case.candidates[best],), round(confidence, 3), f"{anaphor.group}-ranked")
    if speaks_for:
        return _who_speaks_for(case, cast)
    return Decision((), confidence, "abstained", abstained=bool(probabilities[-1] < 1 - ABSTAINED))


def _are_many(anaphor: Anaphor, noun: str) -> bool:
    """Whether a noun in the plural would stand for one actor: *our ministers*, *both parties*; *police* may."""
    return anaphor.form == "nominal" and anaphor.plural and noun != "police"


def _is_likely_body(case: Case, cast: Cast, probabilities: np.ndarray) -> bool:
    """Whether the speaker has an office, and of all that *we* may mean one organization is the likeliest by far."""
    best = int(probabilities[:-1].argmax())
    speaker = cast.profiles.get(case.speaker[0] or "")
    share = float(probabilities[best]) / max(1 - float(probabilities[-1]), 1e-6)
    return speaker is not None and is_head(speaker) and _is_body(cast, case.candidates[best]) and share >= BY_FAR


def _people(case: Case, cast: Cast) -> int:
    """How many of the candidates are people: of a noun phrase those whom the article describes by its noun."""
    return sum(cast.profiles[actor].kind == "person" for actor in case.candidates)


def _is_coin_toss(case: Case, cast: Cast, probabilities: list[float]) -> bool:
    """Whether two people of whom the text has shown no gender are both likely to be *he* or *she*."""
    if case.anaphor.group not in {"he", "she"}:
        return False
    likely = [actor for actor, share in zip(case.candidates, probabilities, strict=False) if share >= RUNNER_UP]
    return len(likely) > 1 and not any(cast.genders.get(actor) for actor in likely)


def _who_speaks_for(case: Case, cast: Cast) -> Decision:
    """*We* of somebody who speaks for a company, party or team is that body; else the speaker, who is one of those meant."""
    speaker, body = case.speaker
    if _is_body(cast, body) and is_head(cast.profiles.get(speaker or "")):
        return Decision((body,), 0.6, "quotation-we-body")
    if case.first_person or _is_body(cast, speaker):
        return Decision((speaker,), 0.5, "quotation-we")
    return Decision((), 0.0, "abstained", abstained=True)


def _is_body(cast: Cast, actor: str | None) -> bool:
    return actor in cast.profiles and cast.profiles[actor].kind == "organization"


def _with_detection(confidence: float, none: float, anaphor: Anaphor) -> float:
    """The scorer's probability, its odds that an actor is meant at all times those of the pipeline, within the bounds of `TELLING`.

    What the pipeline says makes it likelier that there is an actor, not which of them.
    """
    score = min(max(anaphor.score, CERTAIN), 1 - CERTAIN)
    least, greatest = TELLING[anaphor.form]
    telling = min(max(score / (1 - score), least), greatest)
    someone = (1 - none) * telling
    return confidence / max(1 - none, 1e-6) * someone / (someone + none)


def _pair(case: Case, cast: Cast) -> tuple[str, str] | None:
    """*The two leaders*, *both presidents*: the last two people, where the text names exactly two nearby."""
    anaphor, view = case.anaphor, cast.view
    if anaphor.form != "nominal" or not anaphor.plural or "person" not in anaphor.kinds:
        return None
    if not {"two", "both"} & set(view.lower[anaphor.first : anaphor.last]) or view.lower[anaphor.first] in POSSESSIVES:
        return None
    near = [actor for actor in case.candidates if view.sentence[anaphor.head] - view.sentence[cast.states[actor].last.head] <= 2]
    people = [actor for actor in near if cast.profiles[actor].kind == "person"]
    return (people[1], people[0]) if len(people) == 2 else None


def _mentioned(view: Words, actor: str, start: int, end: int, form: str) -> Mentioned:
    first, last = word_span(view, start, end)
    heads = [i for i in range(first, last) if not first <= view.head[i] < last]
    return Mentioned(actor, first, max(last, first + 1), heads[0] if heads else first, form)


def _rows(article: Article, view: Words, places: Places, anaphor: Anaphor | Mentioned, decision: Decision) -> list[dict]:
    start, end = view.start[anaphor.first], view.end[anaphor.last - 1]
    shared = {"article_id": article.id, "start": start, "end": end, "text": article.text[start:end], "form": anaphor.form}
    shared |= {"sentence": places.sentence(start)}
    return [shared | {"actor": actor, "rule": decision.rule, "confidence": decision.confidence} for actor in decision.actors]


def _without_overlaps(rows: list[dict], taken: list[tuple[int, int, str]]) -> list[dict]:
    """The rows that lie on no other mention of their actor, in the order of the text, the longer of two first."""
    kept: list[dict] = []
    ends: dict[str, int] = {}
    spans: dict[str, list[tuple[int, int]]] = {}
    for start, end, actor in taken:
        spans.setdefault(actor, []).append((start, end))
    for row in sorted(rows, key=lambda r: (r["start"], -r["end"], r["actor"])):
        own = spans.get(row["actor"], [])
        at = bisect_right(own, (row["end"] - 1, 1 << 60))
        free = all(end <= row["start"] for _, end in own[max(0, at - 2) : at])
        if free and ends.get(row["actor"], 0) <= row["start"]:
            kept.append(row)
            ends[row["actor"]] = row["end"]
    return kept


def _abstentions(article: Article, view: Words, abstained: list[Anaphor]) -> list[dict]:
    """One finding that says how many close calls were left open."""
    if not abstained:
        return []
    spans = [[view.start[anaphor.first], view.end[anaphor.last - 1]] for anaphor in abstained]
    words = "A pronoun or noun phrase" if len(abstained) == 1 else f"{len(abstained)} pronouns or noun phrases"
    message = f"{words} could mean an actor but {'is' if len(abstained) == 1 else 'are'} left open."
    return [{"article_id": article.id, "kind": "coreference-abstained", "severity": "info", "message": message, "spans": spans}]
