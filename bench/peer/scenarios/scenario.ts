import type { Measured } from '../../figure.ts';
import type { Sink } from '../../sink.ts';
import type { System } from '../system.ts';

/** One line of the comparison. */
export interface PeerFigure {
  readonly key: string;
  readonly what: string;
  readonly unit: string;
  /** Which direction is good: then the ratio says how many times better we are. */
  readonly better?: 'less' | 'more';
}

/**
 * The same calls to both systems. A scenario ends by itself: what a system has not done within the limit counts as not
 * done. A figure that cannot be told then is left out.
 */
export interface PeerScenario {
  readonly name: string;
  readonly figures: readonly PeerFigure[];
  run(system: System, sink: Sink, short: boolean): Promise<Measured>;
}
