// The page is complete without this script. It is loaded before the page is drawn, so that a
// chosen theme never flashes.

const root = document.documentElement;
const themeKey = "interleave.theme";

/** Storage can be forbidden; then the choice lasts as long as the page. */
function remembered() {
  try {
    return localStorage.getItem(themeKey) ?? "system";
  } catch {
    return "system";
  }
}

/** @param {string} theme */
function remember(theme) {
  try {
    localStorage.setItem(themeKey, theme);
  } catch {
    // Not remembered, but shown.
  }
}

/** @param {string} theme */
function show(theme) {
  if (theme === "light" || theme === "dark") root.dataset.theme = theme;
  else delete root.dataset.theme;
}

function startThemeSwitch() {
  const theme = remembered();
  /** @type {NodeListOf<HTMLInputElement>} */
  const choices = document.querySelectorAll(".theme-switch input");
  for (const choice of choices) {
    choice.checked = choice.value === theme;
    choice.addEventListener("change", () => {
      remember(choice.value);
      show(choice.value);
    });
  }
}

/** @param {Element} cell */
function addCopyButton(cell) {
  const code = cell.querySelector(".code");
  const bar = cell.querySelector(".cell-bar");
  if (code === null || bar === null) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  /** @param {string} outcome */
  const say = (outcome) => {
    button.textContent = outcome;
    setTimeout(() => (button.textContent = "Copy"), 2000);
  };
  button.addEventListener("click", () => {
    navigator.clipboard.writeText(code.textContent ?? "").then(
      () => say("Copied"),
      () => say("Not allowed"),
    );
  });
  bar.append(button);
}

root.dataset.js = "";
show(remembered());
document.addEventListener("DOMContentLoaded", () => {
  startThemeSwitch();
  if ("clipboard" in navigator) document.querySelectorAll(".cell").forEach(addCopyButton);
});
