import { Command } from "commander";
import { ForeignKernelspec, register, unregister } from "./kernel/kernelspec.ts";

const program = new Command("npm run kernel --")
  .description("Register the TypeScript kernel of this project with Jupyter (no Python needed).")
  .option("--force", "replace a kernelspec named tslab that is not ours; it is kept aside")
  .option("--remove", "remove our kernelspec and put back the one it replaced")
  .showHelpAfterError("Run npm run kernel -- --help for the options.")
  .showSuggestionAfterError()
  .allowExcessArguments(false)
  .parse();

const options = program.opts<{ force?: boolean; remove?: boolean }>();
if (options.remove && options.force)
  program.error("error: --force and --remove exclude each other");
try {
  if (options.remove) await remove();
  else await add();
} catch (error) {
  const hint =
    error instanceof ForeignKernelspec
      ? "\nRun npm run kernel -- --force to replace it (it is kept, and --remove puts it back)."
      : "";
  program.error(`error: ${(error as Error).message}${hint}`);
}

async function add(): Promise<void> {
  const { file, backup } = await register({ force: options.force ?? false });
  console.log(`Registered the kernel "TypeScript (Interleave)" in ${file}`);
  if (backup) console.log(`The kernelspec that was there is kept in ${backup}`);
  console.log(`
To step through a lesson:
  VS Code      install the Jupyter extension, open a file of notebooks/, choose
               Select Kernel > Jupyter Kernel… > TypeScript (Interleave), then Run All
  JupyterLab   jupyter lab notebooks/
If Jupyter is running, restart it. To undo this: npm run kernel -- --remove`);
}

async function remove(): Promise<void> {
  const { removed, restored } = await unregister();
  if (!removed) console.log("Nothing to remove: the kernel is not registered.");
  else if (restored) console.log("Removed our kernelspec and put back the one it had replaced.");
  else console.log("Removed our kernelspec.");
}
