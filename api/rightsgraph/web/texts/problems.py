# SPDX-License-Identifier: Apache-2.0
"""What error pages say: by the error's class a title; what errors say of themselves has a table of its own."""

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
TEXTS: dict[str, tuple[str, str]] = {
    **{f"problem_{name}": both for name, both in TITLES.items()},
    "problem_try": ("What to try", "Qué puede probar"),
    "problem_seek": ("Look for it in words", "Búsquelo con palabras"),
    "problem_start": ("Begin at the start page", "Empiece por la página de inicio"),
    "problem_fewer": ("Ask for the same without anything chosen", "Pida lo mismo sin nada elegido"),
}
