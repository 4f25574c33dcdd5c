"""What is known of every actor at a point of the text, as numbers that a resolver of pronouns and noun phrases can weigh."""

import math
from collections import OrderedDict
from itertools import islice

from dramatis.extract import lexicons
from dramatis.extract.anaphora import Anaphor
from dramatis.extract.folding import name_parts, word_set
from dramatis.extract.known import Mentioned, Profile
from dramatis.extract.likeness import is_same_role, nearest
from dramatis.extract.scheme import APPOSITIONS, ATTRIBUTES, OBJECTS, SUBJECTS, Words

__all__ = ["RECENT", "Cast"]

RECENT, PROMINENT, FOREMOST = 18, 3, 2
"""Candidates of an anaphor: the actors mentioned last, and those named most often in the article, of all kinds and of one kind;
a bound that keeps the cost linear."""
OFFICES = word_set(
    "minister secretary president chancellor officer director commissioner governor executive general attorney judge justice editor "
    "manager coach mayor chairman commander ambassador spokesman spokeswoman spokesperson professor premier"
)
RANKS = word_set("prime foreign first deputy vice chief assistant interior lieutenant home shadow")
"""Words before an office that make another office of it, whatever their part of speech."""
WEAK = frozenset(
    {"member", "person", "individual", "people", "friend", "colleague", "supporter", "resident", "citizen", "native", "one", "other"}
)
"""Nouns that describe too many people to tell who is meant."""
CHARGED = word_set(
    "accused suspect defendant killer murderer attacker assailant gunman shooter perpetrator culprit thief robber rapist criminal victim"
)
"""Nouns of crimes, which mean only somebody whom the article itself calls so beside the name."""
KINDS = ("person", "organization", "place", "group", "event", "work")
GROUPS = ("he", "she", "it", "they", "i", "we", "nominal")
FAR = 60
STATES = frozenset({"country", "nation", "state", "republic", "kingdom", "government", "regime"})
COUNTRIES = frozenset({"country", "nation"})
TOWNS = frozenset({"city", "town", "village", "capital", "municipality", "district", "suburb", "county", "province"})
NO_COUNTRIES = TOWNS | {"state"}
"""Nouns for places by their size: a country is no town, and hardly ever *the state* (of 13 marked places none)."""


class _State:
    """What has been seen of one actor so far."""

    __slots__ = ("count", "first", "gender", "last", "nouns", "previous")

    def __init__(self, mention: Mentioned) -> None:
        self.count = 0
        self.first = self.last = self.previous = mention
        self.gender = ""
        self.nouns: set[str] = set()


