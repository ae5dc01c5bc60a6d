import type { Budget } from '../budget.ts';
import type { Keywords, Value } from '../values/types.ts';

/** What the operations on values need to know about the rendering they are part of. */
export interface Runtime {
  readonly budget: Budget;
  /** Inside `{% autoescape true %}`; false otherwise, as in Prefect. */
  autoescape: boolean;
  /** Where the pages are, for `ui_url`; without it there are no links. */
  readonly uiUrl: string | undefined;
  /** Epoch milliseconds, for "3 minutes ago". */
  readonly now: number;
  /** Applies a filter by name. */
  filter(name: string, value: Value, args: readonly Value[], keywords: Keywords): Value;
  /** Applies a test by name. */
  test(name: string, value: Value, args: readonly Value[], keywords: Keywords): Value;
}
