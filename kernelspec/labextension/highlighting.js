// Elbow's colours in JupyterLab 4 and Notebook 7. README.md beside it says how such a file is written by hand.
"use strict";

var _JUPYTERLAB; // what JupyterLab looks into once it has run this file

(() => {
  // The names of the table, which `elbow install` puts here: {verbs, prefixes, functions, layers, constants}, as
  // Sources/elbow/Colours/ColouredNames.swift describes them.
  const names = ELBOW_NAMES;

  // MARK: What JupyterLab shares

  let scope;

  /**
   * A module that JupyterLab shares. Where there are several versions, the one that runs already, else the newest, as
   * JupyterLab itself chooses: tokens, tags and nodes mean something within one copy of a library only.
   */
  async function shared(name) {
    const offers = Object.entries(scope[name] ?? {});
    if (!offers.length) throw new Error(`JupyterLab shares no ${name}`);
    offers.sort(([a], [b]) => b.localeCompare(a, "en", { numeric: true }));
    const [, offer] = offers.find(([, offer]) => offer.loaded) ?? offers[0];
    return (await offer.get())();
  }

  // MARK: Which names are coloured

  const verbs = new Map(Object.entries(names.verbs));
  const [prefixes, functions, layers, constants] = [names.prefixes, names.functions, names.layers, names.constants].map(
    (list) => new Set(list),
  );
  const headers = new Set(["if", "elif", "else", "for", "while", "with", "try", "except", "finally", "def", "class"]);
  const binders = new Set(["def", "class", "as", "import", "global", "nonlocal"]);
  const joiners = new Set(["and", "or", "in", "is", "if", "not", "else"]);
  const [opening, closing] = [new Set("([{"), new Set(")]}")];
  const values = new Set(["True", "False", "None", "lambda", ...opening]);

  /**
   * The statements of a text, each a list of the tree's leaves: {kind, from, to, text, depth}, depth being that of brackets.
   * Python's parser does not know commands and mends what it takes for mistakes, so that its statements are not Elbow's: but its
   * strings, comments, names and brackets are.
   */
  function statements(tree, text) {
    const found = [];
    let [depth, end, isOver] = [0, 0, true];
    function add(kind, from, to) {
      const word = text.slice(from, to);
      if (closing.has(word)) depth = Math.max(0, depth - 1);
      if (depth === 0 && (isOver || (from > end && /(^|[^\\])\n/.test(text.slice(end, from))))) found.push([]);
      const statement = found.at(-1);
      if (word !== ";" || depth > 0) statement.push({ kind, from, to, text: word, depth });
      // What follows a header on its line is a statement of its own.
      isOver = depth === 0 && (word === ";" || (word === ":" && headers.has(statement[0].text)));
      if (opening.has(word)) depth += 1;
      end = to;
    }
    let leaf = null;
    tree.iterate({
      enter(node) {
        leaf = null;
        if (node.type.isError && node.from === node.to) return false;
        if (node.name === "Comment") {
          // Its last character is none that goes on with the line.
          end = node.to;
          return false;
        }
        if (node.name === "String") {
          add(node.name, node.from, node.to);
          return false;
        }
        if (node.name === "FormatString") {
          // What it has in braces is code; none of it begins a statement.
          add("String", node.from, node.from);
          depth += 1;
        } else {
          leaf = node.name;
        }
        return true;
      },
      leave(node) {
        if (leaf) add(leaf, node.from, node.to);
        leaf = null;
        if (node.name !== "FormatString") return;
        depth -= 1;
        end = node.to;
      },
    });
    return found.filter((statement) => statement.length > 0);
  }

  /** Whether a statement is a command, as the language decides it: see "Verbs and variables" in docs/language.md. */
  function isCommand([verb, next, third, ...rest], own) {
    if (verb.kind !== "VariableName" || !verbs.has(verb.text)) return false;
    if (!next) return !own.has(verb.text);
    if (next.from === verb.to) return false;
    if (prefixes.has(verb.text) && /^[a-z]/.test(next.text) && next.kind !== "VariableName") {
      return !joiners.has(next.text) || (next.text === "if" && !rest.some((token) => token.text === "else"));
    }
    if (["VariableName", "Number", "String"].includes(next.kind) || values.has(next.text)) return true;
    if (next.text === "not") return third?.text !== "in";
    // `sample -3` has an argument, `sample - 3` is a difference.
    return ["-", "+", "*"].includes(next.text) && third?.from === next.to;
  }

  /** The names that a text binds itself: they are not the table's any more. */
  function bound(all) {
    const found = new Set();
    for (const statement of all) {
      const isLoop = statement[0].text === "for";
      const sign = statement.findIndex(({ text, depth }) => depth === 0 && text === (isLoop ? "in" : "="));
      const targets = isLoop || !isCommand(statement, found) ? sign : 0;
      statement.forEach((token, index) => {
        if (token.kind !== "VariableName") return;
        const isTarget = index < targets && [",", "=", ")", "in"].includes(statement[index + 1].text);
        if (isTarget || binders.has(statement[index - 1]?.text)) found.add(token.text);
      });
    }
    return found;
  }

  /** What is coloured otherwise than by Python's rules, in order: {kind, from, to}. */
  function marks(tree, text) {
    const all = statements(tree, text);
    const own = bound(all);
    const found = [];
    for (let statement of all) {
      const mark = (kind, { from, to }) => found.push({ kind, from, to });
      const [name, ...others] = statement;
      if (others.length && others.every(({ text }) => /^\?+$/.test(text)) && known(name.text)) mark("Verb", name);
      let verb;
      while (!verb && statement.length && isCommand(statement, own)) {
        const [head, ...rest] = statement;
        mark("Verb", head);
        if (!prefixes.has(head.text)) verb = verbs.get(head.text);
        statement = rest;
      }
      let [position, key] = [0, null];
      statement.forEach((token, index) => {
        const [before, next] = [statement[index - 1]?.text, statement[index + 1]];
        if (verb && token.depth === 0 && token.text === ",") {
          position += 1;
          key = null;
        }
        if (token.kind !== "VariableName") return;
        if (verb && token.depth === 0 && next?.text === "=") {
          key = token.text;
          mark("Key", token);
        } else if (verb && token.depth === 0 && isWord(token, wordsOf(verb, position, key), before, next)) {
          mark("Word", token);
        } else if (!own.has(token.text) && isOfTable(token, before, next?.text)) {
          mark("Function", token);
        }
      });
    }
    return found;
  }

  const known = (name) => verbs.has(name) || functions.has(name) || constants.has(name);

  /** The words that an argument may be, by its key or, without one, by its position. */
  function wordsOf({ positional, words }, position, key) {
    const rest = positional.findIndex((name) => name.startsWith("*"));
    const name = key ?? positional[rest >= 0 ? Math.min(position, rest) : position]?.replace("*", "");
    // Somebody may type `constructor=`, which every object has.
    return Object.hasOwn(words, name) ? words[name] : [];
  }

  /** Whether a command takes a name literally. `loss` is a word, `loss + 1` and `loss[3]` are expressions. */
  function isWord(token, words, before, next) {
    if (words !== true && !words.includes(token.text)) return false;
    if (before !== undefined && before !== "," && before !== "=") return false;
    return !next || next.text === "," || (next.from > token.to && next.kind === "Number");
  }

  /** Whether a name that nothing else has is a function of the table that is called, a layer that is handed on, or a class. */
  function isOfTable(token, before, next) {
    if (before === "def" || before === "class" || next === "=") return false;
    if (next === "(" && functions.has(token.text)) return true;
    if (constants.has(token.text)) return true;
    return layers.has(token.text) && (before === "(" || before === ",") && (next === "," || next === ")");
  }

  // MARK: The language

  /** Python's language, with its indentation, strings, comments and folds, and what is Elbow's laid over its colours. */
  async function makeLanguage(languages) {
    const [{ LanguageSupport }, { NodeSet, NodeType, Parser, Tree, parseMixed }, { styleTags, tags }, python] =
      await Promise.all([
        shared("@codemirror/language"),
        shared("@lezer/common"),
        shared("@lezer/highlight"),
        languages.getLanguage("python"),
      ]);

    const kinds = ["Colours", "Verb", "Key", "Word", "Function"];
    const set = new NodeSet(kinds.map((name, id) => NodeType.define({ id, name, top: id === 0 }))).extend(
      styleTags({
        Verb: tags.keyword,
        Key: tags.propertyName,
        Word: tags.special(tags.string),
        Function: tags.standard(tags.variableName),
      }),
    );
    const [top, ...others] = set.types;
    const type = Object.fromEntries(others.map((type) => [type.name, type]));

    /** "Parses" what has been found already into a tree that has nothing but the marks. */
    class Marks extends Parser {
      constructor(found) {
        super();
        this.found = found;
      }

      createParse(input, fragments, ranges) {
        const start = ranges[0].from;
        const leaves = this.found.map(({ kind, from, to }) => new Tree(type[kind], [], [], to - from));
        const places = this.found.map(({ from }) => from - start);
        const tree = new Tree(top, leaves, places, ranges.at(-1).to - start);
        return { parsedPos: ranges.at(-1).to, stoppedAt: null, stopAt() {}, advance: () => tree };
      }
    }

    const wrap = parseMixed((node, input) => {
      if (!node.type.isTop) return null;
      const found = marks(node.tree, input.read(node.from, node.to)).map(({ kind, from, to }) => ({
        kind,
        from: from + node.from,
        to: to + node.from,
      }));
      return found.length ? { parser: new Marks(found), overlay: found } : null;
    });
    return new LanguageSupport(python.support.language.configure({ wrap }, "elbow"));
  }

  // MARK: The extension

  async function makePlugin() {
    const { IEditorLanguageRegistry } = await shared("@jupyterlab/codemirror");
    return {
      id: "elbow-highlighting:language",
      description: "Elbow's colours",
      autoStart: true,
      requires: [IEditorLanguageRegistry],
      activate(app, languages) {
        languages.addLanguage({
          name: "elbow",
          displayName: "Elbow",
          mime: "text/x-elbow",
          extensions: ["elbow"],
          load: () => makeLanguage(languages),
        });
      },
    };
  }

  (_JUPYTERLAB ??= {})["elbow-highlighting"] = {
    init(shareScope) {
      scope = shareScope;
    },
    async get() {
      const plugin = await makePlugin();
      return () => ({ __esModule: true, default: plugin });
    },
  };
})();
