# SPDX-License-Identifier: Apache-2.0
"""What the SPARQL page and the pages of named queries say: English, Spanish."""

TEXTS: dict[str, tuple[str, str]] = {
    "asking_lead": (
        "Start from a question that is already written, change it, and take the answer as a table, a chart or a few "
        "lines of code.",
        "Empiece con una pregunta ya escrita, cámbiela y llévese la respuesta como tabla, gráfico o unas líneas de "
        "código.",
    ),
    "asking_editor": ("Your query, in SPARQL", "Su consulta, en SPARQL"),
    "asking_keys": (
        "Ctrl+Space proposes words, in English or Spanish. Ctrl+Enter runs the query. Tab leaves the editor.",
        "Ctrl+Espacio propone palabras, en español o en inglés. Ctrl+Enter ejecuta la consulta. Tab sale del editor.",
    ),
    "asking_run_privately": ("Run, and keep it out of the address", "Ejecutar sin dejarla en la dirección"),
    "asking_run_privately_about": (
        "The second button is for long queries, and for shared computers: the query stays out of the browser's "
        "history. Such an answer has no address to share.",
        "El segundo botón sirve para consultas largas y para computadoras compartidas: la consulta no queda en el "
        "historial. Esa respuesta no tiene una dirección para compartir.",
    ),
    "asking_examples": ("Questions that are already written", "Preguntas ya escritas"),
    "asking_open": ("Open in the editor", "Abrir en el editor"),
    "asking_form": ("As a form", "Como formulario"),
    "asking_other_topics": ("Other questions", "Otras preguntas"),
    "asking_views": ("Show as", "Mostrar como"),
    "asking_view_table": ("Table", "Tabla"),
    "asking_view_chart": ("Chart", "Gráfico"),
    "asking_view_map": ("Map", "Mapa"),
    "asking_view_graph": ("Drawing", "Dibujo"),
    "asking_view_text": ("Turtle", "Turtle"),
    "asking_needs_chart": (
        "A chart needs a column of words and a column of numbers, such as SELECT ?country (COUNT(*) AS ?number); "
        "with columns ?lower and ?upper it shows intervals.",
        "Un gráfico necesita una columna de palabras y una de números, como SELECT ?country (COUNT(*) AS ?number); "
        "con columnas ?lower y ?upper muestra intervalos.",
    ),
    "asking_needs_map": (
        "A map needs a column of country codes (ISO 3166, such as PE) or of places that have one; a column of numbers "
        "shades them, or else the number of rows does.",
        "Un mapa necesita una columna de códigos de país (ISO 3166, como PE) o de lugares que lo tengan; los sombrea "
        "una columna de números o, si no hay, el número de filas.",
    ),
    "asking_needs_graph": (
        "A drawing needs statements that link one thing with another: CONSTRUCT or DESCRIBE something.",
        "Un dibujo necesita enunciados que unan una cosa con otra: use CONSTRUCT o DESCRIBE.",
    ),
    "asking_numbers": ("Numbers from", "Números de"),
    "asking_left_out": (
        "Not drawn, for want of a number or of room: {number} rows. The table has them.",
        "Sin dibujar, por falta de número o de espacio: {number} filas. La tabla las tiene.",
    ),
    "asking_drawn_rows": (
        "Drawn from the rows on this page, each number as it stands there.",
        "Dibujado con las filas de esta página, cada número tal como figura en ellas.",
    ),
    "asking_graph_cut": (
        "The drawing shows what is linked most: {nodes} of {all} things. The table has all statements.",
        "El dibujo muestra lo más enlazado: {nodes} de {all} cosas. La tabla tiene todos los enunciados.",
    ),
    "asking_text_cut": (
        "The text is cut here; take all of it as a file.",
        "El texto se corta aquí; lléveselo completo como archivo.",
    ),
    "asking_map_title": ("World map: {what}", "Mapa del mundo: {what}"),
    "asking_map_rows": ("number of rows", "número de filas"),
    "asking_map_about": (
        "Shown by country. Where a place stands in several rows, the map tells how many rows, not a sum.",
        "Por país. Si un lugar figura en varias filas, el mapa dice cuántas filas, no una suma.",
    ),
    "asking_map_unknown": ("Codes that the map does not have:", "Códigos que el mapa no tiene:"),
    "asking_subject": ("Thing", "Cosa"),
    "asking_count": ("Rows: {number}", "Filas: {number}"),
    "asking_count_range": ("Rows {first}–{last}", "Filas {first}–{last}"),
    "asking_first": (
        "The first {number} rows; take all of them as CSV or JSON.",
        "Las primeras {number} filas; llévese todas en CSV o JSON.",
    ),
    "asking_none": ("No rows.", "Ninguna fila."),
    "asking_none_about": (
        "Nothing in the data fits all parts of the query. Take parts of it away one by one, put OPTIONAL around what "
        "may be missing, and check the names: completion proposes those that exist.",
        "Nada en los datos cumple con todas las partes de la consulta. Quite partes una por una, ponga OPTIONAL en lo "
        "que puede faltar y revise los nombres: el editor propone los que existen.",
    ),
    "asking_none_try": ("What you can try:", "Qué puede probar:"),
    "asking_without": ("without “{name}”", "sin «{name}»"),
    "asking_without_all": ("without any choice", "sin elegir nada"),
    "asking_code": ("Take this answer into your program", "Llevarse esta respuesta a su programa"),
    "asking_code_about": (
        "Each of these asks this very query again, and gets the answer of the release that is served then.",
        "Cada uno repite esta misma consulta y recibe la respuesta de la versión que se sirva entonces.",
    ),
    "asking_spreadsheet": ("Excel or LibreOffice", "Excel o LibreOffice"),
    "asking_spreadsheet_about": (
        "Give this address to Data, From Web (Excel) or Sheet, External Links (LibreOffice):",
        "Ponga esta dirección en Datos, De la web (Excel) o en Hoja, Vínculos externos (LibreOffice):",
    ),
    "asking_spreadsheet_long": (
        "This query is too long for an address; take the CSV file and open it.",
        "Esta consulta es demasiado larga para una dirección; descargue el archivo CSV y ábralo.",
    ),
    "asking_copy": ("Copy", "Copiar"),
    "asking_copied": ("Copied", "Copiado"),
    "asking_copy_address": ("Copy the address of this answer", "Copiar la dirección de esta respuesta"),
    "asking_place": ("Line {line}, column {column}", "Línea {line}, columna {column}"),
    "asking_proposals": ("Proposed words", "Palabras propuestas"),
    "asking_by_topic": ("By topic", "Por tema"),
    "asking_columns": ("Columns and their names in CSV", "Columnas y sus nombres en CSV"),
    "asking_term_class": ("class", "clase"),
    "asking_term_property": ("property", "propiedad"),
    "asking_term_concept": ("concept", "concepto"),
}
