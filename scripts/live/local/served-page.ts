import { engineAddress, kernelAddress, signName } from "./messages.ts";

/**
 * The server's copy of a page whose cells run on the kernel of this computer: what dist holds never says so. The token does
 * not stand in it: whoever can reach the server can read its pages.
 */
export function withKernel(page: string, port: number): string {
  const hosts = ["127.0.0.1", "localhost"];
  const addresses = hosts.map((host) => `ws://${host}:${port}${kernelAddress}`).join(" ");
  const allowed = page.replace(
    /<meta[^>]+http-equiv="content-security-policy"[^>]+content="[^"]*\bconnect-src 'self'/i,
    (rule) => `${rule} ${addresses}`,
  );
  const tags = `<meta name="${signName}"><script src="${engineAddress}" defer></script>`;
  return allowed.replace(/<script\b/i, (first) => tags + first);
}
