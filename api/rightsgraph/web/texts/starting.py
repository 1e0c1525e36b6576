# SPDX-License-Identifier: Apache-2.0
"""What the start page says: English, Spanish."""

TEXTS: dict[str, tuple[str, str]] = {
    "start_title": (
        "What was done for rights against HIV, and what came of it",
        "Qué se hizo por los derechos frente al VIH y qué resultó",
    ),
    "start_lead": (
        "Interventions with police, laws and community organisations, read from papers and abstracts and published as "
        "data. Each statement leads to the passage that says it; what a source leaves out is told as unknown.",
        "Intervenciones con la policía, las leyes y las organizaciones comunitarias, leídas de artículos y resúmenes y "
        "publicadas como datos. Cada afirmación lleva al pasaje que la dice; lo que una fuente calla se declara "
        "desconocido.",
    ),
    "start_seek": ("What are you looking for?", "¿Qué busca?"),
    "start_all": ("All interventions", "Todas las intervenciones"),
    "start_map": ("On a map", "En un mapa"),
    "start_timeline": ("Over time", "En el tiempo"),
    "start_questions": ("Good questions to start with", "Buenas preguntas para empezar"),
    "start_more_questions": ("More questions, each with its answer", "Más preguntas, cada una con su respuesta"),
    "start_newest": ("Newest", "Lo más reciente"),
    "start_figures": ("What is in it", "Qué contiene"),
    "start_countries": ("Countries", "Países"),
    "start_sources": ("Sources", "Fuentes"),
    "start_claims": ("Claims, each with its passage", "Afirmaciones, cada una con su pasaje"),
    "start_unknowns": ("Things said to be unknown", "Cosas que se declaran desconocidas"),
    "start_take": ("Take it with you", "Lléveselo"),
    "start_take_files": ("All of it as files", "Todo en archivos"),
    "start_take_files_about": (
        "Turtle, JSON-LD, N-Triples and more, with checksums and how to load and cite them.",
        "Turtle, JSON-LD, N-Triples y más, con huellas y cómo cargarlos y citarlos.",
    ),
    "start_take_tables": ("Answers as tables", "Respuestas en tablas"),
    "start_take_tables_about": (
        "Each question gives CSV for Excel, LibreOffice, R or pandas, at an address that stays.",
        "Cada pregunta da CSV para Excel, LibreOffice, R o pandas, en una dirección estable.",
    ),
    "start_take_sparql": ("Your own questions", "Sus propias preguntas"),
    "start_take_sparql_about": (
        "Write SPARQL with examples and completion; copy the code for curl, Python, R or JavaScript.",
        "Escriba SPARQL con ejemplos y ayuda al escribir; copie el código para curl, Python, R o JavaScript.",
    ),
}
