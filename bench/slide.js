// The stopwatch of every slider. It starts when the page hears the event and stops after the paint of the first frame
// whose picture is that of the new position: every path of it, or the whole of an <img>.
window.slide = (() => {
  const FRAME = 1000 / 60;
  const output = (what) => document.querySelector(`.jp-OutputArea-output ${what}`);
  const lines = (nodes) => [...(nodes ?? [])].map((node) => node.getAttribute("d"));

  const player = () => output("[data-player=frames]")?.shadowRoot;
  const input = (nth) => player()?.querySelectorAll(".hand input[type=range]")[nth];
  const pull = (nth) => (end) => { // what a hand does to a native slider
    input(nth).value = end === "End" ? input(nth).max : input(nth).min;
    input(nth).dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  };
  const ours = (nth) => ({
    act: pull(nth), open: () => input(nth)?.matches(":enabled") ?? false,
    read: () => lines(player()?.querySelectorAll(".stage path")), node: () => player()?.querySelector(".stage svg"),
  });
  // A slider of ipywidgets takes keys. This one does not bubble, so that JupyterLab has nothing to do with it.
  const key = (end) => { output(".noUi-handle").dispatchEvent(new KeyboardEvent("keydown", { key: end, cancelable: true })); };
  const theirs = (node, read) => ({ act: key, open: () => !!output(".noUi-handle"), read, node });
  const img = () => output(".widget-output img") ?? output("img");

  const KINDS = {
    first: ours(0),
    other: ours(1),
    svg: theirs(() => output(".widget-html svg"), () => lines(output(".widget-html svg")?.querySelectorAll("path"))),
    plotly: theirs(() => output(".main-svg"), () => lines(document.querySelectorAll(".jp-OutputArea-output .scatterlayer .js-line"))),
    img: theirs(img, () => (img()?.complete && img().naturalWidth ? [img().src] : [])),
  };

  const same = (a, b) => a.length === b.length && a.every((text, i) => text === b[i]);
  const afterPaint = (f) => { const channel = new MessageChannel(); channel.port1.onmessage = f; channel.port2.postMessage(0); };

  // Milliseconds from the event to the right picture (picture) and to the end of the event's handlers (handler).
  const time = (kind, end, wanted, phase) => new Promise((done, fail) => {
    const { act, read } = KINDS[kind], asked = performance.now();
    if (same(read(), wanted)) { fail(new Error("the right picture is there before the event")); return; }
    let begun, handler;
    const hear = () => { begun ??= performance.now(); };
    for (const type of ["input", "keydown"]) window.addEventListener(type, hear, { capture: true, once: true });
    // Read after the paint, since some draw in the frame's own callbacks; but only in frames that began after the event.
    const again = () => {
      if (performance.now() - asked < 30000) requestAnimationFrame(tick);
      else fail(new Error(begun === undefined ? "the page never heard the event" : "the right picture never came"));
    };
    const look = () => {
      const now = performance.now();
      if (same(read(), wanted)) done({ picture: now - begun, handler });
      else again();
    };
    const tick = () => { if (begun === undefined) again(); else afterPaint(look); };
    requestAnimationFrame(tick);
    // The event falls at the asked share of a frame, so that every candidate meets every phase alike often.
    setTimeout(() => requestAnimationFrame(() => setTimeout(() => { act(end); handler = performance.now() - begun; }, phase * FRAME)), 30);
  });

  return {
    time,
    act: (kind, end) => KINDS[kind].act(end),
    read: (kind) => KINDS[kind].read(),
    open: (kind) => KINDS[kind].open(),
    // The picture's box, and whether all of it is on screen.
    box: (kind) => {
      const node = KINDS[kind].node();
      node?.scrollIntoView({ block: "nearest" });
      const { top = 0, bottom = 0, width = 0, height = 0 } = node?.getBoundingClientRect() ?? {};
      return { inSight: width > 0 && top >= 0 && bottom <= innerHeight, width, height };
    },
  };
})();
