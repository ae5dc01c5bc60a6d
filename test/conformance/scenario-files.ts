import { readFileSync, readdirSync } from 'node:fs';
import type { Scenario } from './scenario.ts';

const FOLDER = new URL('../fixtures/conformance/scenarios/', import.meta.url);

/** The scenarios that come with the project, in order of name. */
export function readScenarios(): Scenario[] {
  const files = readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort();
  return files.map((file) => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Scenario);
}
