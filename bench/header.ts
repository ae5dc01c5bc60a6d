import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { cpus, loadavg, platform, totalmem } from 'node:os';
import { resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '..');

/** What the figures were measured on: machine, its load, versions. */
export function header(temporalVersion: string, database = 'SQLite'): string {
  const { version: sdk } = createRequire(import.meta.url)('@temporalio/worker/package.json') as {
    version: string;
  };
  const memory = Math.round(totalmem() / 1024 ** 3);
  return [
    `${new Date().toISOString()}, commit ${commit()}`,
    `${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${memory} GB, ${platform()}`,
    `Node ${process.version}, ${temporalVersion}, Temporal SDK ${sdk}, ${database}, all on loopback`,
    `load average at the start: ${load()}`,
  ].join('\n');
}

/** The load average over 1, 5 and 15 minutes: above the number of cores, others take part of the machine. */
export function load(): string {
  return loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');
}

function commit(): string {
  try {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
    const changed = git('status', '--porcelain', '--', 'src', 'workflows', 'activities') !== '';
    return `${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}`;
  } catch {
    return 'unknown';
  }
}
