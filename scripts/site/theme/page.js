// The page is complete without this script: it runs when the page is there. theme.js went before.

const themeKey = "interleave.theme";

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
  const { dataset } = document.documentElement;
  if (theme === "light" || theme === "dark") dataset.theme = theme;
  else delete dataset.theme;
}

function startThemeSwitch() {
  const theme = document.documentElement.dataset.theme ?? "system";
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

startThemeSwitch();
if ("clipboard" in navigator) document.querySelectorAll(".cell").forEach(addCopyButton);
