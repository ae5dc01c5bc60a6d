/** A discrete-event simulation: what happens when, in the order of time; what is at the same time, in the order of asking. */
export class Engine {
  /** The simulated time, in ms. */
  now = 0;
  readonly #times: number[] = [];
  readonly #orders: number[] = [];
  readonly #tasks: (() => void)[] = [];
  #asked = 0;

  /** Does something at a time (ms), or now if that has passed. */
  at(time: number, task: () => void): void {
    const [times, orders, tasks] = [this.#times, this.#orders, this.#tasks];
    const due = Math.max(time, this.now);
    const order = this.#asked++;
    let place = times.length;
    while (place > 0) {
      const up = (place - 1) >> 1;
      if (times[up]! < due || (times[up]! === due && orders[up]! < order)) break;
      this.#move(up, place);
      place = up;
    }
    times[place] = due;
    orders[place] = order;
    tasks[place] = task;
  }

  /** Does something after this many ms. */
  after(ms: number, task: () => void): void {
    this.at(this.now + ms, task);
  }

  /** Runs everything up to a time (ms); what is later stays. */
  runUntil(end: number): void {
    while (this.#times.length > 0 && this.#times[0]! <= end) this.#next();
    this.now = Math.max(this.now, end);
  }

  #next(): void {
    const [times, orders, tasks] = [this.#times, this.#orders, this.#tasks];
    const [time, task] = [times[0]!, tasks[0]!];
    const [lastTime, lastOrder, lastTask] = [times.pop()!, orders.pop()!, tasks.pop()!];
    const size = times.length;
    if (size > 0) {
      let place = 0;
      for (;;) {
        let child = 2 * place + 1;
        if (child >= size) break;
        if (child + 1 < size && this.#isBefore(child + 1, child)) child += 1;
        if (times[child]! > lastTime || (times[child]! === lastTime && orders[child]! > lastOrder)) break;
        this.#move(child, place);
        place = child;
      }
      times[place] = lastTime;
      orders[place] = lastOrder;
      tasks[place] = lastTask;
    }
    this.now = time;
    task();
  }

  #isBefore(a: number, b: number): boolean {
    const [times, orders] = [this.#times, this.#orders];
    return times[a]! < times[b]! || (times[a]! === times[b]! && orders[a]! < orders[b]!);
  }

  #move(from: number, to: number): void {
    this.#times[to] = this.#times[from]!;
    this.#orders[to] = this.#orders[from]!;
    this.#tasks[to] = this.#tasks[from]!;
  }
}
