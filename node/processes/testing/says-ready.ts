import { endWithParent } from "../end-with-parent.ts";

endWithParent();
process.send?.({ pid: process.pid, args: process.argv.slice(2) });
