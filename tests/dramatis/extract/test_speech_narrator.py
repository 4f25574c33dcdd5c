"""The narrator's words, and what no one says, are in nobody's mouth."""

import pytest
import spacy

from dramatis import tables
from dramatis.article import make_article
from dramatis.extract import quotes, speech
from dramatis.extract.speakers import Cast, resolve

WHEN = (
    "When/WRB/advmod/2 Lee/NNP/nsubj/2 tweeted/VBD/advcl/10 that/IN/mark/6 ships/NNS/nsubj/6 would/MD/aux/6 sail+/VB/ccomp/2 ,/,/punct/2 "
    "the/DT/det/9 port/NN/nsubj/10 added/VBD/ROOT/10 a/DT/det/12 note+/NN/obj/10 .+/./punct/10"
)
LOST = WHEN.replace("that/IN/mark/6 ships/NNS/nsubj/6", "that/IN/mark/6 ships/NNS/obj/2").replace("sail+/VB/ccomp/2", "sail+/VB/ccomp/4")


@pytest.mark.parametrize("line", [WHEN, LOST])
def test_what_was_said_when_something_happened_ends_before_what_happened(told, line):
    assert told(line) == [("ships would sail", "Lee", "tweeted")]


@pytest.mark.parametrize("dep", ["conj/5", "conj/1"])
def test_a_past_after_would_is_the_narrators(told, dep):
    line = (
        f"Lee/NNP/nsubj/1 hinted/VBD/ROOT/1 the/DT/det/3 port/NN/nsubj/5 would/MD/aux/5 close+/VB/ccomp/1 ,/,/punct/9 but/CC/cc/9 "
        f"later/RB/advmod/9 changed/VBD/{dep} his/PRP$/nmod:poss/11 mind+/NN/obj/9 .+/./punct/1"
    )
    assert told(line) == [("the port would close", "Lee", "hinted")]


def test_a_finding_with_however_is_not_what_was_denied(told):
    line = (
        "Lee/NNP/nsubj/1 denied/VBD/ROOT/1 all/DT/det/3 claims/NNS/obj/1 that/IN/mark/6 she/PRP/nsubj/6 left+/VBD/acl/3 ,/,/punct/1 "
        "however/RB/advmod/12 ,/,/punct/12 a/DT/det/11 report/NN/nsubj/12 concluded/VBD/parataxis/1 guards/NNS/nsubj/14 "
        "saw/VBD/ccomp/12 her+/PRP/obj/14 .+/./punct/1"
    )
    assert told(line) == [("all claims that she left", "Lee", "denied"), ("guards saw her", "a report", "concluded")]


def test_an_account_says_what_it_suggests_not_who_spreads_it(told):
    line = (
        "Lee/NNP/nsubj/1 spread/VBD/ROOT/1 a/DT/det/3 rumor/NN/obj/1 suggesting/VBG/advcl/1 Roe/NNP/nsubj/6 left+/VBD/ccomp/4 .+/./punct/1"
    )
    assert told(line) == [("Roe left", "a rumor", "suggesting")]
    assert told(line.replace("spread/", "publish/")) == [("Roe left", "Lee", "suggesting")]


AS = (
    "In/IN/case/1 May+/NNP/obl/{main} ,/,/punct/1 as/IN/mark/5 Lee/NNP/nsubj/5 remarked/VBD/advcl/{main} {on}"
    ",/,/punct/5 the/DT/det/{noun} port/NN/nsubj/{main} closed+/VBD/ROOT/{main} .+/./punct/{main}"
)


def test_a_sentence_around_as_she_said_begins_after_it(told):
    line = AS.format(main=9, noun=8, on="").replace("remarked/", "remarked+/")
    assert told(line) == [("the port closed", "Lee", "remarked")]


def test_a_remark_on_something_during_an_event_does_not_report_the_event(told):
    assert told(AS.format(main=11, noun=10, on="on/IN/case/7 trade+/NN/obl/5 ")) == []


def test_the_article_itself_as_noted_is_no_source(told):
    line = (
        "However+/RB/advmod/8 ,/,/punct/8 as/IN/mark/3 noted+/VBN/advcl/8 ,/,/punct/3 the/DT/det/6 vote/NN/nsubj:pass/8 was/VBD/aux:pass/8 "
        "stopped+/VBN/ROOT/8 .+/./punct/8"
    )
    assert told(line) == []


def test_a_manner_as_she_proposed_is_no_report(told):
    line = "Roe/NNP/nsubj/1 stopped/VBD/ROOT/1 the/DT/det/3 vote/NN/obj/1 as/IN/mark/6 Lee/NNP/nsubj/6 proposed+/VBD/advcl/1 .+/./punct/1"
    assert told(line) == []


