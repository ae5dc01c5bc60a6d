import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { CommandError, usageError } from '../failure.ts';

/** A server that somebody works with, under a name. */
export interface Profile {
  /** Base of its API, such as `https://automations.example.com/api`. */
  readonly api_url: string;
  /** Secret; absent where the server asks for none. */
  readonly api_key?: string;
}

/** All profiles of a user. */
export interface Profiles {
  /** The name of the one that is used when nothing else is said. */
  readonly active: string | null;
  readonly profiles: Readonly<Record<string, Profile>>;
}

const NONE: Profiles = { active: null, profiles: {} };

/** Where the profiles are kept: `AUTOMATIONS_PROFILES`, else in the user's folder of settings. */
export function profilesPath(env: NodeJS.ProcessEnv = process.env): string {
  const given = env['AUTOMATIONS_PROFILES'];
  if (given !== undefined && given !== '') return given;
  return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'temporal-automations', 'profiles.json');
}

/**
 * Reads the profiles; none when there is no file.
 *
 * @param warn - told when others may read the file, which holds keys
 * @throws CommandError when the file is not what was written
 */
export function readProfiles(path: string = profilesPath(), warn?: (text: string) => void): Profiles {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return NONE;
    throw new CommandError('profiles_unreadable', `${path}: ${(error as Error).message}`);
  }
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    warn?.(`warning: others can read ${path}, which holds keys: chmod 600 ${path}`);
  }
  try {
    const { active = null, profiles } = JSON.parse(text) as Partial<Profiles>;
    if (typeof profiles === 'object' && profiles !== null) return { active, profiles };
  } catch {
    // Told below; the text is not shown, it holds keys.
  }
  throw new CommandError('profiles_unreadable', `${path} is not a file of profiles`);
}

/** Writes the profiles, for nobody else to read (mode 600). */
export function writeProfiles(profiles: Profiles, path: string = profilesPath()): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(profiles, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  renameSync(draft, path);
}

/** A profile by its name. @throws CommandError when there is none */
export function profileNamed({ profiles }: Profiles, name: string): Profile {
  const found = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(profiles).join(', ') || 'none yet';
  throw usageError(`There is no profile "${name}" (${known}). Make it with: automations profile set ${name}`);
}
