# SPDX-License-Identifier: Apache-2.0
"""What the data page, citations and feeds say, each text as (English, Spanish)."""

TEXTS: dict[str, tuple[str, str]] = {
    "citing_cite": ("Cite", "Citar"),
    "citing_text": ("Text", "Texto"),
    "citing_all": ("All about this citation", "Todo sobre esta cita"),
    "citing_sources": (
        "The words are the sources': please cite them too. How, with their authors, stands at each of them.",
        "Las palabras son de las fuentes: cítelas también. Cómo, con sus autores, consta en cada una.",
    ),
    "citing_source": ("Source", "Fuente"),
    "citing_more": (
        "More sources stand behind this than are listed; its statements lead to all of them.",
        "Hay más fuentes detrás de las que se listan; sus enunciados llevan a todas.",
    ),
    "citing_what": ("What is cited", "Qué se cita"),
    "citing_address": ("Permanent address", "Dirección permanente"),
    "citing_permanent": (
        "This address names it for good. Whether it leads anywhere by itself depends on a redirect that is run "
        "elsewhere; this server has the same under its own paths.",
        "Esta dirección lo nombra para siempre. Que lleve por sí sola a algún lugar depende de una redirección que se "
        "administra en otra parte; este servidor lo tiene en sus propias rutas.",
    ),
    "citing_words": (
        "Each dataset and each record has a citation of its own, with the sources to cite beside it.",
        "Cada conjunto de datos y cada registro tiene su propia cita, con las fuentes que hay que citar también.",
    ),
    "taking_feed": ("The newest records and datasets", "Los registros y conjuntos de datos más recientes"),
    "taking_licence": ("Licence", "Licencia"),
    "taking_no_licence": ("not stated", "no se indica"),
    "taking_statements": ("Statements (RDF triples)", "Enunciados (tripletas RDF)"),
    "taking_triples": ("triples", "tripletas"),
    "taking_datasets": ("Datasets", "Conjuntos de datos"),
    "taking_years": (
        "Years of the interventions, where known",
        "Años de las intervenciones, cuando se conocen",
    ),
    "taking_places": ("Places that the datasets are about:", "Lugares de los que tratan los datos:"),
    "taking_one": ("Take this one", "Llévese este"),
    "taking_recommended": (
        "Everything, packed: N-Triples, which every RDF program reads. When in doubt, take it.",
        "Todo, comprimido: N-Triples, que lee cualquier programa de RDF. Si duda, llévese este.",
    ),
    "taking_table": ("A table for your spreadsheet", "Una tabla para su hoja de cálculo"),
    "taking_table_about": (
        "No RDF needed: each question can be taken as CSV, a few kilobytes.",
        "Sin saber de RDF: cada pregunta se puede llevar en CSV, de pocos kilobytes.",
    ),
    "taking_quads": (
        "Everything by file of origin (named graphs), disputed claims included, each marked as such.",
        "Todo según su archivo de origen (grafos con nombre), con las afirmaciones en disputa, marcadas como tales.",
    ),
    "taking_files": ("The files", "Los archivos"),
    "taking_whole": ("The whole", "Todo"),
    "taking_about_release": ("About the release", "Sobre la versión"),
    "taking_by_dataset": ("By dataset", "Por conjunto de datos"),
    "taking_dataset": ("What it says of itself", "Lo que dice de sí mismo"),
    "taking_page": ("Page {page} of {last}", "Página {page} de {last}"),
    "taking_previous": ("Previous datasets", "Conjuntos anteriores"),
    "taking_next": ("Next datasets", "Conjuntos siguientes"),
    "taking_format": ("Format", "Formato"),
    "taking_packed": ("Packed", "Comprimido"),
    "taking_gzip": ("yes, gzip", "sí, gzip"),
    "taking_plain": ("no", "no"),
    "taking_size": ("Size", "Tamaño"),
    "taking_verify": ("Verify what you took", "Verificar lo que se llevó"),
    "taking_verify_about": (
        "A checksum tells whether a file arrived whole and is the one that was released.",
        "Una huella dice si un archivo llegó completo y si es el que se publicó.",
    ),
    "taking_windows": (
        "Compare what it prints with the SHA-256 in the table above.",
        "Compare lo que muestra con el SHA-256 de la tabla de arriba.",
    ),
    "taking_verify_all": (
        "For a folder that holds all the files of the release.",
        "Para una carpeta que tiene todos los archivos de la versión.",
    ),
    "taking_broken": ("When the connection breaks off: go on", "Si se corta la conexión: continuar"),
    "taking_load": ("Load it into …", "Cargarlo en …"),
    "taking_load_about": (
        "The commands name this server and these files. “Tried” means that they were run as they stand on this page, "
        "with that version, and ended as told.",
        "Los comandos nombran este servidor y estos archivos. «Probado» quiere decir que se ejecutaron tal como están "
        "en esta página, con esa versión, y terminaron como se indica.",
    ),
    "taking_tried": ("tried with version {version}", "probado con la versión {version}"),
    "taking_not_tried": ("not tried by us", "no lo hemos probado"),
    "taking_expects": ("At the end it should say:", "Al final debe decir:"),
    "taking_virtuoso": (
        "The server must be running, and DirsAllowed in virtuoso.ini must name the folder. In Debian the command is "
        "isql-vt. Replace the user and password dba by your own.",
        "El servidor debe estar en marcha, y DirsAllowed en virtuoso.ini debe nombrar la carpeta. En Debian el comando "
        "es isql-vt. Cambie el usuario y la contraseña dba por los suyos.",
    ),
    "taking_fuseki": (
        "Then ask at http://localhost:3030/rightsgraph/sparql.",
        "Luego consulte en http://localhost:3030/rightsgraph/sparql.",
    ),
    "taking_graphdb": (
        "First make a repository named rightsgraph in the Workbench, without inference.",
        "Antes cree en el Workbench un repositorio llamado rightsgraph, sin inferencia.",
    ),
    "taking_qlever": (
        "Save this as Qleverfile in an empty folder, then: qlever get-data, qlever index, qlever start.",
        "Guárdelo como Qleverfile en una carpeta vacía y luego: qlever get-data, qlever index, qlever start.",
    ),
    "taking_r": (
        "The table of one question. Each question has its own address; choose one under Questions.",
        "La tabla de una pregunta. Cada pregunta tiene su propia dirección; elija una en Preguntas.",
    ),
    "taking_spreadsheet": (
        "Or by hand: Sheet, Link to External Data, paste the address; comma as separator, UTF-8.",
        "O a mano: Hoja, Enlazar a datos externos, pegue la dirección; coma como separador, UTF-8.",
    ),
    "taking_excel": (
        "Data, From Web, paste the address; choose 65001 (UTF-8) as origin and comma as delimiter.",
        "Datos, De la web, pegue la dirección; elija 65001 (UTF-8) como origen y coma como delimitador.",
    ),
    "taking_wikibase": (
        "A Wikibase does not take RDF in: it has items and properties of its own. What can be done: bring the CSV of a "
        "question into OpenRefine, match its columns with your items and properties, and let it write the edits "
        "(QuickStatements or directly). What cannot: our claims with their passages do not become references by "
        "themselves, and what is told as unknown has to be mapped by hand. Keep the norms of use in mind.",
        "Un Wikibase no recibe RDF: tiene sus propios elementos y propiedades. Lo que sí se puede: abrir el CSV de una "
        "pregunta en OpenRefine, conciliar sus columnas con los elementos y propiedades de usted, y dejar que escriba "
        "las ediciones (QuickStatements o directamente). Lo que no: nuestras afirmaciones con sus pasajes no se "
        "vuelven referencias por sí solas, y lo declarado desconocido hay que mapearlo a mano. Tenga presentes las "
        "normas de uso.",
    ),
    "taking_changes": ("What changed", "Qué cambió"),
    "taking_follows": ("This release follows", "Esta versión sigue a"),
    "taking_no_previous": (
        "The data name no earlier release, so nothing can be told here about what changed since.",
        "Los datos no nombran ninguna versión anterior, así que aquí no se puede decir qué cambió desde entonces.",
    ),
    "taking_withdrawn": (
        "Withdrawn from this release since: {number}.",
        "Retirado desde entonces de esta versión: {number}.",
    ),
}
