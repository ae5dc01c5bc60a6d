import { usageError } from '../failure.ts';
import { urlOf } from '../url-of.ts';
import { profileNamed, profilesPath, readProfiles } from './profiles.ts';

/** Which server is spoken to, and as whom. */
export interface ApiTarget {
  /** Base of its API, without a slash at the end. */
  readonly url: string;
  /** Secret. */
  readonly key: string | undefined;
  /** Where the URL comes from, for error messages. */
  readonly from: string;
}

/** What the command line says about the server. */
export interface TargetOptions {
  readonly apiUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly profile?: string | undefined;
}

/**
 * Finds out which server is meant: by the flags, else `--profile`, else the environment (`AUTOMATIONS_API_URL`,
 * `AUTOMATIONS_API_KEY`, `AUTOMATIONS_PROFILE`), else the profile in use, else the gateway that this environment describes
 * (`HOST`, `PORT`). A key goes only to the server that it stands beside: that of a profile not to another URL.
 *
 * @throws CommandError when the URL is none or the profile is not there
 */
export function apiTarget(options: TargetOptions, env: NodeJS.ProcessEnv = process.env): ApiTarget {
  const set = (name: string): string | undefined => env[name]?.trim() || undefined;
  const environmentUrl = options.profile === undefined ? set('AUTOMATIONS_API_URL') : undefined;
  const environmentKey = options.profile === undefined ? firstKey(set('AUTOMATIONS_API_KEY')) : undefined;
  const given = options.apiUrl ?? environmentUrl;
  if (given !== undefined) {
    const from = options.apiUrl === undefined ? 'AUTOMATIONS_API_URL' : '--api-url';
    return { url: checkedUrl(given, from), key: options.apiKey ?? environmentKey, from };
  }
  const profiles = readProfiles(profilesPath(env), (text) => process.stderr.write(`${text}\n`));
  const name = options.profile ?? set('AUTOMATIONS_PROFILE') ?? profiles.active ?? undefined;
  if (name !== undefined) {
    const profile = profileNamed(profiles, name);
    const from = `profile ${name}`;
    const key = options.apiKey ?? environmentKey ?? profile.api_key;
    return { url: checkedUrl(profile.api_url, from), key, from };
  }
  const url = `${urlOf(set('HOST') ?? '127.0.0.1', Number(set('PORT') ?? 4300))}/api`;
  return { url, key: options.apiKey ?? environmentKey, from: 'the default' };
}

/**
 * Reads the base of an API.
 *
 * @param from - where it was said, for the message
 * @throws CommandError when it is no plain http or https URL
 */
export function checkedUrl(text: string, from: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw usageError(`${from}: "${text}" is no http or https URL, such as http://127.0.0.1:4300/api`);
  }
  if (url.username !== '' || url.password !== '') {
    throw usageError(`${from}: credentials go into --api-key or AUTOMATIONS_API_KEY, not into the URL`);
  }
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** The gateway's own variable holds `name:key` pairs, separated by commas: any of them will do. */
function firstKey(text: string | undefined): string | undefined {
  const first = text
    ?.split(',')
    .map((part) => part.trim())
    .find((part) => part !== '');
  return first === undefined ? undefined : first.slice(first.indexOf(':') + 1);
}
