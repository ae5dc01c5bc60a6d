import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const NAME = 'temporal-automations';

/** The version of this program, from its package file. */
export const VERSION: string = readVersion(dirname(fileURLToPath(import.meta.url)));

/** The package file is one folder up in the sources and two in the build. */
function readVersion(folder: string): string {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    const manifest = JSON.parse(text) as { name?: string; version?: string };
    if (manifest.name === NAME && manifest.version !== undefined) return manifest.version;
  } catch {
    // Not here: look further up.
  }
  const parent = dirname(folder);
  return parent === folder ? '0.0.0' : readVersion(parent);
}
