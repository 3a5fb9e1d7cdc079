/** In the place of Node's `fs`, in the kernel: the project's root is the only folder. */
export function existsSync(): boolean {
  return true;
}
