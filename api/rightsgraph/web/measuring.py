# SPDX-License-Identifier: Apache-2.0
"""A figure in, what a reader is told of it out: its value with unit and interval, in one line."""

from functools import partial

from rightsgraph.record import Figure
from rightsgraph.web.locales import write_number
from rightsgraph.web.texts import texts


def tell_figure(figure: Figure, language: str) -> str:
    """A value, or the band that stands for it, with its unit and its interval; what is missing is said to be."""
    told, number = texts(language), partial(write_number, language=language)
    ends = (figure.band_from, figure.band_until)
    if figure.value is not None:
        value = number(figure.value)
    elif any(ends):
        value = "–".join(number(end) if end else "?" for end in ends)
    else:
        return told["figure_none"]
    words = [value, name_unit(figure.unit, language) if figure.unit else "", _tell_interval(figure, language)]
    return " ".join(filter(None, words))


def name_unit(unit: str, language: str) -> str:
    """A unit in the reader's words; one that has none here, as the data have it."""
    return texts(language).get(f"unit_{unit}", unit)


def _tell_interval(figure: Figure, language: str) -> str:
    told, number = texts(language), partial(write_number, language=language)
    if figure.lower is None and figure.upper is None:
        return ""
    level = figure.level
    name = told["figure_interval_level"].format(level=number(level)) if level else told["figure_interval"]
    low, high = (number(end) if end is not None else "…" for end in (figure.lower, figure.upper))
    return f"({name} {low}–{high})"
