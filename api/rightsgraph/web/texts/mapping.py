# SPDX-License-Identifier: Apache-2.0
"""What the map and the time line say: English, Spanish."""

TEXTS: dict[str, tuple[str, str]] = {
    "map": ("Map of interventions", "Mapa de intervenciones"),
    "map_about": (
        "Where interventions took place, as their sources say: by country, and within a country by region. Nothing is "
        "placed more exactly than that, and a region that a source does not name is on no map.",
        "Dónde se realizaron las intervenciones, según sus fuentes: por país y, dentro de un país, por región. Nada se "
        "ubica con más precisión, y una región que la fuente no nombra no está en ningún mapa.",
    ),
    "map_world": ("World map: interventions by country", "Mapa mundial: intervenciones por país"),
    "map_regions": ("Map of the country's regions", "Mapa de las regiones del país"),
    "map_scroll": ("Map, can be scrolled sideways", "Mapa; puede desplazarlo hacia los lados"),
    "map_key": (
        "The number of interventions is written on each country; the denser the pattern, the more there are. An "
        "intervention in several countries counts in each, so the numbers do not add up.",
        "Sobre cada país está escrito el número de intervenciones; cuanto más denso el tramado, más hay. Una "
        "intervención en varios países cuenta en cada uno, así que los números no se suman.",
    ),
    "map_borders": (
        "Outlines are simplified from Natural Earth, public domain. They say nothing of whose a territory is, and a "
        "region divided lately may be drawn as it was before.",
        "Los contornos son de Natural Earth, de dominio público, simplificados. No dicen nada sobre a quién pertenece "
        "un territorio, y una región dividida hace poco puede estar dibujada como era antes.",
    ),
    "map_country": ("Country", "País"),
    "map_code": ("ISO code", "Código ISO"),
    "map_interventions": ("Interventions", "Intervenciones"),
    "map_one": ("{number} intervention", "{number} intervención"),
    "map_many": ("{number} interventions", "{number} intervenciones"),
    "map_no_outline": ("no outline on the map", "sin contorno en el mapa"),
    "map_no_country": (
        "There is no outline of this country here; the list beneath has everything.",
        "Aquí no hay contorno de este país; la lista de abajo lo tiene todo.",
    ),
    "map_missing": (
        "No outline is known here for these regions, so they are in the list alone:",
        "De estas regiones no hay contorno aquí; por eso están solo en la lista:",
    ),
    "map_beyond": (
        "In several countries that the source does not name",
        "En varios países que la fuente no nombra",
    ),
    "map_nowhere": ("No place on record", "Sin lugar registrado"),
    "map_unnamed": ("Places without a name in the source", "Lugares sin nombre en la fuente"),
    "map_unnamed_box": (
        "Without a name in the source, so in no region: the whole country is hatched.",
        "Sin nombre en la fuente; por eso en ninguna región: todo el país está rayado.",
    ),
    "map_whole": ("The country, no region named", "El país, sin que se nombre una región"),
    "map_back": ("Map of the world", "Mapa mundial"),
    "map_search": ("Search and filter", "Buscar y filtrar"),
    "map_chosen": (
        "This shows only what a search found.",
        "Aquí se ve solo lo que encontró una búsqueda.",
    ),
    "map_all": ("Show everything", "Ver todo"),
    "map_list": ("As a list", "Como lista"),
    "map_more": (
        "The first {number} are named here; the CSV has all.",
        "Aquí se nombran los primeros {number}; el CSV los tiene todos.",
    ),
    "map_empty": ("No intervention fits.", "Ninguna intervención coincide."),
    "timeline": ("Time line of interventions", "Línea de tiempo de las intervenciones"),
    "timeline_about": (
        "When interventions took place, as exactly as their sources say. What is not stated is not guessed.",
        "Cuándo se realizaron las intervenciones, con la precisión de sus fuentes. Lo que no se dice no se adivina.",
    ),
    "timeline_key": (
        "Bar: from start to end. Stroke with a dashed arrow: only that end is stated, and the arrow does not say how "
        "long. Diamond: a source was published.",
        "Barra: de inicio a fin. Trazo con flecha discontinua: solo se dice ese extremo, y la flecha no indica cuánto "
        "duró. Rombo: se publicó una fuente.",
    ),
    "timeline_scroll": ("Time line, can be scrolled sideways", "Línea de tiempo; puede desplazarla hacia los lados"),
    "timeline_start": ("Start", "Inicio"),
    "timeline_end": ("End", "Fin"),
    "timeline_published": ("Sources, published", "Fuentes, publicación"),
    "timeline_intervention": ("Intervention", "Intervención"),
    "timeline_silent": ("nothing on record", "sin registro"),
    "timeline_undated": ("No year on record", "Sin año registrado"),
    "timeline_undated_about": (
        "No start and no end is on record for these. Where the data say why, it stands beside them.",
        "De estas no hay inicio ni fin registrado. Donde los datos dicen por qué, está al lado.",
    ),
}
