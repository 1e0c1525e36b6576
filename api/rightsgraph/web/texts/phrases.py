# SPDX-License-Identifier: Apache-2.0
"""What errors say of themselves: English, as they say it, and Spanish. `{}` and `{0}`, `{1}` stand for what differs."""

PHRASES: tuple[tuple[str, str], ...] = (
    # A query that cannot be read.
    (
        "a query starts with SELECT, ASK, CONSTRUCT or DESCRIBE, after any PREFIX and BASE lines",
        "una consulta empieza con SELECT, ASK, CONSTRUCT o DESCRIBE, después de sus líneas PREFIX y BASE",
    ),
    (
        "{} at line {}, column {} uses a prefix that no PREFIX line declares",
        "{0}, en la línea {1}, columna {2}, usa un prefijo que ninguna línea PREFIX declara",
    ),
    (
        "a prefix is used that no PREFIX line declares, before line {}, column {}, at {}",
        "se usa un prefijo que ninguna línea PREFIX declara, antes de la línea {0}, columna {1}, en {2}",
    ),
    (
        "the query cannot be read at line {}, column {}, at its end",
        "la consulta no se entiende en la línea {0}, columna {1}, donde termina",
    ),
    (
        "the query cannot be read at line {}, column {}, at its end ({})",
        "la consulta no se entiende en la línea {0}, columna {1}, donde termina",
    ),
    (
        "the query cannot be read at line {}, column {}, at {}",
        "la consulta no se entiende en la línea {0}, columna {1}, en {2}",
    ),
    (
        "a backslash escapes nothing, at line {}, column {}",
        "una barra inversa no escapa nada, en la línea {0}, columna {1}",
    ),
    (
        "a string is not closed, or escapes wrongly, at line {}, column {}",
        "un texto entre comillas no se cierra, o escapa mal, en la línea {0}, columna {1}",
    ),
    # A query that may not run here, and what would help.
    (
        "the query has {} characters; at most {} are read",
        "la consulta tiene {0} caracteres; se leen como máximo {1}",
    ),
    (
        "Shorten the query, or take the dump and ask it locally.",
        "Acorte la consulta, o llévese los datos y consúltelos en su computadora.",
    ),
    (
        "SERVICE is refused: this endpoint does not ask that other endpoint",
        "SERVICE no se admite: este servidor no consulta a ese otro",
    ),
    (
        "Ask both endpoints yourself and join the answers, or load our dump beside the other data.",
        "Consulte usted a los dos y una las respuestas, o cargue nuestros datos junto a los otros.",
    ),
    ("{} is an update; this endpoint is read-only", "{0} cambia datos; aquí solo se pueden leer"),
    ("Ask with SELECT, ASK, CONSTRUCT or DESCRIBE.", "Consulte con SELECT, ASK, CONSTRUCT o DESCRIBE."),
    ("brackets are nested more than {} deep", "hay más de {0} niveles de paréntesis o llaves"),
    ("Flatten the query, or ask it in parts.", "Quite niveles a la consulta, o hágala por partes."),
    ("a name has more than {} characters", "un nombre tiene más de {0} caracteres"),
    ("Write the IRI in full.", "Escriba el IRI completo."),
    (
        "the query has more than {} operators, patterns and groups",
        "la consulta tiene más de {0} operadores, patrones y grupos",
    ),
    (
        "Use VALUES for long lists of terms, or ask in parts.",
        "Use VALUES para listas largas de términos, o consulte por partes.",
    ),
    (
        "{} can be read as an IRI or as two comparisons",
        "{0} se puede leer como un IRI o como dos comparaciones",
    ),
    (
        "Put a space after a less-than sign, or shorten the IRI with a PREFIX.",
        "Deje un espacio después del signo menor que, o acorte el IRI con un PREFIX.",
    ),
    (
        "a code point is escaped outside strings and IRIs, at line {}, column {}",
        "se escapa un carácter fuera de textos e IRI, en la línea {0}, columna {1}",
    ),
    ("Write the character itself.", "Escriba el carácter mismo."),
    # A query that was stopped.
    (
        "the query was stopped after {} seconds, the most that one may take here",
        "la consulta se detuvo a los {0} segundos, lo máximo que una puede tardar aquí",
    ),
    (
        "Ask for less at once, or take the dump and ask it locally.",
        "Pida menos de una vez, o llévese los datos y consúltelos en su computadora.",
    ),
    (
        "the query needed more than {} MB of memory, the most that one may take here",
        "la consulta necesitó más de {0} MB de memoria, lo máximo que una puede usar aquí",
    ),
    (
        "Ask for less at once: join what stands side by side, sort less, or take the dump and ask it locally.",
        "Pida menos de una vez: una lo que está suelto, ordene menos, o llévese los datos y consúltelos en su equipo.",
    ),
    (
        "the answer has more than {} MB, the most that is given here",
        "la respuesta pasa de {0} MB, lo máximo que se da aquí",
    ),
    ("Ask with LIMIT and OFFSET, or take the dump.", "Consulte con LIMIT y OFFSET, o llévese los datos."),
    ("as many queries run and wait here as are let", "aquí ya se ejecutan y esperan tantas consultas como se admiten"),
    ("Ask again in {} seconds or more.", "Vuelva a pedirlo en {0} segundos o más."),
    (
        "the release has just been replaced by another, which is being opened",
        "la versión acaba de ser reemplazada por otra, que se está abriendo",
    ),
    (
        '{}: a pattern with the whole literal, as "…"@en, or FILTER(?label = "…"@en)',
        '{0}: un patrón con el literal completo, como "…"@es, o FILTER(?label = "…"@es)',
    ),
    (
        "{}: VALUES with the terms as they stand in the data, where the variable is always bound",
        "{0}: VALUES con los términos como están en los datos, si la variable siempre tiene valor",
    ),
    ("{}: a sub-select with DISTINCT", "{0}: una subconsulta con DISTINCT"),
    ("{}: MINUS, with a shared variable", "{0}: MINUS, con una variable en común"),
    ("{}: FILTER NOT EXISTS instead of OPTIONAL and !BOUND", "{0}: FILTER NOT EXISTS en lugar de OPTIONAL y !BOUND"),
    # A request that breaks the protocol.
    ("updates are refused: this endpoint is read-only", "no se admiten cambios: aquí solo se puede leer"),
    ("more than one query was sent; send one", "se envió más de una consulta; envíe una"),
    (
        "no query was sent; put it in the parameter `query`, or in the body",
        "no se envió ninguna consulta; póngala en el parámetro `query` o en el cuerpo de la petición",
    ),
    ("not an absolute IRI of a graph: {}", "no es un IRI absoluto de un grafo: {0}"),
    ("the parameters are not percent-encoded UTF-8", "los parámetros no son UTF-8 codificado con porcentajes"),
    ("the query is not UTF-8", "la consulta no es UTF-8"),
    ("the Host header names no host", "el encabezado Host no nombra ningún servidor"),
    ("at most {} bytes are read", "se leen como máximo {0} bytes"),
    ("a body of type {} is not read; read are {}", "no se lee un cuerpo de tipo {0}; se leen {1}"),
    ("no answer in {}; on offer are {}", "no hay respuesta en {0}; se ofrecen {1}"),
    ("{} is not a known format; known are {}", "{0} no es un formato conocido; se conocen {1}"),
    (
        "this graph cannot be written in {}: {}",
        "este grafo no se puede escribir en {0}: {1}",
    ),
    (
        "it holds a character that XML cannot; take JSON, CSV or TSV",
        "contiene un carácter que XML no admite; llévese JSON, CSV o TSV",
    ),
    ("{} {}: Method Not Allowed", "{0} no se admite en {1}"),
    # What is not here.
    ("nothing is said about {}", "no se dice nada sobre {0}"),
    ("{} {}: Not Found", "no hay nada en {1}"),
    ("{} was withdrawn on {}", "{0} se retiró el {1}"),
    (
        "no named query is called {}; near to it are {}; all are listed at /queries/",
        "ninguna consulta se llama {0}; se parecen {1}; todas están en /queries/",
    ),
    (
        "no named query is called {}; all are listed at /queries/",
        "ninguna consulta se llama {0}; todas están en /queries/",
    ),
    ("release {} is not held here; held are {}", "la versión {0} no está aquí; están {1}"),
    ("{} is told on this machine alone", "{0} solo se muestra en esta misma máquina"),
    ("the fault is in the server's log", "el fallo queda en el registro del servidor"),
    # A parameter with a value that it cannot have.
    ("{}: {} is expected, not {}; try {}", "{0}: se espera {1}, no {2}; pruebe {3}"),
    ("{}: {} is expected, not {}", "{0}: se espera {1}, no {2}"),
    ("at most {} interventions", "como máximo {0} intervenciones"),
    ("at most {} letters", "como máximo {0} letras"),
    ("at most {} values", "como máximo {0} valores"),
    ("a number from {} to {}", "un número de {0} a {1}"),
    ("a whole number from {} to {}", "un número entero de {0} a {1}"),
    ("a whole number", "un número entero"),
    ("a day as YYYY-MM-DD", "un día como AAAA-MM-DD"),
    ("a year, a month or a day", "un año, un mes o un día"),
    ("a language tag as en or es-PE", "una etiqueta de idioma como en o es-PE"),
    ("a language that names are given in", "un idioma en el que se dan los nombres"),
    ("a text of at most {} characters", "un texto de {0} caracteres como máximo"),
    ("a way to show this answer", "una forma de mostrar esta respuesta"),
    (
        "an absolute IRI, or a name with a prefix of the query",
        "un IRI absoluto, o un nombre con un prefijo de la consulta",
    ),
    ("no such parameter of a query that gives no rows", "ningún parámetro así, pues la consulta no da filas"),
    ("one of its values", "uno de sus valores"),
    ("one of “{}”", "uno de los valores de la lista"),
    ("one value", "un solo valor"),
    ("the short name of an intervention", "el nombre corto de una intervención"),
)
