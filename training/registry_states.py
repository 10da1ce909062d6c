"""Write registry/states.toml: every state with its names, demonyms, capital and government metonyms.

Usage: python training/registry_states.py src/onrecord/registry/states.toml

Needs countryinfo (MIT), for names, demonyms and capitals, and Babel (BSD; carries Unicode CLDR), for short names. SEATS
and MORE hold what neither has: the buildings that newspapers write for a government, and names in use.
"""

from __future__ import annotations

import json
import sys
from importlib import resources
from pathlib import Path

from babel import Locale

# Seats of government that stand for it in the news.
SEATS = {
    "US": ["Washington", "Capitol Hill"],
    "GB": ["Whitehall"],
    "FR": ["Quai d'Orsay"],
    "IN": ["New Delhi", "South Block"],
    "TR": ["Sublime Porte"],
    "VA": ["Holy See"],
    "IL": ["Tel Aviv"],
    "PS": ["Ramallah"],
    "BO": ["La Paz"],
    "YE": ["Sana'a", "Sanaa"],
    "KZ": ["Astana", "Nur-Sultan"],
    "UA": ["Kiev", "Kyiv"],
    "CN": ["Zhongnanhai"],
    "BI": ["Bujumbura"],
    "MM": ["Naypyidaw", "Rangoon"],
    "LK": ["Colombo"],
    "NL": ["The Hague"],
    "ZA": ["Pretoria"],
}
# Names and demonyms in use that the packages lack or have wrong.
MORE = {
    "US": (["US", "U.S.", "USA", "U.S.A.", "United States of America", "America"], ["American", "Americans"]),
    "GB": (["UK", "U.K.", "Britain", "Great Britain"], ["British", "Britons", "Briton"]),
    "AE": (["UAE", "U.A.E.", "Emirates"], ["Emirati", "Emiratis"]),
    "SY": (["Syrian Arab Republic", "Syrian government"], ["Syrian", "Syrians"]),
    "KR": (["South Korea", "Republic of Korea"], ["South Korean", "South Koreans"]),
    "KP": (["North Korea", "DPRK"], ["North Korean", "North Koreans"]),
    "SA": (["Saudi Arabia"], ["Saudi", "Saudis"]),
    "RU": (["Russian Federation"], ["Russian", "Russians"]),
    "CZ": (["Czech Republic", "Czechia"], ["Czech", "Czechs"]),
    "MK": (["North Macedonia", "Macedonia"], ["Macedonian", "Macedonians"]),
    "MM": (["Myanmar", "Burma"], ["Burmese"]),
    "CD": (["DR Congo", "DRC", "Democratic Republic of the Congo"], ["Congolese"]),
    "CG": (["Republic of the Congo"], ["Congolese"]),
    "CI": (["Ivory Coast", "Côte d'Ivoire"], ["Ivorian", "Ivorians"]),
    "VA": (["Vatican", "Vatican City"], []),
    "PS": (["Palestine", "Palestinian Authority", "State of Palestine"], ["Palestinian", "Palestinians"]),
    "TR": (["Türkiye"], ["Turkish", "Turks", "Turk"]),
    "AF": ([], ["Afghan", "Afghans"]),
    "PL": ([], ["Polish", "Poles"]),
    "SE": ([], ["Swedish", "Swedes"]),
    "DK": ([], ["Danish", "Danes"]),
    "FI": ([], ["Finnish", "Finns"]),
    "ES": ([], ["Spanish", "Spaniards"]),
    "FR": ([], ["French"]),
    "NL": (["Holland"], ["Dutch"]),
    "NZ": ([], ["New Zealand"]),
    "QA": ([], ["Qatari", "Qataris"]),
    "KW": ([], ["Kuwaiti", "Kuwaitis"]),
    "BH": ([], ["Bahraini", "Bahrainis"]),
    "PH": ([], ["Philippine", "Filipino", "Filipinos"]),
    "KZ": ([], ["Kazakh", "Kazakhs"]),
    "KG": ([], ["Kyrgyz"]),
    "TJ": ([], ["Tajik", "Tajiks"]),
    "TM": ([], ["Turkmen"]),
    "UZ": ([], ["Uzbek", "Uzbeks"]),
    "XK": (["Kosovo"], ["Kosovar", "Kosovars"]),
    "EU": (["European Union", "EU", "E.U."], ["European", "Europeans"]),
}
NOT_ONE_CAPITAL = {"Georgetown", "Victoria", "Jamestown", "Kingston", "Santiago", "San José", "San Juan", "Hamilton"}
EXTRA_STATES = {"XK": ("Kosovo", "Pristina"), "EU": ("European Union", "Brussels")}
SOVEREIGN_SKIP = {"AN", "AQ", "BV", "HM", "UM", "TF", "GS", "IO", "CX", "CC", "NF", "PN", "SJ", "CS"}
# Territories whose demonym is first of all that of a state.
SHARED_DEMONYM = {"HK", "MO", "MQ", "PM", "RE", "YT", "MP", "GF", "AX"}


