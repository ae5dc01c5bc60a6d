/**
 * The header that says how many automations in a row have led to a call. Ours are the first to send it; whoever passes it on to a
 * gateway makes loops visible that go through other systems.
 */
export const CHAIN_DEPTH_HEADER = 'x-automations-depth';

/** More than any limit. */
const MOST = 1_000;

/** Reads the header; what is no number is none. */
export function readChainDepth(header: string | undefined): number {
  const depth = /^\d{1,6}$/.test(header ?? '') ? Number(header) : 0;
  return Math.min(depth, MOST);
}
