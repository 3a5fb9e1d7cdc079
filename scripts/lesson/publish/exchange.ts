import { spawn } from "node:child_process";
import { arch, platform } from "node:os";

/** The number of Linux's system call renameat2, by processor. */
const renameat2: Readonly<Partial<Record<string, number>>> = { x64: 316, arm64: 276 };

// From <linux/fcntl.h> and <linux/fs.h>: AT_FDCWD is -100, RENAME_EXCHANGE is 2.
const program =
  "exit(syscall($ARGV[0] + 0, -100, $ARGV[1], -100, $ARGV[2], 2) == 0 ? 0 : ($! + 0 || 255))";

/**
 * Exchanges two folders in one step, so that neither name is ever without one. Resolves to false, having changed
 * nothing, where that is not to be had. Node cannot ask Linux for it; perl, which is part of nearly every Linux, can.
 * Rejects when perl itself was killed: nobody knows then whether it had done so.
 */
export async function exchange(one: string, other: string): Promise<boolean> {
  const call = platform() === "linux" ? renameat2[arch()] : undefined;
  if (call === undefined) return false;
  // Of its own session: Ctrl-C is for the build, which then still knows how this ended.
  const child = spawn("perl", ["-e", program, String(call), one, other], {
    detached: true,
    stdio: "ignore",
    env: { PATH: process.env["PATH"] },
  });
  return await new Promise<boolean>((resolve, reject) => {
    child.once("error", () => resolve(false));
    child.once("exit", (status, signal) => {
      if (signal === null) resolve(status === 0);
      else reject(new Error(`the exchange of ${one} and ${other} was killed (${signal})`));
    });
  });
}
