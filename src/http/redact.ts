const MASK = '********';
/** Shorter values would blank out ordinary words. */
const SHORTEST_SECRET = 4;
/** A path segment or a query value of this length is taken for a token. */
const TOKEN_LENGTH = 12;

/**
 * Names a URL without what may be secret in it: scheme, host and port, never user, path or query.
 *
 * @example describeUrl('https://hooks.slack.com/services/T0/B0/xyz') // 'https://hooks.slack.com'
 */
export function describeUrl(url: string): string {
  return URL.canParse(url) ? `${new URL(url).protocol}//${new URL(url).host}` : 'an invalid URL';
}

/** Replaces secrets in a text by asterisks, in each form they may come back in. */
export type Scrub = (text: string) => string;

/**
 * Makes a {@link Scrub} for the secrets of one call; values shorter than four characters are left alone.
 *
 * @example scrubber(['s3cret'])('token s3cret is wrong') // 'token ******** is wrong'
 */
export function scrubber(secrets: Iterable<string>): Scrub {
  const forms = new Set<string>();
  for (const secret of secrets) for (const form of formsOf(secret)) forms.add(form);
  // The longest first: a secret that contains another one must not leave its rest behind.
  const ordered = [...forms]
    .filter((form) => form.length >= SHORTEST_SECRET)
    .sort((a, b) => b.length - a.length);
  return (text) => ordered.reduce((clean, form) => clean.replaceAll(form, MASK), text);
}

/** What is secret in a URL that is a secret itself: all of it, its path with the query, user data and long parts. */
export function secretsOfUrl(url: string): string[] {
  if (!URL.canParse(url)) return [url];
  const { href, pathname, search, username, password, searchParams } = new URL(url);
  const secrets = [url, href, decoded(username), decoded(password), basic(username, password)];
  if (pathname.length > 1) secrets.push(pathname + search, pathname);
  const parts = [...pathname.split('/').map(decoded), ...searchParams.values()];
  return [...secrets, ...parts.filter((part) => part.length >= TOKEN_LENGTH)].filter(
    (secret) => secret !== '',
  );
}

/** What is secret in a header's value: all of it, what follows an authentication scheme, and a Basic password. */
export function secretsOfHeader(value: string): string[] {
  const [, scheme, rest] = /^(\w+)\s+(.+)$/.exec(value) ?? [];
  if (scheme === undefined || rest === undefined) return [value];
  if (scheme.toLowerCase() !== 'basic') return [value, rest];
  const userAndPassword = Buffer.from(rest, 'base64').toString();
  return [value, rest, userAndPassword, userAndPassword.slice(userAndPassword.indexOf(':') + 1)];
}

/** The value of an `Authorization: Basic` header for percent-encoded user data of a URL; empty when there is none. */
export function basic(username: string, password: string): string {
  if (username === '' && password === '') return '';
  return Buffer.from(`${decoded(username)}:${decoded(password)}`).toString('base64');
}

function formsOf(secret: string): string[] {
  return [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), encodeURI(secret)];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