def _plain(name: str) -> bool:
    """Whether a name is written in Latin letters and is no code."""
    return all(ord(c) < 0x250 or c in "’ʻ" for c in name) and len(name) > 3 and not name.isupper()


def state(code: str, name: str, capital: str, demonym: str, spellings: list[str]) -> dict[str, object]:
    """Return one state's entry."""
    names, demonyms = MORE.get(code, ([], []))
    aliases = [a for a in (*names, *spellings) if a != name]
    if code in SHARED_DEMONYM:
        demonym = ""
    people = demonyms or [demonym, *([] if demonym.endswith(("ese", "ish", "ch", "s")) else [demonym + "s"])]
    return {
        "id": code.lower(),
        "name": name,
        "kind": "organisation" if code == "EU" else "",
        "aliases": list(dict.fromkeys(aliases)),
        "demonyms": [d for d in dict.fromkeys(people) if d and d[0].isupper()],
        "capital": capital,
        "metonyms": list(
            dict.fromkeys(([] if capital in NOT_ONE_CAPITAL or not capital else [capital]) + SEATS.get(code, []))
        ),
    }


def states() -> list[dict[str, object]]:
    """Return the states in order of their ISO 3166 code."""
    cldr = Locale("en").territories
    found: dict[str, dict[str, object]] = {}
    for file in sorted((resources.files("countryinfo") / "data").iterdir(), key=lambda f: f.name):
        if not file.name.endswith(".json"):
            continue
        entry = json.loads(file.read_text(encoding="utf-8"))
        code = entry.get("ISO", {}).get("alpha2") or ""
        if not code or code in SOVEREIGN_SKIP or code in found:
            continue
        name = cldr.get(code, entry["name"]).replace("’", "'").replace(" & ", " and ")
        for long, short in (("Türkiye", "Turkey"), ("Hong Kong SAR China", "Hong Kong"), ("Macao SAR China", "Macau")):
            name = short if name == long else name
        name = {
            "MM": "Myanmar",
            "PS": "Palestine",
            "CD": "DR Congo",
            "CG": "Republic of the Congo",
            "CI": "Ivory Coast",
        }.get(code, name)
        spellings = [s for s in (entry["name"], *entry.get("altSpellings", [])) if _plain(s) and s.isascii()]
        capital = entry.get("capital") or ""
        capital = capital if isinstance(capital, str) else capital[0]
        found[code] = state(code, name, capital, entry.get("demonym") or "", spellings)
    for code, (name, capital) in EXTRA_STATES.items():
        found.setdefault(code, state(code, name, capital, "", []))
    return [found[code] for code in sorted(found)]


def main() -> None:
    lines = [
        "# States: names, demonyms, capital, metonyms (words that stand for the government). Made by",
        "# training/registry_states.py from countryinfo (MIT) and Unicode CLDR; edit freely. The id is ISO 3166.",
    ]
    for entry in states():
        lines.append("[[state]]")
        lines += [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items() if value]
    Path(sys.argv[1]).write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
