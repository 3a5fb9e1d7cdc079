/** The process of a server: says its port, and ends when it is told to, or with the process that started it. */
import { City, Random, RealClock } from "../../src/index.ts";
import { endWithParent } from "../processes/end-with-parent.ts";
import { cityApp } from "./city-app.ts";
import { serve } from "./serve.ts";
import type { FirstWords, ServerOptions } from "./start-server.ts";

endWithParent();
const options = JSON.parse(process.argv[2] ?? "{}") as ServerOptions;
const { blocking = false, faster = 1, limit = Infinity, port = 0, seed = 1 } = options;

const say = (words: FirstWords): boolean | undefined => process.send?.(words);
try {
  const city = new City({ clock: new RealClock(), random: new Random(seed), blocking, faster });
  const serving = await serve(cityApp({ city, limit, oneByOne: blocking }), port);
  process.on("SIGTERM", () => void serving.stop().then(() => process.exit()));
  say({ port: serving.port });
} catch (error) {
  say({ problem: (error as Error).message });
  process.exitCode = 1;
  process.disconnect();
}
