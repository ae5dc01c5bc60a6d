import type { Value } from '../values/types.ts';

/** Variables of one block; what it lacks is looked up outside. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly #variables = new Map<string, Value>();

  constructor(parent?: Scope) {
    this.parent = parent;
  }

  set(name: string, value: Value): void {
    this.#variables.set(name, value);
  }

  get(name: string): Value | undefined {
    const value = this.#variables.get(name);
    // No deeper than blocks are nested in the source.
    return value === undefined ? this.parent?.get(name) : value;
  }
}
