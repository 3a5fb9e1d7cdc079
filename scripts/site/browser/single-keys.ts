const settingKey = "interleave.keys";

/** Whether single keys may open things: yes, until a reader says no. Storage can be forbidden; then that lasts as long as the page. */
export function singleKeys(): boolean {
  return (document.documentElement.dataset["keys"] ?? stored()) !== "off";
}

/** The page itself remembers, too: each script has a copy of this module. */
export function setSingleKeys(wanted: boolean): void {
  const value = wanted ? "on" : "off";
  document.documentElement.dataset["keys"] = value;
  try {
    localStorage.setItem(settingKey, value);
  } catch {
    // Remembered for this page only.
  }
}

function stored(): string | null {
  try {
    return localStorage.getItem(settingKey);
  } catch {
    return null;
  }
}
