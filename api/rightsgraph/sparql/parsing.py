# SPDX-License-Identifier: Apache-2.0
"""A query text in, its outline out, or Unreadable; pure, by recursive descent, linear in the length of the text.

https://www.w3.org/TR/sparql11-query/#sparqlGrammar, rules 1 to 138. It takes every SPARQL 1.1 query and some texts
that are none: an engine is still to parse what is run. What it does not know, as SPARQL 1.2, is Unreadable.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from rightsgraph.errors import QueryRefused, QuerySyntaxError
from rightsgraph.sparql.outline import (
    AGGREGATES,
    Bind,
    Column,
    Element,
    Expression,
    Filter,
    Group,
    Kind,
    Minus,
    Nested,
    Optional,
    Path,
    Pattern,
    Query,
    Scoped,
    Span,
    SubSelect,
    Term,
    Triples,
    Values,
)
from rightsgraph.sparql.terminals import Token, read_tokens

_FUNCTIONS = """
    STR LANG LANGMATCHES DATATYPE BOUND IRI URI BNODE RAND ABS CEIL FLOOR ROUND CONCAT STRLEN UCASE LCASE
    ENCODE_FOR_URI CONTAINS STRSTARTS STRENDS STRBEFORE STRAFTER YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ
    NOW UUID STRUUID MD5 SHA1 SHA256 SHA384 SHA512 COALESCE IF STRLANG STRDT SAMETERM ISIRI ISURI ISBLANK ISLITERAL
    ISNUMERIC REGEX SUBSTR REPLACE
