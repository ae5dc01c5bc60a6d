import { existsSync, readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A file of the page, as it can be sent. */
export interface PageFile {
  /** Path below the folder of the page. */
  readonly path: string;
  readonly type: string;
  /** Whether its name changes with its content, so that it may be kept for ever. */
  readonly hashed: boolean;
  /** Encodings that it lies there in, besides plain. */
  readonly encodings: readonly ('br' | 'gzip')[];
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
};

/** The folder of the built page: beside the compiled code, or in `dist` when run from source. */
export function pageFolder(): string {
  const candidates = ['../../../web', '../../../dist/web'];
  const folders = candidates.map((path) => fileURLToPath(new URL(path, import.meta.url)));
  return folders.find((folder) => existsSync(join(folder, 'assets'))) ?? (folders.at(-1) as string);
}

/** The files of a built page by the path they are asked for with; empty when it is not built. */
export function pageFiles(folder: string): ReadonlyMap<string, PageFile> {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
  const all = new Set(paths);
  const files = paths.flatMap((path): [string, PageFile][] => {
    const type = TYPES[extname(path)];
    if (type === undefined) return [];
    const encodings = [
      ...(all.has(`${path}.br`) ? (['br'] as const) : []),
      ...(all.has(`${path}.gz`) ? (['gzip'] as const) : []),
    ];
    return [[`/${path}`, { path, type, hashed: path.startsWith('assets/'), encodings }]];
  });
  return new Map(files);
}
