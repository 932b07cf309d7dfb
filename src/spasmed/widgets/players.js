// Players: what a hand moves. They know no fact of the subject: words, rows and row sets all arrive as data.
// A model is anything with get / set / save_changes / on / off: a Jupyter comm, or `still()` at the end of this file.
// Python writes `data`, the reader writes `value`; neither writes the other's, so nothing can bounce.

const STYLE = "players.css"; // Python puts the text of that file here: one module carries everything

const furnish = (node, props, kids) => {
  for (const [key, v] of Object.entries(props)) {
    if (v === false || v == null) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), v);
    else node.setAttribute(key, v === true ? "" : v);
  }
  node.append(...kids.filter((kid) => kid != null && kid !== false));
  return node;
};
const h = (tag, props = {}, ...kids) => furnish(document.createElement(tag), props, kids);
const SVG = Object.assign(h("div"), { innerHTML: "<svg></svg>" }).firstChild.namespaceURI; // written out it would read as an address
const s = (tag, props = {}, ...kids) => furnish(document.createElementNS(SVG, tag), props, kids);
const button = (label, onclick, props = {}) => h("button", { type: "button", onclick, ...props }, label);
const write = (node, text) => { if (node.textContent !== text) node.textContent = text; };
const count = (n) => n.toLocaleString("en-US");

// A message posted from within a frame is read after that frame is painted.
const afterPaint = (f) => requestAnimationFrame(() => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => { port1.close(); f(); };
  port2.postMessage(0);
});

// The reader's choice is drawn first and told to the kernel when that frame is on screen: telling costs a third of it.
// Until then it is untold, and what the kernel says of an older choice does not take it back.
const untold = new WeakMap();
const commit = (model, change) => {
  const mine = { value: { ...model.get("value"), ...change }, restoring: false };
  untold.set(model, mine);
  model.set("value", mine.value);
  afterPaint(() => {
    if (untold.get(model) === mine) untold.delete(model);
    model.save_changes();
  });
};
// Whether a change of the value is such a word of the kernel; the choice is put back, and nothing needs to be drawn.
const overtaken = (model) => {
  const mine = untold.get(model);
  if (!mine || (model.get("value") === mine.value && !mine.restoring)) return false;
  if (!mine.restoring) {
    mine.restoring = true;
    model.set("value", mine.value);
    mine.restoring = false;
  }
  return true;
};

// ---- cells: a string, or a list of strings and {text, href, title, tone}
const part = (p) => {
  if (typeof p === "string") return p;
  const props = { title: p.title, class: p.tone && `sp-tone sp-tone-${p.tone}` };
  return p.href ? h("a", { ...props, href: p.href, target: "_blank", rel: "noopener" }, p.text) : h("span", props, p.text);
};
const parts = (cell) => (typeof cell === "string" ? [cell] : cell.map(part));
const told = (text, list) => (typeof text !== "string" && text.every((t) => typeof t === "string") ? [h(list, {}, ...text.map((t) => h("li", {}, t)))] : parts(text));
const plain = (cell) => (typeof cell === "string" ? cell : cell.map((p) => p.text ?? p).join(""));
const story = ([name, text]) => [h("dt", {}, name), h("dd", {}, ...told(text, "ol"))];

// A labelled list of check boxes in groups, a box to find one by its words, and `only` to leave some out.
function checklist(name, label, options, toggle) {
  const boxes = options.map((o) => {
    const tick = h("input", { type: "checkbox", name, value: o.id, onchange: () => toggle(o) });
    return { o, tick, words: `${o.label} ${o.group ?? ""} ${o.words ?? ""}`.toLowerCase(), label: h("label", { class: "option" }, tick, h("span", {}, o.label)) };
  });
  const groups = [...new Set(options.map((o) => o.group ?? ""))].map((group) => {
    const own = boxes.filter((b) => (b.o.group ?? "") === group);
    return { own, node: h("div", { role: "group", "aria-label": group ? `${label}: ${group}` : label },
      group && h("div", { class: "group", "aria-hidden": "true" }, group), ...own.map((b) => b.label)) };
  });
  const none = h("p", { role: "status", class: "quiet" }), search = h("input", { type: "search", autocomplete: "off", oninput: () => list.sift() });
  const list = { boxes, only: () => true, find: h("label", { class: "find" }, "Find", search), nodes: [...groups.map((g) => g.node), none],
    sift() {
      const wanted = search.value.toLowerCase().split(/\s+/);
      for (const b of boxes) b.label.hidden = !list.only(b.o) || !wanted.every((w) => b.words.includes(w));
      for (const g of groups) g.node.hidden = g.own.every((b) => b.label.hidden);
      write(none, groups.every((g) => g.node.hidden) ? "No choice has this name. Try another word." : "");
    } };
  return list;
}

// What is chosen, as buttons that take it back; the focus goes on to the next one, or `elsewhere`.
function chipRow(label, elsewhere) {
  const chips = h("ul", { class: "chips", "aria-label": label });
  const press = (drop) => (e) => {
    const at = [...chips.querySelectorAll("button")].indexOf(e.currentTarget);
    drop();
    const left = chips.querySelectorAll("button");
    (left[at] ?? left[at - 1] ?? elsewhere()).focus();
  };
  return { chips, draw(items) {
    chips.replaceChildren(...items.map(([text, said, drop]) => h("li", {}, button(text, press(drop), { class: "chip", "aria-label": said }))));
    chips.hidden = items.length === 0;
  } };
}

// What must be asked before anything is shown: one reply opens the player, the other ends in a sentence.
function gated(model, title) {
  const d = model.get("data").gate, again = button("Screen again", () => reply(""), { class: "plain", hidden: !d });
  if (!d) return { again, nodes: [], opens: () => true };
  const reply = (gate) => { commit(model, { gate }); title.focus(); };
  const stopped = h("p", { class: "stopped", role: "alert" });
  const gate = h("div", { class: "gate" }, h("p", { class: "lead" }, d.title), h("p", {}, d.lead), h("ul", {}, ...d.items.map((t) => h("li", {}, t))),
    h("div", { class: "replies" }, button(d.clear, () => reply("clear"), { class: "main" }), button(d.stop, () => reply("stop"))));
  return { again, nodes: [gate, stopped], opens() {
    const said = model.get("value").gate;
    gate.hidden = said !== "";
    again.hidden = said === "";
    stopped.hidden = said !== "stop";
    write(stopped, stopped.hidden ? "" : d.stopped);
    return said === "clear";
  } };
}

// ---- facets
// Options select units; a row is shown if one of its units is left. Inside a facet options unite ("any") or
// intersect ("all"), between facets they intersect, and only then units become rows.
function algebra(d) {
  const owner = Int32Array.from(d.unit_row ?? d.rows.keys());
  const units = new Map(d.facets.flatMap((f) => f.options.map((o) => [o, Int32Array.from(o.units)])));
  const seen = new Int32Array(d.rows.length);
  let turn = 0;

  return (chosen) => {
    const active = d.facets.filter((f) => chosen[f.id]?.length);
    const hits = new Uint8Array(owner.length), marks = new Map();
    for (const f of active) {
      const mark = new Uint8Array(owner.length);
      const need = f.mode === "all" ? chosen[f.id].length : 1;
      for (const o of f.options) if (chosen[f.id].includes(o.id)) for (const u of units.get(o)) mark[u]++;
      for (let u = 0; u < mark.length; u++) hits[u] += mark[u] = mark[u] >= need ? 1 : 0;
      marks.set(f, mark);
    }
    // distinct rows among `some` units (all if null) that pass every active facet but `except`
    const rows = (some, except) => {
      const mark = marks.get(except), need = active.length - (mark ? 1 : 0), size = some ? some.length : owner.length;
      let n = 0;
      turn++;
      for (let i = 0; i < size; i++) {
        const u = some ? some[i] : i;
        if (hits[u] - (mark ? mark[u] : 0) === need && seen[owner[u]] !== turn) { seen[owner[u]] = turn; n++; }
      }
      return n;
    };
    const total = rows(null, null), shown = [];
    for (let r = 0; r < seen.length; r++) if (seen[r] === turn) shown.push(r);
    return {
      active, shown, total,
      with: (f, o) => rows(units.get(o), f.mode === "all" ? null : f),
      without: (f) => rows(null, f),
    };
  };
}

