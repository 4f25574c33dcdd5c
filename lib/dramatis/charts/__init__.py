"""Charts: tables in, Axes out. Each chart has a table function with the same arithmetic beside it.

Every mark that stands for a number carries a link to the spans behind it.
"""

from dramatis.charts.actors import mention_counts, mentions_by_actor
from dramatis.charts.evidence import Evidence, Place, evidence, unions
from dramatis.charts.network import companions, draw_network, joint_sentences, who_with_whom
from dramatis.charts.quotes import quoted_words, quoted_words_by_speaker, voices
from dramatis.charts.speech import NOBODY, in_turn, kinds, of_source, speaker_keys
from dramatis.charts.strip import lead_paragraph, position_strip, positions, row_summary
from dramatis.charts.topics import WORDINGS, actor_by_topic, cell_mentions, topic_cells, topic_weights, topic_wordings, topics_by_salience
from dramatis.charts.whole import KIND_WORDS, chief_actors, doubtful, opening_actors, unnamed_quotes, unsure_mentions, whole

__all__ = [
    "KIND_WORDS",
    "NOBODY",
    "WORDINGS",
    "Evidence",
    "Place",
    "actor_by_topic",
    "cell_mentions",
    "chief_actors",
    "companions",
    "doubtful",
    "draw_network",
    "evidence",
    "in_turn",
    "joint_sentences",
    "kinds",
    "lead_paragraph",
    "mention_counts",
    "mentions_by_actor",
    "of_source",
    "opening_actors",
    "position_strip",
    "positions",
    "quoted_words",
    "quoted_words_by_speaker",
    "row_summary",
    "speaker_keys",
    "topic_cells",
    "topic_weights",
    "topic_wordings",
    "topics_by_salience",
    "unions",
    "unnamed_quotes",
    "unsure_mentions",
    "voices",
    "who_with_whom",
    "whole",
]
