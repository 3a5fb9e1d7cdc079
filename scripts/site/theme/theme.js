// Loaded before the page is drawn, so that a chosen theme never flashes, and the text face is asked
// for before the styles that name it are there.

const root = document.documentElement;
root.dataset.js = "";

try {
  const chosen = localStorage.getItem("interleave.theme");
  if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
} catch {
  // Storage can be forbidden; then the theme is the system's.
}

// A page opened as a file has its fonts beside it, and may not preload them.
if (location.protocol !== "file:") {
  const face = document.createElement("link");
  Object.assign(face, { rel: "preload", as: "font", type: "font/woff2", crossOrigin: "" });
  face.href = "assets/literata.woff2";
  document.head.append(face);
}
