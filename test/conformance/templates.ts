import { isDeepStrictEqual } from 'node:util';
import {
  DEFAULT_BUDGET,
  renderTemplate,
  TemplateError,
  validateTemplate,
} from '../../src/templates/index.ts';

/** One template and what it makes; see `conformance/README.md`, "Templates". */
export interface TemplateCase {
  readonly name: string;
  readonly template: string;
  readonly context: string;
  readonly expect?: string;
  readonly error?: 'syntax' | 'security' | 'render';
  readonly class?: string;
}

/** A file of templates and the contexts that they are rendered with. */
export interface TemplateSet {
  readonly contexts: Readonly<Record<string, Record<string, unknown>>>;
  readonly cases: readonly TemplateCase[];
}

/** A file of templates that must get nowhere. */
export interface HostileSet {
  readonly leaks: readonly string[];
  readonly context: Record<string, unknown>;
  readonly templates: readonly {
    readonly name: string;
    readonly template: string;
    readonly kind: 'escape' | 'bomb';
  }[];
}

export type TemplateFile = TemplateSet | HostileSet;

/** How one case went. `counted` names a class that counts apart, besides. */
export interface TemplateResult {
  readonly name: string;
  readonly ok: boolean;
  readonly skipped?: boolean;
  readonly counted?: string;
  readonly detail?: string;
}

// What the machine may add to the deadline when it is busy.
const GRACE_MS = 1000;
const MAX_HEAP_GROWTH = 64 * 1024 * 1024;

/** Runs a file of either form. */
export function runTemplateFile(file: TemplateFile): TemplateResult[] {
  return 'cases' in file ? runTemplateSet(file) : runHostileSet(file);
}

/** Renders each case and compares. */
export function runTemplateSet(set: TemplateSet): TemplateResult[] {
  return set.cases.map((testCase) => {
    const expected = testCase.error === undefined ? testCase.expect : `refused: ${testCase.error}`;
    const actual = outcome(testCase.template, set.contexts[testCase.context] ?? {});
    const ok = actual.short === expected;
    return {
      name: testCase.name,
      ok,
      ...(testCase.class === undefined ? {} : { counted: testCase.class, skipped: !ok }),
      ...(ok
        ? {}
        : { detail: `expected ${JSON.stringify(expected)}\nactual   ${JSON.stringify(actual.long)}` }),
    };
  });
}

function outcome(template: string, context: Record<string, unknown>): { short: string; long: string } {
  try {
    validateTemplate(template);
    const text = renderTemplate(template, context);
    return { short: text, long: text };
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return {
      short: `refused: ${error.stage}`,
      long: `refused: ${error.stage}: line ${error.line}: ${error.message}`,
    };
  }
}

/** Renders each hostile template and looks whether it got through, by the file's own rules. */
export function runHostileSet(set: HostileSet): TemplateResult[] {
  const leaks = set.leaks.map((pattern) => new RegExp(pattern));
  return set.templates.map(({ name, template }) => {
    const context = structuredClone(set.context);
    const heap = process.memoryUsage().heapUsed;
    const start = performance.now();
    const { short, long } = outcome(template, context);
    const problems: string[] = [];
    const elapsed = performance.now() - start;
    if (elapsed > DEFAULT_BUDGET.timeMs + GRACE_MS) problems.push(`took ${elapsed.toFixed(0)} ms`);
    if (process.memoryUsage().heapUsed - heap > MAX_HEAP_GROWTH) problems.push('took too much memory');
    if (!short.startsWith('refused') && short.length > DEFAULT_BUDGET.outputChars)
      problems.push(`made ${short.length} characters`);
    for (const leak of leaks)
      if (!short.startsWith('refused') && leak.test(long))
        problems.push(`leaked ${String(leak)}: ${long.slice(0, 200)}`);
    if (!isDeepStrictEqual(context, set.context)) problems.push('changed the context');
    problems.push(...breaches());
    if (renderTemplate('{{ 6 * 7 }}', {}) !== '42') problems.push('broke the next template');
    return problems.length === 0 ? { name, ok: true } : { name, ok: false, detail: problems.join('\n') };
  });
}

function breaches(): string[] {
  const found: string[] = [];
  if ('BREACH' in globalThis) found.push('set globalThis.BREACH');
  for (const value of [{}, [], ''])
    if ((value as { polluted?: unknown }).polluted !== undefined) found.push('polluted a prototype');
  return found;
}
