// The clock of every map. It starts at the time stamp of the input, so the wait for a frame counts, and stops after the
// paint of the first frame in which the map says and marks the right thing. The mouse is moved by the browser itself.
window.see = (() => {
  const output = (what) => document.querySelector(`.jp-OutputArea-output ${what}`);
  const player = () => output("[data-player=map]")?.shadowRoot;
  const inSvg = (svg, x, y) => new DOMPoint(x, y).matrixTransform(svg.getScreenCTM());
  const pressed = (regions) => [...(regions ?? [])].map((region) => region.getAttribute("aria-pressed") === "true");
  const points = () => [...(output(".js-plotly-plot")?.querySelectorAll(".scatterlayer .point") ?? [])];

  // ready: is the picture there; node: its box; place: where a region's center is; says: what is pointed at; chosen: which are.
  const svg = (root, says) => ({
    ready: () => root()?.querySelector("image, img") && root().querySelectorAll("[aria-pressed]").length > 0,
    node: () => root().querySelector("svg[viewBox='0 0 760 1000']"),
    place: (it) => inSvg(root().querySelector("svg[viewBox='0 0 760 1000']"), it.x, it.y),
    says, chosen: () => pressed(root().querySelectorAll("svg [aria-pressed]")),
  });
  const KINDS = {
    player: svg(player, () => (player().querySelector(".region.here") ? player().querySelector(".name").textContent : "")),
    svg: svg(() => output(".bare-map"), () => (output(".bare-map .here") ? output(".bare-map p").textContent : "")),
    plotly: {
      ready: () => points().length > 0 && output(".js-plotly-plot image"),
      node: () => output(".js-plotly-plot"),
      place: (it) => { const box = points()[it.nth].getBoundingClientRect(); return { x: box.x + box.width / 2, y: box.y + box.height / 2 }; },
      says: () => output(".hoverlayer .hovertext")?.textContent ?? "",
      chosen: () => points().map((point) => getComputedStyle(point).fill !== "rgb(10, 88, 166)"),
    },
  };

  const afterPaint = (f) => { const channel = new MessageChannel(); channel.port1.onmessage = f; channel.port2.postMessage(0); };

  // Promises the milliseconds from the next input of this type until `right` holds in a painted frame.
  const next = (type, right) => {
    window.answer = new Promise((done, fail) => {
      let begun;
      const asked = performance.now();
      window.addEventListener(type, (e) => { begun = e.timeStamp; }, { capture: true, once: true });
      const tick = () => {
        if (begun !== undefined && right()) afterPaint(() => done(performance.now() - begun));
        else if (performance.now() - asked < 30000) requestAnimationFrame(tick);
        else fail(new Error(begun === undefined ? `the page never heard ${type}` : `the answer to ${type} was never painted`));
      };
      requestAnimationFrame(tick);
    });
    window.answer.catch(() => {}); // told to whoever awaits it
  };

  // To the paint of the first frame with the map in it: from the (last) press on Run All, and from the end of the
  // set-up, which is the first cell.
  let pressedAt, setUpAt;
  const watch = () => {
    if (/\d/.test(document.querySelector(".jp-InputArea-prompt")?.textContent)) setUpAt ??= performance.now();
    if (!Object.values(KINDS).some((kind) => kind.ready())) { requestAnimationFrame(watch); return; }
    const pictures = [...(player()?.querySelectorAll("img") ?? [])]; // painted only when decoded
    Promise.all(pictures.map((picture) => picture.decode())).then(() => requestAnimationFrame(() => afterPaint(() => {
      const now = performance.now();
      window.ready = { pressed: now - pressedAt, "set up": now - setUpAt };
    })));
  };
  window.addEventListener("pointerup", (e) => {
    if (!e.composedPath().some((node) => node.textContent?.trim() === "Run All Cells")) return;
    if (pressedAt === undefined) requestAnimationFrame(watch);
    pressedAt = e.timeStamp;
  }, true);

  return {
    place: (kind, it) => { const { x, y } = KINDS[kind].place(it); return [x, y]; },
    hover: (kind, it) => next("pointermove", () => KINDS[kind].says().startsWith(it.name)),
    select: (kind) => { const before = String(KINDS[kind].chosen()); next("click", () => String(KINDS[kind].chosen()) !== before); },
    inSight: (kind) => {
      KINDS[kind].node().scrollIntoView({ block: "nearest" });
      const { top, bottom, width } = KINDS[kind].node().getBoundingClientRect();
      return width > 0 && top >= 0 && bottom <= innerHeight;
    },
  };
})();
