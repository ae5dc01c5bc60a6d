import { painter, wantsColour, type Paint } from './colour.ts';
import { table, type Column } from './table.ts';
import { oneLine } from './width.ts';

/** How results are written. */
export const outputFormats = ['table', 'json', 'yaml'] as const;
/** One of {@link outputFormats}. */
export type OutputFormat = (typeof outputFormats)[number];

/** Writes results to stdout, in the format that was asked for. Everything else that is said goes to stderr. */
export class Output {
  /** What was asked for; `undefined` when it is left to the command. */
  readonly format: OutputFormat | undefined;
  readonly paint: Paint;

  constructor(format: OutputFormat | undefined) {
    this.format = format;
    this.paint = painter(wantsColour(process.stdout.isTTY === true));
  }

  /** A list: a table by default; JSON and YAML hold the objects whole. `empty` is what to say when there is none. */
  async list<T>(rows: readonly T[], columns: readonly Column<T>[], empty: string): Promise<void> {
    if (await this.#structured(rows)) return;
    if (rows.length === 0) return this.note(empty);
    const width = process.stdout.isTTY === true ? process.stdout.columns : undefined;
    this.lines(table(rows, columns, this.paint, width));
  }

  /** One object: YAML by default; as a table, its fields one a line. */
  async one(value: object): Promise<void> {
    if (this.format !== 'table') return void (await this.#structured(value, 'yaml'));
    const rows = Object.entries(value).map(([field, inside]) => ({
      field,
      value: typeof inside === 'string' ? inside : JSON.stringify(inside),
    }));
    const columns: Column<(typeof rows)[number]>[] = [
      { header: 'FIELD', text: ({ field }) => field },
      { header: 'VALUE', text: ({ value: text }) => text, shrinks: true },
    ];
    await this.list(rows, columns, '');
  }

  /** What was done: one line for people, or the object that it was done to. */
  async done(text: string, value: unknown): Promise<void> {
    if (!(await this.#structured(value))) this.lines([text]);
  }

  /** Lines for people. */
  lines(lines: readonly string[]): void {
    process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  }

  /** Something besides the result, on stderr. */
  note(text: string): void {
    process.stderr.write(`${text}\n`);
  }

  /** Text of others on one line, safe for a terminal. */
  plain(text: string): string {
    return oneLine(text);
  }

  async #structured(value: unknown, fallback?: 'yaml'): Promise<boolean> {
    const format = this.format ?? fallback;
    if (format === 'json') process.stdout.write(`${JSON.stringify(value ?? null, null, 2)}\n`);
    else if (format === 'yaml') process.stdout.write(await toYaml(value ?? null));
    else return false;
    return true;
  }
}

/** YAML as we write it everywhere: no aliases, long lines whole. */
export async function toYaml(value: unknown): Promise<string> {
  const { stringify } = await import('yaml');
  return stringify(value, { aliasDuplicateObjects: false, lineWidth: 0 });
}
