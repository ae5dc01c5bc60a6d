import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ROOT = join(import.meta.dirname, '..', '..');

/** What the tests look at in a service. */
export interface ComposeService {
  readonly image?: string;
  readonly build?: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

/** The compose file as `docker compose config` shows it: aliases merged and variables put in. */
export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/**
 * Reads `docker-compose.yml`.
 *
 * @param env values for `${NAME}`, `${NAME:-default}` and `${NAME:?message}`
 * @throws Error with the message of a variable that is required and absent
 */
export function readComposeFile(env: Readonly<Record<string, string>>): ComposeFile {
  const text = readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8');
  return withVariables(parse(text, { merge: true }), env) as ComposeFile;
}

function withVariables(value: unknown, env: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolate(value, env);
  if (Array.isArray(value)) return value.map((item) => withVariables(item, env));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withVariables(item, env)]));
}

function interpolate(text: string, env: Readonly<Record<string, string>>): string {
  return text.replace(
    /\$(\$|\{(\w+)(?::([-?])([^}]*))?\})/g,
    (_all, escaped: string, name: string, operator?: string, rest = '') => {
      if (escaped === '$') return '$';
      const value = env[name] ?? '';
      if (value !== '' || operator === undefined) return value;
      if (operator === '?') throw new Error(`${name}: ${rest}`);
      return rest;
    },
  );
}
