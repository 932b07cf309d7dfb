// The clock of a question. It starts at the time stamp of the click on Check, so the wait for a frame counts, and stops
// after the paint of the first frame in which the reason for that answer stands. The browser itself presses the mouse.
window.answering = (() => {
  const all = (what) => [...document.querySelectorAll(`.jp-OutputArea-output ${what}`)];
  const player = () => all("[data-player=question]")[0]?.shadowRoot;
  const KINDS = {
    player: {
      stem: () => player()?.querySelector(".stem")?.textContent ?? "",
      choose: (it) => { for (const one of [`value="${it.right}"`, "name=sure"]) player().querySelector(`input[${one}]`).click(); },
      check: () => player().querySelector("button[type=submit]"),
      says: () => player().querySelector(".feedback"),
      next: () => [...player().querySelectorAll(".feedback button")].find((button) => button.textContent === "Next").click(),
    },
    widgets: {
      stem: () => all(".widget-html-content")[0]?.textContent ?? "",
      choose: (it) => { for (const [i, nth] of [it.nth, 0].entries()) all(".widget-radio")[i].querySelectorAll("input")[nth].click(); },
      check: () => all(".widget-button")[0],
      says: () => all(".widget-html-content")[1],
      next: () => all(".widget-button")[1].click(),
    },
  };
  const afterPaint = (f) => { const channel = new MessageChannel(); channel.port1.onmessage = f; channel.port2.postMessage(0); };
  const plain = (text) => text.replace(/\s+/g, " ");
  const inSight = (node) => { const { top, height } = node.getBoundingClientRect(); return height > 0 && top >= 0 && top < innerHeight; };

  return {
    asks: (kind, it) => plain(KINDS[kind].stem()) === plain(it.stem),
    // Answers and says where Check is.
    ready: (kind, it) => {
      const { choose, check } = KINDS[kind];
      choose(it);
      check().scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = check().getBoundingClientRect();
      return [x + width / 2, y + height / 2];
    },
    watch: (kind, it) => {
      window.answer = new Promise((done, fail) => {
        const { says } = KINDS[kind], asked = performance.now();
        let begun;
        window.addEventListener("click", (e) => { begun = e.timeStamp; }, { capture: true, once: true });
        const tick = () => {
          if (begun !== undefined && plain(says().textContent).includes(plain(it.says)) && inSight(says())) afterPaint(() => done(performance.now() - begun));
          else if (performance.now() - asked < 15000) requestAnimationFrame(tick);
          else fail(new Error(begun === undefined ? "the page never heard the click" : `the reason never came; there is ${says().textContent}`));
        };
        requestAnimationFrame(tick);
      });
      window.answer.catch(() => {}); // told to whoever awaits it
    },
    next: (kind) => KINDS[kind].next(),
  };
})();
