/* SPDX-License-Identifier: Apache-2.0 */
/* A form with a text area in, the same form with an editor out; buttons that copy. Without it everything still works. */

const LONGEST_ADDRESS = 6000; // characters of a query that still go into an address

let editor = null;
let mark = null;
let vocabulary = { prefixes: {}, terms: [] };

document.addEventListener("htmx:after:swap", () => {
  refresh();
  sayWhatCame();
});
// The editor is no part of what the server sent, so a page gone back to is read anew.
document.addEventListener("htmx:before:history:restore", (event) => {
  event.preventDefault();
  location.reload();
});
start(); // a module runs when the page has been read

async function start() {
  const place = document.getElementById("editor");
  if (place) await open(place);
  refresh();
}

/* What is new on the page: code to copy, the place of a mistake. */
function refresh() {
  for (const code of document.querySelectorAll("pre[data-copy]")) addCopy(code);
  const place = document.getElementById("editor");
  if (!place) return;
  addCopyAddress(place);
  showMistake();
}

async function open(place) {
  const area = place.querySelector("textarea");
  place.append(sheet(place.dataset.style), sheet(place.dataset.ownStyle));
  await load(place.dataset.script);
  if (place.dataset.vocabulary) {
    const answer = await fetch(place.dataset.vocabulary);
    if (answer.ok) vocabulary = await answer.json();
  }
  const room = document.createElement("div");
  place.insertBefore(room, area);
  editor = makeEditor(room, area, place.dataset.label);
  area.hidden = true;
  area.required = false; // a hidden field cannot say what it lacks; the server does
  document.getElementById("keys").hidden = false;
  document.querySelector("label[for=query]").addEventListener("click", () => editor.focus());
  area.form.addEventListener("submit", choosePost, true);
}

function sheet(href) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = href;
  return link;
}

function load(source) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
}

function makeEditor(room, area, label) {
  const made = new window.Yasqe(room, {
    value: area.value,
    persistenceId: null,
    consumeShareLink: null,
    createShareableLink: null,
    createShortLink: null,
    showQueryButton: false,
    prefixCcApi: null,
    autocompleters: [],
    resizeable: false,
    collapsePrefixesOnLoad: false,
    editorHeight: "auto",
    lineWrapping: true,
    viewportMargin: Infinity,
    screenReaderLabel: label,
    inputStyle: "textarea",
  });
  // Tab leads on, as in any other field.
  made.setOption("extraKeys", {
    ...made.getOption("extraKeys"),
    "Ctrl-Enter": () => area.form.requestSubmit(),
    "Cmd-Enter": () => area.form.requestSubmit(),
    "Ctrl-Space": propose,
    Tab: false,
    "Shift-Tab": false,
  });
  made.on("change", () => {
    area.value = made.getValue();
    if (mark) mark.clear();
  });
  made.on("inputRead", (cm, change) => onInput(cm, change));
  const input = made.getInputField();
  input.setAttribute("aria-label", label);
  input.setAttribute("aria-describedby", "keys");
  return made;
}

/* A query that is too long for an address goes in the body. */
function choosePost(event) {
  const form = event.target;
  form.method = form.elements.query.value.length > LONGEST_ADDRESS ? "post" : "get";
}

function onInput(cm, change) {
  const typed = change.text[0];
  if (typed === ":") addPrefix(cm);
  else if (change.origin === "+input" && /^[\p{L}]$/u.test(typed) && word(cm).text.length >= 3) propose(cm, true);
}

/* A known prefix that is used and not declared is declared in the first line. */
function addPrefix(cm) {
  const at = cm.getCursor();
  const before = cm.getLine(at.line).slice(0, at.ch);
  const found = /([A-Za-z][\w-]*):$/.exec(before);
  if (!found || /PREFIX\s+[\w-]*:$/i.test(before) || inside(cm, at)) return;
  declare(cm, found[1]);
}

function declare(cm, prefix) {
  const namespace = vocabulary.prefixes[prefix];
  const declared = new RegExp(`PREFIX\\s+${prefix}\\s*:`, "i").test(cm.getValue());
  if (namespace && !declared) cm.replaceRange(`PREFIX ${prefix}: <${namespace}>\n`, { line: 0, ch: 0 });
}

