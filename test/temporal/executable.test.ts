import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findTemporal } from '../../src/temporal/executable.ts';

const CLI = '#!/bin/sh\necho "temporal version 9.9.9 (Server 9.9.9, UI 9.9.9)"\n';

let root: string;
let lines: string[];
let servers: Server[];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'automations-cli-'));
  lines = [];
  servers = [];
});
afterEach(() => {
  for (const server of servers) server.close();
  rmSync(root, { recursive: true, force: true });
});

function script(path: string, content: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  chmodSync(path, 0o755);
}

const find = (env: Record<string, string> = {}, downloadService?: string) =>
  findTemporal({
    cacheDir: join(root, 'cache'),
    env: { PATH: '/bin:/usr/bin', HOME: join(root, 'home'), ...env },
    onProgress: (line) => lines.push(line),
    downloadService,
  });

/** A `go` that writes down each call and "builds" the CLI after a moment. */
function fakeGo(): string {
  const body = `echo call >> ${root}/calls; sleep 0.5; printf '%s' '${CLI}' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"`;
  script(join(root, 'go', 'go'), `#!/bin/sh\n${body}\n`);
  return `${join(root, 'go')}:/bin:/usr/bin`;
}

describe('finding the Temporal CLI', () => {
  test('takes the PATH first, then the cache, then the folders of Go', async () => {
    script(join(root, 'home/go/bin/temporal'), CLI);
    expect((await find()).source).toBe('go-bin');
    script(join(root, 'cache/bin/temporal'), CLI);
    expect((await find()).source).toBe('cache');
    script(join(root, 'path/temporal'), CLI);
    const found = await find({ PATH: `${join(root, 'path')}:/bin` });
    expect(found).toEqual({
      path: join(root, 'path/temporal'),
      source: 'path',
      version: 'temporal version 9.9.9 (Server 9.9.9, UI 9.9.9)',
    });
  });

  test('passes by a program of that name that does not run or has no server', async () => {
    script(join(root, 'broken/temporal'), '#!/bin/sh\nexit 3\n');
    script(join(root, 'other/temporal'), '#!/bin/sh\necho "temporal 1.0"\n');
    script(join(root, 'cache/bin/temporal'), CLI);
    const found = await find({ PATH: `${join(root, 'broken')}:${join(root, 'other')}:/bin` });
    expect(found.source).toBe('cache');
  });

  test('downloads it into the cache, as the SDK asks for it', async () => {
    script(join(root, 'archive/temporal'), CLI);
    execFileSync('tar', ['-czf', join(root, 'cli.tar.gz'), '-C', join(root, 'archive'), 'temporal']);
    const questions: URL[] = [];
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? '/', 'http://x');
      if (url.pathname === '/cli.tar.gz') return void response.end(readFileSync(join(root, 'cli.tar.gz')));
      questions.push(url);
      const archiveUrl = `http://${request.headers.host}/cli.tar.gz`;
      response.end(JSON.stringify({ archiveUrl, fileToExtract: 'temporal' }));
    });
    const found = await find({}, await listen(server));
    expect(found).toMatchObject({ source: 'download', path: join(root, 'cache/bin/temporal') });
    expect(questions[0]?.pathname).toBe('/cli/default');
    expect(questions[0]?.searchParams.get('sdk-name')).toBe('sdk-typescript');
    expect((await find()).source).toBe('cache');
  });

  test('a download service that never answers costs a few seconds, then Go builds it', async () => {
    const began = Date.now();
    const found = await find({ PATH: fakeGo() }, await listen(createServer(() => undefined)));
    expect(found.source).toBe('build');
    expect(Date.now() - began).toBeLessThan(10_000);
    expect(lines.join('\n')).toMatch(/building the Temporal CLI \(about 5 minutes, once\) … 0s/);
  });

  test('two that need it at once build it once', async () => {
    const env = { PATH: fakeGo() };
    const found = await Promise.all([find(env), find(env), find(env)]);
    expect(found.map(({ source }) => source).sort()).toEqual(['build', 'cache', 'cache']);
    expect(readFileSync(join(root, 'calls'), 'utf8')).toBe('call\n');
    expect(lines).toContain('another process is fetching the Temporal CLI, waiting for it');
  });

  test('says what to do when nothing works, and leaves nothing behind', async () => {
    script(join(root, 'go/go'), '#!/bin/sh\necho "module lookup disabled" >&2\nexit 1\n');
    const failed = find({ PATH: `${join(root, 'go')}:/bin` });
    await expect(failed).rejects.toThrow(expect.objectContaining({ code: 'temporal_not_found' }));
    await expect(failed).rejects.toThrow(/TEMPORAL_ADDRESS[^]*module lookup disabled/);
    expect(existsSync(join(root, 'cache/bin/temporal'))).toBe(false);
  });
});

async function listen(server: Server): Promise<string> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
