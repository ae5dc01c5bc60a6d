/** A time with the key it belongs to. */
export interface Deadline {
  readonly at: number;
  readonly key: string;
}

/** Times first, then keys, so that the order never depends on what happened before. */
export function compareDeadlines(a: Deadline, b: Deadline): number {
  return a.at - b.at || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

/** A binary heap: the soonest deadline on top. */
export class DeadlineHeap {
  readonly #items: Deadline[] = [];

  get size(): number {
    return this.#items.length;
  }

  peek(): Deadline | undefined {
    return this.#items[0];
  }

  clear(): void {
    this.#items.length = 0;
  }

  push(item: Deadline): void {
    const items = this.#items;
    let at = items.length;
    items.push(item);
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = items[up] as Deadline;
      if (compareDeadlines(parent, item) <= 0) break;
      items[at] = parent;
      at = up;
    }
    items[at] = item;
  }

  pop(): Deadline | undefined {
    const items = this.#items;
    const top = items[0];
    const last = items.pop();
    if (last === undefined || items.length === 0) return top;
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= items.length) break;
      const right = left + 1;
      const rightIsSooner =
        right < items.length && compareDeadlines(items[right] as Deadline, items[left] as Deadline) < 0;
      const child = rightIsSooner ? right : left;
      if (compareDeadlines(items[child] as Deadline, last) >= 0) break;
      items[at] = items[child] as Deadline;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
