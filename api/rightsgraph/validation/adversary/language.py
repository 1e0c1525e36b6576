# SPDX-License-Identifier: Apache-2.0
"""Texts in, what a reader takes for the name of a person, a place or a population out. No list of names: only forms."""

import re
import unicodedata
from collections.abc import Iterable

from rightsgraph.validation.adversary.words import SPOKEN_OF, words

_PARTICLES = "de|del|de la|de los|da|das|do|dos|di|la|le|van|van der|von|el|al|bin|ibn|y|e"
_GIVEN = r"[^\W\d_a-zà-ÿ][^\W\d_]+(?:-[^\W\d_]+)?"
_NAME = rf"{_GIVEN}(?:\s+(?:(?:{_PARTICLES})\s+)?{_GIVEN}){{1,3}}"
_WHOLE_NAME = re.compile(rf"(?:{_GIVEN}|(?:[^\W\d_a-z]\.\s?){{1,3}})(?:\s+(?:{_PARTICLES}\s+)?{_GIVEN}){{1,3}}")
_INVERTED = re.compile(rf"{_GIVEN}(?:\s+{_GIVEN})?,\s+(?:{_GIVEN}(?:\s+{_GIVEN})?|(?:[^\W\d_a-z]\.\s?){{1,3}})")
# Words that stand in names of bodies and of what they do, in English and Spanish, never in a person's.
_BODY = re.compile(
    r"\b(?:organi[sz]a|associa|asocia|coali|network|red\b|union\b|unión|universi|institut|minist|depart|agency|agencia"
    r"|fund|founda|fundaci|council|consejo|committee|comité|comision|commission|collective|colectiv|movement|movimiento"
    r"|project|proyecto|program|services?\b|servicios?\b|centre|center|centro|group|grupo|team|equipo|office|oficina"
    r"|alliance|alianza|federa|society|sociedad|samithi|trust\b|initiative|iniciativa|nations|naciones|world|mundial"
    r"|health|salud|police|polic[ií]a|government|gobierno|parliament|congres|international|internacional|national"
    r"|nacional|press\b|publish|editor|college|school|escuela|hospital|clinic|law\b|study|region|forum|foro|house|casa"
    r"|curat|contributor|founders?\b|rights|derechos|women|mujeres|vih\b|hiv\b|aids\b|sida\b)",
    re.IGNORECASE,
)
# Words that begin no name, though a title may write them with a capital.
_SMALL = re.compile(
    r"(?:In|On|Of|The|An?|And|Or|For|From|With|At|By|To|As|Is|Not|Who|En|Del?|El|L[ao]s?|Y|O|Con|Por|Para|Una?|Sobre|Que)\s"
)
_CAPITAL = re.compile(r"(?<![\w'’.-])[^\W\d_a-zà-ÿ][\w'’&-]*")
_STARTS = re.compile(r"(?:^|[.:;!?¿¡(\[“\"«/–—-]\s*|\n)$")
# Acronyms of the field, in both languages.
_ACRONYMS = words("HIV AIDS VIH SIDA STI ITS STD UN ONU NGO ONG LGBT LGBTI LGBTIQ PEP PrEP ART TAR ISO CBO")


def fold(text: str) -> str:
    """A text in small letters, without accents."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def name_of_person(text: str, spoken_of: "re.Pattern[str] | None" = None) -> bool:
    """Whether a whole text has the form of a person's name."""
    text = text.strip()
    if _BODY.search(text) or _SMALL.match(text) or (spoken_of and spoken_of.search(text)):
        return False
    return bool(_WHOLE_NAME.fullmatch(text) or _INVERTED.fullmatch(text))


def capitals(label: str) -> list[str]:
    """The words whose capital is not owed to their place at the start of something; those all in capitals."""
    found = []
    for match in _CAPITAL.finditer(label):
        word = match.group()
        if not _STARTS.search(label[: match.start()]) or (word.isupper() and len(word) > 2):
            found.append(word)
    return found


def is_ordinary_acronym(word: str) -> bool:
    """Whether an acronym is one of the field rather than a name."""
    return bool(_ACRONYMS.issuperset(re.split(r"[-/&]", word.removesuffix("s"))))


def spoken_of(labels: Iterable[str]) -> "re.Pattern[str]":
    """What finds populations in a text, in the singular and the plural of their labels."""
    forms = sorted({_forms(label) for label in labels if len(label.split()) <= 4 and len(label) > 4})
    return re.compile(rf"\b(?:{'|'.join([SPOKEN_OF, *forms])})(?!\w)", re.IGNORECASE)


def _forms(label: str) -> str:
    return r"\s+".join(_plural(word) for word in label.split())


def _plural(word: str) -> str:
    if word.lower() in ("people", "personas"):
        return r"(?:people|persons?|personas?|wom[ae]n|m[ae]n|mujer(?:es)?|hombres?)"
    if len(word) > 6 and word.endswith("ales"):
        return re.escape(word[:-2]) + "(?:es)?"
    if len(word) > 5 and word.endswith("s"):
        return re.escape(word[:-1]) + "s?"
    return re.escape(word)


