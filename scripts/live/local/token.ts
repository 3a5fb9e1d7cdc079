/** The token comes with the address that `npm start -- --kernel` says, and is kept for the other pages of this server. */
const key = "interleave.kernel";
const inAddress = /^#kernel=([\w-]+)$/;

/** Takes it out of the address, so that it is not shared with a link to the page. */
export function rememberToken(): void {
  const found = inAddress.exec(location.hash)?.[1];
  if (found === undefined) return;
  localStorage.setItem(key, found);
  history.replaceState(history.state, "", location.pathname + location.search);
}

export const knownToken = (): string | undefined => localStorage.getItem(key) ?? undefined;
