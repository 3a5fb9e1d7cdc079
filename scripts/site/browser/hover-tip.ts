const gap = 4;

/** The box that says what a name is: below the name or, without room there, above it. */
export class HoverTip {
  readonly #box = document.createElement("div");
  readonly #type = document.createElement("code");
  readonly #doc = document.createElement("p");
  #name: Element | undefined;

  constructor() {
    this.#box.id = "page.hover";
    this.#box.className = "hover-tip";
    this.#box.setAttribute("role", "tooltip");
    this.#box.hidden = true;
    this.#box.append(this.#type, this.#doc);
    (document.querySelector("main") ?? document.body).append(this.#box);
  }

  get isShown(): boolean {
    return this.#name !== undefined;
  }

  isAt(element: Element | null): boolean {
    return this.#name !== undefined && this.#name === element;
  }

  contains(node: Node): boolean {
    return this.#box.contains(node);
  }

  show(name: Element, [type, doc]: readonly [type: string, doc: string]): void {
    if (this.#name === name) return;
    this.hide();
    this.#name = name;
    this.#type.textContent = type;
    this.#doc.textContent = doc;
    this.#doc.hidden = doc === "";
    name.setAttribute("aria-describedby", this.#box.id);
    this.#box.hidden = false;
    this.#place(name);
  }

  hide(): void {
    this.#name?.removeAttribute("aria-describedby");
    this.#name = undefined;
    this.#box.hidden = true;
  }

  #place(name: Element): void {
    const { style } = this.#box;
    style.left = style.top = "0";
    const at = name.getClientRects()[0] ?? name.getBoundingClientRect();
    const own = this.#box.getBoundingClientRect();
    const width = document.documentElement.clientWidth;
    const below = at.bottom + gap;
    const above = at.top - gap - own.height;
    const top = below + own.height > innerHeight && above > 0 ? above : below;
    const left = Math.max(gap, Math.min(at.left, width - own.width - gap));
    // The box lay at the origin of whatever it is placed in.
    style.left = `${left - own.left}px`;
    style.top = `${top - own.top}px`;
  }
}
