/** Tells listeners of commits: soon, but at most once for what happens in one turn of the event loop. */
export class Notifier {
  readonly #listeners = new Set<() => void>();
  #pending = false;

  /** Adds a listener; returns the way to take it away again. */
  add(listener: () => void): () => void {
    // A wrapper, so that the same function added twice is two listeners.
    const entry = (): void => listener();
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  /** Has every listener called. */
  notify(): void {
    if (this.#pending) return;
    this.#pending = true;
    setImmediate(() => {
      this.#pending = false;
      for (const listener of [...this.#listeners]) listener();
    });
  }
}
