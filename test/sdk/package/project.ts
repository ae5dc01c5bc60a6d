import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtProgram } from '../../support/built-program.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** A project of somebody's, outside of the repository, with the packed package installed. */
export interface Project {
  readonly folder: string;
  write(file: string, text: string): void;
  /** Runs Node in it; answers what it printed. @throws Error with its output when it fails */
  node(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<string>;
  remove(): void;
}

/**
 * Packs the package as it would be published and installs it into an empty project. What it depends on is linked from here,
 * so that nothing is fetched.
 */
export async function installedProject(): Promise<Project> {
  await builtProgram();
  const folder = mkdtempSync(join(tmpdir(), 'automations-project-'));
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'temporal-automations');
  mkdirSync(own, { recursive: true });
  link(join(ROOT, 'node_modules'), modules);
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: ROOT,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      maxBuffer: 10_000_000,
    }),
  ) as { filename: string }[];
  execFileSync('tar', ['-xzf', join(folder, packed!.filename), '-C', own, '--strip-components=1']);
  const write = (file: string, text: string): void => writeFileSync(join(folder, file), text);
  write('package.json', '{ "name": "somebody", "private": true }');
  return {
    folder,
    write,
    node: (args, env = {}) => run(args, folder, env),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Links packages, those of scopes one by one. */
function link(from: string, to: string): void {
  for (const name of readdirSync(from)) {
    if (name.startsWith('.') || name === 'temporal-automations') continue;
    if (name.startsWith('@')) {
      mkdirSync(join(to, name));
      link(join(from, name), join(to, name));
    } else symlinkSync(join(from, name), join(to, name));
  }
}

function run(args: readonly string[], cwd: string, env: Readonly<Record<string, string>>): Promise<string> {
  const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env } });
  let output = '';
  let errors = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (errors += data.toString()));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(output);
      else reject(new Error(`node ${args.join(' ')} ended with ${code}:\n${output}${errors}`));
    });
  });
}
