import type { Argument, Command, Option } from 'commander';
import { Api } from '../connection/api.ts';
import { apiTarget, type TargetOptions } from '../connection/target.ts';
import { profilesPath, readProfiles } from '../connection/profiles.ts';

/** Something that may stand where the cursor is. */
export interface Candidate {
  readonly text: string;
  readonly about: string;
}

/** What may stand there; `files`: names of files, which the shell knows. */
export type Candidates = readonly Candidate[] | 'files';

/** Nobody waits longer for names, in milliseconds. */
const PATIENCE_MS = 1_500;

/** Arguments that name something on the server, and how its names are found. */
const LISTS: Readonly<Record<string, (api: Api) => Promise<string[]>>> = {
  automation: (api) => named(api, '/automations/filter'),
  webhook: (api) => named(api, '/webhooks/filter'),
  incident: (api) => named(api, '/incidents/filter'),
  run: (api) => named(api, '/flow_runs/filter'),
  type: (api) => named(api, '/block_types/filter', 'slug'),
  block: blocks,
  deployment: deployments,
};

/**
 * What may stand at the cursor.
 *
 * @param words - the words after the command's name, the last one as far as it is typed
 */
export async function candidates(program: Command, words: readonly string[]): Promise<Candidates> {
  const typed = words.at(-1) ?? '';
  let command = program;
  let open: Option | undefined;
  let positional = 0;
  const given: Record<string, string> = {};
  for (const word of words.slice(0, -1)) {
    if (open !== undefined) {
      given[open.attributeName()] = word;
      open = undefined;
    } else if (word.startsWith('-')) {
      const [flag = '', value] = word.split('=', 2);
      const option = optionsOf(command).find(({ long, short }) => long === flag || short === flag);
      if (option !== undefined && value !== undefined) given[option.attributeName()] = value;
      else if (option?.required === true) open = option;
    } else {
      const next = subcommand(command, word);
      if (next === undefined) positional += 1;
      else command = next;
    }
  }
  if (open !== undefined) return optionValues(open, typed);
  if (typed.startsWith('-')) {
    const shown = optionsOf(command).filter(({ hidden }) => !hidden);
    return matching(
      shown.flatMap(({ long, description }) => (long ? [{ text: long, about: description }] : [])),
      typed,
    );
  }
  const children = visible(command);
  if (children.length > 0) {
    return matching(
      children.map((one) => ({ text: one.name(), about: one.description() })),
      typed,
    );
  }
  const args = command.registeredArguments;
  const argument = args[positional] ?? (args.at(-1)?.variadic === true ? args.at(-1) : undefined);
  return argument === undefined ? [] : argumentValues(argument, typed, given);
}

async function argumentValues(argument: Argument, typed: string, given: TargetOptions): Promise<Candidates> {
  if (argument.argChoices !== undefined) return matching(argument.argChoices.map(plain), typed);
  if (argument.name() === 'profile') return matching(profileNames(), typed);
  const list = LISTS[argument.name()];
  if (list === undefined) return [];
  try {
    const api = new Api(apiTarget(given), { retries: 0, timeoutMs: PATIENCE_MS });
    return matching((await list(api)).map(plain), typed);
  } catch {
    // Completion must not be in the way.
    return [];
  }
}

function optionValues(option: Option, typed: string): Candidates {
  if (option.argChoices !== undefined) return matching(option.argChoices.map(plain), typed);
  if (option.attributeName() === 'profile') return matching(profileNames(), typed);
  return /file|path|folder|trigger/.test(option.flags) ? 'files' : [];
}

/** The command's own options, those of all above it, and help. */
function optionsOf(command: Command): Option[] {
  const above =
    command.parent === null ? [] : optionsOf(command.parent).filter(({ long }) => long !== '--version');
  const own = command.createHelp().visibleOptions(command);
  return [...own, ...above.filter(({ long }) => own.every((one) => one.long !== long))];
}

function subcommand(command: Command, word: string): Command | undefined {
  return command.commands.find((one) => one.name() === word || one.aliases().includes(word));
}

function visible(command: Command): Command[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .filter((one) => one.name() !== 'help');
}

function profileNames(): Candidate[] {
  try {
    return Object.keys(readProfiles(profilesPath()).profiles).map(plain);
  } catch {
    return [];
  }
}

async function named(api: Api, path: string, field = 'name'): Promise<string[]> {
  const found = await api.list<Record<string, unknown>>(path, {}, 200);
  return found.map((one) => String(one[field]));
}

async function blocks(api: Api): Promise<string[]> {
  const found = await api.list<{ name: string; block_type: { slug: string } }>(
    '/block_documents/filter',
    {},
    200,
  );
  return found.map(({ name, block_type: type }) => `${type.slug}/${name}`);
}

async function deployments(api: Api): Promise<string[]> {
  const found = await api.list<{ name: string; flow_id: string }>('/deployments/filter', {}, 200);
  const flows = await api.list<{ id: string; name: string }>('/flows/filter', {}, 200);
  const names = new Map(flows.map(({ id, name }) => [id, name]));
  return found.map(({ name, flow_id: flow }) => `${names.get(flow) ?? ''}/${name}`);
}

function matching(all: readonly Candidate[], typed: string): Candidate[] {
  return all.filter(({ text }) => text.startsWith(typed));
}

function plain(text: string): Candidate {
  return { text, about: '' };
}
