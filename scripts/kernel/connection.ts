import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const CHANNELS = ["shell", "iopub", "stdin", "control", "hb"] as const;

export type Channel = (typeof CHANNELS)[number];

/** How to reach a kernel: a file only this user can read, with a random key and free ports of the loopback. */
export interface Connection {
  file: string;
  key: string;
  address(channel: Channel): string;
  remove(): Promise<void>;
}

export async function createConnection(): Promise<Connection> {
  const ports = await freePorts(CHANNELS.length);
  const portOf = new Map(CHANNELS.map((channel, i) => [channel, ports[i]!]));
  const key = randomBytes(32).toString("hex");
  const directory = await mkdtemp(join(tmpdir(), "interleave-kernel-"));
  const file = join(directory, "connection.json");
  const numbers = Object.fromEntries(CHANNELS.map((channel) => [`${channel}_port`, portOf.get(channel)]));
  const content = { transport: "tcp", ip: "127.0.0.1", key, signature_scheme: "hmac-sha256", ...numbers };
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  return {
    file,
    key,
    address: (channel) => `tcp://127.0.0.1:${portOf.get(channel)}`,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** Ports given out lately: two kernels that start together must not be told the same one. */
const taken = new Set<number>();

/** Holds all ports open until the last is found, so that they differ. */
async function freePorts(count: number): Promise<number[]> {
  const servers = [];
  const ports: number[] = [];
  while (ports.length < count) {
    const server = createServer();
    servers.push(server);
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject).listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string" || taken.has(address.port)) continue;
    taken.add(address.port);
    ports.push(address.port);
  }
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