_HONORIFIC = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Dra|Sra?|Srta|Señor(?:a|ita)?|Doña|Prof|Profesora?|Lic|Sister|Hermana|Madame)\b\.?\s+"
    rf"(?:[^\W\d_a-z]\.\s?)*({_GIVEN}(?:\s+{_GIVEN})?)"
)
_MADE_BY = re.compile(rf"\b(?:[Bb]y|[Pp]or)\s+({_NAME})")


def named_with_honour(text: str) -> str | None:
    """The part of a text that names somebody with a title."""
    found = (match for match in _HONORIFIC.finditer(text) if not _BODY.search(match.group(1)))
    return next((match.group() for match in found), None)


def named_as_maker(text: str) -> str | None:
    """The part of a text that says by whom something was done, or all of it where it is a name."""
    if name_of_person(text):
        return text.strip()
    found = (match.group(1) for match in _MADE_BY.finditer(text))
    return next((name for name in found if name_of_person(name)), None)


def named_as_one_of(spoken: "re.Pattern[str]") -> "re.Pattern[str]":
    """What finds somebody who is named as one of a population: before it or behind it."""
    kind = spoken.pattern.removeprefix(r"\b").removesuffix(r"(?!\w)")
    between = (
        r"\s*(?:,|\(|–|—|-|\bis\b|\bwas\b|\bes\b|\bera\b|\bas\b|\bcomo\b)\s*(?:(?:an?|the|una?|la|el|one\s+of)\s+)*"
    )
    worded = r"(?:\w+\s+){0,2}"
    before = rf"(?P<before>{_NAME}){between}{worded}(?P<kind>(?i:{kind}))"
    return re.compile(rf"{before}|(?P<kind2>(?i:{kind})),?\s+(?P<behind>{_NAME})")


_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve"
_ADJECTIVES = r"(?:\w+\s+){0,3}?"
_PEOPLE = (
    r"(?:women|woman|men|man|people|persons?|girls?|boys?|youths?|participants?|mujer(?:es)?|hombres?|personas?|chicas?"
    r"|chicos?|j[oó]venes|participantes)"
)
_PLACED = rf"[^.;]{{0,40}}?\b(?:in|en|de|from|at|near|cerca\s+de)\s+({_GIVEN}(?:\s+{_GIVEN}){{0,2}})"


def counted_in_place(spoken: "re.Pattern[str]") -> "re.Pattern[str]":
    """What finds a number of people of a population in a named place; its groups are the number and the place."""
    kind = spoken.pattern.removeprefix(r"\b").removesuffix(r"(?!\w)")
    return re.compile(rf"\b(?i:(\d{{1,3}}|{_NUMBERS})\s+{_ADJECTIVES}(?:{_PEOPLE}|{kind}))\b{_PLACED}")


def counted(spoken: "re.Pattern[str]") -> "re.Pattern[str]":
    """What finds a number of people in a text."""
    kind = spoken.pattern.removeprefix(r"\b").removesuffix(r"(?!\w)")
    return re.compile(rf"\b(\d{{1,6}}|{_NUMBERS})\s+{_ADJECTIVES}(?:{_PEOPLE}|{kind})\b", re.IGNORECASE)


_ENGLISH = "january february march april may june july august september october november december"
_SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
_MONTHS = {name: number + 1 for number, name in [*enumerate(_ENGLISH.split()), *enumerate(_SPANISH.split())]} | {
    "setiembre": 9
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATES = re.compile(
    rf"\b(?P<iso>(?:19|20)\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)(?!\d)"
    rf"|\b(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\s+(?:de\s+|of\s+)?(?P<month>{_MONTH})(?:,?\s+(?:de\s+|del\s+)?(?P<year>(?:19|20)\d\d))?"
    rf"|\b(?P<month2>{_MONTH})\s+(?P<day2>[0-3]?\d)(?:st|nd|rd|th)?,?\s+(?P<year2>(?:19|20)\d\d)"
    rf"|\b(?P<month3>{_MONTH})\s+(?:de\s+|del\s+|of\s+)?(?P<year3>(?:19|20)\d\d)",
    re.IGNORECASE,
)


def dates_in(text: str) -> list[str]:
    """The dates finer than a year that a text tells, as YYYY-MM or YYYY-MM-DD; `----` for a year that it leaves out."""
    found = []
    for match in _DATES.finditer(text):
        if iso := match["iso"]:
            found.append(iso)
            continue
        month = _MONTHS[(match["month"] or match["month2"] or match["month3"]).lower()]
        year = match["year"] or match["year2"] or match["year3"] or "----"
        day = match["day"] or match["day2"]
        found.append(f"{year}-{month:02}" + (f"-{int(day):02}" if day else ""))
    return found
