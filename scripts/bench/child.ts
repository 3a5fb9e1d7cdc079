/** What runs in each measured process: one contestant, one workload, one figure as JSON. */
import { themes } from "./themes.ts";

const [id, contestant = "", workload = "null"] = process.argv.slice(2);
const theme = themes.find((one) => one.id === id);
if (!theme) throw new Error(`there is no theme ${id}`);
const value = await theme.measure(contestant, JSON.parse(workload) as unknown);
// It ends here: a warning timer that a peer has left would keep the run waiting.
process.stdout.write(`${JSON.stringify({ value })}\n`, () => process.exit(0));