class Cast:
    """The actors that a text has mentioned up to a word."""

    def __init__(self, view: Words, profiles: dict[str, Profile], sources: set[int], genders: dict[str, str]) -> None:
        self.view = view
        self.profiles = profiles
        self.states: OrderedDict[str, _State] = OrderedDict()
        self.subject_of = {view.head[i]: i for i in range(len(view.text) - 1, -1, -1) if view.dep[i] in SUBJECTS}
        self.at_word: dict[int, str] = {}
        most = sorted(profiles, key=lambda actor: -profiles[actor].named)
        self.prominent = [actor for actor in most if profiles[actor].kind in KINDS[:3]][:PROMINENT]
        self.foremost = {kind: [actor for actor in most if profiles[actor].kind == kind][:FOREMOST] for kind in KINDS[:3]}
        self.called: dict[str, list[str]] = {}
        for actor in most:
            for noun in profiles[actor].ends | profiles[actor].nouns:
                self.called.setdefault(noun, []).append(actor)
        self.genders = dict(genders)
        self.unnamed: dict[str, int] = {}
        self.first_in: dict[int, str] = {}
        self.sources = sources

    def see(self, mention: Mentioned, gender: str = "") -> None:
        """Take note of a mention; mentions come in the order of the text."""
        state = self.states.get(mention.actor)
        if state is None:
            state = self.states[mention.actor] = _State(mention)
        state.previous, state.last = state.last, mention
        state.count += 1
        if gender:
            self.genders[mention.actor] = gender
        if mention.form == "nominal":
            state.nouns.add(self.view.lemma[mention.head])
        if mention.form != "demonym" or state.count == 1:
            self.states.move_to_end(mention.actor)
        for word in range(mention.first, mention.last):
            self.at_word[word] = mention.actor
        if self.view.dep[mention.head] not in ATTRIBUTES:
            self.first_in.setdefault(self.view.sentence[mention.head], mention.actor)

    def pass_by(self, word: int) -> None:
        """Take note of an unnamed person who acts: *a spokesman said*, *one of the children*, *my mother was*."""
        view = self.view
        if view.dep[word] not in SUBJECTS or word in self.at_word or view.tag[word] in {"NNS", "NNPS"}:
            return
        if any(view.head[i] == word and view.dep[i] in APPOSITIONS for i in range(word + 1, min(word + 6, len(view.text)))):
            return
        noun = lexicons.nouns().get(view.lemma[word]) if view.pos[word] == "NOUN" else None
        one = view.lower[word] in {"one", "another", "someone", "somebody"}
        if one or (noun is not None and noun.kinds[0] == "person"):
            self.unnamed[noun.gender if noun else ""] = word

    def is_blocked(self, anaphor: Anaphor, actor: str) -> bool:
        """Whether an unnamed person acted since the actor was last mentioned, in this sentence or the one before, and can be meant."""
        fitting = [self.unnamed[gender] for gender in ("", self.gender_of(anaphor)) if gender in self.unnamed]
        word = max((word for word in fitting if word < anaphor.first and word not in self.at_word), default=None)
        near = word is not None and self.view.sentence[anaphor.first] - self.view.sentence[word] <= 1
        return near and self.states[actor].last.head < word

    def is_linked(self, anaphor: Anaphor, actor: str) -> bool:
        """Whether the article uses the noun of the actor elsewhere: in a role, a description, the name, or an earlier noun phrase."""
        noun, profile = self.view.lemma[anaphor.head], self.profiles[actor]
        known = profile.nouns | self.states[actor].nouns
        if noun in CHARGED:
            return noun in profile.nouns
        if profile.kind == "person" and (noun in WEAK or not self._is_same_office(anaphor, profile)):
            return False
        return noun in known or noun in profile.ends or (profile.kind == "person" and any(is_same_role(noun, other) for other in known))

    def is_of_size(self, anaphor: Anaphor, actor: str) -> bool:
        """Whether the noun for a place can be of the actor's size: *the county* and *the state* are no country, unless called so."""
        noun, profile = self.view.lemma[anaphor.head], self.profiles[actor]
        other = noun in (COUNTRIES if profile.kind == "place" and not profile.country else NO_COUNTRIES if profile.country else ())
        return not other or self.is_linked(anaphor, actor)

    def _is_same_office(self, anaphor: Anaphor, profile: Profile) -> bool:
        """Whether what an office is said to be for is known of the person: *the prime minister* is no foreign minister."""
        view = self.view
        if anaphor.form != "nominal" or view.lemma[anaphor.head] not in OFFICES:
            return True
        inside = range(anaphor.first, anaphor.head)
        kinds = {view.lower[i] for i in inside if i not in self.at_word and (view.pos[i] == "NOUN" or view.lower[i] in RANKS)}
        owners = {self.at_word[i] for i in inside if i in self.at_word} & self.profiles.keys()
        places = {owner for owner in owners if self.profiles[owner].kind == "place"}
        elsewhere = bool(places) and profile.affiliation is not None and profile.affiliation not in places
        return kinds <= profile.about | profile.nouns and not elsewhere

    def candidates(self, anaphor: Anaphor) -> list[str]:
        """The actors that an anaphor may stand for, the one mentioned last first.

        Behind those mentioned last stand those named most; for a noun phrase also those of its kinds, and those whom the article calls by
        its noun, however far back.
        """
        recent = list(islice(reversed(self.states), RECENT))
        others = list(self.prominent)
        if anaphor.form == "nominal":
            others = [*self.called.get(self.view.lemma[anaphor.head], ())[:RECENT], *others]
            others += [actor for kind in anaphor.kinds for actor in self.foremost.get(kind, ())]
        return recent + [actor for actor in dict.fromkeys(others) if actor in self.states and actor not in recent]

    def features(self, anaphor: Anaphor, actor: str, ranks: tuple[int, int, int], speaker: tuple[str | None, str | None]) -> list[float]:
        """The numbers for one anaphor and one candidate.

        Parameters
        ----------
        anaphor : Anaphor
            The pronoun or noun phrase.
        actor : str
            The candidate.
        ranks : tuple of int
            How many actors were mentioned later, how many of them can be meant by their kind, and how many can be meant at all.
        speaker : tuple
            Who speaks the quotation that the anaphor stands in, and the country or body the speaker belongs to.
        """
        view, state, profile = self.view, self.states[actor], self.profiles[actor]
        rank, kin, fitting = ranks
        kin_only = fitting == 1
        last, word = state.last, anaphor.head
        sentences = view.sentence[word] - view.sentence[last.head]
        paragraphs = view.paragraph[word] - view.paragraph[last.head]
        part, previous_part = self._part(word), self._part(last.head)
        subject = self.subject_of.get(self._verb(word))
        outer = self.subject_of.get(self._verb(self._verb(word)))
        gender, own = self.genders.get(actor, ""), self.gender_of(anaphor)
        inside = anaphor.first <= last.first < anaphor.last
        return [
            *_one_hot(anaphor.group, GROUPS),
            *_one_hot(profile.kind, KINDS),
            *(float(kind_match) for kind_match in (profile.kind in anaphor.kinds, profile.kind == (anaphor.kinds or ("",))[0])),
            *(float(sentences == n) for n in (0, 1, 2)),
            float(sentences > 2),
            math.log1p(min(sentences, FAR)),
            math.log1p(min(abs(word - last.head), 2000)) / 4,
            float(paragraphs == 0),
            float(paragraphs == 1),
            float(rank == 0),
            float(kin == 0),
            float(kin == 1),
            math.log1p(rank),
            math.log1p(kin),
            *_one_hot(last.form, ("name", "demonym", "nominal", "pronoun")),
            *_one_hot(previous_part, ("subject", "object", "attribute")),
            *_one_hot(part, ("subject", "object", "attribute")),
            float(part == previous_part),
            float(subject is not None and self.at_word.get(subject) == actor),
            float(outer is not None and self.at_word.get(outer) == actor),
            float(self._leads(actor, view.sentence[word] - 1)),
            math.log1p(state.count),
            math.log1p(profile.named),
            state.count / max(1, len(self.at_word)),
            float(actor in self.prominent),
            float(bool(self.prominent) and actor == self.prominent[0]),
            float(bool(gender and own and gender == own)),
            float(bool(gender and own and gender != own)),
            float(bool(own and not gender)),
            float(anaphor.possessive),
            float(anaphor.reflexive),
            float(anaphor.possessive and subject is not None and self.at_word.get(subject) == actor),
            float(
                not anaphor.possessive
                and not anaphor.reflexive
                and part == "object"
                and subject is not None
                and self.at_word.get(subject) == actor
            ),
            float(speaker[0] is not None),
            float(speaker[0] == actor),
            float(speaker[1] == actor),
            float(speaker[0] is not None and profile.affiliation is not None and profile.affiliation == speaker[1]),
            *self._noun_features(anaphor, state, profile),
            float(inside),
            float(anaphor.plural),
            float(anaphor.plural and profile.kind == "person"),
            float(profile.short),
            float(profile.country),
            float(last.first in self.sources),
            float(kin_only),
            *self._rivals_at_word(anaphor, actor),
        ]

    def none_features(
        self, anaphor: Anaphor, fitting: int, speaker: tuple[str | None, str | None], seen_nouns: dict[str, int]
    ) -> list[float]:
        """Numbers: signs that the anaphor stands for no actor.

        Parameters
        ----------
        anaphor : Anaphor
            The pronoun or noun phrase.
        fitting : int
            How many candidates can be meant by their kind.
        speaker : tuple
            As in :meth:`features`.
        seen_nouns : dict
            Lemma to the sentence in which the noun stood last before the anaphor.
        """
        view, word = self.view, anaphor.head
        determiner = view.lower[anaphor.first] if anaphor.form == "nominal" else ""
        sentence = view.sentence[word]
        subject = self.subject_of.get(self._verb(word))
        noun = lexicons.nouns().get(view.lemma[word])
        after = view.lower[anaphor.last] if anaphor.last < len(view.text) else ""
        rival = self._rival(anaphor)
        return [
            *_one_hot(anaphor.group, GROUPS),
            *_one_hot((anaphor.kinds or ("",))[0], KINDS[:3]),
            float(fitting == 0),
            float(fitting == 1),
            math.log1p(fitting),
            *_one_hot(determiner, ("the", "this", "that", "a", "an")),
            float(determiner in {"his", "her", "its", "their", "our", "my"}),
            float(anaphor.plural),
            float(anaphor.possessive),
            *_one_hot(self._part(word), ("subject", "object", "attribute")),
            float(subject is not None and subject != word and subject in self.at_word),
            float(subject is not None and subject != word and subject not in self.at_word and view.pos[subject] == "NOUN"),
            float(anaphor.form == "nominal" and view.lemma[word] in seen_nouns),
            float(anaphor.form == "nominal" and sentence - seen_nouns.get(view.lemma[word], -99) <= 2),
            float(after in {"of", "in", "for", "at", "from", "to"}),
            float(after in {"who", "which", "that", "where", "whose"}),
            float(speaker[0] is not None),
            float(noun is not None and noun.kin),
            float(noun is None),
            float(len(anaphor.kinds) > 1),
            float(rival == 0),
            float(rival == 1),
            float(rival > 1),
            float(anaphor.last - anaphor.first > 2),
            min(sentence, 30) / 30,
            float(any(view.pos[i] == "ADJ" for i in range(anaphor.first, anaphor.last))),
        ]

    def likely_gender(self, actor: str) -> str:
        """The gender that the text has shown of an actor, else the one that the given name shows: m, f or empty."""
        return self.genders.get(actor, "") or self.profiles[actor].given

    def gender_of(self, anaphor: Anaphor) -> str:
        """The gender that an anaphor shows: m, f or empty."""
        if anaphor.group in {"he", "she"}:
            return "m" if anaphor.group == "he" else "f"
        noun = lexicons.nouns().get(self.view.lemma[anaphor.head])
        return noun.gender if noun and anaphor.form == "nominal" else ""

    def _noun_features(self, anaphor: Anaphor, state: _State, profile: Profile) -> list[float]:
        """How a noun phrase fits a candidate: its noun in the role, the name or an earlier phrase; its modifiers in the affiliation."""
        if anaphor.form != "nominal":
            return [0.0] * 15
        view, noun = self.view, self.view.lemma[anaphor.head]
        modifiers = {
            view.lower[i] for i in range(anaphor.first, anaphor.last) if i != anaphor.head and view.pos[i] in {"ADJ", "NOUN", "PROPN"}
        }
        inside = {self.at_word[i] for i in range(anaphor.first, anaphor.last) if i in self.at_word}
        names = frozenset(part for word in modifiers for part in name_parts(word))
        return [
            float(noun in profile.nouns),
            float(noun in state.nouns),
            float(noun in profile.parts),
            float(bool(names & profile.parts)),
            float(bool(names & (profile.nouns | profile.about))),
            float(profile.affiliation in inside if profile.affiliation else False),
            float(bool(inside) and (profile.affiliation not in inside)),
            float(noun in STATES and profile.country),
            float(noun in STATES and not profile.country),
            float(noun in TOWNS and profile.kind == "place" and not profile.country),
            float(noun in TOWNS and profile.country),
            float(noun in profile.ends),
            nearest(noun, profile.ends),
            nearest(noun, profile.parts),
            nearest(noun, profile.nouns | state.nouns),
        ]

    def fit(self, anaphor: Anaphor, actor: str) -> float:
        """How well the noun of a noun phrase fits the actor by its meaning, 0 to 1; 0 for pronouns."""
        if anaphor.form != "nominal":
            return 0.0
        noun, profile = self.view.lemma[anaphor.head], self.profiles[actor]
        if noun == "capital":
            return float(profile.capital)
        if noun in STATES or noun in TOWNS:
            return float(profile.country == (noun in STATES)) * (profile.kind == "place")
        return max(nearest(noun, profile.parts), nearest(noun, profile.nouns | self.states[actor].nouns))

    def compared(self, anaphor: Anaphor, actors: list[str]) -> list[list[float]]:
        """Numbers that set the candidates of an anaphor beside each other: who fits best, who is named most, both of its kind."""
        fits = [self.fit(anaphor, actor) for actor in actors]
        named = [self.profiles[actor].named for actor in actors]
        best, most = max(fits, default=0.0), max(named, default=1)
        second = sorted(fits)[-2] if len(fits) > 1 else 0.0
        return [
            [fit, float(fit == best > 0), (fit - second) * (fit == best), best - fit, count / most, float(count == most)]
            for fit, count in zip(fits, named, strict=True)
        ]

    def _rivals_at_word(self, anaphor: Anaphor, actor: str) -> list[float]:
        """Whether the actor is the first, and the last, one mentioned in the anaphor's sentence and the one before."""
        sentence = self.view.sentence[anaphor.head]
        first_here = self.first_in.get(sentence)
        first_before = self.first_in.get(sentence - 1)
        return [float(first_here == actor), float(first_before == actor), float(first_here is not None and first_here != actor)]

    def _leads(self, actor: str, sentence: int) -> bool:
        """Whether the actor was last, or last but one, mentioned as a subject in a sentence."""
        state = self.states[actor]
        return any(self.view.sentence[m.head] == sentence and self._part(m.head) == "subject" for m in (state.last, state.previous))

    def _rival(self, anaphor: Anaphor) -> int:
        """Sentences back to the nearest common noun that a pronoun may stand for; 3 where there is none in reach."""
        view = self.view
        if anaphor.form == "nominal":
            return 3
        for i in range(anaphor.first - 1, max(-1, anaphor.first - FAR), -1):
            if view.pos[i] != "NOUN" or i in self.at_word or view.dep[i] in ATTRIBUTES:
                continue
            plural, noun = view.tag[i] in {"NNS", "NNPS"}, lexicons.nouns().get(view.lemma[i])
            person = noun is not None and noun.kinds[0] == "person"
            if anaphor.group == "they" and plural:
                return view.sentence[anaphor.first] - view.sentence[i]
            if not plural and ((anaphor.group in {"he", "she", "i"} and person) or (anaphor.group == "it" and not person)):
                return view.sentence[anaphor.first] - view.sentence[i]
        return 3

    def _part(self, word: int) -> str:
        """The part of a word in its sentence: subject, object, attribute or other; a word inside a name goes by the name's head."""
        dep = self.view.dep[word]
        if dep in APPOSITIONS:
            dep = self.view.dep[self.view.head[word]]
        return "subject" if dep in SUBJECTS else "object" if dep in OBJECTS else "attribute" if dep in ATTRIBUTES else "other"

    def _verb(self, word: int) -> int:
        """The nearest word above that has a subject of its own, or the root."""
        for _ in range(12):
            above = self.view.head[word]
            if above == word:
                return word
            word = above
            if word in self.subject_of:
                return word
        return word


def _one_hot(value: str, values: tuple[str, ...]) -> list[float]:
    return [float(value == other) for other in values]
