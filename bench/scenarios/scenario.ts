import type { Ceiling } from '../ceiling/ceiling.ts';
import type { FigureSpec, Measured } from '../figure.ts';
import type { Product } from '../product.ts';
import type { Sink } from '../sink.ts';

/** One thing to measure, on the product and on bare Temporal. Both are started anew for each scenario, one after the other. */
export interface Scenario {
  readonly name: string;
  /** Takes minutes: only when it is asked for by name. */
  readonly long?: boolean;
  readonly figures: readonly FigureSpec[];
  product(product: Product, sink: Sink, short: boolean): Promise<Measured>;
  ceiling(ceiling: Ceiling, sink: Sink, short: boolean): Promise<Measured>;
}