"""
_CALLED = AGGREGATES.union(_FUNCTIONS.split())
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
# So deep that nobody writes it, and so shallow that Python's own stack holds it.
_DEPTH = 50
_LEVELS = {"||": 1, "&&": 2} | dict.fromkeys(("=", "!=", "<", ">", "<=", ">=", "IN", "NOT IN"), 3)
_ARITHMETIC = frozenset("+-*/")
_END = Token("end", "")
_Item = TypeVar("_Item")


class Unreadable(Exception):
    """The text is no SPARQL 1.1 query that this parser knows."""


def read_outline(query: str) -> Query:
    """The tree of a query; raises Unreadable."""
    try:
        return _Parser(query).read()
    except (QuerySyntaxError, QueryRefused) as error:
        raise Unreadable(str(error)) from error


class _Parser:
    """The tokens that count, with their places, and how far they are read."""

    def __init__(self, text: str) -> None:
        self._tokens: list[Token] = []
        self._starts: list[int] = []
        self._prefixes: dict[str, str] = {}
        self._next = 0
        self._depth = 0
        self._nodes = 0
        start = 0
        for token in read_tokens(text):
            if token.kind != "space":
                self._tokens.append(token)
                self._starts.append(start)
            start += len(token.text)
        self._starts.append(len(text))

    # What comes next

    @property
    def _token(self) -> Token:
        return self._tokens[self._next] if self._next < len(self._tokens) else _END

    @property
    def _word(self) -> str:
        return self._token.text.upper() if self._token.kind == "word" else ""

    @property
    def _start(self) -> int:
        return self._starts[self._next]

    @property
    def _following(self) -> str:
        return self._tokens[self._next + 1].text.upper() if self._next + 1 < len(self._tokens) else ""

    def _span(self, start: int) -> Span:
        """From a place to the end of the last token taken."""
        return Span(start, self._starts[self._next - 1] + len(self._tokens[self._next - 1].text))

    def _take(self) -> Token:
        token = self._token
        if token is _END:
            raise Unreadable("the text ends too soon")
        self._next += 1
        return token

    def _takes(self, *texts: str) -> str:
        """The next token's text in capitals if it is one of these, and then it is taken; else nothing."""
        text = self._token.text.upper()
        if text in texts and self._token.kind in ("word", "mark", "open", "close"):
            self._next += 1
            return text
        return ""

    def _require(self, *texts: str) -> None:
        for text in texts:
            if not self._takes(text):
                raise self._unexpected()

    def _unexpected(self) -> Unreadable:
        return Unreadable(f"{self._token.text[:40]!r} is not expected")

    @contextmanager
    def _deeper(self) -> Iterator[None]:
        self._depth += 1
        if self._depth > _DEPTH:
            raise Unreadable(f"brackets are nested more than {_DEPTH} deep")
        yield
        self._depth -= 1

    def _several(self, read: Callable[[], _Item], goes_on: Callable[[], bool]) -> tuple[_Item, ...]:
        """At least one item, and further ones for as long as it goes on."""
        items = [read()]
        while goes_on():
            items.append(read())
        return tuple(items)

    # Queries

    def read(self) -> Query:
        self._read_prologue()
        start, form = self._start, self._takes("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
        if not form:
            raise self._unexpected()
        query = self._query(form, start)
        if self._token is not _END:
            raise self._unexpected()
        return query

    def _read_prologue(self) -> None:
        while word := self._takes("BASE", "PREFIX"):
            name = self._take() if word == "PREFIX" else None
            if name and (name.kind != "name" or not name.text.endswith(":")):
                raise self._unexpected()
            iri = self._iri().text
            if name:
                self._prefixes[name.text[:-1]] = iri

    def _query(self, form: str, start: int) -> Query:
        """What follows the word of a query's form."""
        columns = self._columns() if form == "SELECT" else None
        if form == "DESCRIBE" and not self._takes("*"):
            self._several(self._node_or_iri, lambda: self._token.kind in ("variable", "iri", "name"))
        if form == "CONSTRUCT" and self._token.text == "{":
            self._template()
        dataset = False
        while self._takes("FROM"):
            dataset = True
            self._takes("NAMED")
            self._iri()
        has_where = self._takes("WHERE") or self._token.text == "{"
        if not has_where and form != "DESCRIBE":
            raise self._unexpected()
        where = self._group() if has_where else Group((), Span(self._start, self._start))
        groups = self._grouping()
        having = self._several(self._constraint, self._is_constraint) if self._takes("HAVING") else ()
        order = self._ordering()
        limited = self._is_limited()
        values = self._values() if self._word == "VALUES" else None
        return Query(form, self._span(start), columns, where, groups, having, order, limited, values, dataset)

    def _columns(self) -> tuple[Column, ...] | None:
        self._takes("DISTINCT", "REDUCED")
        if self._takes("*"):
            return None
        return self._several(self._column, lambda: self._token.kind == "variable" or self._token.text == "(")

    def _column(self) -> Column:
        if self._takes("("):
            expression = self._expression()
            variable = self._variable_of("AS")
            self._require(")")
            return Column(expression, variable)
        expression = self._variable_expression()
        return Column(expression, expression.term.text if expression.term else None)

    def _variable_of(self, word: str) -> str:
        self._require(word)
        return self._variable().text

    def _template(self) -> None:
        self._require("{")
        if self._token.text != "}":
            self._triples()
        self._require("}")

    def _grouping(self) -> tuple[Column, ...]:
        if not self._takes("GROUP"):
            return ()
        self._require("BY")
        return self._several(self._grouping_key, lambda: self._token.kind == "variable" or self._is_constraint())

    def _grouping_key(self) -> Column:
        if self._token.kind == "variable":
            return self._column()
        if not self._takes("("):
            return Column(self._constraint(), None)
        expression = self._expression()
        variable = self._variable_of("AS") if self._word == "AS" else None
        self._require(")")
        return Column(expression, variable)

    def _ordering(self) -> tuple[Expression, ...]:
        if not self._takes("ORDER"):
            return ()
        self._require("BY")
        return self._several(
            self._ordering_key,
            lambda: self._token.kind == "variable" or self._word in ("ASC", "DESC") or self._is_constraint(),
        )

    def _ordering_key(self) -> Expression:
        if self._takes("ASC", "DESC"):
            return self._bracketed()
        return self._variable_expression() if self._token.kind == "variable" else self._constraint()

    def _is_limited(self) -> bool:
        limited = False
        while self._takes("LIMIT", "OFFSET"):
            limited = True
            if self._take().kind != "number":
                raise self._unexpected()
        return limited

    # Groups

    def _group(self) -> Group:
        start = self._start
        self._require("{")
        with self._deeper():
            elements = tuple(self._elements())
        self._require("}")
        return Group(elements, self._span(start))

    def _elements(self) -> Iterator[Element]:
        if self._word == "SELECT":
            start = self._start
            query = self._query(self._takes("SELECT"), start)
            yield SubSelect(query, self._span(start))
            return
        while self._token.text != "}":
            if read := self._element_reader():
                yield read()
                self._takes(".")
            else:
                start = self._start
                yield Triples(self._triples(), self._span(start))

    def _element_reader(self) -> Callable[[], Element] | None:
        if self._token.text == "{":
            return self._nested
        readers: dict[str, Callable[[], Element]] = {
            "OPTIONAL": self._optional,
            "MINUS": self._minus,
            "GRAPH": self._scoped,
            "SERVICE": self._scoped,
            "FILTER": self._filter,
            "BIND": self._bind,
            "VALUES": self._values,
        }
        return readers.get(self._word)

    def _nested(self) -> Nested:
        start = self._start
        branches = self._several(self._group, lambda: bool(self._takes("UNION")))
        return Nested(branches, self._span(start))

    def _optional(self) -> Optional:
        start = self._start
        self._require("OPTIONAL")
        return Optional(self._group(), self._span(start))

    def _minus(self) -> Minus:
        start = self._start
        self._require("MINUS")
        return Minus(self._group(), self._span(start))

    def _scoped(self) -> Scoped:
        start, keyword = self._start, self._takes("GRAPH", "SERVICE")
        self._takes("SILENT")
        name = self._node_or_iri()
        return Scoped(keyword, name, self._group(), self._span(start))

    def _filter(self) -> Filter:
        start = self._start
        self._require("FILTER")
        return Filter(self._constraint(), self._span(start))

    def _bind(self) -> Bind:
        start = self._start
        self._require("BIND", "(")
        with self._deeper():
            expression = self._expression()
        variable = self._variable_of("AS")
        self._require(")")
        return Bind(expression, variable, self._span(start))

    def _values(self) -> Values:
        start = self._start
        self._require("VALUES")
        single = self._token.kind == "variable"
        variables = (self._variable().text,) if single else tuple(self._listed(lambda: self._variable().text))
        self._require("{")
        rows = []
        while not self._takes("}"):
            rows.append((self._value(),) if single else tuple(self._listed(self._value)))
            if len(rows[-1]) != len(variables):
                raise Unreadable("a row of VALUES has another length than its variables")
        return Values(variables, tuple(rows), self._span(start))

    def _value(self) -> Term | None:
        if self._takes("UNDEF"):
            return None
        term = self._term()
        if term.kind not in (Kind.IRI, Kind.LITERAL):
            raise Unreadable("VALUES holds IRIs and literals only")
        return term

    def _listed(self, read: Callable[[], _Item]) -> Iterator[_Item]:
        self._require("(")
        while not self._takes(")"):
            yield read()

    # Triples

    def _triples(self) -> tuple[Pattern, ...]:
        """Patterns up to what is no more one; the last full stop is taken too."""
        patterns: list[Pattern] = []
        while True:
            self._same_subject(patterns)
            if not self._takes(".") or self._token.text in ("{", "}") or self._element_reader():
                return tuple(patterns)

    def _same_subject(self, patterns: list[Pattern]) -> None:
        is_compound = self._token.text in ("(", "[")
        subject = self._node(patterns)
        # A collection or property list may stand alone.
        if is_compound and (self._token.text in (".", "}", "{") or self._element_reader()):
            return
        self._properties(subject, patterns)

    def _properties(self, subject: Term, patterns: list[Pattern]) -> None:
        while True:
            verb = self._variable() if self._token.kind == "variable" else self._path()
            patterns.append(Pattern(subject, verb, self._node(patterns)))
            while self._takes(","):
                patterns.append(Pattern(subject, verb, self._node(patterns)))
            if not self._takes(";"):
                return
            while self._takes(";"):
                pass
            if self._token.text in (".", "}", "]", "{") or self._element_reader():
                return

    def _node(self, patterns: list[Pattern]) -> Term:
        start = self._start
        if self._token.text == "[" and self._takes("["):
            node = self._fresh(start)
            if self._token.text != "]":
                with self._deeper():
                    self._properties(node, patterns)
            self._require("]")
            return node
        if self._token.text == "(" and self._takes("("):
            with self._deeper():
                return self._collection(start, patterns)
        return self._variable() if self._token.kind == "variable" else self._term()

    def _collection(self, start: int, patterns: list[Pattern]) -> Term:
        span = Span(start, start + 1)
        nil = Term(Kind.IRI, _RDF + "nil", span)
        if self._takes(")"):
            return nil
        first = cell = self._fresh(start)
        while True:
            item = self._node(patterns)
            patterns.append(Pattern(cell, Term(Kind.IRI, _RDF + "first", span), item))
            ended = bool(self._takes(")"))
            rest = nil if ended else self._fresh(start)
            patterns.append(Pattern(cell, Term(Kind.IRI, _RDF + "rest", span), rest))
            if ended:
                return first
            cell = rest

    def _fresh(self, start: int) -> Term:
        self._nodes += 1
        return Term(Kind.BLANK, f"[{self._nodes}]", Span(start, start + 1))

    def _path(self) -> Path | Term:
        return self._chain("|", lambda: self._chain("/", self._path_step))

    def _chain(self, operator: str, read: Callable[[], Path | Term]) -> Path | Term:
        start = self._start
        parts = self._several(read, lambda: bool(self._takes(operator)))
        return parts[0] if len(parts) == 1 else Path(operator, parts, self._span(start))

    def _path_step(self) -> Path | Term:
        start, is_inverse = self._start, bool(self._takes("^"))
        step = self._path_primary()
        if modifier := self._takes("*", "+", "?"):
            step = Path(modifier, (step,), self._span(start))
        return Path("^", (step,), self._span(start)) if is_inverse else step

    def _path_primary(self) -> Path | Term:
        start = self._start
        if self._takes("!"):
            return Path("!", self._negated(), self._span(start))
        if self._takes("("):
            with self._deeper():
                path = self._path()
            self._require(")")
            return path
        if self._token.text == "a" and self._token.kind == "word":
            self._take()
            return Term(Kind.IRI, _RDF + "type", self._span(start))
        return self._iri()

    def _negated(self) -> tuple[Path | Term, ...]:
        if not self._takes("("):
            return (self._path_step(),)
        if self._takes(")"):
            return ()
        parts = self._several(self._path_step, lambda: bool(self._takes("|")))
        self._require(")")
        return parts

    # Terms

    def _node_or_iri(self) -> Term:
        return self._variable() if self._token.kind == "variable" else self._iri()

    def _variable(self) -> Term:
        start, token = self._start, self._take()
        if token.kind != "variable":
            raise self._unexpected()
        return Term(Kind.VARIABLE, token.text[1:], self._span(start))

    def _iri(self) -> Term:
        term = self._term()
        if term.kind is not Kind.IRI:
            raise self._unexpected()
        return term

    def _term(self) -> Term:
        """An IRI, a literal or a labelled blank node."""
        start, token = self._start, self._take()
        match token.kind:
            case "iri":
                return Term(Kind.IRI, token.text[1:-1], self._span(start))
            case "name" if token.text.startswith("_:"):
                return Term(Kind.BLANK, token.text, self._span(start))
            case "name":
                return Term(Kind.IRI, self._expanded(token.text), self._span(start))
            case "string":
                return self._string(start, token.text)
            case "number":
                return Term(Kind.LITERAL, token.text, self._span(start))
            case "word" if token.text.lower() in ("true", "false"):
                return Term(Kind.LITERAL, token.text, self._span(start))
            case "mark" if token.text in ("+", "-") and self._token.kind == "number" and self._start == start + 1:
                return Term(Kind.LITERAL, token.text + self._take().text, self._span(start))
            case _:
                raise Unreadable(f"{token.text[:40]!r} is no term")

    def _expanded(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        if prefix not in self._prefixes:
            raise Unreadable(f"no PREFIX line declares {prefix[:40]}:")
        return self._prefixes[prefix] + re.sub(r"\\(.)", r"\1", local)

    def _string(self, start: int, text: str) -> Term:
        if self._token.kind == "tag":
            text += self._take().text
        elif self._takes("^^"):
            text += f"^^<{self._iri().text}>"
        return Term(Kind.LITERAL, text, self._span(start))

    # Expressions

    def _constraint(self) -> Expression:
        return self._bracketed() if self._token.text == "(" else self._primary()

    def _is_constraint(self) -> bool:
        """Whether a constraint begins, so that no word of what follows HAVING, GROUP or ORDER is taken for one."""
        word = self._word
        known = word in _CALLED or word == "EXISTS" or (word == "NOT" and self._following == "EXISTS")
        return known or self._token.text == "(" or self._token.kind in ("iri", "name")

    def _bracketed(self) -> Expression:
        self._require("(")
        with self._deeper():
            expression = self._expression()
        self._require(")")
        return expression

    def _expression(self, level: int = 1) -> Expression:
        """A chain of operators of at least a level: 1 for `||`, 2 for `&&`, 3 for comparisons, 4 for arithmetic."""
        if level == 4:
            return self._arithmetic()
        start = self._start
        left = self._expression(level + 1)
        operator = self._operator(level)
        if not operator:
            return left
        if operator in ("IN", "NOT IN"):
            with self._deeper():
                members = tuple(self._arguments())
            return Expression(operator, self._span(start), (left, *members))
        operands = [left, self._expression(level + 1)]
        while level < 3 and self._operator(level):
            operands.append(self._expression(level + 1))
        return Expression(operator, self._span(start), tuple(operands))

    def _operator(self, level: int) -> str:
        if self._word == "NOT" and self._following == "IN" and level == 3:
            self._next += 2
            return "NOT IN"
        return self._takes(*(text for text, own in _LEVELS.items() if own == level))

    def _arithmetic(self) -> Expression:
        start = self._start
        operands = self._several(self._unary, lambda: bool(self._takes(*_ARITHMETIC)))
        return operands[0] if len(operands) == 1 else Expression("ARITHMETIC", self._span(start), operands)

    def _unary(self) -> Expression:
        """An operand with its signs; `!!!` is one expression, so that no tree is deeper than its brackets."""
        start, operator = self._start, ""
        while sign := self._takes("!", "-", "+"):
            operator += sign
        operand = self._primary()
        if not operator:
            return operand
        return Expression("!" if "!" in operator else "SIGNS", self._span(start), (operand,))

    def _primary(self) -> Expression:
        if self._token.text == "(":
            return self._bracketed()
        if self._word == "EXISTS" or (self._word == "NOT" and self._following == "EXISTS"):
            return self._exists()
        if self._word in _CALLED:
            return self._called()
        return self._operand()

    def _exists(self) -> Expression:
        start = self._start
        operator = "NOT EXISTS" if self._takes("NOT") else "EXISTS"
        self._require("EXISTS")
        group = self._group()
        return Expression(operator, self._span(start), group=group)

    def _called(self) -> Expression:
        start, name = self._start, self._take().text.upper()
        with self._deeper():
            arguments = tuple(self._arguments())
        return Expression(name, self._span(start), arguments)

    def _arguments(self) -> Iterator[Expression]:
        self._require("(")
        self._takes("DISTINCT")
        if self._takes(")"):
            return
        if not self._takes("*"):
            yield from self._several(self._expression, lambda: bool(self._takes(",")))
        if self._takes(";"):
            self._require("SEPARATOR", "=")
            self._take()
        self._require(")")

    def _operand(self) -> Expression:
        start = self._start
        if self._token.kind == "variable":
            return self._variable_expression()
        term = self._term()
        if term.kind is Kind.BLANK:
            raise Unreadable("an expression holds no blank node")
        if term.kind is Kind.IRI and self._token.text == "(":
            with self._deeper():
                arguments = tuple(self._arguments())
            return Expression("CALL", self._span(start), arguments, term)
        return Expression("TERM", self._span(start), term=term)

    def _variable_expression(self) -> Expression:
        term = self._variable()
        return Expression("TERM", term.span, term=term)
