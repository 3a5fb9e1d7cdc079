/** In a process that `startModule` started: it ends when the one that started it is gone, or lets go of it. */
export function endWithParent(): void {
  process.on("disconnect", () => process.exit());
  // It may have been gone before anybody listened.
  if (process.send !== undefined && !process.connected) process.exit();
}
