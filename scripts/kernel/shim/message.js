// @ts-check
"use strict";
const { createHmac, randomUUID, timingSafeEqual } = require("node:crypto");

const DELIMITER = "<IDS|MSG>";
const SESSION = randomUUID();

/**
 * A message of the Jupyter protocol (https://jupyter-client.readthedocs.io/en/latest/messaging.html).
 * @typedef {{ identities: Buffer[], header: any, parent: any, metadata: any, content: any }} Message
 */

/** @param {string} key @param {readonly (Buffer | string)[]} parts */
function sign(key, parts) {
  if (key === "") return "";
  const hmac = createHmac("sha256", key);
  for (const part of parts) hmac.update(part);
  return hmac.digest("hex");
}

/**
 * Throws when the message is malformed or not signed with the key.
 * @param {string} key @param {Buffer[]} frames @returns {Message}
 */
function decode(key, frames) {
  const at = frames.findIndex((frame) => frame.toString("latin1") === DELIMITER);
  if (at < 0 || frames.length < at + 6)
    throw new Error("a message must have a delimiter and five frames after it");
  const parts = frames.slice(at + 2);
  const expected = Buffer.from(sign(key, parts));
  const given = frames[at + 1];
  if (given?.length !== expected.length || !timingSafeEqual(given, expected)) {
    throw new Error("a message must be signed with the key of the connection file");
  }
  const [header, parent, metadata, content] = parts.map((part, i) =>
    i < 4 ? JSON.parse(part.toString()) : {},
  );
  for (const part of [header, content]) {
    if (typeof part !== "object" || part === null)
      throw new Error("header and content must be objects");
  }
  return { identities: frames.slice(0, at), header, parent, metadata, content };
}

/** @param {string} key @param {string} type @param {any} parent @param {any} content @param {(Buffer | string)[]} identities */
function encode(key, type, parent, content, identities) {
  const header = {
    msg_id: randomUUID(),
    session: SESSION,
    username: "kernel",
    date: new Date().toISOString(),
    msg_type: type,
    version: "5.3",
  };
  const parts = [header, parent, {}, content].map((part) => JSON.stringify(part));
  return [...identities, DELIMITER, sign(key, parts), ...parts];
}

module.exports = { decode, encode };
