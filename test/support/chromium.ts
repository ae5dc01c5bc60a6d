import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';
import { waitForLock } from '../../src/processes/os-lock.ts';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** A real browser without a window. Debian's package is installed if there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  // Root, as in containers, has no sandbox to go into; only our own pages are opened.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}

async function findChromium(): Promise<string> {
  const found = installed();
  if (found !== undefined) return found;
  // Two test files that run at once install it once.
  const lock = await waitForLock(join(tmpdir(), 'chromium-install.lock'));
  try {
    return installed() ?? install();
  } finally {
    lock.release();
  }
}

function installed(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const paths = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return paths.find((path) => existsSync(path));
}

function install(): string {
  if (process.getuid?.() !== 0) throw new Error('A browser is needed: install it (Debian: chromium)');
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    execFileSync('apt-get', args, { stdio: ['ignore', 'ignore', 'pipe'], cwd: tmpdir() });
  }
  const found = installed();
  if (found === undefined) throw new Error('The package chromium holds no browser');
  return found;
}
