import { readFileSync } from 'node:fs';

/** This program's version, as its package says. */
export const VERSION = packageVersion();

/** The package's file is one folder up from the source, and two up from the compiled code. */
function packageVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    try {
      const { name, version } = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as Record<
        string,
        string
      >;
      if (name === 'temporal-automations' && version !== undefined) return version;
    } catch {
      // Not there: the other one is.
    }
  }
  return 'unknown';
}
