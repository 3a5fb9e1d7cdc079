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

startThemeSwitch();
