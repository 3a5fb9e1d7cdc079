type Listener = (...values: never[]) => void;

/** As much of Node's event emitter as `process` and its streams need. */
export class Listeners {
  readonly #known = new Map<string | symbol, Listener[]>();

  on(event: string | symbol, listener: Listener): this {
    this.#known.set(event, [...this.listeners(event), listener]);
    return this;
  }

  once(event: string | symbol, listener: Listener): this {
    const first = (...values: never[]): void => {
      this.off(event, first);
      listener(...values);
    };
    return this.on(event, first);
  }

  off(event: string | symbol, listener: Listener): this {
    const left = this.listeners(event);
    const at = left.lastIndexOf(listener);
    if (at >= 0) left.splice(at, 1);
    this.#known.set(event, left);
    return this;
  }

  listeners(event: string | symbol): Listener[] {
    return [...(this.#known.get(event) ?? [])];
  }

  listenerCount(event: string | symbol): number {
    return this.listeners(event).length;
  }

  removeAllListeners(event?: string | symbol): this {
    if (event === undefined) this.#known.clear();
    else this.#known.delete(event);
    return this;
  }

  emit(event: string | symbol, ...values: unknown[]): boolean {
    const all = this.listeners(event);
    for (const listener of all) listener(...(values as never[]));
    return all.length > 0;
  }

  addListener(event: string | symbol, listener: Listener): this {
    return this.on(event, listener);
  }

  removeListener(event: string | symbol, listener: Listener): this {
    return this.off(event, listener);
  }
}
