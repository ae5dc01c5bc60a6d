import type { Firing } from '../../src/evaluation/evaluator.ts';

/** The subject of a notification; that of a test says so, whatever the template is. */
export function subjectOf({ test }: Pick<Firing, 'test'>, subject: string): string {
  return test === undefined ? subject : `[TEST] ${subject}`;
}
