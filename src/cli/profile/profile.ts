import { checkedUrl } from '../connection/target.ts';
import { profileNamed, profilesPath, readProfiles, writeProfiles } from '../connection/profiles.ts';
import { usageError } from '../failure.ts';
import { readText } from '../input.ts';
import { confirm } from '../output/confirm.ts';
import { Output, type OutputFormat } from '../output/output.ts';
import type { Column } from '../output/table.ts';

/** A profile as it is shown: never its key. */
interface Row {
  readonly name: string;
  readonly active: boolean;
  readonly api_url: string;
  readonly has_key: boolean;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: '', text: ({ active }) => (active ? '*' : ''), tone: () => 'good' },
  { header: 'NAME', text: ({ name }) => name, tone: () => 'strong' },
  { header: 'URL', text: ({ api_url: url }) => url, shrinks: true },
  { header: 'KEY', text: ({ has_key: has }) => (has ? 'set' : 'none') },
];

const warn = (text: string): void => void process.stderr.write(`${text}\n`);

/** `automations profile ls` */
export async function listProfiles(format: OutputFormat | undefined): Promise<void> {
  const { active, profiles } = readProfiles(profilesPath(), warn);
  const rows = Object.entries(profiles).map(([name, { api_url, api_key }]) => ({
    name,
    active: name === active,
    api_url,
    has_key: api_key !== undefined,
  }));
  await new Output(format).list(
    rows,
    COLUMNS,
    'No profiles. Make one with: automations profile set NAME --url URL',
  );
}

/** `automations profile use` */
export function useProfile(name: string): void {
  const all = readProfiles(profilesPath(), warn);
  profileNamed(all, name);
  writeProfiles({ ...all, active: name });
  process.stdout.write(`using ${name}\n`);
}

/** `automations profile set`: what is not given stays. The first profile is used at once. */
export async function setProfile(
  name: string,
  options: { url?: string; key?: string; noKey?: boolean; use?: boolean },
): Promise<void> {
  const all = readProfiles(profilesPath(), warn);
  const before = Object.hasOwn(all.profiles, name) ? all.profiles[name] : undefined;
  const url = options.url === undefined ? before?.api_url : checkedUrl(options.url, '--url');
  if (url === undefined)
    throw usageError('Where is the server? Use --url, such as http://127.0.0.1:4300/api');
  const given = options.key === '-' ? (await readText('-')).trim() : options.key;
  if (given === '') throw usageError('The key is empty');
  // A key stays with its server: for another address it must be said again.
  const kept = url === before?.api_url ? before.api_key : undefined;
  const key = options.noKey === true ? undefined : (given ?? kept);
  const profile = { api_url: url, ...(key !== undefined && { api_key: key }) };
  const active = options.use === true || all.active === null ? name : all.active;
  writeProfiles({ active, profiles: { ...all.profiles, [name]: profile } });
  process.stdout.write(`saved ${name} (${url}, ${key === undefined ? 'no key' : 'with a key'})\n`);
}

/** `automations profile delete` */
export async function deleteProfile(name: string, options: { yes?: boolean }): Promise<void> {
  const { active, profiles } = readProfiles(profilesPath(), warn);
  profileNamed({ active, profiles }, name);
  await confirm(`Delete the profile "${name}"?`, options.yes);
  const { [name]: _gone, ...rest } = profiles;
  writeProfiles({ active: active === name ? null : active, profiles: rest });
  process.stdout.write(`deleted ${name}\n`);
}
