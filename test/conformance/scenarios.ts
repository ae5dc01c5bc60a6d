import { pureDriver } from './pure-driver.ts';
import type { Scenario, ScenarioDriver, ScenarioFiring } from './scenario.ts';

/** How a scenario went; `detail` holds the difference, one firing a line, and is empty when all is well. */
export interface ScenarioResult {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

const TOLERANCE_SECONDS = 0.05;

function sameLabels(a: Record<string, string>, b: Record<string, string>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

function fits(expected: ScenarioFiring, actual: ScenarioFiring): boolean {
  return (
    Math.abs(expected.at - actual.at) <= TOLERANCE_SECONDS + 1e-9 &&
    expected.state === actual.state &&
    expected.event === actual.event &&
    sameLabels(expected.labels, actual.labels)
  );
}

function line(mark: string, firing: ScenarioFiring): string {
  return `${mark} ${firing.at} ${firing.state} ${JSON.stringify(firing.labels)} ${firing.event ?? 'no event'}`;
}

/** What is missing (`-`) and what is too much (`+`). Firings may come in any order at the same instant. */
function difference(expected: readonly ScenarioFiring[], actual: readonly ScenarioFiring[]): string[] {
  const left = [...actual];
  const missing = expected.filter((one) => {
    const found = left.findIndex((other) => fits(one, other));
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
  return [...missing.map((one) => line('-', one)), ...left.map((one) => line('+', one))];
}

/**
 * Runs a scenario and compares its firings with the expected ones.
 *
 * @param scenario - the content of a scenario file
 * @param driver - what evaluates it; default: the trigger engine alone
 */
export async function runScenario(
  scenario: Scenario,
  driver: ScenarioDriver = pureDriver,
): Promise<ScenarioResult> {
  const { expected, ...input } = scenario;
  const actual = await driver(input);
  const lines = difference(
    expected,
    actual.filter((one) => one.at <= scenario.until),
  );
  return { name: scenario.name, ok: lines.length === 0, detail: lines.join('\n') };
}
