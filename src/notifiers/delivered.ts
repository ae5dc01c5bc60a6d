import { AutomationError } from '../errors.ts';

/** Notifications of which a part was delivered, by key and target; bounded, the oldest are forgotten first. */
const delivered = new Set<string>();
const MAX_DELIVERED = 10_000;

/**
 * Sends to each target in turn. When some fail, the others are still served, and the first failure is thrown (a retryable one
 * before a permanent one). Another attempt with the same key skips the targets that were served already, as far as
 * this process remembers: a message that cannot be recalled, a text message for example, is not sent twice.
 *
 * @returns the number of targets served, in this attempt or before
 */
export async function sendToEach(
  targets: readonly string[],
  idempotencyKey: string,
  send: (target: string, key: string) => Promise<unknown>,
): Promise<number> {
  const failures: unknown[] = [];
  const marks = targets.map((target) => `${idempotencyKey} ${target}`);
  for (const [index, target] of targets.entries()) {
    const mark = marks[index] ?? target;
    if (delivered.has(mark)) continue;
    try {
      await send(target, `${idempotencyKey}:${index}`);
      remember(mark);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures.find(isRetryable) ?? failures[0];
  for (const mark of marks) delivered.delete(mark);
  return targets.length;
}

function remember(mark: string): void {
  delivered.add(mark);
  if (delivered.size <= MAX_DELIVERED) return;
  const [oldest] = delivered;
  if (oldest !== undefined) delivered.delete(oldest);
}

function isRetryable(error: unknown): boolean {
  return error instanceof AutomationError && error.retryable;
}
