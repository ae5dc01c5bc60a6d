/** What one check came to. */
export interface Finding {
  /** What was looked at, such as `Temporal`. */
  readonly topic: string;
  readonly status: 'ok' | 'warn' | 'fail';
  /** What was found. */
  readonly text: string;
  /** How to mend it; absent when nothing is wrong. */
  readonly mend?: string;
}

/** A check that is fine. */
export function ok(topic: string, text: string): Finding {
  return { topic, status: 'ok', text };
}

/** Something that works, but not as it should. */
export function warn(topic: string, text: string, mend: string): Finding {
  return { topic, status: 'warn', text, mend };
}

/** Something that does not work. */
export function fail(topic: string, text: string, mend: string): Finding {
  return { topic, status: 'fail', text, mend };
}

/** The message of whatever was thrown, on one line. */
export function reasonOf(error: unknown): string {
  const { message, code } = (error ?? {}) as { message?: string; code?: unknown };
  return (message || String(code ?? error)).replace(/\s+/g, ' ').trim();
}
