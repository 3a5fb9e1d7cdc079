/** What every page loads beside the theme: buttons, keys, and the way to what is loaded only when it is wanted. */
import { prepareAnnouncements } from "./announce.ts";
import { addCellButtons } from "./cell-buttons.ts";
import { addStepButtons } from "./step-buttons.ts";
import { listenForKeys, openKeys, openSearch } from "./keys.ts";
import { lightLines } from "./lit-lines.ts";
import { keepForOfflineLater } from "./offline-later.ts";

prepareAnnouncements();
keepForOfflineLater();
addCellButtons();
addStepButtons();
listenForKeys();
lightLines();
document.querySelector(".open-search")?.addEventListener("click", openSearch);
document.querySelector(".open-keys")?.addEventListener("click", openKeys);
