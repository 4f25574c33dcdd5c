"""Languages: English passes, short and full of names too; others are named."""

import pytest

from dramatis.errors import ArticleError
from dramatis.readers.language import check_english, language_of

ENGLISH = [
    "Harbor closes",
    "Mishustin",
    "Alexander Turchin, Mikhail Mishustin, Yuriy Seliverstov, Gorno-Altaysk",
    "Burundi President Pierre Nkurunziza dies aged 55",
    "Benin, Nigeria join African Union continental free trade bloc",
    "Zukhra Mingazova und Söhne",
    "It rained.",
    "1 – 0; 2 – 1",
    "THE HARBOR OF PORT ELLERY WILL CLOSE FOR SIX WEEKS",
    "Luiz Inácio Lula da Silva met Andrés Manuel López Obrador in São Paulo. Claudia Sheinbaum Pardo was there.",
]
OTHERS = {
    "fr": "Le Premier ministre a rencontré jeudi son homologue russe. Ils ont évoqué la coopération industrielle des deux pays.",
    "de": "Der Ministerpräsident traf am Donnerstag seinen russischen Kollegen. Sie sprachen über die Zusammenarbeit der beiden Länder.",
    "es": "El primer ministro se reunió el jueves con su homólogo ruso. Hablaron de la cooperación industrial entre los dos países.",
    "nl": "De premier ontmoette donderdag zijn Russische ambtgenoot. Zij spraken over de samenwerking tussen beide landen.",
    "da": "Statsministeren mødte torsdag sin russiske kollega. De talte om samarbejdet mellem de to lande, og der var enighed.",
    "pl": "Premier spotkał się w czwartek ze swoim rosyjskim odpowiednikiem. Rozmawiali o współpracy przemysłowej obu krajów.",
    "ru": "Премьер-министр встретился в четверг с российским коллегой. Они обсудили сотрудничество двух стран.",
    "ar": "التقى رئيس الوزراء يوم الخميس نظيره الروسي وبحثا التعاون بين البلدين.",
    "ja": "首相は木曜日にロシアの首相と会談した。",
    "ko": "총리는 목요일 러시아 총리를 만나 협력을 논의했다.",
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_passes(text):
    check_english(text)


@pytest.mark.parametrize(("code", "text"), OTHERS.items())
def test_other_languages_are_told(code, text):
    assert language_of(text) == code


def test_message_names_the_language():
    with pytest.raises(ArticleError, match=r"is in French \(fr\); only English is analyzed"):
        check_english(OTHERS["fr"])


@pytest.mark.parametrize("declared", ["en", "en-GB", "EN_us", "English", None])
def test_declared_english_passes(declared):
    check_english("It rained.", declared)


@pytest.mark.parametrize("declared", ["fr", "German", "end"])
def test_another_declared_language_is_refused(declared):
    with pytest.raises(ArticleError, match=f"'{declared}'; only English"):
        check_english("It rained.", declared)


def test_english_article_that_quotes_another_language_passes():
    text = "The minister said that he was satisfied with the work of his office, and that it would go on. "
    check_english(text * 3 + OTHERS["fr"])
