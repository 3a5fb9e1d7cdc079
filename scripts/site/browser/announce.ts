const regionId = "page.said";

/** Says something to who cannot see it. */
export function announce(text: string): void {
  const region = prepareAnnouncements();
  // The same words again are no change, and would not be said.
  region.textContent = region.textContent === text ? `${text}\u00a0` : text;
}

/** The region in which things are said: it has to stand in the page before, a new one is not heard. */
export function prepareAnnouncements(): HTMLElement {
  const known = document.getElementById(regionId);
  if (known !== null) return known;
  const region = document.createElement("p");
  region.id = regionId;
  region.className = "visually-hidden";
  region.setAttribute("role", "status");
  (document.querySelector("main") ?? document.body).append(region);
  return region;
}
