"""Charts: tables in, Axes out. Each chart has a table function with the same arithmetic beside it.

Every mark that stands for a number carries a link to the spans behind it.
"""

from dramatis.charts.actors import mention_counts, mentions_by_actor
from dramatis.charts.evidence import Evidence, Place, evidence
from dramatis.charts.network import companions, joint_sentences, who_with_whom
from dramatis.charts.quotes import quoted_words, quoted_words_by_speaker
from dramatis.charts.strip import lead_paragraph, position_strip, positions, row_summary
from dramatis.charts.topics import actor_by_topic, cell_mentions, topic_cells, topic_weights, topics_by_salience

__all__ = [
    "Evidence",
    "Place",
    "actor_by_topic",
    "cell_mentions",
    "companions",
    "evidence",
    "joint_sentences",
    "lead_paragraph",
    "mention_counts",
    "mentions_by_actor",
    "position_strip",
    "positions",
    "quoted_words",
    "quoted_words_by_speaker",
    "row_summary",
    "topic_cells",
    "topic_weights",
    "topics_by_salience",
    "who_with_whom",
]
