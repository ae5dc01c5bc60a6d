import { AutomationError } from '../src/errors.ts';
import { TemplateError } from '../src/templates/index.ts';
import type { Action } from '../src/schemas/actions.ts';
import { carryOut } from './actions/index.ts';
import type { ActionRun } from './actions/handler.ts';

/** How one attempt ended. `retry` means that a later attempt may succeed. */
export type AttemptOutcome =
  | {
      readonly status: 'executed';
      readonly details: Readonly<Record<string, unknown>>;
      readonly related: readonly Record<string, string>[];
      readonly ended: number;
    }
  | {
      readonly status: 'failed';
      readonly reason: string;
      readonly details: Readonly<Record<string, unknown>>;
      readonly related: readonly Record<string, string>[];
      readonly ended: number;
    }
  | {
      readonly status: 'retry';
      readonly reason: string;
      readonly retryAfterMs: number | undefined;
      readonly ended: number;
    };

/** Longest time that one attempt may take, in ms. */
export const ATTEMPT_MS = 45_000;

/**
 * The attempts that are under way in this process, by idempotency key. One that outlives the fast path's patience goes on
 * here, and the firing's own workflow joins it instead of calling the peer a second time.
 */
export class Attempts {
  readonly #running = new Map<string, Promise<AttemptOutcome>>();
  readonly #answered = new Set<string>();

  /** Starts an attempt, or joins the one under way. Never rejects. `finish` is called once, before others see the outcome. */
  run(
    action: Action,
    run: Omit<ActionRun, 'signal' | 'involve'>,
    finish: (outcome: AttemptOutcome) => Promise<void>,
  ): Promise<AttemptOutcome> {
    const { idempotencyKey } = run;
    const running = this.#running.get(idempotencyKey);
    if (running) return running;
    const attempt = tryOnce(action, run)
      .then(async (outcome) => {
        this.#answered.add(idempotencyKey);
        await finish(outcome);
        return outcome;
      })
      .finally(() => {
        this.#running.delete(idempotencyKey);
        this.#answered.delete(idempotencyKey);
      });
    this.#running.set(idempotencyKey, attempt);
    return attempt;
  }

  /** Whether the peer has answered an attempt under way, so that only our own writing of it down is left. */
  answered(idempotencyKey: string): boolean {
    return this.#answered.has(idempotencyKey);
  }

  /** Resolves when nothing is under way any more. */
  async drained(): Promise<void> {
    await Promise.allSettled(this.#running.values());
  }
}

async function tryOnce(action: Action, run: Omit<ActionRun, 'signal' | 'involve'>): Promise<AttemptOutcome> {
  const involved: Record<string, string>[] = [];
  try {
    const { details = {}, related = [] } = await carryOut(action, {
      ...run,
      involve: (resource) => void involved.push(resource),
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    return { status: 'executed', details, related: [...involved, ...related], ended: Date.now() };
  } catch (error) {
    return failure(error, involved);
  }
}

function failure(error: unknown, related: readonly Record<string, string>[]): AttemptOutcome {
  const ended = Date.now();
  if (error instanceof TemplateError) {
    const details = { template_error: error.message, template_source: error.source };
    const reason = `Template rendering failed: ${error.message}`;
    return { status: 'failed', reason, details, related, ended };
  }
  if (error instanceof AutomationError) {
    if (!error.retryable) {
      const details = { code: error.code, ...error.details };
      return { status: 'failed', reason: error.message, details, related, ended };
    }
    return { status: 'retry', reason: error.message, retryAfterMs: error.retryAfterMs, ended };
  }
  // Anything else is our own mistake or a store that is away: worth another try, and visible in the end.
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error';
  return { status: 'retry', reason, retryAfterMs: undefined, ended };
}
