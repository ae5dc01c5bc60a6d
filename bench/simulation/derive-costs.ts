import type { Measured } from '../figure.ts';
import type { Costs } from './costs.ts';

/** Of what one signal with its task costs Temporal, this much is the signal's; the rest is the task's. */
const SIGNAL_SHARE = 0.4;

/** Single events per second, as they were measured. */
const SINGLE_PER_SECOND = 50;

/** Not measured but taken as usual: how late Temporal's timers go off, and one way within a data centre. */
const TIMER_MS = 10;
const NETWORK_MS = 0.3;

/**
 * Works out what each step costs from what `npm run bench:growth -- --sizes 2` measured: two gateways (one of which
 * dispatches), two workers. Large posts cost items, single events cost signals and tasks on top of that.
 *
 * @param two the figures of two gateways and two workers, CPU in ms per 1,000 events, or per event for `sparse…`
 */
export function deriveCosts(two: Measured): Costs {
  const get = (name: string): number => {
    const value = two[name];
    if (value === undefined) throw new Error(`${name} was not measured`);
    return value;
  };
  /** CPU (ms) per event, without what the processes use when nothing happens. */
  const dense = (...roles: string[]): number => {
    const seconds = 1_000 / get('denseRate');
    return roles.reduce((sum, role) => sum + get(`dense${role}`) - idle(role) * seconds, 0) / 1_000;
  };
  const single = (...roles: string[]): number =>
    roles.reduce((sum, role) => sum + get(`sparse${role}`) - idle(role) / SINGLE_PER_SECOND, 0);
  const idle = (role: string): number => (two[`idle${role}`] ?? 0) * 10;

  // Posts go to both gateways in turn, so the one that does not dispatch has taken in half of them.
  const ingest = (2 * get('ignoredOther')) / 1_000;
  const read = Math.max(0, get('ignoredDispatching') - get('ignoredOther')) / 1_000;
  // A signal and its task are so many commits of Temporal's; from this follows how many signals a thousand events were.
  const signals = get('denseTemporalCommits') / get('sparseTemporalCommits') / 1_000;
  const [item, signal] = split(
    dense('Dispatching') - get('denseOther') / 1_000 - read,
    single('Dispatching') - get('sparseOther') - read,
    signals,
  );
  const [evaluate, task] = split(dense('Workers'), single('Workers'), signals);
  const [itemServer, server] = split(
    dense('Temporal', 'TemporalDatabase'),
    single('Temporal', 'TemporalDatabase'),
    signals,
  );
  const commit = get('sparseHeld');
  return {
    ingest,
    commit,
    append: Math.max(0.001, get('ignoredHeld') - (commit * get('ignoredAppends')) / 1_000),
    read,
    item,
    signal,
    signalServer: server * SIGNAL_SHARE,
    itemServer,
    task,
    evaluate,
    taskServer: server * (1 - SIGNAL_SHARE),
    barrier: commit,
    timer: TIMER_MS,
    network: NETWORK_MS,
  };
}

/**
 * Two equations with two unknowns: `dense` = each + several × (n per event), `single` = each + several.
 *
 * @returns what each event costs and what each signal costs
 */
function split(dense: number, single: number, n: number): [each: number, several: number] {
  const several = Math.max(0, (single - dense) / (1 - n));
  return [Math.max(0, single - several), several];
}
