# SPDX-License-Identifier: Apache-2.0
"""What the checks that are no shapes say, in both languages: one table, by rule."""

MESSAGES = {
    "syntax": ("{reason}", "no se puede leer: {reason}"),
    "description": (
        "this file says what the whole is: a dcat:Dataset with dcat:version and dcterms:issued (YYYY-MM-DD)",
        "este archivo dice qué es el conjunto: un dcat:Dataset con dcat:version y dcterms:issued (AAAA-MM-DD)",
    ),
    "uri-space": (
        "{base} is no void:uriSpace: our IRIs start with an absolute IRI that ends in a slash",
        "{base} no es un void:uriSpace: nuestros IRI empiezan con un IRI absoluto que termina en barra",
    ),
    "dataset-name": (
        "two datasets, or a dataset and a file of every release, would be called {name}: rename the folder",
        "dos conjuntos de datos, o uno y un archivo de toda versión, se llamarían {name}: renombre la carpeta",
    ),
    "unread-file": (
        "content is Turtle: this file is not read. Convert it to .ttl",
        "el contenido va en Turtle: este archivo no se lee. Conviértalo a .ttl",
    ),
    "blank-node": (
        "a blank node: it would be doubled at every import. Give it an IRI",
        "un nodo en blanco: se duplicaría en cada importación. Póngale un IRI",
    ),
    "property-name": (
        "this property's IRI ends in no name that XML could write, such as a number: rename it",
        "el IRI de esta propiedad no termina en un nombre que XML pueda escribir, por ejemplo en un número: renómbrela",
    ),
    "control-character": (
        "the text holds a control character, which XML cannot carry: take it out",
        "el texto tiene un carácter de control, que XML no admite: retírelo",
    ),
    "triple-term": (
        "a triple as a term is RDF 1.2, and content is RDF 1.1: use a claim",
        "una tripleta como término es RDF 1.2, y el contenido es RDF 1.1: use una afirmación (rg:Claim)",
    ),
    "unknown-term": (
        "{term} is declared nowhere; see ontology/ for the terms there are",
        "{term} no está declarado; vea en ontology/ los términos que existen",
    ),
    "disputed-claim": (
        "a disputed claim stands in a file named {name}, apart from what is accepted",
        "una afirmación en disputa va en un archivo {name}, aparte de lo aceptado",
    ),
    "unknown-shacl-term": (
        "sh:{term} is no term of SHACL: it would be passed over in silence",
        "sh:{term} no es un término de SHACL: se pasaría por alto",
    ),
    "shape-without-target": (
        "this shape has no target and no shape refers to it: it would never run",
        "esta forma no tiene destino y ninguna otra la usa: nunca se aplicaría",
    ),
    "evidence-target": (
        "this property needs evidence, but no shape looks at it: add it to EvidenceShape's targets",
        "esta propiedad necesita evidencia, pero ninguna forma la mira: agréguela a EvidenceShape",
    ),
    "capture-missing": (
        "no file of the captures folder has this digest, so its passages are unproven. "
        "Put the capture there, as it was read, or mend the digest",
        "ningún archivo de la carpeta de capturas tiene esta huella; sus pasajes quedan sin comprobar. "
        "Ponga ahí la captura, tal como se leyó, o corrija la huella",
    ),
    "passage-end": (
        "the passage ends at {end}, but the capture has {length} characters",
        "el pasaje termina en {end}, pero la captura tiene {length} caracteres",
    ),
    "passage-digest": (
        "the capture's characters {start} to {end} have another digest: {found}. Mend the offsets or the digest",
        "los caracteres {start} a {end} de la captura tienen otra huella: {found}. Corrija las posiciones o la huella",
    ),
    "captures-not-given": (
        "{count} passage(s) were not held against their captures: none were given (--captures DIR)",
        "{count} pasaje(s) sin cotejar con sus capturas: no se indicó carpeta (--captures DIR)",
    ),
    "e-mail": (
        "an e-mail address must not be published; take it out",
        "no se publica ningún correo electrónico; retírelo",
    ),
    "phone": (
        "this reads as a phone number, which must not be published; take it out",
        "esto parece un número de teléfono, que no se publica; retírelo",
    ),
    "coordinates": (
        "this reads as coordinates; name a region, never a point",
        "esto parece una coordenada; nombre una región, nunca un punto",
    ),
    "author-name": (
        "an author of a source is named here; names stand in its citation alone",
        "aquí se nombra a una autora o un autor de una fuente; los nombres van solo en la cita",
    ),
    "copied-text": (
        "seven or more words in a row are the source's own; say it in other words",
        "siete o más palabras seguidas son de la fuente; dígalo con otras palabras",
    ),
    "contact-iri": (
        "an IRI that reaches a person or a point must not be published; take it out",
        "no se publica un IRI que lleve a una persona o a un punto; retírelo",
    ),
}


def told(rule: str, **values: object) -> dict[str, str]:
    """The messages of a rule by language, its blanks filled."""
    english, spanish = MESSAGES[rule]
    return {"en": english.format(**values), "es": spanish.format(**values)}
