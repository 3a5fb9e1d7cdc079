/** In the place of tslab's kernel, of which its public module uses this one function. */
type Write = (content: never, updates?: boolean) => void;

export let lastWriteDisplayData: Write | null = null;

export function lastWriteDisplayDataTo(write: Write): void {
  lastWriteDisplayData = write;
}