/* Whether a place is in a string, an address or a comment. */
function inside(cm, at) {
  return /string|comment|variable-3/.test(cm.getTokenTypeAt(at) || "") && !/string-2/.test(cm.getTokenTypeAt(at));
}

function word(cm) {
  const at = cm.getCursor();
  const found = /[?$]?[\p{L}\p{N}_:-]*$/u.exec(cm.getLine(at.line).slice(0, at.ch));
  return { text: found[0], from: { line: at.line, ch: found.index }, to: at };
}

function propose(cm, quietly) {
  const at = cm.getCursor();
  const { text, from, to } = word(cm);
  if (/^[?$]/.test(text) || (quietly && inside(cm, at))) return;
  const list = matching(text).map((term) => ({ text: term.short, term, render, hint: () => insert(cm, term, from, to) }));
  if (quietly && !list.length) return;
  cm.showHint({ hint: () => ({ list, from, to }), completeSingle: false, container: document.getElementById("main") });
  const shown = document.querySelector(".CodeMirror-hints");
  if (!shown) return;
  shown.setAttribute("aria-label", document.getElementById("editor").dataset.proposals);
  shown.tabIndex = 0; // a list that scrolls can be reached
}

function matching(text) {
  const wanted = plain(text.replace(/^\w*:/, "") || text);
  const ranked = vocabulary.terms.map((term) => [rank(term, wanted, plain(text)), term]).filter(([place]) => place < 9);
  ranked.sort((one, other) => one[0] - other[0] || one[1].name.localeCompare(other[1].name));
  return ranked.slice(0, 40).map(([, term]) => term);
}

/* How near a term is to what was typed: its name in the reader's language before its others; 9 is not at all. */
function rank(term, wanted, whole) {
  const names = [term.name, ...term.also].map(plain);
  if (plain(term.short).startsWith(whole)) return 0;
  if (names[0].startsWith(wanted)) return 1;
  if (names.some((name) => name.startsWith(wanted))) return 2;
  if (plain(term.short).includes(wanted)) return 3;
  return names.some((name) => name.includes(wanted)) ? 4 : 9;
}

function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function render(element, data, hint) {
  const name = document.createElement("span");
  name.textContent = hint.term.name;
  const short = document.createElement("small");
  short.textContent = hint.term.short;
  element.append(name, short);
}

function insert(cm, term, from, to) {
  const prefixed = /^[A-Za-z][\w-]*:[\w-]+$/.test(term.short) && term.short !== term.iri;
  cm.replaceRange(prefixed ? term.short : `<${term.iri}>`, from, to, "complete");
  if (prefixed) declare(cm, term.short.split(":")[0]);
}

/* Told to who cannot see that the results have changed. */
function sayWhatCame() {
  const said = [...document.querySelectorAll("#results h2, #results .count, #results .lead")].map((one) => one.textContent);
  document.getElementById("said").textContent = said.slice(0, 2).join(". ");
}

function showMistake() {
  if (mark) mark.clear();
  const told = document.querySelector("#results .problem[data-line]");
  if (!editor || !told) return;
  const line = Number(told.dataset.line) - 1;
  // What is missing at the end of a line is marked at the last thing that stands there.
  const ch = Math.max(0, Math.min(Number(told.dataset.column), editor.getLine(line)?.trimEnd().length ?? 1) - 1);
  const end = Math.max(ch + 1, editor.getTokenAt({ line, ch: ch + 1 })?.end ?? 0);
  mark = editor.markText({ line, ch }, { line, ch: end }, { className: "wrong-place" });
  editor.setCursor({ line, ch });
}

function addCopy(code) {
  if (code.dataset.ready) return;
  code.dataset.ready = "yes";
  code.parentElement.before(copyButton(code.dataset.copy, code.dataset.copied, () => code.textContent));
}

function addCopyAddress(place) {
  const heading = document.querySelector("#results[data-shared] > h2");
  if (!heading || heading.dataset.ready) return;
  heading.dataset.ready = "yes";
  heading.after(copyButton(place.dataset.copyAddress, place.dataset.copied, () => location.href));
}

function copyButton(label, done, text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet copy noprint";
  button.textContent = label;
  button.addEventListener("click", async () => {
    await copy(text());
    button.textContent = done;
    setTimeout(() => { button.textContent = label; }, 3000);
  });
  return button;
}

/* The clipboard is there over https and on this machine alone; elsewhere an old way still works. */
async function copy(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
