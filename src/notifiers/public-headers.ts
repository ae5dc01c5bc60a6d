import type { Scrub } from '../http/redact.ts';

/** Headers of an answer that may carry credentials, or that only say which way it took. */
const PRIVATE_HEADER =
  /^(authorization|cookie|set-cookie2?|www-authenticate|proxy-.*|traceparent|via|x-(forwarded|b3|cloud-trace|envoy|prefect).*)$|auth|token|secret|session|api-?key|csrf/;

/** The headers of an answer that may stand in a public event, with known secrets blanked out in their values. */
export function publicHeaders(
  headers: Readonly<Record<string, string>>,
  scrub: Scrub,
): Record<string, string> {
  const entries = Object.entries(headers).filter(([name]) => !PRIVATE_HEADER.test(name.toLowerCase()));
  return Object.fromEntries(entries.map(([name, value]) => [name, scrub(value)]));
}