@pytest.mark.parametrize("adverb", ["reportedly", "allegedly", "supposedly"])
def test_an_adverb_of_hearsay_quotes_nobody(told, adverb):
    line = f"Lee/NNP/nsubj/2 {adverb}/RB/advmod/2 left/VBD/ROOT/2 the/DT/det/4 port+/NN/obj/2 .+/./punct/2"
    assert told(line) == []
    assert told(line, [("cue", 1, 2), ("source", 0, 1), ("content", 2, 5)]) == []


@pytest.mark.parametrize(
    ("line", "first"),
    [
        (
            "Lee/NNP/nsubj/1 tweeted/VBD/ROOT/1 about/IN/case/3 riots/NNS/obl/1 that/WDT/nsubj/5 followed/VBD/acl:relcl/3 a/DT/det/7 "
            "death+/NN/obj/5 .+/./punct/1",
            5,
        ),
        ("Lee/NNP/nsubj/1 contended/VBD/ROOT/1 for/IN/case/4 the/DT/det/4 seat+/NN/obl/1 .+/./punct/1", 3),
        ("Lee/NNP/nsubj/1 claimed/VBD/ROOT/1 to/TO/mark/4 be/AUX/cop/4 unaware+/JJ/xcomp/1 .+/./punct/1", 2),
    ],
)
def test_words_torn_out_of_a_clause_are_no_content(told, line, first):
    last = 4 if "unaware" in line else len(line.split()) - 1
    unaware = line.replace("unaware+/JJ/xcomp/1", "unaware+/JJ/dep/1")
    assert told(unaware, [("cue", 1, 2), ("source", 0, 1), ("content", first, last)]) == []


def test_a_learned_content_without_a_source_that_only_tells_when_is_none(told):
    line = (
        "It/PRP/nsubj:pass/2 was/VBD/aux:pass/2 announced+/VBN/ROOT/2 ,/,/punct/2 after/IN/mark/6 it/PRP/nsubj/6 closed+/VBD/advcl/2 "
        ".+/./punct/2"
    )
    assert told(line, [("cue", 2, 3), ("content", 4, 7)]) == []


def test_praise_and_blame_are_told_with_what_they_are_for(told):
    line = "Lee/NNP/nsubj/1 blamed/VBD/ROOT/1 both/DT/det/3 sides/NNS/obj/1 for/IN/case/6 the/DT/det/6 war+/NN/obl/1 .+/./punct/1"
    assert told(line) == [("both sides for the war", "Lee", "blamed")]


def test_what_others_only_believe_was_said_is_not_said(told):
    line = "They/PRP/nsubj/1 believe/VBP/ROOT/1 Lee/NNP/nsubj/3 ordered/VBD/ccomp/1 the/DT/det/5 attack+/NN/obj/3 .+/./punct/1"
    assert told(line) == []


def test_a_clause_about_the_source_of_according_to_is_not_reported(told):
    line = (
        "According/VBG/case/2 to/IN/fixed/0 Lee+/NNP/obl/9 ,/,/punct/5 who/WP/nsubj/5 leads/VBZ/acl:relcl/2 it+/PRP/obj/5 ,/,/punct/2 "
        "ships/NNS/nsubj/9 sail+/VBP/ROOT/9 .+/./punct/9"
    )
    assert told(line) == [("ships sail", "Lee", "According to")]


def test_a_relative_clause_between_commas_is_no_closing_cue(told):
    line = (
        "As/IN/case/1 liberals+/NNS/obl/12 ,/,/punct/1 a/DT/det/4 party/NN/appos/1 that/WDT/nsubj/6 argues/VBZ/acl:relcl/4 for/IN/case/9 "
        "world/NN/compound/9 peace+/NN/obl/6 ,/,/punct/1 they/PRP/nsubj/12 won+/VBD/ROOT/12 .+/./punct/12"
    )
    assert told(line) == [("world peace", "a party", "argues")]


def test_a_splice_of_two_reports_keeps_each_to_its_own(told):
    line = (
        "They/PRP/nsubj/1 came+/VBD/ROOT/1 ,/,/punct/1 they/PRP/nsubj/4 told/VBD/parataxis/1 me/PRP/obj/4 to/TO/mark/7 go+/VB/xcomp/4 "
        ".+/./punct/1"
    )
    assert told(line) == [("me to go", "they", "told")]


def test_v_does_not_end_a_sentence(told):
    line = "Lee/NNP/nsubj/1 said/VBD/ROOT/1 Roe/NNP/nsubj/6 v./NNP/flat/2 Wade/NNP/flat/2 would/MD/aux/6 stand+/VB/ccomp/1 .+/./punct/1"
    assert told(line) == [("Roe v. Wade would stand", "Lee", "said")]


