/** What a promise offers, on top of a `then` of one's own. */
export abstract class Awaitable<T> implements Promise<T> {
  abstract readonly [Symbol.toStringTag]: string;

  abstract then<A = T, B = never>(
    onReturn?: ((value: T) => A | PromiseLike<A>) | null,
    onThrow?: ((error: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B>;

  catch<B = never>(onThrow?: ((error: unknown) => B | PromiseLike<B>) | null): Promise<T | B> {
    return this.then(undefined, onThrow);
  }

  finally(onSettled?: (() => void) | null): Promise<T> {
    return this.then().finally(onSettled);
  }
}
