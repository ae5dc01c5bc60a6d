import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Router, type Request, type Response } from 'express';
import { pageFiles, pageFolder, type PageFile } from './files.ts';

/** Where the text for one reply's nonce stands in the document. */
const NONCE = '%NONCE%';
/** What is accepted by programs that do not say. */
const ANYTHING = '*/*';
/** What the addresses of the page's views begin with. */
const VIEWS =
  /^\/(automations|events|incidents|runs|flows|deployments|work-pools|work-queues|webhooks|blocks)(\/|$)/;

/**
 * The web page at `/`: its files, and its document for the address of every view. Addresses below `/api` and `/hooks` and
 * of files that are not there are left to whoever comes next.
 *
 * @param folder where the built page is
 */
export function pageRoutes(folder: string = pageFolder()): Router {
  const routes = Router();
  let page = read(folder);
  routes.use((req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    // Built while the gateway was running already, as happens during development.
    page ??= read(folder);
    if (page === undefined) return next();
    const file = page.files.get(req.path);
    if (file !== undefined) return sendFile(req, res, folder, file);
    if (isView(req)) sendDocument(res, page.document);
    else next();
  });
  return routes;
}

interface Page {
  readonly document: string;
  readonly files: ReadonlyMap<string, PageFile>;
}

function read(folder: string): Page | undefined {
  try {
    return { document: readFileSync(join(folder, 'index.html'), 'utf8'), files: pageFiles(folder) };
  } catch {
    return undefined;
  }
}

/**
 * Whether a page is meant: the browser asks for one, or a program that takes whatever there is, as curl and those do that look
 * links up, asks for the address of a view.
 */
function isView(req: Request): boolean {
  if (req.path === '/') return true;
  if (/^\/(api|hooks|assets)(\/|$)/.test(req.path)) return false;
  const accept = req.headers.accept ?? ANYTHING;
  return accept.includes('text/html') || (accept === ANYTHING && VIEWS.test(req.path));
}

function sendFile(req: Request, res: Response, folder: string, file: PageFile): void {
  const encoding = file.encodings.find((one) => req.acceptsEncodings(one) === one);
  res.setHeader('Cache-Control', file.hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
  res.setHeader('Content-Type', file.type);
  res.setHeader('Vary', 'Accept-Encoding');
  if (encoding !== undefined) res.setHeader('Content-Encoding', encoding);
  const suffix = encoding === undefined ? '' : encoding === 'br' ? '.br' : '.gz';
  res.sendFile(`${file.path}${suffix}`, { root: folder, cacheControl: false, lastModified: !file.hashed });
}

/** Scripts come from here alone; styles as well, but for those that carry this reply's nonce and for style attributes. */
function sendDocument(res: Response, document: string): void {
  const nonce = randomBytes(16).toString('base64');
  res.setHeader(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      "script-src 'self'",
      `style-src-elem 'self' 'nonce-${nonce}'`,
      "style-src-attr 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "connect-src 'self'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ].join('; '),
  );
  res.setHeader('Cache-Control', 'no-cache');
  res.type('html').send(document.replaceAll(NONCE, nonce));
}
