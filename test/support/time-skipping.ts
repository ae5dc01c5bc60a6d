import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { waitForLock } from '../../src/processes/os-lock.ts';
import { readSettings } from '../../src/settings.ts';

const run = promisify(execFile);
const POM = join(import.meta.dirname, 'time-skipping.pom.xml');
const VERSION = '1.31.0';

/**
 * Starts Temporal's time-skipping test server and connects to it; to be ended with `teardown()`.
 *
 * Its clock is one for all workflows in it: tests in one environment run one after the other. Needs Java, and Maven
 * the first time.
 */
export async function createTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = await timeSkippingServer();
  const start = (): Promise<TestWorkflowEnvironment> =>
    TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
  // The SDK gives a server 5 seconds to start, which a Java machine may miss while the processors are busy.
  return await start().catch(start);
}

/**
 * Makes the program that the SDK starts: a script that runs the server of Temporal's Java SDK from Maven's archive.
 *
 * @returns the path of the script, which takes the port as its first argument as the SDK's own download does
 */
export async function timeSkippingServer(): Promise<string> {
  const { cacheDir } = readSettings();
  const folder = join(cacheDir, `time-skipping-${VERSION}`);
  const script = join(folder, 'temporal-test-server');
  if (await isThere(script)) return script;
  const lock = await waitForLock(join(cacheDir, 'time-skipping.lock'));
  try {
    if (!(await isThere(script))) await fetchServer(folder);
  } finally {
    lock.release();
  }
  return script;
}

async function fetchServer(folder: string): Promise<void> {
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  const goal = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
  const args = ['-q', '-B', '-f', POM, goal, '-DincludeScope=runtime', `-DoutputDirectory=${draft}/lib`];
  await run('mvn', args, { timeout: 300_000 });
  const script = [
    '#!/bin/sh',
    '# $1 is the port. A short life: no time for the optimizing compiler. Memory for some hundred histories.',
    'exec java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto -Xmx2g \\',
    '  -cp "$(dirname "$0")/lib/*" io.temporal.testserver.TestServer "$@"',
    '',
  ].join('\n');
  await writeFile(join(draft, 'temporal-test-server'), script, { mode: 0o755 });
  await rm(folder, { recursive: true, force: true });
  await rename(draft, folder);
}

async function isThere(path: string): Promise<boolean> {
  return await access(path).then(
    () => true,
    () => false,
  );
}
