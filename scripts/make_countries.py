"""Make ``data/lexicon/countries.csv``: countries with their other names, demonyms and capitals.

Names come from the Unicode CLDR (library Babel, BSD-3-Clause), other English names, demonyms and capitals from the library
countryinfo 1.0 (MIT). Its demonyms are single adjectives, some out of date, so that the nouns (Spaniard, Pole) and the
corrections stand below, by hand.
"""

import csv
import re
from pathlib import Path

import countryinfo
from babel import Locale

ENGLISH_NAME = re.compile(r"^[A-Z][A-Za-z'.,() -]{3,}$")
ENGLISH_WORDS = re.compile(
    r"Republic|Kingdom|State|Federation|Commonwealth|Principality|Sultanate|Union of|Great Britain|Holland|Britain|Emirates"
)

# ISO code: names to add.
NAMES = {
    "US": "USA|U.S.|U.S.A.|U.S|America|United States of America|US",
    "GB": "UK|U.K.|Britain|Great Britain",
    "AE": "UAE|U.A.E.",
    "CD": "DRC|DR Congo|Democratic Republic of Congo|Congo-Kinshasa",
    "CG": "Republic of Congo|Congo-Brazzaville",
    "CI": "Ivory Coast|Côte d'Ivoire",
    "CZ": "Czech Republic|Czechia",
    "KP": "North Korea|DPRK|Korea DPR",
    "KR": "South Korea|ROK|Korea Republic",
    "LA": "Lao PDR",
    "MK": "North Macedonia|Macedonia",
    "MM": "Burma|Myanmar",
    "NL": "Holland|The Netherlands",
    "PS": "Palestine|State of Palestine|Palestinian territories",
    "RU": "Russian Federation",
    "SY": "Syrian Arab Republic",
    "SZ": "Swaziland|Eswatini",
    "TL": "East Timor|Timor-Leste",
    "TR": "Turkey|Türkiye",
    "TW": "Republic of China",
    "CN": "PRC|People's Republic of China|mainland China",
    "VA": "Vatican|Holy See|Vatican City",
    "XK": "Kosovo",
}
# ISO code: demonyms to add to those of countryinfo.
DEMONYMS = {
    "AE": "Emirati",
    "AF": "Afghan|Afghani",
    "AR": "Argentine|Argentinian|Argentinean",
    "AZ": "Azerbaijani|Azeri",
    "BA": "Bosnian",
    "BD": "Bangladeshi",
    "BE": "Belgian",
    "BF": "Burkinabe|Burkinabé",
    "BW": "Botswanan|Motswana",
    "BY": "Belarusian|Belarussian|Byelorussian",
    "CA": "Canadian",
    "CD": "Congolese",
    "CZ": "Czech",
    "DK": "Danish|Dane",
    "EC": "Ecuadorian|Ecuadorean",
    "ES": "Spanish|Spaniard",
    "ET": "Ethiopian",
    "FI": "Finnish|Finn",
    "FR": "French|Frenchman|Frenchwoman",
    "GB": "British|Briton|Brit",
    "GE": "Georgian",
    "GR": "Greek",
    "HK": "Hongkonger|Hong Konger",
    "HR": "Croatian|Croat",
    "HT": "Haitian",
    "HU": "Hungarian",
    "IE": "Irish|Irishman|Irishwoman",
    "IS": "Icelandic|Icelander",
    "IR": "Iranian|Persian",
    "KG": "Kyrgyz|Kyrgyzstani",
    "KZ": "Kazakh|Kazakhstani",
    "LA": "Laotian|Lao",
    "LS": "Basotho|Mosotho",
    "LU": "Luxembourgish|Luxembourger",
    "MG": "Malagasy|Madagascan",
    "MM": "Burmese",
    "MV": "Maldivian",
    "NL": "Dutch|Dutchman|Dutchwoman",
    "NO": "Norwegian",
    "NP": "Nepalese|Nepali",
    "NZ": "New Zealander",
    "PH": "Filipino|Filipina|Philippine",
    "PL": "Polish|Pole",
    "PR": "Puerto Rican",
    "PS": "Palestinian",
    "PT": "Portuguese",
    "RS": "Serbian|Serb",
    "SA": "Saudi|Saudi Arabian",
    "SE": "Swedish|Swede",
    "SI": "Slovenian|Slovene",
    "SK": "Slovak|Slovakian",
    "SR": "Surinamese",
    "TJ": "Tajik|Tajikistani",
    "TM": "Turkmen",
    "TR": "Turkish|Turk",
    "UZ": "Uzbek|Uzbekistani",
    "VN": "Vietnamese",
    "XK": "Kosovar|Kosovan",
    "YE": "Yemeni",
    "TT": "Trinidadian",
    "KP": "North Korean",
    "KR": "South Korean",
    "HK ": "",
    "MC": "Monégasque|Monegasque",
    "GL": "Greenlandic|Greenlander",
    "GD": "Grenadian",
    "US": "American",
    "CH": "Swiss",
    "TH": "Thai",
    "SO": "Somali|Somalian",
    "SC": "Seychellois",
    "MK": "Macedonian",
    "MT": "Maltese",
    "CI": "Ivorian|Ivoirian",
    "DM": "Dominican",
    "DO": "Dominican",
    "VU": "Ni-Vanuatu|Vanuatuan",
    "VE": "Venezuelan",
    "AU": "Australian|Aussie",
}
# Parts of states with a name and demonym of their own.
PARTS = [
    ("GB-ENG", "England", "", "English|Englishman|Englishwoman", "London"),
    ("GB-SCT", "Scotland", "", "Scottish|Scot|Scotsman|Scotswoman", "Edinburgh"),
    ("GB-WLS", "Wales", "", "Welsh|Welshman|Welshwoman", "Cardiff"),
    ("GB-NIR", "Northern Ireland", "", "Northern Irish", "Belfast"),
    ("ES-CT", "Catalonia", "", "Catalan|Catalonian", "Barcelona"),
    ("CN-XZ", "Tibet", "", "Tibetan", "Lhasa"),
    ("RU-CE", "Chechnya", "", "Chechen", "Grozny"),
    ("EU", "European Union", "EU|E.U.", "", "Brussels"),
    ("150", "Europe", "", "European", ""),
    ("002", "Africa", "", "African", ""),
    ("142", "Asia", "", "Asian", ""),
    ("005", "South America", "", "South American", ""),
    ("003", "North America", "", "North American", ""),
    ("419", "Latin America", "", "Latin American", ""),
    ("145", "Middle East", "", "Middle Eastern", ""),
    ("035", "Southeast Asia", "South-East Asia", "Southeast Asian", ""),
    ("NORD", "Scandinavia", "", "Scandinavian", ""),
    ("SU", "Soviet Union", "USSR|U.S.S.R.", "Soviet", "Moscow"),
    ("YU", "Yugoslavia", "", "Yugoslav", "Belgrade"),
]
# Demonyms of small dependencies that are everyday words of another country.
SKIPPED = {
    "Indian": "IO",
    "Chinese": "HK MO",
    "French": "TF RE PM MQ",
    "American": "MP",
    "Norwegian": "SJ",
    "Dominican": "DM",
    "Congolese": "CG",
}
# Territories whose names are more often something else.
LEFT_OUT = {"AN", "BV", "CS", "HM", "IO", "SJ", "TF", "UM"}


