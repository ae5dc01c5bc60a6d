import { readFileSync, readdirSync } from 'node:fs';
import type { Scenario } from './scenario.ts';

const FOLDER = new URL('../fixtures/conformance/scenarios/', import.meta.url);
const METRICS_FOLDER = new URL('../fixtures/metrics/scenarios/', import.meta.url);

/** The conformance scenarios that come with the project, in order of name. */
export function readScenarios(): Scenario[] {
  return readFolder(FOLDER);
}

/** The scenarios for metric triggers, which Prefect has in its cloud only: they say what docs/metrics.md does. */
export function readMetricScenarios(): Scenario[] {
  return readFolder(METRICS_FOLDER);
}

function readFolder(folder: URL): Scenario[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return files.map((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Scenario);
}
