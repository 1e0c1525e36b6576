# SPDX-License-Identifier: Apache-2.0
"""What the checks that are no shapes say, in both languages: one table, by rule."""

from collections.abc import Mapping

MESSAGES = {
    "syntax": ("{reason}", "no se puede leer: {reason}"),
    "syntax-bom": (
        "an invisible mark (BOM) stands here, as some editors leave it where files are joined: delete it",
        "aquí hay una marca invisible (BOM), como la que dejan algunos editores al unir archivos: bórrela",
    ),
    "syntax-spreadsheet": (
        "this is a spreadsheet or an office file with another name: export it and write it as Turtle",
        "esto es una hoja de cálculo o un archivo de oficina con otro nombre: expórtelo y escríbalo en Turtle",
    ),
    "syntax-utf-16": (
        "the file is UTF-16 text (“Unicode” in Notepad): save it as UTF-8",
        "el archivo es texto UTF-16 (“Unicode” en el Bloc de notas): guárdelo como UTF-8",
    ),
    "syntax-encoding": (
        "the file is not UTF-8 text, probably Windows or Latin-1 (this would be “{letter}”): save it as UTF-8",
        "el archivo no es texto UTF-8, quizá es Windows o Latin-1 (esto sería “{letter}”): guárdelo como UTF-8",
    ),
    "syntax-html": (
        "this is a web page, not Turtle: perhaps the page was saved in place of the file. Download the raw file",
        "esto es una página web y no Turtle: quizá se guardó la página en vez del archivo. Descargue el archivo mismo",
    ),
    "syntax-xml": (
        "this is XML, not Turtle: convert it, or name it .rdf if it is RDF/XML",
        "esto es XML y no Turtle: conviértalo, o nómbrelo .rdf si es RDF/XML",
    ),
    "syntax-json": (
        "this is JSON, not Turtle: convert it, or name it .jsonld if it is JSON-LD",
        "esto es JSON y no Turtle: conviértalo, o nómbrelo .jsonld si es JSON-LD",
    ),
    "syntax-bare-iri": (
        "an IRI stands in angle brackets: write <{word}:...>",
        "un IRI va entre signos menor y mayor: escriba <{word}:...>",
    ),
    "syntax-prefix": (
        "the prefix {name}: is not declared. Add a line `@prefix {name}: <...> .` at the top, or mend the name",
        "el prefijo {name}: no está declarado. Agregue arriba una línea `@prefix {name}: <...> .`, o corrija el nombre",
    ),
    "syntax-prefix-known": (
        "the prefix {name}: is not declared in this file. Add this line at the top: `@prefix {name}: <{iri}> .`",
        "el prefijo {name}: no está declarado en este archivo. Agregue arriba esta línea: `@prefix {name}: <{iri}> .`",
    ),
    "syntax-prefix-near": (
        "the prefix {name}: is not declared. For {known}: the line to add is `@prefix {known}: <{iri}> .`",
        "el prefijo {name}: no está declarado. Para {known}: la línea que falta es `@prefix {known}: <{iri}> .`",
    ),
    "syntax-prefix-dot": (
        "a declaration with @prefix or @base ends with a dot: put “ .” at the end of line {line}",
        "una declaración con @prefix o @base termina en punto: ponga “ .” al final de la línea {line}",
    ),
    "syntax-prefix-colon": (
        "the name of a prefix ends with a colon: write @prefix ex: <https://...> .",
        "el nombre de un prefijo termina en dos puntos: escriba @prefix ex: <https://...> .",
    ),
    "syntax-prefix-brackets": (
        "the IRI of a @prefix or @base stands in angle brackets: <https://...>",
        "el IRI de @prefix o @base va entre signos menor y mayor: <https://...>",
    ),
    "syntax-no-dot-here": (
        "PREFIX and BASE without @ have no dot: delete it, or write @prefix",
        "PREFIX y BASE sin @ no llevan punto: bórrelo, o escriba @prefix",
    ),
    "syntax-dot": (
        "a dot is missing before this: put “ .” at the end of line {line}, or “ ;” if this goes on about the same",
        "falta un punto antes de esto: ponga “ .” al final de la línea {line}, o “ ;” si se sigue hablando de lo mismo",
    ),
    "syntax-two-values": (
        "something is missing before this: a comma between two values, a semicolon before another property, or a dot",
        "falta algo antes de esto: una coma entre dos valores, un punto y coma antes de otra propiedad, o un punto",
    ),
    "syntax-stray-dot": (
        "this dot ends nothing: delete it",
        "este punto no termina nada: bórrelo",
    ),
    "syntax-stray": (
        "this sign is one too many, or stands behind the dot that ends the statement: delete it, or that dot",
        "este signo sobra, o está detrás del punto que termina la afirmación: bórrelo, o borre ese punto",
    ),
    "syntax-bracket-closed": (
        "this bracket closes nothing: delete it, or open it before",
        "este paréntesis o corchete no cierra nada: bórrelo, o ábralo antes",
    ),
    "syntax-bracket-open": (
        "a bracket was opened and not closed: put “]” before this",
        "se abrió un corchete y no se cerró: ponga “]” antes de esto",
    ),
    "syntax-graph": (
        "curly brackets are no Turtle: one file is one graph, so leave them out",
        "las llaves no son de Turtle: un archivo es un grafo, así que retírelas",
    ),
    "syntax-caret": (
        'a datatype follows two carets: write "..."^^xsd:date',
        'el tipo de dato va tras dos acentos circunflejos: escriba "..."^^xsd:date',
    ),
    "syntax-text-subject": (
        "a text cannot be what a statement is about: perhaps a comma is missing before it, or a quote too many",
        "un texto no puede ser de lo que trata una afirmación: quizá falta una coma antes, o sobra una comilla",
    ),
    "syntax-bare-word": (
        "“{word}” is neither a name nor a text: give it a prefix (rg:{word}), or put a text in quotes",
        "“{word}” no es un nombre ni un texto: póngale un prefijo (rg:{word}), o ponga el texto entre comillas",
    ),
    "syntax-boolean": (
        "true and false are written in small letters, not {word}",
        "true y false se escriben en minúsculas, no {word}",
    ),
    "syntax-number": (
        "a number is followed by “{word}”: put the whole in quotes if it is a text or a code",
        "a un número le sigue “{word}”: póngalo todo entre comillas si es un texto o un código",
    ),
    "syntax-date": (
        'a date stands in quotes with its datatype: "2010-07-18"^^xsd:date',
        'una fecha va entre comillas con su tipo de dato: "2010-07-18"^^xsd:date',
    ),
    "syntax-quote": (
        'the text ended at the quote before this: write \\" for a quote within a text',
        'el texto terminó en la comilla anterior: escriba \\" para una comilla dentro de un texto',
    ),
    "syntax-smart-quote": (
        'texts stand in straight quotes, not in {word}: write "..."',
        'los textos van entre comillas rectas, no con {word}: escriba "..."',
    ),
    "syntax-string": (
        'the text that opens here is not closed on its line: add the quote, or use three (""") for several lines',
        'el texto que se abre aquí no se cierra en su línea: agregue la comilla, o use tres (""") para varias líneas',
    ),
    "syntax-long-string": (
        "the text that opens here with three quotes is not closed where it should be: close it with three quotes",
        "el texto que se abre aquí con tres comillas no se cierra donde debería: ciérrelo con tres comillas",
    ),
    "syntax-iri": (
        "the IRI that opens here is not closed: put “>” at its end",
        "el IRI que se abre aquí no se cierra: ponga “>” al final",
    ),
    "syntax-space-in-iri": (
        "an IRI has no spaces: write %20 for each, or take them out; “<” opens an IRI",
        "un IRI no lleva espacios: escriba %20 por cada uno, o retírelos; “<” abre un IRI",
    ),
    "syntax-tab-in-iri": (
        "a tab stands in this IRI, perhaps pasted from a table: take it out",
        "hay un tabulador en este IRI, quizá pegado de una tabla: retírelo",
    ),
    "syntax-relative-iri": (
        "this IRI is not whole: write it from https:// on, or declare a @base",
        "este IRI no está completo: escríbalo desde https://, o declare un @base",
    ),
    "syntax-percent": (
        "a % in a name is followed by two hexadecimal figures, such as %20; write \\% for the sign itself",
        "al % de un nombre le siguen dos cifras hexadecimales, como %20; escriba \\% para el signo mismo",
    ),
    "syntax-slash": (
        "a name with a prefix has no “/”: write \\/ or the whole IRI in angle brackets",
        "un nombre con prefijo no lleva “/”: escriba \\/ o el IRI completo entre signos menor y mayor",
    ),
    "syntax-parenthesis": (
        "a name has no parentheses: write \\( and \\), or the whole IRI in angle brackets",
        "un nombre no lleva paréntesis: escriba \\( y \\), o el IRI completo entre signos menor y mayor",
    ),
    "syntax-comment": (
        "a comment starts with #, not with //",
        "un comentario empieza con #, no con //",
    ),
    "syntax-windows-path": (
        "this is a path of Windows: its backslashes must be doubled in a text, and it is no IRI "
        "(a file's IRI is <file:///C:/...>). What lies on one machine helps nobody else: leave it out if you can",
        "esta es una ruta de Windows: en un texto sus barras invertidas van dobles, y no es un IRI "
        "(el de un archivo es <file:///C:/...>). Lo que está en una sola computadora no le sirve a nadie más: "
        "si puede, retírela",
    ),
    "syntax-escape": (
        "{word} means nothing in a text: write two backslashes for one",
        "{word} no significa nada en un texto: escriba dos barras invertidas para una",
    ),
    "syntax-escape-u": (
        "\\u is followed by four hexadecimal figures of a letter, \\U by eight: write the letter itself instead",
        "a \\u le siguen cuatro cifras hexadecimales de una letra, a \\U ocho: escriba más bien la letra misma",
    ),
    "syntax-end": (
        "the file ends in the middle of a statement: is its dot missing, or was the file cut off?",
        "el archivo termina a mitad de una afirmación: ¿falta el punto, o se cortó el archivo?",
    ),
    "syntax-no-property": (
        "a property and its value are missing before this",
        "faltan una propiedad y su valor antes de esto",
    ),
    "syntax-no-value": (
        "a value is missing before this, or a bracket “)” that closes a list",
        "falta un valor antes de esto, o un paréntesis “)” que cierre una lista",
    ),
    "syntax-a": (
        "the short form of rdf:type is a small a",
        "la forma corta de rdf:type es una a minúscula",
    ),
    "syntax-predicate": (
        "{word} is no property: a property is an IRI or a name with a prefix. Perhaps one is missing before it",
        "{word} no es una propiedad: una propiedad es un IRI o un nombre con prefijo. Quizá falta una antes",
    ),
    "syntax-language-underscore": (
        "a language tag has a hyphen, not an underscore: @es-PE",
        "una etiqueta de idioma lleva guion, no guion bajo: @es-PE",
    ),
    "syntax-language": (
        "this is no language tag: it stands right behind the quote, in letters, such as @en or @es",
        "esto no es una etiqueta de idioma: va pegada a la comilla, con letras, como @en o @es",
    ),
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
        "{name} is declared nowhere; see ontology/ for the terms there are",
        "{name} no está declarado; vea en ontology/ los términos que existen",
    ),
    "unknown-resource": (
        "nothing is said about {name}: the link would lead nowhere. Describe it, or mend its name",
        "no se dice nada de {name}: el enlace no llevaría a ninguna parte. Descríbalo o corrija el nombre",
    ),
    "unknown-standard-term": (
        "{name} is no term of its standard, so programs would pass over it: mend its name",
        "{name} no es un término de su estándar y los programas lo pasarían por alto: corrija el nombre",
    ),
    "misspelt-namespace": (
        "<{namespace}> is not how this vocabulary is written: all its terms here would mean nothing. Mend the IRI",
        "<{namespace}> no es como se escribe este vocabulario: aquí sus términos no significarían nada. Corrija el IRI",
    ),
    "ill-typed": (
        "“{text}” is no {type}: mend the value or its datatype",
        "“{text}” no es un {type}: corrija el valor o su tipo de dato",
    ),
    "language-tag": (
        "@{tag} names no language as BCP 47 has them: write @en, @es or another tag from its registry",
        "@{tag} no nombra ningún idioma según BCP 47: escriba @en, @es u otra etiqueta de su registro",
    ),
    "disputed-claim": (
        "a disputed claim stands in a file named {name}, apart from what is accepted",
        "una afirmación en disputa va en un archivo {name}, aparte de lo aceptado",
    ),
    "unknown-shacl-term": (
        "{name} is no term of SHACL: it would be passed over in silence. Mend its name",
        "{name} no es un término de SHACL: se pasaría por alto. Corrija el nombre",
    ),
    "shape-without-target": (
        "this shape has no target and no shape refers to it: it never runs. Give it a target such as sh:targetClass",
        "esta forma no tiene destino y ninguna otra la usa: nunca se aplicaría. Dele sh:targetClass u otro destino",
    ),
    "no-shapes": (
        "there are no shapes, so nothing would be checked: add a sh:NodeShape with a target",
        "no hay ninguna forma, así que no se verificaría nada: agregue un sh:NodeShape con un destino",
    ),
    "no-class": (
        "{value} is no class that is declared or used, so this rule would find nothing: mend its name, or declare it",
        "{value} no es una clase declarada ni usada; esta regla no encontraría nada: corrija el nombre o declárela",
    ),
    "recursive-shape": (
        "with {name} this shape comes back to itself, and engines differ in what that means: take the reference out",
        "con {name} esta forma vuelve a sí misma, y cada motor lo entiende a su manera: retire la referencia",
    ),
    "property-without-path": (
        "what {name} names has no sh:path, so it looks at nothing: give it one, or mend the name",
        "lo que nombra {name} no tiene sh:path y no mira nada: póngale uno, o corrija el nombre",
    ),
    "not-an-iri": (
        "{name} takes an IRI, without quotes, such as xsd:date or rg:Intervention",
        "{name} lleva un IRI, sin comillas, como xsd:date o rg:Intervention",
    ),
    "not-a-list": (
        "{name} takes a list in parentheses, as in ( ex:a ex:b )",
        "{name} lleva una lista entre paréntesis, como ( ex:a ex:b )",
    ),
    "not-a-count": (
        "{name} takes a whole number without quotes, as in {name} 1",
        "{name} lleva un número entero sin comillas, como {name} 1",
    ),
    "not-a-boolean": (
        "{name} takes true or false, without quotes",
        "{name} lleva true o false, sin comillas",
    ),
    "limits-crossed": (
        "{name} {least} is more than {other} {most}, so nothing could ever conform: mend one of them",
        "{name} {least} es más que {other} {most}, así que nada podría cumplirlo: corrija uno de los dos",
    ),
    "said-twice": (
        "{name} is given twice here, and engines differ in which they take: keep one",
        "{name} aparece dos veces aquí, y cada motor toma uno distinto: deje uno solo",
    ),
    "two-messages": (
        "two messages of one language ({language}): keep one a language",
        "dos mensajes en un mismo idioma ({language}): deje uno por idioma",
    ),
    "select-without-this": (
        "a query of a shape must give $this, the node it is about: write SELECT $this ...",
        "la consulta de una forma debe dar $this, el nodo del que trata: escriba SELECT $this ...",
    ),
    "bad-pattern": (
        "this is no regular expression that the engine can read; mind open brackets, and that (?=...) is not known. "
        "It says: {reason}",
        "esta no es una expresión regular que el motor pueda leer; vea los paréntesis, y que no admite (?=...). "
        "Dice: {reason}",
    ),
    "bad-select": (
        "this query cannot be read: mend its SPARQL, and see that sh:prefixes declares each prefix. "
        "The engine says: {reason}",
        "esta consulta no se puede leer: corrija su SPARQL y vea que sh:prefixes declare cada prefijo. "
        "El motor dice: {reason}",
    ),
    "shape-cannot-run": (
        "the engine cannot run this shape: mend what it says: {reason}",
        "el motor no puede aplicar esta forma: corrija lo que dice: {reason}",
    ),
    "evidence-target": (
        "this property needs evidence, but no shape looks at it: add it to EvidenceShape's targets",
        "esta propiedad necesita evidencia, pero ninguna forma la mira: agréguela a EvidenceShape",
    ),
    "unknown-region": (
        "ISO 3166 has no code {code}, so this names no country or region. Look the place up by its name; "
        "the nearest codes are {nearest}",
        "ISO 3166 no tiene el código {code}: así no se nombra ningún país ni región. Busque el lugar por su nombre; "
        "los códigos más parecidos son {nearest}",
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
    "progress-reading": ("reading the files", "leyendo los archivos"),
    "progress-looking": ("looking at terms, texts and shapes", "revisando términos, textos y formas"),
    "progress-adversary": ("trying what an adversary would", "probando lo que probaría un adversario"),
    "progress-shapes": ("running the shapes on {count} triples", "aplicando las formas a {count} triples"),
    "watching": (
        "watching {name} for changes; stop with Ctrl+C",
        "a la espera de cambios en {name}; termine con Ctrl+C",
    ),
    "withdrawal": (
        "{path}: {records} record(s) and {count} statement(s) go",
        "{path}: se retiran {records} registro(s) y {count} enunciado(s)",
    ),
    "withdrawal-file": ("  {name}: {count} statement(s)", "  {name}: {count} enunciado(s)"),
    "withdrawal-record": ("  {iri}", "  {iri}"),
    "withdrawal-named": (
        "these stay and tell a name of what goes; reword them by hand: {names}",
        "estos quedan y dicen algún nombre de lo que se retira; cámbielos a mano: {names}",
    ),
    "withdrawal-unknown": ("{path}: nothing is said about it here", "{path}: aquí no se dice nada de ello"),
    "withdrawal-before": ("{path}: it was withdrawn here before", "{path}: aquí ya se había retirado"),
    "withdrawal-resumed": (
        "{path}: a withdrawal that had been interrupted was finished",
        "{path}: se terminó un retiro que había quedado a medias",
    ),
    "withdrawal-dry": ("nothing was changed (--dry-run)", "no se cambió nada (--dry-run)"),
    "withdrawal-done": (
        "withdrawn; what serves a changed release answers 410 within seconds, what is built from content from then on",
        "retirado; quien sirve una versión cambiada responde 410 en segundos; lo que se construya desde ahora, también",
    ),
    "withdrawal-history": (
        "git still holds what was withdrawn: CONTRIBUTING.md says how to clear its history",
        "git aún guarda lo retirado: CONTRIBUTING.md dice cómo limpiar su historial",
    ),
    "changed": (
        "only what differs from {ref} was checked: {triples} triple(s) in {files} file(s), {nodes} node(s) affected",
        "solo se revisó lo que difiere de {ref}: {triples} tripleta(s) en {files} archivo(s), afectan {nodes} nodo(s)",
    ),
    "changed-nothing": (
        "nothing differs from {ref}: there was nothing to look at",
        "nada difiere de {ref}: no había nada que revisar",
    ),
    "changed-shapes": (
        "everything was checked, because the shapes changed",
        "se revisó todo, porque cambiaron las reglas (shapes)",
    ),
    "changed-base": (
        "everything was checked, because the base of the IRIs changed (void:uriSpace)",
        "se revisó todo, porque cambió la base de los IRI (void:uriSpace)",
    ),
    "changed-classes": (
        "everything was checked, because the change declares or moves a class: {name}",
        "se revisó todo, porque el cambio declara o mueve una clase: {name}",
    ),
    "changed-class-unused": (
        "everything was checked, because nothing is of this class any more, which the shapes use: {name}",
        "se revisó todo, porque ya nada es de esta clase, que usan las reglas: {name}",
    ),
    "changed-unbounded": (
        "everything was checked, because it cannot be told what this rule looks at: {name}",
        "se revisó todo, porque no se puede saber qué mira esta regla: {name}",
    ),
    "changed-unread": (
        "everything was checked, because a file that did not change cannot be read as git has it: {name}",
        "se revisó todo, porque un archivo que no cambió no se puede leer como lo tiene git: {name}",
    ),
    "changed-unknown": (
        "everything was checked, because a file that did not change uses a term that nothing declares: {name}",
        "se revisó todo, porque un archivo que no cambió usa un término que nada declara: {name}",
    ),
    "changed-nameless": (
        "everything was checked, because the change affects a node without an IRI",
        "se revisó todo, porque el cambio afecta a un nodo sin IRI",
    ),
    "changed-much": (
        "everything was checked, because the change affects half of the files or more",
        "se revisó todo, porque el cambio afecta a la mitad de los archivos o más",
    ),
    "changed-policies": (
        "everything was checked, because the policies that make values coarser changed, or stand in more than one file",
        "se revisó todo, porque cambiaron las políticas de generalización, o están en más de un archivo",
    ),
    "changed-generalised": (
        "everything was checked, because a policy makes values coarser: {name}",
        "se revisó todo, porque una política generaliza valores: {name}",
    ),
    "generalised": (
        "what was checked is what would be published: {count} value(s) made coarser by {policies}",
        "se revisó lo que se publicaría: {count} valor(es) generalizado(s) por {policies}",
    ),
    "not-generalised-date": (
        '{policy} wants this date coarser, and it cannot be read as one: write it as "2008-10-15"^^xsd:date',
        '{policy} pide generalizar esta fecha, y no se puede leer como tal: escríbala como "2008-10-15"^^xsd:date',
    ),
    "not-generalised-region": (
        "{policy} wants the region of this place, and nothing says which: describe it with dcterms:isPartOf, up to a "
        "place whose skos:notation is the code of a region",
        "{policy} pide la región de este lugar, y nada dice cuál es: descríbalo con dcterms:isPartOf, hasta un lugar "
        "cuyo skos:notation sea el código de una región",
    ),
    "not-generalised-country": (
        "{policy} wants the country of this place, and nothing says which: describe it with dcterms:isPartOf, up to a "
        "place whose skos:notation is the code of a country",
        "{policy} pide el país de este lugar, y nada dice cuál es: descríbalo con dcterms:isPartOf, hasta un lugar "
        "cuyo skos:notation sea el código de un país",
    ),
    "not-generalised-count": (
        "{policy} wants a band for this count, and it cannot be read as a number of people",
        "{policy} pide una banda para este conteo, y no se puede leer como un número de personas",
    ),
    "cut-short": (
        "the shapes find more than the {most} results that are told here: mend those, and check again",
        "las formas encuentran más que los {most} resultados que se muestran: corríjalos y verifique de nuevo",
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
    "adversary-person": (
        "somebody can be tied to a population ({breaks}): {path}. Remove the person; say what organisations or "
        "groups did",
        "se puede unir a alguien con una población ({breaks}): {path}. Retire a la persona; diga qué hicieron las "
        "organizaciones o los grupos",
    ),
    "adversary-membership": (
        "a membership, post or affiliation ties somebody to a population ({breaks}): {path}. Remove it and the person",
        "una membresía, un cargo o una filiación une a alguien con una población ({breaks}): {path}. Retírela, y "
        "también "
        "a la persona",
    ),
    "adversary-named-person": (
        "a text names a person near a population ({breaks}): {path}. Take the name out; say the role",
        "un texto nombra a una persona cerca de una población ({breaks}): {path}. Retire el nombre; indique el rol",
    ),
    "adversary-authorship": (
        "the authors of a source meet a community organisation by its name, and would be taken for its members "
        "({breaks}): {path}. Leave the organisation unnamed, or rest what is said of it on a source without authors",
        "la autoría de una fuente se cruza con una organización comunitaria nombrada, y se le tomaría por integrante "
        "({breaks}): {path}. Deje sin nombre a la organización, o apoye lo que se dice de ella en una fuente sin "
        "autoría",
    ),
    "adversary-shared-place": (
        "somebody shares a place or a day with a population ({breaks}): {path}. Remove the person, or the place or day",
        "alguien comparte un lugar o un día con una población ({breaks}): {path}. Retire a la persona, o el lugar "
        "o el día",
    ),
    "adversary-few-people": (
        "this tells of {number} people, fewer than ten ({breaks}): {path}. Leave the figure out, or join it with "
        "others",
        "esto revela a {number} persona(s), menos de diez ({breaks}): {path}. No publique la cifra, o júntela con "
        "otras",
    ),
    "adversary-few-left": (
        "a total less its parts leaves {number} people, fewer than ten ({breaks}): {path}. Leave the total or a "
        "part out",
        "un total menos sus partes deja {number} persona(s), menos de diez ({breaks}): {path}. No publique el "
        "total o una "
        "de las partes",
    ),
    "adversary-identifier": (
        "an IRI tells how many, when or whom ({breaks}): “{part}” in {path}. Name the record after what it is",
        "un IRI dice cuántas, cuándo o quién ({breaks}): “{part}” en {path}. Nombre el registro por lo que es",
    ),
    "adversary-named-identifier": (
        "an IRI holds the name of an author ({breaks}): “{part}” in {path}. Name the record after what it is about",
        "un IRI lleva el nombre de una autora o un autor ({breaks}): “{part}” en {path}. Nombre el registro por su "
        "tema",
    ),
    "adversary-exact-day": (
        "the exact day on which people of a population met in a region ({breaks}): {path}. Give the month or the year",
        "el día exacto en que se reunieron personas de una población en una región ({breaks}): {path}. Dé el mes o "
        "el año",
    ),
    "adversary-birth-date": (
        "a date of birth or death finds a person in any register ({breaks}): {path}. Remove it",
        "una fecha de nacimiento o muerte ubica a una persona en cualquier registro ({breaks}): {path}. Retírela",
    ),
    "adversary-finer-date": (
        "a policy makes this date coarser, and another place tells it finer ({breaks}): {path}. Make that coarser too",
        "una política generaliza esta fecha, y otro lugar la da con más detalle ({breaks}): {path}. Generalícela "
        "también ahí",
    ),
    "adversary-release-withheld": (
        "what is withheld or withdrawn now stands in the release before ({breaks}): {path}. The difference shows "
        "what is "
        "hidden: withdraw that release too, and tell the mirrors",
        "lo que ahora se reserva o se retira está en la publicación anterior ({breaks}): {path}. La diferencia "
        "muestra lo "
        "que se oculta: retire también esa publicación y avise a quienes tienen copias",
    ),
    "adversary-release-count": (
        "the difference from the release before tells of {number} people, fewer than ten ({breaks}): {path}. Wait "
        "until "
        "it comes to ten, or give a band",
        "la diferencia con la publicación anterior revela a {number} persona(s), menos de diez ({breaks}): {path}. "
        "Espere "
        "a que sean diez, o dé una banda",
    ),
    "adversary-release-population": (
        "the release before held this without its population, so that the difference gives it away ({breaks}): {path}. "
        "Give what concerns the population an IRI of its own",
        "la publicación anterior lo tenía sin su población, y la diferencia la delata ({breaks}): {path}. Dé un "
        "IRI propio "
        "a lo que concierne a la población",
    ),
    "adversary-withheld-value": (
        "a value that is withheld for safety stands all the same ({breaks}): {path}. Remove it",
        "un valor reservado por seguridad consta de todos modos ({breaks}): {path}. Retírelo",
    ),
    "adversary-withheld-claim": (
        "a claim tells a value that is withheld for safety ({breaks}): {path}. Remove the claim",
        "una afirmación revela un valor reservado por seguridad ({breaks}): {path}. Retire la afirmación",
    ),
    "adversary-withheld-text": (
        "a text or an IRI tells what is withheld for safety ({breaks}): “{part}” in {path}. Say it without that",
        "un texto o un IRI revela lo reservado por seguridad ({breaks}): “{part}” en {path}. Dígalo sin eso",
    ),
    "adversary-withheld-inferred": (
        "what is withheld for safety follows from what stands beside it ({breaks}): {path}. Withhold that too",
        "lo reservado por seguridad se deduce de lo que consta al lado ({breaks}): {path}. Resérvelo también",
    ),
    "adversary-person-in-text": (
        "a text names a person ({breaks}): “{part}” in {path}. Take the name out; say the role",
        "un texto nombra a una persona ({breaks}): “{part}” en {path}. Retire el nombre; indique el rol",
    ),
    "adversary-unsafe-name": (
        "the name of an organisation that must not be named stands in a text ({breaks}): “{part}” in {path}. Take "
        "it out",
        "el nombre de una organización que no se debe nombrar está en un texto ({breaks}): “{part}” en {path}. "
        "Retírelo",
    ),
    "adversary-few-in-town": (
        "so few people in so small a place can be recognised ({breaks}): “{part}” in {path}. Name the country, or "
        "leave "
        "the number out",
        "a tan pocas personas en un lugar tan pequeño se las puede reconocer ({breaks}): “{part}” en {path}. Nombre el "
        "país, u omita el número",
    ),
    "adversary-identity-link": (
        "a link leads from what has no name here to where it has one ({breaks}): {path}. Remove the link",
        "un enlace lleva de lo que aquí no tiene nombre a donde sí lo tiene ({breaks}): {path}. Retire el enlace",
    ),
    "adversary-hypothesis": (
        "hypotheses or links of sameness give an unnamed community organisation a name ({breaks}): {path}. Remove one",
        "hipótesis o enlaces de igualdad le ponen nombre a una organización comunitaria no nombrada ({breaks}): "
        "{path}. "
        "Retire una",
    ),
    "adversary-more": (
        "the attack {name} found more than the {most} leaks that are told here: mend those, and check again",
        "el ataque {name} halló más que las {most} fugas que se muestran: corríjalas y verifique de nuevo",
    ),
    "adversary-whole": (
        "what an adversary works out from all the data together was not looked for: full checks and builds do that",
        "no se buscó lo que un adversario deduciría de todos los datos juntos: eso lo hacen la verificación "
        "completa y la "
        "construcción",
    ),
}


def told(rule: str, near: object = None, **values: object) -> dict[str, str]:
    """The messages of a rule by language, its blanks filled; they end with what was meant, where that is known."""
    english, spanish = MESSAGES[rule]
    messages = {"en": english.format(**values), "es": spanish.format(**values)}
    return suggested(messages, near) if near else messages


def suggested(messages: Mapping[str, str], near: object) -> dict[str, str]:
    """Messages that end with what was meant."""
    asked = {"en": f"did you mean `{near}`?", "es": f"¿quiso decir `{near}`?"}
    return {language: f"{text.rstrip('.')}; {asked.get(language, asked['en'])}" for language, text in messages.items()}
