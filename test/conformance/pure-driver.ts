import type { TriggerFiring } from '../../src/triggers/index.ts';
import type { ScenarioFiring, ScenarioInput } from './scenario.ts';
import { ScenarioLog, toMs } from './scenario-log.ts';

/**
 * Runs a scenario on the trigger engine alone.
 *
 * @param prepare - gets the log before the first entry of the timeline
 * @returns the log at the end of the scenario
 */
export function playScenario(scenario: ScenarioInput, prepare?: (log: ScenarioLog) => void): ScenarioLog {
  const log = new ScenarioLog(scenario.automation);
  prepare?.(log);
  for (const entry of scenario.timeline) {
    const at = toMs(entry.at);
    log.runTo(at);
    if (entry.event) log.receive(at, entry.event);
    if (entry.disable) log.disable(at);
    if (entry.enable) log.enable(at);
    if (entry.update) log.load(at, entry.update);
  }
  log.runTo(toMs(scenario.until));
  return log;
}

/** A firing in a scenario's terms. */
export function toScenarioFiring(firing: TriggerFiring): ScenarioFiring {
  return {
    at: firing.at / 1000,
    state: firing.state,
    labels: firing.labels,
    event: firing.event?.id ?? null,
  };
}

/** The driver that evaluates in memory, with the log's rules but without the log. */
export function pureDriver(scenario: ScenarioInput): ScenarioFiring[] {
  return playScenario(scenario).firings.map(toScenarioFiring);
}
