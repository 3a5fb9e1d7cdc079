import { randomBytes, randomInt } from "node:crypto";
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
  /** Removes the file and gives the ports back. */
  remove(): Promise<void>;
}

export async function createConnection(): Promise<Connection> {
  const ports = await freePorts(CHANNELS.length);
  const portOf = new Map(CHANNELS.map((channel, i) => [channel, ports[i]!]));
  const key = randomBytes(32).toString("hex");
  const directory = await mkdtemp(join(tmpdir(), "interleave-kernel-"));
  const file = join(directory, "connection.json");
  const numbers = Object.fromEntries(
    CHANNELS.map((channel) => [`${channel}_port`, portOf.get(channel)]),
  );
  const content = {
    transport: "tcp",
    ip: "127.0.0.1",
    key,
    signature_scheme: "hmac-sha256",
    ...numbers,
  };
  await writeFile(file, JSON.stringify(content), { mode: 0o600 });
  return {
    file,
    key,
    address: (channel) => `tcp://127.0.0.1:${portOf.get(channel)}`,
    async remove() {
      for (const port of ports) taken.delete(port);
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * Below the ports that systems give to outgoing connections: a socket that connects to one of those before the kernel
 * listens may be given that very port, and take it away from the kernel.
 */
const LOWEST_PORT = 15_000;
const HIGHEST_PORT = 32_000;

/** Ports given out already: two kernels that start together must not be told the same one. */
const taken = new Set<number>();

async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (taken.has(port)) continue;
    taken.add(port);
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
