const svgNamespace = "http://www.w3.org/2000/svg";

/** The present as a line in the figure. A click on the figure asks for its time. */
export class Cursor {
  readonly #line = document.createElementNS(svgNamespace, "line");
  readonly #scale: Scale | undefined;

  constructor(figure: Element | undefined, goTo: (ms: number) => void) {
    const svg = figure?.querySelector<SVGSVGElement>("svg.timeline");
    this.#scale = svg ? scaleOf(svg) : undefined;
    if (!svg || !this.#scale) return;
    const scale = this.#scale;
    for (const [name, value] of Object.entries({
      class: "stepper-now",
      y1: "18",
      y2: String(svg.viewBox.baseVal.height - 28),
    })) {
      this.#line.setAttribute(name, value);
    }
    svg.append(this.#line);
    svg.addEventListener("click", (event) => {
      const box = svg.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * svg.viewBox.baseVal.width;
      goTo(((x - scale.origin) / scale.perSecond) * 1000);
    });
  }

  show(ms: number): void {
    if (!this.#scale) return;
    const x = String(this.#scale.origin + (ms / 1000) * this.#scale.perSecond);
    this.#line.setAttribute("x1", x);
    this.#line.setAttribute("x2", x);
  }
}

interface Scale {
  readonly origin: number;
  readonly perSecond: number;
}

/** The figure's own axis says where which second is. */
function scaleOf(svg: SVGSVGElement): Scale | undefined {
  const ticks = [...svg.querySelectorAll(".axis g")].map((tick) => ({
    x: Number(tick.querySelector("line")?.getAttribute("x1")),
    seconds: Number(tick.querySelector("text")?.textContent),
  }));
  const [first, last] = [ticks[0], ticks.at(-1)];
  if (!first || !last || last.seconds === first.seconds) return undefined;
  const perSecond = (last.x - first.x) / (last.seconds - first.seconds);
  return { origin: first.x - first.seconds * perSecond, perSecond };
}
