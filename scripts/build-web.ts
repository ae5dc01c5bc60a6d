import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { exists, filesIn, hashFiles } from './sources.ts';

/** What {@link buildWeb} reads and writes. */
export interface WebBuildOptions {
  /** Folder of the project. */
  readonly root: string;
  /** Folder to write; what is in it is replaced. */
  readonly output: string;
}

/** What travels compressed; the rest is compressed already, or not worth it. */
const COMPRESSED = new Set(['.js', '.css', '.html', '.svg', '.json']);
/** What goes into the page besides `web`: the parts of `src` that the page shares. */
const SHARED = ['src/wording'];
const LIBRARIES = ['vite', 'react', '@mantine/core', '@tanstack/react-query', 'wouter'];

/**
 * Builds the web page, with a compressed copy beside each file. Nothing is done when the page was made from the same sources.
 *
 * @returns whether a page was written
 * @throws when the sources do not build
 */
export async function buildWeb({ root, output }: WebBuildOptions): Promise<boolean> {
  const stampFile = `${output}.stamp`;
  const stamp = await fingerprint(root);
  const before = await readFile(stampFile, 'utf8').catch(() => undefined);
  if (before === stamp && (await exists(join(output, 'index.html')))) return false;
  const draft = `${output}.${process.pid}`;
  await mkdir(draft, { recursive: true });
  await inProduction(() =>
    build({
      root: join(root, 'web'),
      configFile: false,
      logLevel: 'warn',
      plugins: [react()],
      build: {
        outDir: draft,
        emptyOutDir: true,
        // Browsers of 2024: older ones do not know `light-dark()`.
        target: ['chrome125', 'firefox125', 'safari17.5'],
        // Styles and images as files: the content policy allows no inline ones.
        assetsInlineLimit: 0,
        modulePreload: { polyfill: false },
        chunkSizeWarningLimit: 1_000,
      },
    }),
  );
  await compressAll(draft);
  await rm(output, { recursive: true, force: true });
  await rename(draft, output);
  await writeFile(stampFile, stamp);
  return true;
}

/** Whatever the environment says, tests' included: the page is what users get. */
async function inProduction(work: () => Promise<unknown>): Promise<void> {
  const before = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  try {
    await work();
  } finally {
    if (before === undefined) delete process.env['NODE_ENV'];
    else process.env['NODE_ENV'] = before;
  }
}

/** Writes `<file>.br` and `<file>.gz` beside each file that becomes smaller by it. */
async function compressAll(folder: string): Promise<void> {
  const files = await filesIn(folder);
  await Promise.all(
    files
      // The document is filled in at each reply.
      .filter((path) => COMPRESSED.has(extname(path)) && basename(path) !== 'index.html')
      .map(async (path) => {
        const content = await readFile(path);
        if (content.length < 1_000) return;
        const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } };
        await writeFile(`${path}.br`, await promisify(brotliCompress)(content, quality));
        await writeFile(`${path}.gz`, await promisify(gzip)(content, { level: 9 }));
      }),
  );
}

/** A hash over everything that may be in the page: its sources, how it is built, and the versions of the libraries. */
async function fingerprint(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const library of LIBRARIES) {
    const text = await readFile(join(root, 'node_modules', library, 'package.json'), 'utf8');
    hash.update((JSON.parse(text) as { version: string }).version);
  }
  const files = await Promise.all(['web', ...SHARED].map((folder) => filesIn(join(root, folder))));
  await hashFiles(hash, root, [join(root, 'scripts', 'build-web.ts'), ...files.flat()]);
  return hash.digest('hex');
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(resolve(process.argv[1])).href) {
  const root = process.cwd();
  const output = join(root, 'dist', 'web');
  const written = await buildWeb({ root, output });
  console.log(written ? `wrote ${output}` : `${output} is up to date`);
}
