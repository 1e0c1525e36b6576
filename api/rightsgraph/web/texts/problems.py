# SPDX-License-Identifier: Apache-2.0
"""What error pages say, by the error's class: a title, and where the error's own words are English a sentence."""

# Titles are those of problem+json too, there in English.
TITLES: dict[str, tuple[str, str]] = {
    "AnswerTooLarge": ("The answer is too large", "La respuesta es demasiado grande"),
    "BadParameter": ("A parameter cannot have this value", "Un parámetro no puede tener este valor"),
    "BadRequest": ("The request breaks the protocol", "La petición no sigue el protocolo"),
    "BodyTooLarge": ("The request is too large", "La petición es demasiado grande"),
    "MethodNotAllowed": ("This method is not allowed here", "Este método no se admite aquí"),
    "NotAcceptable": ("No such format", "Ese formato no existe"),
    "OnlyLocal": ("This is not told here", "Esto no se muestra aquí"),
    "QueryFailed": ("The query could not be finished", "La consulta no se pudo terminar"),
    "QueryRefused": ("The query may not run here", "La consulta no se puede ejecutar aquí"),
    "QuerySyntaxError": ("The query is not SPARQL 1.1", "La consulta no es SPARQL 1.1"),
    "QueryTooGreedy": ("The query needs too much memory", "La consulta necesita demasiada memoria"),
    "QueryTooSlow": ("The query takes too long", "La consulta tarda demasiado"),
    "ReleaseCorrupt": ("The file is not as it was released", "El archivo no está como se publicó"),
    "ReleaseReplaced": ("Another release is being opened", "Se está abriendo otra versión"),
    "ServiceBusy": ("Too many queries at once", "Demasiadas consultas a la vez"),
    "Unforeseen": ("Something went wrong here, not with you", "Algo falló aquí, no es culpa suya"),
    "UnknownFormat": ("No such format", "Ese formato no existe"),
    "UnknownQuery": ("There is no such query", "Esa consulta no existe"),
    "UnknownRelease": ("This release is not held here", "Esta versión no está aquí"),
    "UnknownResource": ("Nothing is known of this", "No se sabe nada de esto"),
    "UnsupportedMedia": ("This kind of body is not read", "Este tipo de contenido no se lee"),
    "Unwritable": ("Not in this format", "No en este formato"),
    "Withdrawn": ("This was withdrawn", "Esto se retiró"),
}
# What an error says of itself is English; in other languages these say it, with what it carries in place of its name.
DETAILS: dict[str, dict[str, str]] = {
    "es": {
        "AnswerTooLarge": "La respuesta pasa de {megabytes} MB, lo máximo que se da aquí.",
        "BadParameter": "«{got}» no sirve para «{parameter}».",
        "BodyTooLarge": "Se leen como máximo {limit} bytes.",
        "MethodNotAllowed": "{method} no se admite en {path}.",
        "QueryFailed": "El motor no pudo terminar una consulta que había aceptado.",
        "QueryTooGreedy": "La consulta necesitó más de {megabytes} MB de memoria, lo máximo que una puede usar aquí.",
        "QueryTooSlow": "La consulta se detuvo a los {seconds} segundos, lo máximo que una puede tardar aquí.",
        "ReleaseReplaced": "La versión acaba de ser reemplazada por otra, que se está abriendo.",
        "ServiceBusy": "Aquí ya se ejecutan y esperan tantas consultas como se admiten. Pruebe en un momento.",
        "Unforeseen": "El fallo queda en el registro del servidor.",
        "UnknownQuery": "Ninguna consulta se llama así; todas están en «Preguntas».",
        "UnknownRelease": "La versión «{version}» no está aquí.",
        "UnknownResource": "No se dice nada sobre {iri}.",
        "Withdrawn": "{iri} se retiró el {date}.",
    }
}
TEXTS: dict[str, tuple[str, str]] = {
    **{f"problem_{name}": both for name, both in TITLES.items()},
    "problem_words": ("In the program's words:", "En palabras del programa:"),
    "problem_try": ("What to try", "Qué puede probar"),
    "problem_seek": ("Look for it in words", "Búsquelo con palabras"),
    "problem_start": ("Begin at the start page", "Empiece por la página de inicio"),
    "problem_fewer": ("Ask for the same without anything chosen", "Pida lo mismo sin nada elegido"),
}