TEXT = "Lee spoke. He praised the plan of Roe"
CAST = Cast({"lee": "person", "roe": "person"}, {"lee": "Lee", "roe": "Roe"}, [(0, 3, "lee", "name"), (11, 13, "roe", "pronoun")], [0, 11])


def test_a_pronoun_is_not_whom_its_clause_names():
    history = {"speaker": "lee", "end": 10}
    assert resolve(TEXT, CAST, (11, 13), None, history).actor == "roe"
    assert resolve(TEXT, CAST, (11, 13), None, history, barred={"roe"}).actor == "lee"
    assert resolve(TEXT, CAST, (11, 13), None, {"speaker": "roe", "end": 10}, barred={"roe"}).reason == "pronoun-unresolved"


@pytest.mark.parametrize(
    ("dep", "speaker"),
    [("nsubj/8", "nobody"), ("compound/7", "Roe")],
)
def test_whom_a_pronouns_own_clause_names_is_not_its_speaker(parsed, dep, speaker):
    line = (
        f"Lee/NNP/nsubj/1 spoke+/VBD/ROOT/1 ./././1 He/PRP/nsubj/4 said/VBD/ROOT/4 Roe/NNP/{dep} "
        "and/CC/cc/7 ships/NNS/nsubj/8 left+/VBD/ccomp/4 .+/./punct/4"
    )
    doc = parsed(line)
    article = make_article(doc.text)
    common = {"article_id": article.id, "sentence": 0, "rule": "test", "confidence": 1.0}
    actors = [
        {"article_id": article.id, "id": name, "name": name, "kind": "person", "aliases": [], "mentions": 1, "salience": 0.5}
        for name in ("Lee", "Roe")
    ]
    places = [("Lee", "Lee", "name"), ("Roe", "He", "pronoun"), ("Roe", "Roe", "name")]
    mentions = [
        common | {"actor": actor, "start": at, "end": at + len(word), "text": word, "form": form}
        for actor, word, form in places
        for at in (article.text.index(word),)
    ]
    made = quotes.quotes(
        article, doc, speech.attributions(doc, article).attributions, tables.table("actors", actors), tables.table("mentions", mentions)
    )
    assert made.quotes["speaker"].fillna("nobody").tolist() == [speaker]


@pytest.mark.parametrize("source", ["police", "state media", "the ministry's website"])
def test_a_source_that_is_no_actor_keeps_its_words(source):
    article = make_article(f"The port is closed, according to {source}.")
    (row,) = speech.attributions(spacy.blank("en")(article.text), article).attributions.to_dict("records")
    assert article.text[row["source_start"] : row["source_end"]] == source


def test_a_clause_before_a_semicolon_is_not_the_next_ones_content(told):
    line = (
        "Lee/NNP/nsubj/1 denies/VBZ/ROOT/1 ships/NNS/nsubj/3 sank+/VBP/ccomp/1 ;/:/punct/6 reports/NNS/nsubj/6 describe/VBP/parataxis/1 "
        "wild/JJ/amod/8 rumors+/NNS/obj/6 .+/./punct/1"
    )
    assert told(line) == [("ships sank", "Lee", "denies"), ("wild rumors", "reports", "describe")]


def test_the_source_behind_its_cue_is_not_among_the_words(told):
    line = (
        "Once/IN/mark/2 it/PRP/nsubj/2 cools+/VBZ/advcl/4 ,/,/punct/2 says/VBZ/ROOT/4 the/DT/det/6 study+/NN/nsubj/9 ,/,/punct/4 "
        "it/PRP/nsubj/9 sinks/VBZ/ccomp/4 fast+/RB/advmod/9 .+/./punct/4"
    )
    assert told(line) == [("it sinks fast", "the study", "says")]


def test_a_cue_within_a_relative_clause_takes_no_more_than_it(told):
    line = (
        "They/PRP/nsubj/1 saw/VBD/ROOT/1 pools+/NNS/obj/1 ,/,/punct/10 which+/WDT/nsubj/10 ,/,/punct/7 they/PRP/nsubj/7 "
        "observed+/VBD/acl:relcl/2 ,/,/punct/7 never/RB/advmod/10 froze+/VBD/acl:relcl/2 .+/./punct/1"
    )
    assert told(line) == [("which, they observed, never froze", "they", "observed")]


@pytest.mark.parametrize("thing", ["access", "bail", "request"])
def test_denying_what_one_may_refuse_is_no_denial(told, thing):
    line = f"The/DT/det/1 court/NN/nsubj/2 denied/VBD/ROOT/2 his/PRP$/nmod:poss/4 {thing}+/NN/obj/2 .+/./punct/2"
    assert told(line) == []
    assert told(line.replace(thing, "account")) == [("his account", "The court", "denied")]


