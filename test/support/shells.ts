import { execFileSync } from 'node:child_process';

/** Makes sure that programs are there: Debian's packages of the same names are installed where they are not. */
export function ensurePrograms(...names: readonly string[]): void {
  const missing = names.filter((name) => !isThere(name));
  if (missing.length === 0) return;
  if (process.getuid?.() !== 0)
    throw new Error(`Needed: ${missing.join(', ')} (Debian's packages of these names)`);
  run(['apt-get', 'update']);
  run(['apt-get', 'install', '-y', '--no-install-recommends', ...missing]);
}

function run([command, ...args]: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  execFileSync(command!, args, { stdio: 'ignore', env });
}

function isThere(name: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