const IN_SIGHT = 5; // rows that fill the answer at its usual height

// Fixed shares, so that no column moves when the rows change: names a little, sentences much wider than words.
const widths = (columns) => {
  const share = columns.map((c, i) => (c.wide ? 2.4 : i ? 1.2 : 1.8)), all = share.reduce((a, b) => a + b);
  return share.map((s) => (100 * s / all).toFixed(2));
};

function facets(model, box) {
  const d = model.get("data"), pictures = model.get("pictures") ?? {}, ask = algebra(d), paper = matchMedia("print");
  const value = () => model.get("value"), chosen = (f) => value()[f.id] ?? [];
  let answer;

  const clear = () => commit(model, Object.fromEntries(d.facets.map((f) => [f.id, []])));
  const toggle = (f, o) => {
    const next = chosen(f).includes(o.id) ? chosen(f).filter((id) => id !== o.id) : [...chosen(f), o.id];
    commit(model, { [f.id]: f.options.map((p) => p.id).filter((id) => next.includes(id)) });
  };

  // -- the panel: one folding group of options per facet
  const panel = d.facets.map((f) => {
    const list = checklist(f.id, f.label, f.options, (o) => toggle(f, o)), options = list.boxes;
    for (const b of options) b.label.append(b.tally = h("span", { class: "tally" }));
    const long = f.options.length > 12, picked = h("span", { class: "picked" });
    const fold = h("details", { class: "facet", open: f.open || chosen(f).length > 0, ontoggle: () => tallies() },
      h("summary", {}, h("span", {}, f.label), picked),
      long && list.find, h("div", { class: long ? "options long" : "options" }, ...list.nodes));
    const tallies = () => { // a closed facet has no layout; its numbers wait until it opens
      if (!fold.open || !answer) return;
      for (const b of options) {
        const n = answer.with(f, b.o);
        write(b.tally, count(n));
        b.label.classList.toggle("none", n === 0);
      }
    };
    const draw = () => {
      const on = chosen(f);
      for (const b of options) b.tick.checked = on.includes(b.o.id);
      write(picked, f.options.filter((o) => on.includes(o.id)).map((o) => o.label).join(", "));
    };
    return { fold, draw, tallies };
  });

  // -- the answer: status line, chips, then the rows or the reason why there are none
  const status = h("p", { role: "status", class: "status" });
  const { chips, draw: drawChips } = chipRow("Chosen filters; press one to remove it", () => scroll);
  const tbody = h("tbody"), empty = h("div", { class: "empty" }), made = [];
  const table = h("table", {}, h("caption", { class: "unseen" }, d.caption),
    h("colgroup", {}, ...widths(d.columns).map((w) => h("col", { style: `width:${w}%` }))),
    h("thead", {}, h("tr", {}, ...d.columns.map((c) => h("th", { scope: "col" }, c.label)))), tbody);

  const beside = (i) => { // the row's words say what it shows; its room is kept until it is there
    const [width, height] = pictures.size ?? [], src = pictures.of_rows?.[i];
    return src ? h("img", { loading: "lazy", decoding: "async", width, height, alt: "", src }) : null;
  };
  const row = (i) => (made[i] ??= makeRow(i));
  const makeRow = (i) => {
    const [first, ...cells] = d.rows[i], it = {};
    if (d.details?.[i].length) {
      it.opener = button(plain(first), () => { it.open = !it.open; unfold(it, i); }, { class: "opener", "aria-expanded": "false" });
    }
    const head = [...(it.opener ? [it.opener] : parts(first)), beside(i)];
    it.tr = h("tr", { "data-row": i }, h("th", { scope: "row" }, ...head), ...cells.map((c, j) => h("td", { "data-label": d.columns[j + 1].label }, ...parts(c))));
    return it;
  };
  const detail = (i) => (row(i).detail ??= h("tr", { class: "detail" },
    h("td", { colspan: d.columns.length }, h("dl", {}, ...d.details[i].flatMap(story)))));
  const unfold = (it, i) => {
    it.opener.setAttribute("aria-expanded", it.open);
    if (it.open) it.tr.after(detail(i)); else it.detail.remove();
  };
  const lines = (i) => {
    const { tr, opener, open } = row(i);
    return open || (opener && paper.matches) ? [tr, detail(i)] : [tr];
  };

  // Layout is the cost of a click, not the algebra: the frame that answers it holds the rows in sight, the next the rest.
  let put = 0;
  const fill = (upto) => {
    tbody.append(...answer.shown.slice(put, upto).flatMap(lines));
    put = Math.max(put, Math.min(upto, answer.total));
    more.hidden = put === answer.total;
    write(more, `Show ${count(Math.min(d.page, answer.total - put))} more`);
  };
  const more = button("", () => {
    const next = answer.shown[put];
    fill(put + d.page);
    row(next).tr.scrollIntoView({ block: "nearest" });
    if (more.hidden) scroll.focus();
  }, { class: "plain" });
  const scroll = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${d.caption}: results` }, table, empty, more);
  function drawRows() {
    const now = answer, first = now.shown.slice(0, IN_SIGHT);
    tbody.replaceChildren(...first.flatMap(lines));
    put = first.length;
    more.hidden = true;
    if (paper.matches) fill(Infinity);
    else afterPaint(() => {
      if (now !== answer) return;
      for (const p of panel) p.tallies();
      fill(Math.max(put, d.page));
    });
  }

  // -- why is this empty, and what to relax
  const name = (f) => `${f.label}: ${f.options.filter((o) => chosen(f).includes(o.id)).map((o) => o.label).join(f.mode === "all" ? " and " : " or ")}`;
  function drawEmpty() {
    table.hidden = answer.total === 0;
    empty.hidden = answer.total > 0;
    if (answer.total) return;
    const ways = answer.active.map((f) => [f, answer.without(f)]).sort((a, b) => b[1] - a[1]);
    empty.replaceChildren(
      h("p", { class: "lead" }, `No ${d.noun} fit all of these filters together.`),
      h("p", {}, ways[0][1] ? "Remove one of them to see more:" : "Removing one is not enough. Remove several, or clear all."),
      h("ul", {}, ...ways.map(([f, n]) => h("li", {}, button(`Remove ${name(f)}`, () => { commit(model, { [f.id]: [] }); scroll.focus(); }),
        ` leaves ${count(n)} of ${count(d.rows.length)} ${d.noun}`))));
  }

  const picks = () => answer.active.flatMap((f) => f.options.filter((o) => chosen(f).includes(o.id))
    .map((o) => [o.label, `${o.label}: remove from ${f.label}`, () => toggle(f, o)]));

  const title = h("p", { class: "title", tabindex: -1 }, d.caption), gate = gated(model, title);
  const reset = button("Clear all", clear, { class: "plain" });
  const skip = button("Skip to the results", () => scroll.focus(), { class: "plain skip" });
  const filters = h("div", { class: "panel", role: "group", "aria-label": "Filters", "aria-describedby": "tallies" },
    h("p", { id: "tallies", class: "unseen" }, `The number after a choice is how many ${d.noun} it leaves.`), ...panel.map((p) => p.fold));
  const results = h("div", { class: "answer" }, h("div", { class: "chosen", "data-none": "No filter chosen: everything is shown." }, chips), scroll);
  const main = h("div", { class: "split" }, filters, results);

  function draw() {
    const open = gate.opens();
    main.hidden = status.hidden = reset.hidden = skip.hidden = !open;
    if (!open) return;
    answer = ask(value());
    for (const p of panel) p.draw();
    write(status, `${count(answer.total)} of ${count(d.rows.length)} ${d.noun}`);
    drawChips(picks());
    drawRows();
    drawEmpty();
    scroll.getBoundingClientRect(); // lay out now, while the browser would only wait for its next frame
  }

  draw();
  box.append(h("div", { class: "head" }, title, h("div", { class: "line" }, status, skip, gate.again, reset)), ...gate.nodes, main);
  paper.addEventListener("change", draw);
  return { change: { value: draw }, end: () => paper.removeEventListener("change", draw) };
}

// ---- frames: the first slider flips pictures made ahead, the others ask Python for a new sweep
// A sweep holds one picture and, for every slot that differs, its value in each frame.
function flipper(sweep, stage) {
  stage.innerHTML = sweep.base; // SVG that Python drew and escaped
  const nodes = sweep.slots.map(([k]) => stage.querySelector(`[data-k="${k}"]`)), now = sweep.slots.map(() => 0);
  for (const [j, [, name]] of sweep.slots.entries()) show(nodes[j], name, sweep.values[j][0]);
  function show(node, name, v) { if (name) node.setAttribute(name, v); else node.textContent = v; }
  return (i) => sweep.slots.forEach(([, name], j) => {
    const row = sweep.values[j];
    if (row[i] !== row[now[j]]) show(nodes[j], name, row[i]);
    now[j] = i;
  });
}

function frames(model, box) {
  const d = model.get("data"), [first, ...others] = d.sliders;
  let sweep, flip, awake = false, moved = false;
  const value = () => model.get("value"), at = (s) => s.positions.indexOf(value()[s.name]);
  const fits = (one) => others.every((s) => one.for[s.name] === value()[s.name]);

  // -- the guess: nothing moves before the reader has committed to it
  const radios = d.guess.options.map((o) => h("input", { type: "radio", name: "guess", value: o, onchange: () => { go.disabled = false; } }));
  const go = button("Commit to my guess", () => {
    commit(model, { guess: radios.find((r) => r.checked).value });
    main.input.focus();
  }, { class: "main", disabled: true });
  const ask = h("fieldset", { class: "guess" }, h("legend", {}, "Guess first"), h("p", {}, d.guess.question),
    ...d.guess.options.map((o, i) => h("label", { class: "option" }, radios[i], h("span", {}, o))), go,
    h("p", { class: "quiet" }, "The controls open when you have committed."));
  const mine = h("span"), verdict = h("div", { class: "verdict", role: "status" });
  const compare = button("Compare with my guess", () => { commit(model, { compared: true }); main.input.focus(); }, { class: "main" });
  const kept = h("div", { class: "kept" }, h("p", {}, h("strong", {}, "Your guess: "), mine), compare, verdict);

  // -- the controls
  const slider = (s, on) => {
    const out = h("output", { "aria-live": "off" }), input = h("input", { type: "range", min: 0, max: s.positions.length - 1, step: 1, "aria-label": s.label,
      oninput: () => { put(s.positions[+input.value]); on(s.positions[+input.value]); } });
    const put = (v) => {
      const i = s.positions.indexOf(v);
      if (+input.value !== i) input.value = i;
      write(out, s.said[i]);
      input.setAttribute("aria-valuetext", s.said[i]);
    };
    return { s, input, put, row: h("div", { class: "slide" }, h("span", { class: "label" }, s.label), out, input) };
  };
  const choice = (s, on) => {
    const input = h("select", { "aria-label": s.label, onchange: () => on(input.value) }, ...s.positions.map((p) => h("option", { value: p }, p)));
    return { s, input, put: (v) => { input.value = v; }, row: h("div", { class: "slide" }, h("span", { class: "label" }, s.label), input) };
  };
  const set = (s) => (v) => { moved = true; want({ [s.name]: v }); };
  const control = (s) => (typeof s.positions[0] === "string" ? choice : slider)(s, set(s));
  const main = control(first), more = others.map(control);
  const note = h("p", { class: "quiet", role: "status" });
  const reset = button("Reset", () => want(awake ? d.start : { [first.name]: d.start[first.name] }), { class: "plain" });
  const pin = button("Pin this one", () => { pinned = pinned ? null : copy(); draw(); }, { class: "plain" });
  const hand = h("fieldset", { class: "hand" }, h("legend", {}, "Move"), main.row, ...more.map((c) => c.row), note, h("div", { class: "acts" }, reset, pin));

  // Told at once: a widget has one message under way and keeps the newest back, so what is passed over is not computed,
  // and while it does no echo of an older value comes in. A sweep of other settings than those wanted now is not drawn.
  const want = (change) => {
    untold.delete(model); // this one holds all of it
    model.set("value", { ...value(), ...change });
    model.save_changes();
  };
  const follow = () => {
    const next = model.get("sweep");
    if (next !== sweep && fits(next)) load(next); else draw();
  };

  // -- the picture, beside a pinned one
  const aside = h("div", { class: "aside" }), pictures = h("div", { class: "pictures" });
  const wait = h("p", { class: "wait", role: "status" }, "Python is drawing these settings.");
  const stage = h("div", { class: "stage", role: "img" }), old = h("figure", { class: "pinned" });
  const say = h("p", { class: "says", role: "status" }), tbody = h("tbody"), thead = h("thead");
  const words = () => d.sliders.map((s) => `${s.label} ${s.said[at(s)]}`).join(", ");
  let pinned = null;
  const copy = () => ({ svg: stage.innerHTML, words: words(), says: sweep.says[at(first)], readings: sweep.readings.map((r) => r.values[at(first)]) });
  const caption = h("caption", { class: "unseen" });
  let rows = [];

  function load(next) {
    sweep = next;
    flip = flipper(sweep, stage);
    rows = sweep.readings.map(({ what }) => ({ what, here: h("td"), there: h("td") }));
    tbody.replaceChildren(...rows.map((r) => h("tr", {}, h("th", { scope: "row" }, r.what), r.here, r.there)));
    draw();
  }
  function draw() {
    const i = at(first), { guess, compared } = value(), open = guess !== "", late = !fits(sweep);
    main.put(value()[first.name]);
    for (const c of more) c.put(value()[c.s.name]);
    if (!late) {
      flip(i);
      stage.setAttribute("aria-label", `${d.caption}. ${sweep.says[i]}`);
      write(say, sweep.says[i]);
      write(caption, words());
      rows.forEach((r, j) => write(r.here, sweep.readings[j].values[i]));
    }
    stage.classList.toggle("late", late);
    aside.setAttribute("aria-busy", late);
    wait.hidden = !late;
    ask.hidden = open;
    kept.hidden = !open;
    hand.disabled = !open;
    for (const c of more) c.input.disabled = !awake;
    write(note, others.length && !awake && open ? d.asleep : "");
    if (open) {
      write(mine, guess);
      compare.hidden = compared;
      compare.disabled = !moved && !compared;
      verdict.hidden = !compared;
      if (compared && verdict.dataset.of !== guess) { // told once, not again at every step
        verdict.dataset.of = guess;
        verdict.replaceChildren(h("p", { class: guess === d.guess.answer ? "agrees" : "other" },
          guess === d.guess.answer ? "The model agrees with you." : `The model says: ${d.guess.answer}`), h("p", {}, ...parts(d.guess.because)));
      }
    }
    write(pin, pinned ? "Remove the pinned one" : "Pin this one");
    pin.disabled = late && !pinned; // the picture is still one of other settings
    old.hidden = !pinned;
    box.classList.toggle("two", !!pinned);
    for (const [j, r] of rows.entries()) { r.there.hidden = !pinned; write(r.there, pinned?.readings[j] ?? ""); }
    thead.hidden = !pinned;
    if (pinned && old.dataset.words !== pinned.words) {
      old.dataset.words = pinned.words;
      const still = h("div", { class: "stage", role: "img", "aria-label": `Pinned. ${pinned.says}` });
      still.innerHTML = pinned.svg;
      old.replaceChildren(still, h("figcaption", { class: "quiet" }, `Pinned: ${pinned.words}`));
    }
    aside.getBoundingClientRect(); // lay out now, while the browser would only wait for its next frame
  }

  thead.append(h("tr", {}, h("td"), h("th", { scope: "col" }, "Now"), h("th", { scope: "col" }, "Pinned")));
  const notes = h("details", { class: "notes" }, h("summary", {}, "Grade, limits and sources"),
    h("dl", {}, ...d.notes.flatMap(([name, text]) => [h("dt", {}, name), h("dd", {}, ...told(text, "ul"))])));
  pictures.append(stage, old, wait);
  box.classList.add("frames");
  box.append(h("div", { class: "over" }, h("p", { class: "title" }, d.caption), h("p", {}, d.lead)),
    h("div", { class: "sides" }, h("div", { class: "left" }, ask, kept, hand),
      aside), notes);
  aside.append(pictures, say, h("table", {}, caption, thead, tbody));
  load(model.get("sweep"));
  const heard = (message) => { if (message.pong) { awake = true; draw(); } };
  const knock = () => { if (others.length) model.send?.({ ping: true }); };
  // Python went away (a restart) or came back: nothing that was wished meanwhile will be drawn.
  const parted = () => { awake = false; untold.delete(model); model.set("value", { ...value(), ...sweep.for }); draw(); knock(); };
  model.on("msg:custom", heard);
  model.on("comm_live_update", parted);
  knock();
  return {
    change: { value: follow, sweep: follow },
    end: () => { model.off("msg:custom", heard); model.off("comm_live_update", parted); },
  };
}

// ---- map: pictures with regions, each standing for a thing; a list of the same things is the equal way in
// A thing may be part of a whole: the whole is chosen and taken back with its parts.
const ARROWS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

// The next region that way: of those ahead the nearest, where a step aside counts twice.
const beyond = (regions, from, [x, y]) => {
  const far = (r) => {
    const dx = r.x - from.x, dy = r.y - from.y, ahead = dx * x + dy * y;
    return ahead > 0 ? ahead + 2 * Math.abs(dx * y - dy * x) : Infinity;
  };
  return regions.reduce((best, r) => (far(r) < far(best) ? r : best), from);
};

function map(model, box) {
  const d = model.get("data"), paper = matchMedia("print"), things = new Map(d.things.map((t) => [t.id, t]));
  const value = () => model.get("value"), on = (t) => value().chosen.includes(t.id), root = () => box.getRootNode();
  const title = (l) => (l.group ? `${l.group}, ${l.label}` : l.label);
  let sheet, hovered = null, focused = null, read = null; // pointed at: {thing, region}; read: the thing whose details stand there

  const toggle = (t) => {
    const next = new Set(value().chosen), family = [t, ...d.things.filter((p) => p.whole === t.id)], taken = next.has(t.id);
    for (const p of family) if (taken) next.delete(p.id); else next.add(p.id);
    if (taken) next.delete(t.whole); // a whole that lacks a part is none
    commit(model, { chosen: d.things.filter((p) => next.has(p.id)).map((p) => p.id) });
  };
  const touch = (node, what) => {
    node.addEventListener("pointerenter", () => { hovered = what; point(); });
    node.addEventListener("pointerleave", () => { hovered = null; point(); });
  };
  const reach = (node, what) => {
    node.addEventListener("focusin", () => { focused = what; see(what); });
    node.addEventListener("focusout", () => { focused = null; point(); });
  };

  // -- the layers, each a picture under a sheet of regions made when it is first shown
  const radios = d.layers.map((l) => h("input", { type: "radio", name: "layer", value: l.id, "aria-label": title(l), onchange: () => commit(model, { layer: l.id }) }));
  const layers = h("fieldset", { class: "layers" }, h("legend", { class: "unseen" }, "Picture"),
    ...[...new Set(d.layers.map((l) => l.group ?? ""))].map((group) => h("div", {}, group && h("span", { class: "group", "aria-hidden": "true" }, group),
      ...d.layers.map((l, i) => (l.group ?? "") === group && h("label", { class: "layer" }, radios[i], h("span", { "aria-hidden": "true" }, l.label))))));
  const made = new Map(), plate = h("div", { class: "plate" });

  function makeSheet(l) {
    const regions = l.regions.map((r) => {
      const thing = things.get(r.thing), name = r.side ? `${thing.label}, ${r.side}` : thing.label, shape = (of) => s("path", { class: of, d: r.path });
      const node = s("g", { class: "region", role: "button", tabindex: -1, "aria-label": r.badge ? `${name} (${r.badge})` : name, "data-thing": r.thing }, shape("halo"), shape("line"),
        s("g", { class: "tick", transform: `translate(${r.x} ${r.y})` }, s("circle", { r: 11 }), s("path", { d: "M-5 0-1.5 4 5.5-4" })));
      const near = shape("near"), it = { ...r, thing, name, node, near };
      const press = () => { rove(it); toggle(thing); };
      for (const part of [node, near]) { touch(part, it); part.addEventListener("click", press); }
      node.addEventListener("focusin", () => { focused = it; rove(it, false); see(it); });
      node.addEventListener("focusout", () => { focused = null; point(); });
      return it;
    });
    const over = s("svg", { viewBox: `0 0 ${d.size.join(" ")}`, role: "group", "aria-label": `${title(l)}: arrow keys go from one to the next, Enter chooses` },
      s("g", {}, ...regions.map((r) => r.near)), s("g", {}, ...regions.map((r) => r.node)));
    const rove = (it, go = true) => {
      for (const r of regions) r.node.setAttribute("tabindex", r === it ? 0 : -1);
      if (go) it.node.focus({ preventScroll: true });
    };
    over.spKeys = (e) => {
      const it = regions.find((r) => r.node === root().activeElement);
      if (!it) return;
      const to = ARROWS[e.key] ? beyond(regions, it, ARROWS[e.key]) : e.key === "Home" ? regions[0] : e.key === "End" ? regions.at(-1) : null;
      if (to) rove(to);
      else if ((e.key === "Enter" || e.key === " ") && !e.repeat) toggle(it.thing);
      if (to || e.key === "Enter" || e.key === " ") e.preventDefault();
    };
    regions[0]?.node.setAttribute("tabindex", 0);
    return { l, regions, nodes: [h("img", { src: l.picture, alt: l.alt, draggable: "false" }), over] };
  }

  // -- the list
  const list = checklist("thing", d.noun, d.things, (t) => { see({ thing: t }); toggle(t); }), here = () => new Set(sheet.l.regions.map((r) => r.thing));
  for (const b of list.boxes) {
    const what = { thing: b.o };
    touch(b.label, what);
    reach(b.label, what);
  }
  const only = h("input", { type: "checkbox", onchange: () => sift() });
  const sift = () => {
    const seen = here();
    list.only = only.checked ? (t) => seen.has(t.id) : () => true;
    list.sift();
  };
  const all = h("div", { class: "options", role: "group", "aria-label": `All ${d.noun}`, tabindex: -1 }, ...list.nodes);

  // -- what is pointed at, what is read about it, what is chosen
  const name = h("p", { class: "name" }), status = h("p", { role: "status", class: "status" }), note = h("p", { role: "status", class: "note" });
  const { chips, draw: drawChips } = chipRow(`Chosen ${d.noun}; press one to take it back`, () => about);
  const about = h("div", { class: "scroll about", role: "region", tabindex: 0, "aria-label": `${d.caption}: details` });
  about.addEventListener("focusin", () => { focused = read && { thing: read }; point(); });
  about.addEventListener("focusout", () => { focused = null; point(); });
  const clear = button("Clear all", () => commit(model, { chosen: [] }), { class: "plain" });
  const marks = (text) => text && h("span", { class: "sp-tone" }, text);
  const places = (t) => d.layers.filter((l) => l.regions.some((r) => r.thing === t.id));
  const badge = (t) => d.layers.flatMap((l) => l.regions).find((r) => r.thing === t.id && r.badge)?.badge;

  function point() {
    const now = hovered ?? focused;
    for (const r of sheet.regions) {
      r.node.classList.toggle("here", r === now);
      r.node.classList.toggle("same", r !== now && r.thing === now?.thing);
    }
    if (!now) return name.replaceChildren(h("span", { class: "quiet" }, d.hint));
    const drawn = now.path || sheet.regions.some((r) => r.thing === now.thing);
    name.replaceChildren(now.name ?? now.thing.label, " ", ...[drawn ? marks(now.path ? now.badge : badge(now.thing)) : h("span", { class: "quiet" }, "is not in this picture")].filter(Boolean));
  }
  const see = (what) => {
    point();
    if (read === what.thing) return;
    read = what.thing;
    drawAbout();
    about.scrollTop = 0;
  };
  const tale = (t) => {
    const seen = places(t);
    return [h("p", { class: "lead" }, t.label, " ", marks(badge(t)) || ""), h("dl", {}, ...t.details.flatMap(story),
      h("dt", {}, "Seen in"), h("dd", { class: "places" }, ...(seen.length ? seen.map((l) => (l === sheet.l ? h("span", {}, `${title(l)} (shown now)`)
        : button(title(l), () => { commit(model, { layer: l.id }); about.focus(); }, { class: "plain" }))) : ["no picture; choose it in the list"])))];
  };
  function drawAbout() {
    const chosen = d.things.filter(on), shown = paper.matches && chosen.length ? chosen : [read ?? chosen[0]].filter(Boolean);
    about.replaceChildren(...(shown.length ? shown.flatMap(tale) : [h("p", { class: "quiet" }, d.lead)]));
  }

  function draw() {
    const l = d.layers.find((one) => one.id === value().layer), turned = sheet?.l !== l, chosen = d.things.filter(on);
    if (turned) {
      hovered = null;
      if (focused?.path) focused = null; // it stood on the sheet before
      if (!made.has(l)) made.set(l, makeSheet(l));
      sheet = made.get(l);
      plate.replaceChildren(...sheet.nodes);
      radios[d.layers.indexOf(l)].checked = true;
      if (only.checked) sift();
      point();
    }
    for (const r of sheet.regions) r.node.setAttribute("aria-pressed", on(r.thing));
    for (const b of list.boxes) b.tick.checked = on(b.o);
    write(status, `${count(chosen.length)} of ${count(d.things.length)} ${d.noun} chosen`);
    write(note, model.get("note") ?? "");
    note.hidden = !note.textContent;
    drawChips(chosen.filter((t) => !value().chosen.includes(t.whole)).map((t) => [t.label, `${t.label}: take back`, () => toggle(t)]));
    if (turned || !read || paper.matches) drawAbout();
  }

  draw();
  box.classList.add("map");
  box.append(h("div", { class: "head" }, h("p", { class: "title" }, d.caption), h("div", { class: "line" }, status, clear)), layers,
    h("div", { class: "trio" }, h("div", { class: "view" }, name, plate),
      h("div", { class: "answer" }, h("div", { class: "chosen", "data-none": "Nothing chosen yet." }, chips), about, note),
      h("div", { class: "everything" }, list.find, h("label", { class: "option" }, only, h("span", {}, "Only in this picture")), all)));
  const print = () => drawAbout();
  paper.addEventListener("change", print);
  return { change: { value: draw, note: draw }, end: () => paper.removeEventListener("change", print) };
}

// ---- card: one sheet at a time, drawn by Python; buttons ask for its neighbors, a film runs when it is told to
function card(model, box) {
  const d = model.get("data"), calm = matchMedia("(prefers-reduced-motion: reduce)");
  const wanted = () => model.get("value")[d.choice], is = () => model.get("page");
  let awake = false, turned = false, tile, film, drawn;
  const title = h("p", { class: "title", tabindex: -1 }), ways = h("div", { class: "ways" });
  const gate = gated(model, title), note = h("p", { role: "status", class: "quiet" }), sheet = h("div", { class: "sheet" });
  const line = h("div", { class: "acts" }, ways, note);

  const roll = (f) => {
    const said = h("p", { role: "status", class: "quiet" });
    film = h("video", { src: f.src, width: f.width, height: f.height, loop: true, playsinline: true, preload: "auto", tabindex: -1, "aria-label": f.alt });
    film.muted = film.defaultMuted = true;
    const run = button("", () => {
      write(said, "");
      if (film.paused) film.play().catch(() => write(said, "This browser cannot play the film. The pictures show the same."));
      else film.pause();
    });
    const told = () => { write(run, film.paused ? "Play" : "Pause"); run.setAttribute("aria-label", `${run.textContent}: ${f.label}`); };
    for (const event of ["play", "pause"]) film.addEventListener(event, told);
    told();
    return h("figure", { class: "tile film" }, film, h("figcaption", {}, run, h("strong", {}, f.label), said));
  };
  // Whoever asks for less motion gets the pictures alone.
  const still = () => {
    if (!tile) return;
    tile.hidden = calm.matches;
    if (calm.matches) film.pause();
  };

  function load() {
    turned = !!drawn;
    const page = drawn = is(), held = box.contains(box.getRootNode().activeElement), html = model.get("sheet");
    film?.pause();
    if (html == null) sheet.replaceChildren(...(model.get("twin").querySelector(".sp-sheet")?.cloneNode(true).childNodes ?? []));
    else sheet.innerHTML = html; // HTML that Python drew and escaped
    for (const table of sheet.querySelectorAll("table")) { // where there is no room for columns, each cell says its heading
      const heads = [...table.querySelectorAll("thead th")].map((th) => th.textContent);
      for (const row of table.tBodies[0].rows) [...row.cells].forEach((cell, i) => cell.setAttribute("data-label", heads[i]));
    }
    write(title, page.title);
    tile = page.film && roll(page.film);
    if (tile) (sheet.querySelector(".tiles") ?? sheet).append(tile);
    still();
    ways.replaceChildren(...page.ways.map((w) => button(`${w.label}: ${w.name}`, () => { title.focus(); commit(model, { [d.choice]: w.value }); })));
    if (held) title.focus();
    draw();
  }
  function draw() {
    if (drawn !== is()) return load();
    const late = wanted() !== drawn.for, open = gate.opens();
    sheet.hidden = line.hidden = !open;
    if (!open) film?.pause();
    for (const b of ways.children) b.disabled = !awake || late;
    sheet.setAttribute("aria-busy", late);
    sheet.classList.toggle("late", late);
    write(note, late ? "Python is opening another card." : !awake && drawn.ways.length ? d.asleep : turned ? `${drawn.title} is open.` : "");
  }

  box.classList.add("card");
  box.append(h("div", { class: "over" }, h("div", { class: "top" }, title, gate.again), line), ...gate.nodes, sheet);
  load();
  const heard = (message) => { if (message.pong) { awake = true; draw(); } };
  const knock = () => model.send?.({ ping: true });
  const parted = () => { awake = false; untold.delete(model); model.set("value", { ...model.get("value"), [d.choice]: drawn.for }); draw(); knock(); };
  model.on("msg:custom", heard);
  model.on("comm_live_update", parted);
  calm.addEventListener("change", still);
  knock();
  return {
    change: { value: draw, page: draw },
    end: () => { film?.pause(); model.off("msg:custom", heard); model.off("comm_live_update", parted); calm.removeEventListener("change", still); },
  };
}

// ---- question: one step at a time; what a response earns was marked ahead and stands in the page only after it
const SIGNS = { right: "\u2713", partly: "\u2248", wrong: "\u2717" }, SAID = { right: "right", partly: "partly right", wrong: "not right" };

// Another order for each seed, the same for the same: an answer that is looked at again stands where it stood.
const shuffled = (list, seed) => {
  const out = [...list];
  let x = [...seed].reduce((n, c) => Math.imul(n ^ c.charCodeAt(0), 16777619), 2166136261);
  for (let i = out.length - 1; i > 0; i--) {
    x = Math.imul(x ^ (x >>> 15), 2246822519) + 374761393;
    const j = ((x ^ (x >>> 13)) >>> 0) % (i + 1);
    [out[i], out[j]] = [out[j], out[i]];
  }
  return out;
};

// What a response earns: the place of its mark in the step's pool; null for what is only read.
const earned = (step, response) => {
  if (step.kind === "numeric") return (step.bands.find(([low, high]) => low <= response && response <= high) ?? [0, 0, step.otherwise])[2];
  const key = typeof response === "string" ? response : (step.kind === "ordering" ? response : [...response].sort()).join(",");
  return step.marks[key] ?? step.otherwise;
};
const markOf = (step, response) => { const at = earned(step, response); return at == null ? null : step.pool[at]; };

// The control of each kind: its node, what it now answers (null: nothing yet), and how an answer is put into it.
function picker(step, options, name) {
  const many = step.kind === "multiple";
  const inputs = options.map((o) => h("input", { type: many ? "checkbox" : "radio", name, value: o.id }));
  const labels = options.map((o, i) => h("label", { class: "option" }, inputs[i], h("span", {}, o.text)));
  return { nodes: labels, inputs, read() {
    const on = inputs.filter((i) => i.checked).map((i) => i.value);
    return on.length ? (many ? on.sort() : on[0]) : null;
  }, put(response, right) {
    for (const [i, input] of inputs.entries()) {
      input.checked = [response].flat().includes(input.value);
      if (right.includes(input.value)) labels[i].append(h("span", { class: "key" }, `${SIGNS.right} right`));
    }
  } };
}
function number(step) {
  const input = h("input", { type: "number", step: "any", inputmode: "decimal", autocomplete: "off" });
  return { nodes: [h("label", { class: "number" }, h("span", {}, "Your answer"), " ", input, " ", h("span", {}, step.unit))], inputs: [input],
    read: () => (input.value === "" ? null : +input.value), put(response) { input.value = response; } };
}
function sorter(options, say) {
  const list = h("ol", { class: "order" }), rows = new Map();
  const place = (row) => [...list.children].indexOf(row) + 1;
  const move = (o, by) => (e) => {
    const row = rows.get(o.id), to = list.children[place(row) - 1 + by], pressed = e.currentTarget;
    if (to) { if (by < 0) to.before(row); else to.after(row); }
    pressed.focus(); // a row that moves drops the focus
    say(to ? `${o.text}: now ${place(row)} of ${options.length}.` : `${o.text}: already ${by < 0 ? "first" : "last"}.`);
  };
  for (const o of options) rows.set(o.id, h("li", { "data-id": o.id }, h("span", {}, o.text),
    button("\u2191", move(o, -1), { "aria-label": `Move up: ${o.text}` }), button("\u2193", move(o, 1), { "aria-label": `Move down: ${o.text}` })));
  list.append(...rows.values());
  return { nodes: [list], inputs: [...list.querySelectorAll("button")], read: () => [...list.children].map((row) => row.dataset.id),
    put(response) { list.append(...response.map((id) => rows.get(id))); } };
}

function question(model, box) {
  const d = model.get("data"), steps = d.steps, value = () => model.get("value"), answer = (i) => value().answers[steps[i].id];
  const mark = (i) => (answer(i) ? markOf(steps[i], answer(i).response) : null);
  const answered = () => steps.filter((_, i) => answer(i)).length;
  const over = () => answered() === steps.length || steps.some((_, i) => mark(i)?.ends);
  let awake = null, known = 0, shown, told, control, sure, stem, note, since; // `awake`: what Python says of keeping answers; null while none listens

  const title = h("p", { class: "title", tabindex: -1 }, d.caption), place = h("p", { class: "place" }), row = h("ol", { class: "steps", "aria-label": "Questions" });
  const dots = steps.map((_, i) => button(`${i + 1}`, () => go(i)));
  row.append(...dots.map((dot) => h("li", {}, dot)));
  const ask = h("div", { class: "ask" }), says = h("div", { class: "feedback" }), foot = h("p", { class: "quiet foot" });

  const begin = () => { // the whole player is brought into sight where it fits, and always what is asked
    for (const part of [box, ask]) part.scrollIntoView({ block: "nearest" });
    stem.focus({ preventScroll: true });
  };
  const go = (at) => { commit(model, { at }); begin(); };
  // A busy kernel gets only the newest value: it holds the answers of each attempt that Python is not known to have heard.
  const again = () => {
    const { answers, attempt, past } = value();
    commit(model, { answers: {}, at: 0, attempt: attempt + 1, past: [...past.filter((p) => p.attempt >= known), { attempt, answers }] });
    begin();
  };
  const give = (response, change = {}) => {
    const at = value().at, seconds = since == null ? 0 : Math.round((performance.now() - since) / 100) / 10;
    const one = { response, confidence: sure?.read() ?? "", slip: "", seconds };
    commit(model, { answers: { ...value().answers, [steps[at].id]: one }, ...change });
  };
  const check = (e) => {
    e.preventDefault();
    const response = control.read(), lacks = response == null ? control : sure && !sure.read() ? sure : null;
    if (lacks) { write(note, lacks === sure ? "Say how sure you are, then check." : "Give an answer first."); lacks.inputs[0].focus(); return; }
    give(response);
    says.querySelector(".verdict").focus({ preventScroll: true });
    says.scrollIntoView({ block: "nearest" }); // all that is said, not its first line alone
  };
  const one = (name, legend, words, on) => { // a row of radio buttons
    const inputs = words.map((w) => h("input", { type: "radio", name, value: w, onchange: () => on?.(w) }));
    return { inputs, read: () => inputs.find((i) => i.checked)?.value ?? "", put: (w) => { for (const i of inputs) i.checked = i.value === w; },
      node: h("fieldset", { class: "row" }, h("legend", {}, legend), ...words.map((w, i) => h("label", {}, inputs[i], h("span", {}, w)))) };
  };

  // A question is timed from when it comes into sight: in a notebook it may stand far below for a long while.
  const seen = new IntersectionObserver((entries) => { if (entries.some((e) => e.isIntersecting)) since ??= performance.now(); });

  // -- the question that is open: built once, then only locked
  function build(at, attempt) {
    const step = steps[at], before = step.before.length ? h("dl", {}, ...step.before.flatMap(story)) : null;
    stem = h(step.kind === "read" ? "p" : "legend", { class: "stem", tabindex: -1 }, step.stem);
    since = null;
    seen.disconnect();
    seen.observe(stem);
    sure = note = null;
    if (step.kind === "read") {
      const next = button("Go on", () => { give("read", { at: Math.min(at + 1, steps.length - 1) }); begin(); }, { class: "main" });
      return ask.replaceChildren(before ?? "", stem, h("div", { class: "replies" }, next));
    }
    let options = step.options;
    for (let turn = attempt; turn > 0; turn++) {
      options = shuffled(step.options, `${step.id} ${turn}`);
      if (step.kind !== "ordering" || markOf(step, options.map((o) => o.id))?.tone !== "right") break;
    }
    note = h("p", { role: "status", class: "quiet lacks" });
    control = step.kind === "numeric" ? number(step) : step.kind === "ordering" ? sorter(options, (t) => write(note, t)) : picker(step, options, step.id);
    sure = d.confidence.length ? one("sure", "How sure are you?", d.confidence) : null;
    const hint = { multiple: "Choose all that fit.", ordering: "Move each with its buttons.", numeric: "", single: "" }[step.kind];
    ask.replaceChildren(h("form", { novalidate: true, onsubmit: check }, before ?? "", h("fieldset", { class: "choice" }, stem, hint && h("p", { class: "quiet" }, hint), ...control.nodes),
      sure?.node ?? "", h("div", { class: "replies" }, h("button", { type: "submit", class: "main" }, "Check"), note)));
  }
  function lock(at) {
    const given = answer(at), step = steps[at], right = Object.keys(step.marks).find((key) => step.pool[step.marks[key]].tone === "right")?.split(",") ?? [];
    if (step.kind === "read") return;
    control.put(given.response, right);
    sure?.put(given.confidence);
    for (const set of ask.querySelectorAll("fieldset")) set.disabled = true;
    ask.querySelector(".replies").classList.add("spent"); // it keeps its place: the answer moves nothing
  }

  // -- what the response earned, and where to go from there
  function feedback(at) {
    const m = mark(at), step = steps[at], last = at === steps.length - 1 || m?.ends, end = over() && (last || !answer(at + 1));
    if (!m) return says.replaceChildren(...(end ? ending() : [h("p", { class: "quiet" }, step.kind === "read" ? "" : "Your feedback will stand here.")]));
    const kind = m.tone !== "right" && d.slips.length ? one("slip", "What happened?", d.slips, (slip) =>
      commit(model, { answers: { ...value().answers, [step.id]: { ...answer(at), slip } } })) : null;
    kind?.put(answer(at).slip);
    says.replaceChildren(h("div", { role: "status", class: `says-${m.tone}` }, h("p", { class: "verdict", tabindex: -1 }, h("span", { "aria-hidden": "true" }, `${SIGNS[m.tone]} `), m.title),
      ...m.says.map((i) => h("p", {}, ...parts(step.pool[i]))), m.after == null ? "" : h("dl", {}, ...step.pool[m.after].flatMap(story))),
      kind?.node ?? "", ...(end ? ending() : [h("div", { class: "replies" }, button("Next", () => go(at + 1), { class: "main" }))]));
  }
  function ending() {
    const tones = steps.map((_, i) => mark(i)?.tone).filter(Boolean), all = Object.keys(SAID).map((t) => [tones.filter((x) => x === t).length, SAID[t]]).filter(([n]) => n);
    return [h("p", { class: "lead" }, tones.length ? `This was the last one. Of ${tones.length}: ${all.map(([n, t]) => `${n} ${t}`).join(", ")}.` : "This was the last one."),
      h("div", { class: "replies" }, button("Try again in another order", again))];
  }

  function draw() {
    const { at, attempt } = value(), given = answer(at), now = `${at} ${attempt} ${!!given}`, end = over();
    if (shown !== `${at} ${attempt}` || (told !== now && !given)) build(at, attempt);
    if (told !== now) { // a kind of slip that was chosen changes nothing here
      if (given) lock(at);
      feedback(at);
    }
    [shown, told] = [`${at} ${attempt}`, now];
    write(place, `${at + 1} of ${steps.length}`);
    for (const [i, dot] of dots.entries()) {
      const m = mark(i), open = answer(i) || (i === answered() && !end);
      dot.disabled = !open;
      write(dot, m ? `${i + 1} ${SIGNS[m.tone]}` : `${i + 1}`);
      dot.className = m ? `says-${m.tone}` : "";
      dot.setAttribute("aria-label", `${i + 1} of ${steps.length}${m ? `, ${SAID[m.tone]}` : ""}`);
      if (i === at) dot.setAttribute("aria-current", "step"); else dot.removeAttribute("aria-current");
    }
    write(foot, awake ?? d.asleep);
    foot.hidden = !foot.textContent;
  }

  row.hidden = place.hidden = steps.length === 1;
  box.classList.add("question");
  box.append(h("div", { class: "over" }, h("div", { class: "top" }, title, place), d.lead ? h("p", {}, d.lead) : "", row), ask, says, foot);
  draw();
  const heard = (message) => { if (message.awake != null) { ({ awake, attempt: known } = message); draw(); } };
  const ping = () => model.send?.({ ping: true });
  const knock = () => { awake = null; draw(); ping(); };
  model.on("msg:custom", heard);
  model.on("comm_live_update", knock);
  // Who comes back may have started or stopped the record meanwhile: what stands below is asked anew.
  box.addEventListener("pointerenter", ping);
  box.addEventListener("focusin", (e) => { if (!box.contains(e.relatedTarget)) ping(); });
  ping();
  return { change: { value: draw }, end: () => { seen.disconnect(); model.off("msg:custom", heard); model.off("comm_live_update", knock); } };
}

// ---- form: what is chosen in fieldsets is asked of Python, and the answer stands beside them once the reader has guessed
// A page without Python has the answers to its worked examples made ahead, and says that free choice needs Python.
function form(model, box) {
  const d = model.get("data"), ahead = model.get("ahead");
  const value = () => model.get("value"), view = () => (ahead ? ahead[value().preset] ?? shown : model.get("view"));
  const fits = (v) => d.fields.every((f) => String(v.for[f.id]) === String(value()[f.id]));
  const labels = new Map(d.guess.options.map((o) => [o.id, o.label]));
  let awake = false, shown = null;

  // -- the choices
  const example = h("select", { "aria-label": "Worked example", onchange: () => {
    const preset = d.presets.find((p) => p.id === example.value);
    commit(model, { ...preset.value, preset: preset.id, ...(preset.id && { guess: [], committed: false }) });
  } }, ...d.presets.map((p) => h("option", { value: p.id }, p.label)));
  const own = [...example.options].find((o) => o.value === "");
  const ticked = (boxes) => boxes.filter((b) => b.checked).map((b) => b.value);
  const options = (id, list, many, on) => list.map((o) => {
    const input = h("input", { type: many ? "checkbox" : "radio", name: id, value: o.id, onchange: on });
    return { input, label: h("label", { class: "option" }, input, h("span", {}, o.label)) };
  });
  const sets = d.fields.map((f) => {
    const made = options(f.id, f.options, f.many, () => {
      const on = ticked(made.map((o) => o.input)), next = { [f.id]: f.many ? on : on[0] };
      commit(model, { ...next, preset: d.presets.find((p) => p.value && d.fields.every((g) => String(p.value[g.id]) === String(next[g.id] ?? value()[g.id])))?.id ?? "" });
    });
    const picked = h("span", { class: "picked" }), field = h("fieldset", { class: "options" }, h("legend", { class: "unseen" }, f.label), ...made.map((o) => o.label));
    const fold = h("details", { class: "facet" }, h("summary", {}, h("span", {}, f.label), picked), field);
    return { field, fold, draw() {
      const on = [value()[f.id]].flat();
      for (const o of made) o.input.checked = on.includes(o.input.value);
      write(picked, f.options.filter((o) => on.includes(o.id)).map((o) => o.label).join(", ") || "none");
    } };
  });

  // -- the guess, and how it compares
  const guesses = options("guess", d.guess.options, true, () => { go.disabled = ticked(guesses.map((o) => o.input)).length === 0; });
  const go = button("Commit to my guess", () => {
    commit(model, { guess: ticked(guesses.map((o) => o.input)), committed: true });
    scroll.focus();
  }, { class: "main", disabled: true });
  const ask = h("fieldset", { class: "guess" }, h("legend", {}, "Guess first"), h("p", {}, d.guess.question), ...guesses.map((o) => o.label), go);
  const again = button("Guess again", () => { commit(model, { guess: [], committed: false }); guesses[0].input.focus(); }, { class: "plain" });
  const verdict = h("ul"), kept = h("div", { class: "kept" }, verdict);
  const compare = ({ holds }) => {
    const mine = value().guess, lists = [["both", mine.filter((id) => holds.includes(id))], ["mine", mine.filter((id) => !holds.includes(id))],
      ["theirs", holds.filter((id) => !mine.includes(id))]];
    verdict.replaceChildren(...lists.filter(([, ids]) => ids.length).map(([who, ids]) => h("li", {}, h("strong", {}, `${d.guess[who]}: `), ids.map((id) => labels.get(id)).join(", "))));
  };

  // -- the answer
  const title = h("p", { class: "title", tabindex: -1 }, d.caption), gate = gated(model, title);
  const status = h("p", { role: "status", class: "status" }), note = h("p", { class: "quiet", role: "status" }), sheet = h("div", { class: "sheet" });
  const scroll = h("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": `${d.caption}: answer` }, ask, kept, sheet);
  const skip = button("Skip to the answer", () => scroll.focus(), { class: "plain skip" });
  const panel = h("div", { class: "panel", role: "group", "aria-label": "Choices" },
    h("div", { class: "slide" }, h("span", { class: "label" }, "Worked example"), example), note, ...sets.map((s) => s.fold));
  const main = h("div", { class: "split" }, panel, h("div", { class: "answer" }, scroll));

  function draw() {
    const open = gate.opens(), v = view(), late = !fits(v), { committed, preset } = value(), bare = committed && open && !late;
    main.hidden = status.hidden = skip.hidden = !open;
    again.hidden = !open || !committed;
    example.value = preset;
    example.disabled = !awake && !ahead;
    own.disabled = !awake && preset !== "";
    for (const s of sets) { s.draw(); s.field.disabled = !awake; }
    write(note, awake ? "" : ahead ? `${d.asleep} ${d.ready}` : d.asleep);
    ask.hidden = committed;
    if (!committed) {
      for (const o of guesses) o.input.checked = o.input.checked && !shown;
      go.disabled = ticked(guesses.map((o) => o.input)).length === 0;
    }
    kept.hidden = sheet.hidden = !bare; // an answer to other choices is never looked at
    scroll.setAttribute("aria-busy", late);
    if (bare && shown !== v) {
      sheet.innerHTML = v.html; // HTML that Python drew and escaped
      scroll.scrollTop = 0;
    }
    if (bare) compare(v);
    shown = bare ? v : null;
    write(status, late ? d.waits : committed ? v.said : "Guess before you see it");
  }

  box.classList.add("form");
  box.append(h("div", { class: "head" }, title, h("div", { class: "line" }, status, skip, again, gate.again)), ...gate.nodes, h("p", { class: "purpose" }, d.lead), main);
  draw();
  const heard = (message) => { if (message.pong) { awake = true; draw(); } };
  const knock = () => model.send?.({ ping: true });
  const parted = () => { awake = false; untold.delete(model); model.set("value", { ...value(), ...model.get("view").for }); draw(); knock(); };
  model.on("msg:custom", heard);
  model.on("comm_live_update", parted);
  knock();
  return {
    change: { value: draw, view: draw },
    end: () => { model.off("msg:custom", heard); model.off("comm_live_update", parted); },
  };
}

// ---- keys: JupyterLab binds single keys at document level (x cuts the cell, d d deletes it, arrows leave it).
// The listener sits above Lab's, on the window, and keeps a player's keys from going further; what the browser does
// with the key by itself (tick, scroll, type) still happens, and a node's own `spKeys` is called. Left to the page: Tab, Escape, Shift+Enter and chords
// with Ctrl, Cmd or Alt, except those that edit text. composedPath() sees through the shadow root.
const EDITS = ["a", "c", "v", "x", "y", "z"];
function guardKeys() {
  if (window.spasmedKeys) return;
  window.spasmedKeys = true;
  window.addEventListener("keydown", (e) => {
    const path = e.composedPath();
    if (!path.some((node) => node.dataset?.player)) return;
    const chord = e.altKey || ((e.ctrlKey || e.metaKey) && !EDITS.includes(e.key.toLowerCase()));
    if (chord || e.key === "Tab" || e.key === "Escape" || (e.shiftKey && e.key === "Enter")) return;
    path.find((node) => node.spKeys)?.spKeys(e);
    e.stopImmediatePropagation();
  }, true);
}

// ---- the frame every player stands in: own shadow root (no page style gets in, none gets out), theme, problem line
const players = { facets, frames, map, card, question, form };

function mount(model, el) {
  guardKeys();
  const root = el.attachShadow({ mode: "open" }), sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  root.adoptedStyleSheets = [sheet];
  el.dataset.player = model.get("kind");
  el.dataset.name = model.get("data").name;

  const theme = () => { // JupyterLab says which theme it has; elsewhere the page's own color-scheme holds
    const light = document.body.dataset.jpThemeLight;
    if (light) el.dataset.theme = light === "false" ? "dark" : "light";
  };
  const watch = new MutationObserver(theme);
  watch.observe(document.body, { attributeFilter: ["data-jp-theme-light"] });
  theme();

  const problem = h("p", { class: "problem", role: "alert" }), box = h("section", { class: "player", "aria-label": model.get("data").caption }, problem);
  const say = () => { write(problem, model.get("problem") ?? ""); problem.hidden = !problem.textContent; };
  say();
  const player = players[model.get("kind")](model, box);
  root.append(box);

  const hooks = Object.entries({ ...player.change, problem: say }).map(([key, f]) => [`change:${key}`, () => {
    if (key === "value" && overtaken(model)) return;
    try { f(); } catch (error) { write(problem, sorry(error)); problem.hidden = false; }
  }]);
  for (const [key, f] of hooks) model.on(key, f);
  return () => { for (const [key, f] of hooks) model.off(key, f); watch.disconnect(); player.end?.(); };
}

const sorry = (error) => `This view could not be drawn (${error.message}). Run the cell again; the table that is stored with the notebook `
  + "and .result in Python hold the same answer.";

function render({ model, el }) {
  try {
    return mount(model, el);
  } catch (error) {
    (el.shadowRoot ?? el).replaceChildren(h("p", { role: "alert" }, sorry(error)));
  }
}

// ---- a page with no kernel: every <script type="application/json" data-player-state> wakes the figure it sits in
const still = (state) => {
  const on = {};
  return {
    get: (key) => state[key],
    set: (key, v) => { state[key] = v; for (const f of on[`change:${key}`] ?? []) f(); },
    on: (key, f) => (on[key] ??= []).push(f),
    save_changes() {}, send() {}, off() {},
  };
};
export function hydrate(page = document) {
  for (const tag of page.querySelectorAll("script[data-player-state]")) {
    const figure = tag.closest("figure"), el = h("div");
    try {
      mount(still({ ...JSON.parse(tag.textContent), twin: figure }), el);
      figure.replaceChildren(el);
    } catch (error) { // the finished table stays
      figure?.prepend(h("p", { role: "alert" }, `This could not be started (${error.message}). What stands below is complete.`));
    }
  }
}

export default { render };
