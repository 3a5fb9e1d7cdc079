/** Where the server keeps what is not part of the site. */
export const reloadPath = "/-reload";

const tag = `<script src="${reloadPath}/script.js" defer></script>`;

/**
 * A page as the server shows it: the one on disk never holds this script. A page's own policy may allow no
 * connections; the server's copy may connect to the server, and nowhere else.
 */
export function withReload(page: string): string {
  const open = page.replace(
    /(<meta[^>]+http-equiv="content-security-policy"[^>]+content=")([^"]*)/i,
    (_, start: string, policy: string) => start + withConnection(policy),
  );
  const end = open.toLowerCase().lastIndexOf("</body>");
  return end === -1 ? open + tag : open.slice(0, end) + tag + open.slice(end);
}

function withConnection(policy: string): string {
  const rules = policy.split(";").map((rule) => rule.trim());
  const others = rules.filter((rule) => rule !== "" && !/^(connect-src|script-src)\b/i.test(rule));
  const scripts = rules.find((rule) => /^script-src\b/i.test(rule));
  return [...others, allowSelf("script-src", scripts), "connect-src 'self'"].join("; ");
}

function allowSelf(name: string, rule: string | undefined): string {
  if (rule === undefined || /'none'/.test(rule)) return `${name} 'self'`;
  return /'self'/.test(rule) ? rule : `${rule} 'self'`;
}

/** What runs in the page: it waits for the next build. */
export const reloadScript = `
const events = new EventSource("${reloadPath}/events");
let banner;
events.addEventListener("built", () => location.reload());
events.addEventListener("failed", (event) => {
  banner ??= document.body.appendChild(document.createElement("pre"));
  banner.setAttribute("role", "alert");
  banner.textContent = "The last build failed; this page is from the one before.\\n\\n" + JSON.parse(event.data);
  Object.assign(banner.style, {
    position: "fixed", inset: "auto 0 0 0", margin: "0", padding: "1rem", zIndex: "9999",
    background: "#7a1212", color: "#fff", whiteSpace: "pre-wrap", maxHeight: "40vh", overflow: "auto",
  });
});
`;
