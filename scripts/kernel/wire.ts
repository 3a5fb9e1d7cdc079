import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";

const DELIMITER = "<IDS|MSG>";

export interface Header {
  msg_id: string;
  msg_type: string;
  [field: string]: unknown;
}

/** A message of the Jupyter protocol, without its routing frames. */
export interface Message {
  header: Header;
  parent: Partial<Header>;
  content: Record<string, unknown>;
}

/** The frames of a request, signed with `key`. */
export function encode(key: string, header: Header, content: Record<string, unknown>): string[] {
  const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
  return [DELIMITER, sign(key, parts), ...parts];
}

export function requestHeader(type: string, session: string): Header {
  const date = new Date().toISOString();
  return {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: "interleave",
    date,
    version: "5.3",
  };
}

/** Reads a message; throws when it is malformed or signed with another key. */
export function decode(key: string, frames: readonly Buffer[]): Message {
  const at = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
  const [signature, ...parts] = at < 0 ? [] : frames.slice(at + 1);
  if (signature === undefined || parts.length < 4) {
    throw new Error(
      `a message must have a delimiter and five frames after it, got ${frames.length} frames`,
    );
  }
  const expected = Buffer.from(sign(key, parts));
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
    throw new Error("a message must be signed with the key of the connection");
  }
  const [header, parent, , content] = parts
    .slice(0, 4)
    .map((part) => JSON.parse(part.toString()) as unknown);
  return {
    header: header as Header,
    parent: parent as Partial<Header>,
    content: content as Record<string, unknown>,
  };
}

function sign(key: string, parts: readonly (string | Buffer)[]): string {
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}