def test_a_contrast_behind_a_report_that_the_parse_lost_is_the_narrators(told):
    line = (
        "Lee/NNP/nsubj/1 said/VBD/ROOT/1 ships/NNS/obj/1 had/VBD/aux/4 sunk+/VBN/acl/2 ,/,/punct/9 while/IN/mark/9 film/NN/nsubj/9 "
        "clearly/RB/advmod/9 showed/VBD/advcl/1 fire+/NN/obj/9 .+/./punct/1"
    )
    assert told(line)[0] == ("ships had sunk", "Lee", "said")


def test_a_long_apposition_to_the_source_is_not_reported(told):
    between = " ".join(f"of/IN/case/{7 + 2 * n} ships/NNS/nmod/{5 + 2 * n}" for n in range(8))
    line = (
        "According/VBG/case/2 to/IN/fixed/0 Lee+/NNP/obl/25 ,/,/punct/5 the/DT/det/5 head/NN/appos/2 "
        f"{between} too+/RB/advmod/5 ,/,/punct/5 it/PRP/nsubj/25 is/VBZ/cop/25 over+/JJ/ROOT/25 .+/./punct/25"
    )
    assert told(line)[0][:2] == ("it is over", "Lee")


def test_a_quotation_whose_end_was_learned_as_a_start_stays_apart(told):
    line = (
        "“+/``/punct/2 We/PRP/nsubj/2 go+/VBP/ccomp/5 ,/,/punct/5 ”/''/punct/5 said/VBD/ROOT/5 Lee+/NNP/nsubj/5 ./././5 "
        "“+/``/punct/10 They/PRP/nsubj/10 stay+/VBP/ROOT/10 .+/./punct/10 ”+/''/punct/10"
    )
    rows = told(line, [("cue", 5, 6), ("source", 6, 7), ("content", 2, 11)])
    assert [row[0] for row in rows] == ["We go,", "They stay."]
    assert [row[1] for row in rows] == ["Lee", "Lee"]


def test_an_addressee_before_that_stays_outside_where_the_parse_lost_the_clause(told):
    line = (
        "Lee/NNP/nsubj/1 told/VBD/ROOT/1 Reuters/NNP/obj/1 in/IN/case/4 Rome/NNP/obl/1 that/IN/mark/8 ships/NNS/nsubj/8 had/VBD/aux/8 "
        "sunk+/VBN/acl/4 .+/./punct/1"
    )
    assert told(line) == [("ships had sunk", "Lee", "told")]


def test_a_name_suggests_nothing(told):
    line = (
        "As/IN/mark/3 its/PRP$/nmod:poss/2 name/NN/nsubj/3 suggests+/VBZ/advcl/7 ,/,/punct/3 the/DT/det/6 firm/NN/nsubj/7 "
        "builds/VBZ/ROOT/7 ships+/NNS/obj/7 .+/./punct/7"
    )
    assert told(line) == []


def test_according_to_in_a_clause_of_contrast_reports_that_clause(told):
    line = (
        "While/IN/mark/2 few/JJ/nsubj/2 sail/VBP/advcl/9 according/VBG/case/6 to/IN/fixed/3 a/DT/det/6 study+/NN/obl/2 ,/,/punct/2 "
        "many/JJ/nsubj/9 swim+/VBP/ROOT/9 .+/./punct/9"
    )
    assert told(line) == [("While few sail", "a study", "according to")]


def test_where_something_was_found_is_not_what_was_found(told):
    line = (
        "Nothing/NN/nsubj:pass/2 was/VBD/aux:pass/2 found/VBN/ROOT/2 along/IN/case/5 the/DT/det/5 road/NN/ccomp/2 she/PRP/nsubj/7 "
        "took+/VBD/acl:relcl/5 .+/./punct/2"
    )
    assert told(line) == []


@pytest.mark.parametrize(
    ("line", "places"),
    [
        (
            "Lee/NNP/nsubj/1 told/VBD/ROOT/1 those/DT/obj/1 gathered/VBN/acl/2 to/TO/mark/5 watch/VB/advcl/3 ships+/NNS/obj/5 .+/./punct/1",
            (1, 0, 3, 7),
        ),
        ("Lee/NNP/nsubj/1 hope/VBZ/ROOT/1 ships/NNS/nsubj/4 will/MD/aux/4 sail+/VB/ccomp/1 .+/./punct/1", (1, 0, 2, 5)),
        ("Reported/VBN/amod/1 cases/NNS/nsubj/2 rose/VBD/ROOT/2 in/IN/case/5 the/DT/det/5 port+/NN/obl/2 .+/./punct/2", (0, 1, 1, 6)),
    ],
)
def test_learned_attributions_of_listeners_hopes_and_epithets_are_none(told, line, places):
    cue, source, first, last = places
    assert told(line, [("cue", cue, cue + 1), ("source", source, source + 1), ("content", first, last)]) == []
