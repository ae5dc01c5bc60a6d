/** What one rendering may use. Absent fields take the defaults of {@link DEFAULT_BUDGET}. */
export interface BudgetLimits {
  /** Time from the start of the rendering, in milliseconds. */
  readonly timeMs: number;
  /** Evaluation steps: nodes visited, items iterated, and text handled in units of 64 characters. */
  readonly steps: number;
  /** Length of the rendered text, in UTF-16 units; also the longest text any expression may build. */
  readonly outputChars: number;
  /** Nested evaluations: expressions in expressions, macros calling macros. */
  readonly depth: number;
  /** Bytes that texts and collections made on the way may take together, freed or not. */
  readonly memoryBytes: number;
}

/** Far above what an honest template needs, far below what could be felt by other requests. */
export const DEFAULT_BUDGET: BudgetLimits = {
  timeMs: 100,
  steps: 1_000_000,
  outputChars: 1_000_000,
  depth: 600,
  memoryBytes: 32 * 1024 * 1024,
};

/** A limit of {@link BudgetLimits} was passed. Never caught inside the evaluator. */
export class BudgetError extends Error {}

// Reading the clock costs more than most steps.
const STEPS_PER_CLOCK_READ = 512;
const BUSY_FACTOR = 5;

/** Counts what a rendering uses and throws {@link BudgetError} when it is too much. */
export class Budget {
  readonly limits: BudgetLimits;
  readonly #start = performance.now();
  readonly #startCpu = process.cpuUsage();
  #steps = 0;
  #nextClock: number;
  #bytes = 0;
  #depth = 0;

  constructor(limits: Partial<BudgetLimits> = {}) {
    this.limits = { ...DEFAULT_BUDGET, ...limits };
    this.#nextClock = Math.min(STEPS_PER_CLOCK_READ, this.limits.steps);
  }

  /** Counts `count` steps of work that is about to be done. */
  step(count = 1): void {
    this.#steps += count;
    if (this.#steps < this.#nextClock) return;
    if (this.#steps > this.limits.steps) {
      throw new BudgetError(`The template takes more than ${this.limits.steps} steps`);
    }
    this.#nextClock = Math.min(this.#steps + STEPS_PER_CLOCK_READ, this.limits.steps);
    this.checkTime();
  }

  /**
   * Throws when the time is over. On a busy machine the clock also runs while others are at work: then only the
   * time of this process counts, up to a few times the limit.
   */
  checkTime(): void {
    const { timeMs } = this.limits;
    const elapsed = performance.now() - this.#start;
    if (elapsed <= timeMs) return;
    const { user, system } = process.cpuUsage(this.#startCpu);
    if (elapsed <= timeMs * BUSY_FACTOR && (user + system) / 1000 <= timeMs) return;
    throw new BudgetError(`The template takes more than ${timeMs} ms`);
  }

  /** Counts memory that is about to be taken. */
  alloc(bytes: number): void {
    this.#bytes += bytes;
    // Written so that NaN and Infinity are refused, too.
    if (!(this.#bytes <= this.limits.memoryBytes)) {
      throw new BudgetError(`The template takes more than ${this.limits.memoryBytes} bytes of memory`);
    }
  }

  /** Counts a text of `chars` characters that is about to be made. */
  text(chars: number): void {
    if (!(chars <= this.limits.outputChars)) {
      throw new BudgetError(`The template makes a text of more than ${this.limits.outputChars} characters`);
    }
    this.step(1 + (chars >> 6));
    this.alloc(2 * chars + 16);
  }

  /** Counts a collection of `items` items that is about to be made. */
  items(items: number): void {
    this.step(1 + (items >> 3));
    this.alloc(16 * items + 32);
  }

  /** Goes one level deeper; {@link leave} must follow in a `finally` or at the end. */
  enter(): void {
    if (++this.#depth > this.limits.depth) {
      throw new BudgetError(`The template nests deeper than ${this.limits.depth} levels`);
    }
  }

  leave(): void {
    this.#depth--;
  }
}
