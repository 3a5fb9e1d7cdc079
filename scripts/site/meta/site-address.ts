import { InvalidArgumentError } from "commander";

/** Reads where a site will be served: http or https, and a folder. Throws what commander tells the user. */
export function siteAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress = url !== undefined && /^https?:$/.test(url.protocol);
  if (!isAddress || url.search !== "" || url.hash !== "" || url.username !== "") {
    throw new InvalidArgumentError(
      `must be the http or https address of a folder, such as https://example.org/course/, got ${text}.`,
    );
  }
  return url.href.endsWith("/") ? url.href : `${url.href}/`;
}
