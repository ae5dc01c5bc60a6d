import { Budget, BudgetError } from './budget.ts';
import type { BudgetLimits } from './budget.ts';
import { TemplateError } from './error.ts';
import { evaluate } from './evaluator/expressions.ts';
import { Interpreter } from './evaluator/interpreter.ts';
import { parseTemplate } from './parse-cache.ts';
import { fromJson, toJson } from './values/convert.ts';
import { PyError } from './values/errors.ts';
import type { Value } from './values/types.ts';

/** How to render. */
export interface RenderOptions {
  /** Limits other than the default ones. */
  readonly budget?: Partial<BudgetLimits>;
  /** Where the pages are, e.g. `http://127.0.0.1:4300`; without it `ui_url` makes None. */
  readonly uiUrl?: string;
  /** Epoch milliseconds, for "3 minutes ago"; the clock's time when absent. */
  readonly now?: number;
}

/** What templates see: plain JSON data by name. */
export type TemplateContext = Readonly<Record<string, unknown>>;

/** Variables that hold a Prefect object, whatever the template calls it afterwards; headers are found in any case. */
const KINDS: Readonly<Record<string, string>> = {
  automation: 'automation',
  concurrency_limit: 'concurrency-limit',
  deployment: 'deployment',
  event: 'event',
  flow: 'flow',
  flow_run: 'flow-run',
  headers: 'headers',
  task_run: 'task-run',
  work_pool: 'work-pool',
  work_queue: 'work-queue',
};

/** One budget, used up by one or several templates. */
class Session {
  readonly #budget: Budget;
  readonly #context: TemplateContext;
  readonly #options: RenderOptions;

  constructor(context: TemplateContext, options: RenderOptions) {
    this.#budget = new Budget(options.budget);
    this.#context = context;
    this.#options = options;
  }

  render(source: string): string {
    return this.#guard(source, (rt) => {
      const { body, blocks } = parseTemplate(source);
      return rt.render(body, blocks);
    });
  }

  evaluate(source: string): unknown {
    const { body } = parseTemplate(source);
    const [only] = body;
    if (body.length !== 1 || only?.kind !== 'print') return this.render(source);
    return this.#guard(source, (rt) => toJson(rt, evaluate(rt, rt.root, only.value)));
  }

  renderAll(value: unknown, depth = 0): unknown {
    if (typeof value === 'string') return isTemplate(value) ? this.render(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (depth > this.#budget.limits.depth)
      throw new TemplateError('render', 'The value is nested too deeply', 1, '');
    if (Array.isArray(value)) return value.map((item) => this.renderAll(item, depth + 1));
    // Not an assignment: a key `__proto__` must become a plain property.
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, this.renderAll(item, depth + 1)]),
    );
  }

  /** Runs one template; whatever goes wrong in it becomes a {@link TemplateError}. */
  #guard<T>(source: string, run: (rt: Interpreter) => T): T {
    const { failure } = parseTemplate(source);
    if (failure !== undefined) throw new TemplateError('render', failure.message, failure.line, source);
    const rt: Interpreter = new Interpreter({
      budget: this.#budget,
      uiUrl: this.#options.uiUrl,
      now: this.#options.now ?? Date.now(),
      variable: (name) => variable(name),
    });
    const values = new Map<string, Value | undefined>();
    const variable = (name: string): Value | undefined => {
      if (!values.has(name)) {
        const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
        values.set(
          name,
          Object.hasOwn(this.#context, name) ? fromJson(rt, this.#context[name], kind) : undefined,
        );
      }
      return values.get(name);
    };
    try {
      const result = run(rt);
      this.#budget.checkTime();
      return result;
    } catch (error) {
      throw toTemplateError(error, rt.line, source);
    }
  }
}

function toTemplateError(error: unknown, line: number, source: string): TemplateError {
  if (error instanceof TemplateError) return error;
  if (error instanceof PyError)
    return new TemplateError('render', `${error.kind}: ${error.message}`, line, source);
  if (error instanceof BudgetError) return new TemplateError('render', error.message, line, source);
  if (error instanceof RangeError)
    return new TemplateError('render', 'The template nests too deeply or makes too much', line, source);
  return new TemplateError('render', `Internal error: ${String(error)}`, line, source);
}

/** Whether a text has anything to render in it. */
export function isTemplate(text: string): boolean {
  return text.includes('{{') || text.includes('{%');
}

/**
 * Checks a template without rendering it.
 *
 * @throws TemplateError of the stage `syntax` or `security`.
 * @example validateTemplate('{{ event.id }}')
 */
export function validateTemplate(source: string): void {
  parseTemplate(source);
}

/**
 * Renders a template. A text with neither `{{` nor `{%` comes out as it is.
 *
 * @throws TemplateError
 * @example renderTemplate('{{ flow_run.name | upper }}', { flow_run: { name: 'otter' } }) // 'OTTER'
 */
export function renderTemplate(
  source: string,
  context: TemplateContext,
  options: RenderOptions = {},
): string {
  return isTemplate(source) ? new Session(context, options).render(source) : source;
}

/**
 * Renders every text inside a JSON value; keys stay as they are. All of it shares one budget.
 *
 * @throws TemplateError
 * @example renderValue({ text: '{{ event.id }}', count: 3 }, { event: { id: 'e-1' } }) // { text: 'e-1', count: 3 }
 */
export function renderValue(value: unknown, context: TemplateContext, options: RenderOptions = {}): unknown {
  return new Session(context, options).renderAll(value);
}

/**
 * The JSON value of a template that is nothing but one `{{ expression }}`, with its type: `{{ [1, 2] }}` is a list.
 * An undefined value gives `undefined`; any other template gives its text.
 *
 * @throws TemplateError
 * @example evaluateExpression('{{ event.payload.n + 1 }}', { event: { payload: { n: 3 } } }) // 4
 */
export function evaluateExpression(
  source: string,
  context: TemplateContext,
  options: RenderOptions = {},
): unknown {
  return isTemplate(source) ? new Session(context, options).evaluate(source) : source;
}