def main() -> None:
    """Join the sources and write the table."""
    territories = Locale("en").territories
    rows = {}
    for path in sorted((Path(countryinfo.__file__).parent / "data").glob("*.json")):
        row = country_row(path, territories)
        if row and row[0] not in rows:
            rows[row[0]] = row
    rows["XK"] = ("XK", "Kosovo", "", DEMONYMS["XK"], "Pristina")
    out_path = Path(__file__).parents[1] / "data/lexicon/countries.csv"
    with out_path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["code", "name", "names", "demonyms", "capital"])
        writer.writerows([*(rows[code] for code in sorted(rows)), *PARTS])


def country_row(path: Path, territories: dict[str, str]) -> tuple[str, str, str, str, str] | None:
    """Code, name, other names, demonyms and capital of one country of countryinfo."""
    import json

    data = json.loads(path.read_text(encoding="utf-8"))
    code = (data.get("ISO") or {}).get("alpha2") or next((x for x in data.get("altSpellings", []) if len(x) == 2), None)
    if code is None or code in LEFT_OUT or code not in territories:
        return None
    given = str(data["name"])
    name = short_name(territories[code])
    others = [x.strip() for x in [given, *data.get("altSpellings", [])] if ENGLISH_NAME.match(x.strip()) and "," not in x]
    others = [x for x in others if x == given or ENGLISH_WORDS.search(x)] + NAMES.get(code, "").split("|")
    demonyms = re.split(r",|/| and ", data.get("demonym") or "") + DEMONYMS.get(code, "").split("|")
    demonyms = [x.strip() for x in demonyms if x.strip() and code not in SKIPPED.get(x.strip(), "").split() and x.strip() != name]
    capital = data.get("capital") if isinstance(data.get("capital"), str) else ""
    return code, name, joined(x for x in others if x != name), joined(demonyms), capital


def short_name(name: str) -> str:
    """The name as the news writes it: CLDR's ``Hong Kong SAR China`` and ``Myanmar (Burma)`` without what is added."""
    hand = {
        "Türkiye": "Turkey",
        "Palestinian Territories": "Palestine",
        "Congo - Kinshasa": "Democratic Republic of the Congo",
        "Congo - Brazzaville": "Republic of the Congo",
        "Czechia": "Czech Republic",
        "Côte d’Ivoire": "Ivory Coast",
    }
    name = re.sub(r" SAR China$| \(.*\)$", "", hand.get(name, name)).replace("’", "'")
    return re.sub(r"^St\. ", "Saint ", name).replace(" & ", " and ")


def joined(values) -> str:
    """Distinct non-empty values in order, with a bar between them."""
    return "|".join(dict.fromkeys(value for value in values if value))


if __name__ == "__main__":
    main()
