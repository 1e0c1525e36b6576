# SPDX-License-Identifier: Apache-2.0
"""What the pages say, in both languages."""

LANGUAGES = ("en", "es")

_TEXTS: dict[str, tuple[str, str]] = {
    "about": (
        "What rights-based HIV interventions did and what came of it, as linked data. Each statement leads to the "
        "passage of the source that says it; what a source does not say is told as unknown.",
        "Qué hicieron las intervenciones en VIH basadas en derechos y qué resultó, como datos enlazados. Cada "
        "afirmación lleva al pasaje de la fuente que la dice; lo que una fuente calla se declara desconocido.",
    ),
    "raw_about": ("RDF files, served as they are.", "Archivos RDF, servidos tal como son."),
    "start": ("Start", "Inicio"),
    "ask": ("Ask in SPARQL", "Consultar en SPARQL"),
    "dumps": ("Take the data", "Llevarse los datos"),
    "interventions": ("Interventions", "Intervenciones"),
    "questions": ("Questions to start from", "Preguntas para empezar"),
    "vocabulary": ("Vocabulary", "Vocabulario"),
    "figures": ("This release", "Esta versión"),
    "version": ("Version", "Versión"),
    "triples": ("statements", "afirmaciones"),
    "licence": (
        "Content CC BY 4.0. Do not use it to find, name or place anybody.",
        "Contenido CC BY 4.0. No lo use para buscar, nombrar ni ubicar a nadie.",
    ),
    "foreign_licence": (
        "These files are served as they are; their licence is their authors' to say.",
        "Estos archivos se sirven tal como son; su licencia la dicen sus autores.",
    ),
    "query": ("Query", "Consulta"),
    "run": ("Run", "Ejecutar"),
    "answer": ("Answer", "Respuesta"),
    "yes": ("Yes", "Sí"),
    "no": ("No", "No"),
    "rows": ("rows", "filas"),
    "first_rows": (
        "the first are shown; take all of them as CSV or JSON",
        "se muestran las primeras; llévese todas en CSV o JSON",
    ),
    "graphs": ("Graphs", "Grafos"),
    "formats": ("Formats", "Formatos"),
    "property": ("Property", "Propiedad"),
    "value": ("Value", "Valor"),
    "evidence": ("Evidence", "Evidencia"),
    "generalised": ("generalised", "generalizado"),
    "generalised_yearGrain": ("generalised to the year", "generalizado al año"),
    "generalised_monthGrain": ("generalised to the month", "generalizado al mes"),
    "generalised_countryGrain": ("generalised to the country", "generalizado al país"),
    "generalised_regionGrain": ("generalised to the region", "generalizado a la región"),
    "generalised_bandGrain": ("generalised to a band", "generalizado a una banda"),
    "statements": ("What is said", "Lo que se dice"),
    "incoming": ("What points here", "Lo que apunta aquí"),
    "more_incoming": (
        "More points here than is shown; ask the endpoint for all of it.",
        "Hay más que apunta aquí de lo que se muestra; consulte todo en SPARQL.",
    ),
    "as_of": ("so in {date}", "así en {date}"),
    "disagrees": ("disagrees with", "discrepa de"),
    "known_by": ("As known by the end of", "Lo que se sabía a fines de"),
    "known_from": ("on the word of", "según"),
    "known_show": ("Show", "Mostrar"),
    "known_left_out": (
        "Left out: {number} statements that no source of that date or name makes, or whose source has no date.",
        "Se omiten {number} enunciados que no hace ninguna fuente de esa fecha o nombre, o cuya fuente no tiene fecha.",
    ),
    "known_all": ("Show all that is known", "Mostrar todo lo que se sabe"),
    "no_date": ("no date", "sin fecha"),
    "retracted": ("Taken back", "Retractado"),
    "sentence": ("sentence", "oración"),
    "terms": ("Terms", "Términos"),
    "file": ("File", "Archivo"),
    "size": ("Bytes", "Bytes"),
    "checksum": ("SHA-256", "SHA-256"),
    "dumps_about": (
        "Every file of this release. SHA256SUMS holds the checksums of all: sha256sum -c SHA256SUMS --ignore-missing.",
        "Todos los archivos de esta versión. SHA256SUMS tiene las huellas: sha256sum -c SHA256SUMS --ignore-missing.",
    ),
    "language": ("Español", "English"),
    "other": ("es", "en"),
    "problem": ("Something is not right", "Algo no está bien"),
    "mend": ("What would help", "Qué ayudaría"),
    "named_queries": ("Questions", "Preguntas"),
    "questions_about": (
        "Each is a tested query. Choose what it is asked about, and take the answer as a page, CSV or JSON.",
        "Cada una es una consulta probada. Elija sobre qué preguntar y llévese la respuesta como página, CSV o JSON.",
    ),
    "choose_by": ("Choose by", "Elegir por"),
    "no_parameters": ("Nothing to choose", "Nada que elegir"),
    "any": ("any", "cualquiera"),
    "previous": ("Previous rows", "Filas anteriores"),
    "next": ("Next rows", "Filas siguientes"),
    "no_rows": ("No rows.", "Ninguna fila."),
    "no_rows_about": (
        "What that means, and what it does not, is said above.",
        "Arriba se dice qué significa eso y qué no.",
    ),
    "cite": ("Cite this answer", "Citar esta respuesta"),
    "release_digest": ("SHA-256 of the release (RDFC-1.0)", "SHA-256 de la versión (RDFC-1.0)"),
    "query_digest": ("SHA-256 of the query", "SHA-256 de la consulta"),
    "change": ("Change this query and ask it", "Cambiar esta consulta y hacerla"),
    "offered": ("What would do", "Lo que serviría"),
    "coverage": ("What is known, and what is not", "Qué se sabe y qué no"),
    "coverage_about": (
        "Of each intervention: what a source says, what none of those read says, and what is held back for safety. "
        "The gaps are where research is missing.",
        "De cada intervención: lo que dice alguna fuente, lo que no dice ninguna de las leídas, y lo que se reserva "
        "por seguridad. Los vacíos muestran dónde falta investigar.",
    ),
    "coverage_gaps": ("Least known first", "De lo menos conocido a lo más"),
    "coverage_aspect": ("About what", "Sobre qué"),
    "coverage_state": ("How it stands", "Cómo está"),
    "coverage_known": ("Known", "Conocido"),
    "coverage_unknown": ("Unknown", "Desconocido"),
    "coverage_withheld": ("Withheld", "Reservado"),
    "coverage_rest": ("Of the others", "De las demás"),
    "coverage_sources": ("sources", "fuentes"),
    "coverage_claims": ("claims", "afirmaciones"),
    "corrections": ("Corrections and withdrawal", "Correcciones y retiro"),
    "corrections_about": (
        "You may ask for anything here to be corrected or withdrawn. You need no account, and you need not say why.",
        "Puede pedir que se corrija o se retire cualquier cosa de aquí. No necesita cuenta ni tiene que decir por qué.",
    ),
    "corrections_how": ("How to ask", "Cómo pedirlo"),
    "corrections_any": (
        "Say which record or file it is, by its address or in any words, and what is to be done about it.",
        "Diga de qué registro o archivo se trata, con su dirección o con sus palabras, y qué hay que hacer.",
    ),
    "contact": ("Write to whoever runs this server:", "Escriba a quien opera este servidor:"),
    "no_contact": (
        "Ask whoever runs this server, or whoever led you here.",
        "Pídaselo a quien opera este servidor o a quien le trajo hasta aquí.",
    ),
    "norms": ("Norms of use", "Normas de uso"),
    "withdrawals": ("Withdrawals", "Retiros"),
    "withdrawals_about": (
        "What was taken back: remove it from your copies. Mirrors follow the feed. Nothing else is told of it.",
        "Lo que se retiró: quítelo de sus copias. Quienes tienen espejos siguen el canal. No se dice nada más de ello.",
    ),
    "no_withdrawals": ("Nothing has been withdrawn.", "No se ha retirado nada."),
    "withdrawals_feed": ("Feed of withdrawals (Atom)", "Canal de retiros (Atom)"),
    "record": ("Record", "Registro"),
    "date": ("Date", "Fecha"),
    "reason": ("Class of reason", "Tipo de motivo"),
    "download": ("Take this answer as", "Llevarse esta respuesta en"),
}


def texts(language: str) -> dict[str, str]:
    """Every text in one of the languages."""
    return {name: both[LANGUAGES.index(language)] for name, both in _TEXTS.items()}
