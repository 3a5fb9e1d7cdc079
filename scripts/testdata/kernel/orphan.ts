// Starts a kernel with an endless cell, says which process it is, and waits to be killed.
import { Kernel } from "../../kernel/client.ts";

const kernel = await Kernel.start({ cwd: process.argv[2]! });
void kernel.execute("await null; for (;;);");
console.log(kernel.pid);
