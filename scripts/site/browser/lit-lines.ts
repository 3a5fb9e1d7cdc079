/** Lines that the prose speaks of are lit while their link is pointed at or has the focus. */
export function lightLines(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("a.lines")) {
    const spot = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    const light = (lit: boolean) => () => spot?.classList.toggle("is-lit", lit);
    link.addEventListener("pointerenter", light(true));
    link.addEventListener("pointerleave", light(false));
    link.addEventListener("focus", light(true));
    link.addEventListener("blur", light(false));
  }
}
