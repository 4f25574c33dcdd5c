"""Whether somebody said it: cues that are negated, supposed or still to come report nothing."""

from dramatis.extract.grammar import ACTIVE_SUBJECTS, RELATIVES, Grammar, left
from dramatis.extract.scheme import Words

__all__ = ["THOUGHTS", "denied_nearby", "is_accused", "is_denied", "is_live", "is_supposed"]

_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "nobody", "no", "nor", "neither", "without", "hardly"})
_MODALS = frozenset({"may", "might", "could", "should", "would", "'d", "’d", "must", "can", "ca", "wo"})
THOUGHTS = frozenset({"assume", "believe", "expect", "fear", "guess", "hope", "imagine", "suppose", "suspect", "think"})
"""Verbs of what somebody thinks or wishes: no speech."""
_LATER = frozenset({"later", "then", "eventually", "subsequently", "afterwards", "finally", "ultimately", "soon", "go"})
_ACCUSING = frozenset({"accuse", "charge", "convict", "suspect"})
_RUMORING = frozenset({"allege", "believe", "claim", "report", "rumor", "rumour", "say", "think"})
_DENYING = frozenset({"deny"})
_ACTS = frozenset({"ask", "demand", "offer", "order", "promise", "threaten"})
_GOVERNED = frozenset({"xcomp", "advcl", "ccomp", "acl", "pcomp", "conj", "obl"})
_CONDITIONS = frozenset({"if", "whether", "unless", "lest", "should"})
_ON_THE_WAY = frozenset(
    {"go", "continue", "begin", "start", "proceed", "use", "hasten", "come", "appear", "return", "take", "move", "write", "issue"}
)


def is_live(view: Grammar, verb: int) -> bool:
    """Whether the cue reports something: no negation, condition, bare modal or intention governs it."""
    words = view.words
    if _is_thought(view, verb):
        return False
    for i in view.children[verb]:
        if words.dep[i] in ACTIVE_SUBJECTS and words.lower[left(view, i)] in _NEGATIONS:
            return False
    own = [words.lower[i] for i in view.children[verb] if words.dep[i] in ("advmod", "neg", "aux", "mark", "det", "aux:pass")]
    own += [words.lower[i] for i in view.children[verb] if words.lower[i] in ("nor", "neither")]
    if any(word in _NEGATIONS or word in _CONDITIONS for word in own):
        return False
    if is_supposed(view, verb) or is_accused(view, verb):
        return False
    if words.tag[verb] in ("VB", "") and "to" in own:
        above = words.head[verb]
        return (
            above != verb and words.lemma[above] in _ON_THE_WAY and words.dep[verb] in ("xcomp", "advcl", "conj") and is_live(view, above)
        )
    if words.tag[verb] == "VB" and not any(word in ("do", "did", "does", "will", "'ll", "’ll", "help", "let") for word in own):
        return words.dep[verb] in ("conj", "xcomp")
    return True


def is_accused(view: Grammar, verb: int) -> bool:
    """Whether somebody is only accused, suspected or said to have said it, or denies it (*is suspected of asking for …*, *denied calling*).

    Of what hangs from an active *accused* the words of the accuser himself (*accused him of lies, adding that …*) are said.
    """
    words = view.words
    below = verb
    for _ in range(3):
        if words.tag[below] not in ("VB", "VBG") and not (words.tag[below] == "VBN" and "have" in words.lower[max(0, below - 2) : below]):
            return False
        above = words.head[below]
        if above == below or words.dep[below] not in _GOVERNED:
            return False
        passive = any(words.dep[i] in ("aux:pass", "auxpass") for i in view.children[above]) or words.dep[above] in ("acl", *RELATIVES)
        lemma = words.lemma[above]
        beside = words.dep[below] == "advcl"
        if (lemma in _DENYING and not beside) or (passive and (lemma in _ACCUSING or (lemma in _RUMORING and not beside))):
            return True
        if lemma in _ACCUSING:
            return not beside or words.lemma[verb] in _ACTS
        below = above
    return False


def is_supposed(view: Grammar, verb: int) -> bool:
    """Whether a modal only supposes that it is said (*he would say*); *would later say* tells what came, *must have said* what was."""
    words = view.words
    modal = [i for i in view.children[verb] if words.lower[i] in _MODALS and words.tag[i] == "MD"]
    if not modal or any(words.lower[i] == "have" for i in view.children[verb]):
        return False
    return words.lower[modal[0]] != "would" or _LATER.isdisjoint(words.lower[max(0, modal[0] - 2) : verb])


def _is_thought(view: Grammar, verb: int) -> bool:
    """Whether somebody only thinks that it was said (*They believe he ordered …*)."""
    return view.words.dep[verb] == "ccomp" and view.words.lemma[view.words.head[verb]] in THOUGHTS


def denied_nearby(words: Words, i: int) -> bool:
    """The same without a parse: a negation, condition or *to* within two words before the cue denies it."""
    before = words.lower[max(0, i - 2) : i]
    return any(word in _NEGATIONS or word in _CONDITIONS or word in ("may", "might", "could", "to") for word in before)


def is_denied(view: Grammar, verb: int) -> bool:
    """Whether a negation hangs from the verb, an *if* that only supposes it, or somebody only thinks so."""
    words = view.words
    if _is_thought(view, verb):
        return True
    own = [(words.lower[i], words.dep[i]) for i in view.children[verb]]
    return any(word in _NEGATIONS or (word in _CONDITIONS and dep == "mark") for word, dep in own)
