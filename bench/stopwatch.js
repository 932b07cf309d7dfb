// The stopwatch of every candidate. It starts when the page hears the event and stops after the paint of the first
// frame whose rows in sight are the right ones; a counter, an empty table or rows of another answer do not stop it.
window.stopwatch = (() => {
  const SIGHT = 5, FRAME = 1000 / 60;
  const fire = (node, type) => node.dispatchEvent(new Event(type, { bubbles: true }));
  const tableRows = (table) => table?.tBodies[0]?.rows ?? [];
  const names = (rows, cell) => [...Array(Math.min(SIGHT, rows.length)).keys()].map((i) => rows[i].querySelector(cell)?.textContent ?? "");
  const output = (what) => document.querySelector(`.jp-OutputArea-output ${what}`);

  const choose = (word) => { // a dropdown of ipywidgets
    const select = output("select");
    select.selectedIndex = [...select.options].findIndex((o) => o.textContent.toLowerCase().includes(word) && !!word === !!o.textContent);
    fire(select, "change");
  };
  const ourRows = () => tableRows(output("[data-player=facets]")?.shadowRoot?.querySelector("table"));
  const theirRows = () => tableRows(output("table"));
  // A grid on a canvas has no rows to read: a hash of the pixels of its first rows stands for them.
  const pixels = () => {
    const canvas = output("canvas");
    if (!canvas) return [];
    const { data } = canvas.getContext("2d").getImageData(64, 24, 320, 80);
    let hash = 0;
    for (let i = 0; i < data.length; i += 4) hash = (Math.imul(hash, 31) + data[i]) | 0;
    return [String(hash)];
  };

  const KINDS = {
    box: {
      act: (word) => output("[data-player=facets]").shadowRoot.querySelector("input[name=muscle][value=multifidus]").click(),
      read: () => names(ourRows(), "th"), count: () => ourRows().length, node: () => ourRows()[0],
    },
    search: {
      act: (word) => { const input = output(".dt-search input"); input.value = word; fire(input, "input"); },
      read: () => names(theirRows(), "td"), count: () => theirRows().length, node: () => theirRows()[0],
    },
    select: { act: choose, read: () => names(theirRows(), "td"), count: () => theirRows().length, node: () => theirRows()[0] },
    canvas: { act: choose, read: pixels, count: () => 0, node: () => output("canvas") },
  };

  const same = (a, b) => a.length === b.length && a.every((text, i) => text.trim() === b[i].trim());
  const afterPaint = (f) => { const channel = new MessageChannel(); channel.port1.onmessage = f; channel.port2.postMessage(0); };

  // Milliseconds from the event to the rows in sight (rows), to the end of its handlers (handler) and to the last row
  // that was added or taken away (whole).
  const time = (kind, word, wanted, phase) => new Promise((done, fail) => {
    const { act, read, count } = KINDS[kind], asked = performance.now();
    let begun, handler, rows, whole, size, changed;
    const hear = () => { begun ??= performance.now(); };
    for (const type of ["click", "input", "change"]) window.addEventListener(type, hear, { capture: true, once: true });
    const settle = () => {
      const now = performance.now();
      if (count() !== size) { size = count(); changed = now; afterPaint(() => { whole = performance.now() - begun; }); }
      if (now - changed > 150) done({ rows, handler, whole });
      else requestAnimationFrame(settle);
    };
    const tick = () => {
      if (begun !== undefined && same(read(), wanted)) {
        size = count();
        changed = performance.now();
        afterPaint(() => { rows = whole = performance.now() - begun; requestAnimationFrame(settle); });
      } else if (performance.now() - asked > 30000) fail(new Error(`the right rows never came; there is ${JSON.stringify(read())}`));
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
    // The event falls at the asked share of a frame, so that every candidate meets every phase alike often.
    setTimeout(() => requestAnimationFrame(() => setTimeout(() => { act(word); handler = performance.now() - begun; }, phase * FRAME)), 30);
  });

  return {
    time,
    act: (kind, word) => KINDS[kind].act(word),
    read: (kind) => KINDS[kind].read(),
    inSight: (kind) => {
      const node = KINDS[kind].node();
      node?.scrollIntoView({ block: "nearest" });
      const box = node?.getBoundingClientRect();
      return !!box && box.top >= 0 && box.top + 24 < innerHeight && box.width > 0;
    },
  };
})();
