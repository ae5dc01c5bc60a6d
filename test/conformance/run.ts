import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { logDriver } from './log-driver.ts';
import type { Scenario } from './scenario.ts';
import { runScenario } from './scenarios.ts';
import { runTemplateFile, type TemplateFile } from './templates.ts';
import { runValidationSet } from './validation.ts';

/** Every automation whose keys can be divided is, as soon as it has a window. */
const FORCED = { characters: 0, factor: 3, most: 3 };

/** How one case went. `skipped` are cases of a class that counts apart. */
interface CaseResult {
  readonly name: string;
  readonly ok: boolean;
  readonly skipped?: boolean;
  readonly counted?: string;
  readonly detail?: string;
}

/** `npm run conformance -- [--workflow] PATH…`: see `conformance/README.md`, "The runner". */
async function main(args: readonly string[]): Promise<void> {
  const workflow = args.includes('--workflow');
  const partitioned = args.includes('--partitioned');
  const paths = args.filter((arg) => arg !== '--workflow' && arg !== '--partitioned');
  if (paths.length === 0 || paths.some((path) => path.startsWith('-'))) {
    console.error(
      'usage: npm run conformance -- [--workflow [--partitioned]] PATH…   (folders of *.json, or single files)',
    );
    process.exitCode = 2;
    return;
  }
  const tally = { passed: 0, failed: 0, apart: new Map<string, { passed: number; total: number }>() };
  const print = (result: CaseResult): void => {
    if (result.counted !== undefined) {
      const counts = tally.apart.get(result.counted) ?? { passed: 0, total: 0 };
      counts.total += 1;
      if (result.ok) counts.passed += 1;
      tally.apart.set(result.counted, counts);
    }
    if (result.skipped) {
      console.log(`skip ${result.name}`);
      return;
    }
    console.log(`${result.ok ? 'ok' : 'not ok'} ${result.name}`);
    if (!result.ok && result.detail) console.log(result.detail.replace(/^/gm, '  '));
    if (result.ok) tally.passed += 1;
    else tally.failed += 1;
  };

  const scenarios: Scenario[] = [];
  for (const file of paths.flatMap(jsonFiles)) {
    const content = JSON.parse(readFileSync(file, 'utf8')) as unknown;
    if (Array.isArray(content)) for (const result of runValidationSet(content)) print(result);
    else if (isTemplateFile(content)) for (const result of runTemplateFile(content)) print(result);
    else if (workflow) scenarios.push(content as Scenario);
    else print(await guarded(content as Scenario, basename(file, '.json')));
  }
  if (scenarios.length > 0) for (const result of await throughWorkflow(scenarios, partitioned)) print(result);

  for (const [name, { passed, total }] of tally.apart) console.log(`${name}: ${passed} of ${total}`);
  console.log(`${tally.passed} passed, ${tally.failed} failed`);
  if (tally.failed > 0) process.exitCode = 1;
}

async function guarded(scenario: Scenario, name: string): Promise<CaseResult> {
  try {
    return await runScenario(scenario, logDriver);
  } catch (error) {
    return {
      name,
      ok: false,
      detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

async function throughWorkflow(scenarios: readonly Scenario[], partitioned: boolean): Promise<CaseResult[]> {
  // Only here: the time-skipping server needs Java, which the other cases do without.
  const { runScenariosOnWorkflow } = await import('./workflow-run.ts');
  const inputs = scenarios.map(({ expected: _expected, ...input }) => input);
  const firings = await runScenariosOnWorkflow(
    inputs,
    (text) => console.error(text),
    partitioned ? FORCED : undefined,
  );
  return Promise.all(scenarios.map((scenario, index) => runScenario(scenario, () => firings[index]!)));
}

function isTemplateFile(content: unknown): content is TemplateFile {
  return typeof content === 'object' && content !== null && ('cases' in content || 'templates' in content);
}

/** The files that a path means: itself, or all *.json in the folder and its subfolders, in order of name. */
function jsonFiles(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = join(path, entry.name);
      if (entry.isDirectory()) return jsonFiles(file);
      return entry.name.endsWith('.json') ? [file] : [];
    });
}

await main(process.argv.slice(2));
