const WORKSPACE = /^\/api\/accounts\/[0-9a-f-]{36}(?:\/workspaces\/[0-9a-f-]{36})?(?=\/|\?|$)/i;

/**
 * Cloud's form of a URL, `/api/accounts/<uuid>/workspaces/<uuid>/…`, is an alias of `/api/…`.
 *
 * @param url path and query of a request
 */
export function withoutWorkspace(url: string): string {
  return url.replace(WORKSPACE, '/api');
}

/** The path of a request as it may stand in a log: no query, and of a hook's slug only the beginning. */
export function loggablePath(url: string): string {
  const path = url.split('?', 1)[0] as string;
  return path.replace(/^(\/hooks\/[^/]{0,4})[^/]*/, '$1…');
}
