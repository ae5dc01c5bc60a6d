import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

/** The service that Temporal's SDKs download their servers from. */
export const DOWNLOAD_SERVICE = 'https://temporal.download';

/** Time for the service to say where the archive is: without a network this must fail fast. */
const QUESTION_TIMEOUT_MS = 5_000;
/** Longest silence while the archive arrives. */
const STALL_TIMEOUT_MS = 30_000;

const info = z.object({ archiveUrl: z.url({ protocol: /^https?$/ }), fileToExtract: z.string().min(1) });

/** What {@link downloadTemporal} needs. */
export interface DownloadOptions {
  /** Path that the program gets. */
  readonly target: string;
  /** Base URL of the download service. */
  readonly service: string;
  readonly onProgress: (line: string) => void;
}

/**
 * Downloads the Temporal CLI that the installed SDK version asks for. The SDK's own download runs in native code and
 * cannot be stopped, so the same service is asked here, with time limits.
 *
 * @throws Error when the service does not answer within 5 s, the archive stops coming for 30 s, or it is not one
 */
export async function downloadTemporal(options: DownloadOptions): Promise<void> {
  const { archiveUrl, fileToExtract } = await askWhere(options.service);
  options.onProgress(`downloading the Temporal CLI from ${new URL(archiveUrl).host} (once)`);
  const folder = dirname(options.target);
  await mkdir(folder, { recursive: true });
  const work = await mkdtemp(join(folder, 'download-'));
  try {
    const archive = join(work, 'archive.tar.gz');
    await fetchFile(archiveUrl, archive);
    await extract(archive, fileToExtract, work);
    const program = join(work, fileToExtract);
    await chmod(program, 0o755);
    await rename(program, options.target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function askWhere(service: string): Promise<z.infer<typeof info>> {
  const url = new URL('/cli/default', service);
  url.search = new URLSearchParams({
    arch: process.arch === 'x64' ? 'amd64' : process.arch,
    platform: process.platform,
    format: 'tar.gz',
    'sdk-name': 'sdk-typescript',
    'sdk-version': sdkVersion(),
  }).toString();
  try {
    const reply = await fetch(url, { signal: AbortSignal.timeout(QUESTION_TIMEOUT_MS) });
    if (!reply.ok) throw new Error(`HTTP ${reply.status}`);
    return info.parse(await reply.json());
  } catch (error) {
    throw new Error(`${url.host} cannot be used (${reasonOf(error)})`, { cause: error });
  }
}

async function fetchFile(url: string, file: string): Promise<void> {
  const stalled = new AbortController();
  let timer = setTimeout(() => stalled.abort(new Error('the download stalled')), STALL_TIMEOUT_MS);
  try {
    const reply = await fetch(url, { signal: stalled.signal });
    if (!reply.ok || reply.body === null) throw new Error(`${url} answered ${reply.status}`);
    const body = Readable.fromWeb(reply.body);
    body.on('data', () => (timer = timer.refresh()));
    await pipeline(body, createWriteStream(file), { signal: stalled.signal });
  } finally {
    clearTimeout(timer);
  }
}

function extract(archive: string, member: string, folder: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const tar = spawn('tar', ['-xzf', archive, '-C', folder, member], { stdio: 'ignore' });
    tar.once('error', reject);
    tar.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`tar ended with code ${code}`))));
  });
}

function sdkVersion(): string {
  const manifest = createRequire(import.meta.url)('@temporalio/worker/package.json') as { version: string };
  return manifest.version;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}
