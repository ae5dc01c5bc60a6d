import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

/** What `npm run bench` is to do. */
export interface BenchOptions {
  /** Names of scenarios, or all when empty. */
  readonly only: readonly string[];
  /** Fewer events and one repetition: to see that everything works, not for figures to compare. */
  readonly short: boolean;
  /** Path of the built command. */
  readonly program: string;
  /** Leave bare Temporal out, for work on the product itself. */
  readonly ceiling: boolean;
  /** Folder for CPU profiles of the product's process; none are taken when absent. */
  readonly profile: string | undefined;
  /** Compare with this system instead of bare Temporal; none when absent. */
  readonly peer: 'prefect' | undefined;
}

const ROOT = resolve(import.meta.dirname, '..');

/** How to call it. */
export const USAGE =
  'npm run bench -- [--only idle,burst,evaluation,deadlines,automations,windows,followed,day] [--short] [--no-ceiling] [--profile FOLDER] [--program FILE]\n' +
  '       npm run bench -- --peer prefect [--only latency,burst,evaluation,creation,absence] [--short]';

/** Reads the command line. @throws on unknown options */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: '' },
      short: { type: 'boolean', default: false },
      ceiling: { type: 'boolean', default: true },
      program: { type: 'string', default: resolve(ROOT, 'dist', 'src', 'cli', 'main.js') },
      profile: { type: 'string' },
      peer: { type: 'string' },
    },
    allowNegative: true,
  });
  if (values.peer !== undefined && values.peer !== 'prefect')
    throw new Error(`there is no peer "${values.peer}"`);
  return {
    peer: values.peer,
    only: values.only.split(',').filter((name) => name !== ''),
    short: values.short,
    ceiling: values.ceiling,
    program: resolve(values.program),
    profile: values.profile === undefined ? undefined : resolve(values.profile),
  };
}
