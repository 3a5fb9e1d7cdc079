/** More than a course has texts. */
const most = 3_000;

/** A pure function that remembers what it made of the texts it was given last: what it made is shared, and never changed. */
export function remembering<Made>(make: (text: string) => Made): (text: string) => Made {
  const known = new Map<string, Made>();
  return (text) => {
    const made = known.has(text) ? (known.get(text) as Made) : make(text);
    // What is asked for again is the youngest.
    known.delete(text);
    known.set(text, made);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return made;
  };
}
