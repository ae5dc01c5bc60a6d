import {
  ApplicationFailure,
  CancellationScope,
  condition,
  defineQuery,
  defineUpdate,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import {
  RESUME_UPDATE,
  SUSPEND_UPDATE,
  SUSPENSION_QUERY,
  type SuspendRequest,
  type SuspensionReply,
} from '../../../workflows/suspension-messages.ts';

/** What the query `automations.suspension` answers. */
export interface SuspensionView {
  readonly suspended: boolean;
  /** Why, while it is suspended. */
  readonly message: string | null;
  /** When it fails unless it is resumed before, epoch ms; null: never. */
  readonly deadline: number | null;
}

const NOT_SUSPENDED: SuspensionView = { suspended: false, message: null, deadline: null };

/** In Prefect's words. */
const EXPIRED = 'The flow was paused and never resumed.';

/**
 * Whether one workflow is suspended. It adds nothing to a history before it is asked to suspend, so that workflows which
 * began without it replay with it; then what it does follows from the update and from timers, like all of a workflow.
 */
export class Suspension {
  #view = NOT_SUSPENDED;
  #timer: CancellationScope | null = null;
  /** While the timer of its own is started, which must not wait for the end of the suspension. */
  #isStartingTimer = false;
  #fail: (error: Error) => void = () => {};
  readonly #expired = new Promise<never>((_resolve, reject) => {
    this.#fail = reject;
  });

  /** Runs the workflow under it: installs the handlers, and fails when a suspension lasts too long. */
  async around<T>(run: () => Promise<T>): Promise<T> {
    setHandler(
      defineUpdate<SuspensionReply, [SuspendRequest]>(SUSPEND_UPDATE),
      (request) => this.#suspend(request),
      {
        description: 'Waits before the next thing that the workflow asks of Temporal',
      },
    );
    setHandler(defineUpdate<SuspensionReply>(RESUME_UPDATE), () => this.#resume(), {
      description: 'Goes on after a suspension',
    });
    setHandler(defineQuery<SuspensionView>(SUSPENSION_QUERY), () => this.#view);
    // Whoever is cancelled cleans up, which must not wait for anybody.
    CancellationScope.current().cancelRequested.catch(() => this.#resume());
    return Promise.race([run(), this.#expired]);
  }

  /** Lets a call through: at once, unless the workflow is suspended; then when it is resumed. */
  gate<T>(call: () => Promise<T>): Promise<T> {
    // No promise more than without it: the order of what a workflow does is part of its history.
    if (!this.#view.suspended || this.#isStartingTimer) return call();
    return condition(() => !this.#view.suspended).then(call);
  }

  #suspend({ timeoutMs, message }: SuspendRequest): SuspensionReply {
    this.#timer?.cancel();
    const deadline = timeoutMs === null ? null : Date.now() + timeoutMs;
    this.#view = { suspended: true, message, deadline };
    this.#timer = timeoutMs === null ? null : this.#startTimer(timeoutMs);
    return { suspension: 'suspended' };
  }

  #resume(): SuspensionReply {
    this.#view = NOT_SUSPENDED;
    this.#timer?.cancel();
    this.#timer = null;
    return { suspension: 'resumed' };
  }

  #startTimer(ms: number): CancellationScope {
    const scope = new CancellationScope();
    const elapsed = scope.run(() => {
      this.#isStartingTimer = true;
      try {
        return sleep(Math.max(1, ms));
      } finally {
        this.#isStartingTimer = false;
      }
    });
    elapsed.then(
      () => {
        if (this.#timer === scope) this.#fail(ApplicationFailure.nonRetryable(EXPIRED));
      },
      // Resumed in time.
      () => {},
    );
    return scope;
  }
}
