/** What a word means, and so how it looks. */
export type Tone = 'good' | 'bad' | 'warn' | 'dim' | 'strong' | 'plain';

const CODES: Readonly<Record<Tone, readonly [open: number, close: number] | null>> = {
  good: [32, 39],
  bad: [31, 39],
  warn: [33, 39],
  dim: [2, 22],
  strong: [1, 22],
  plain: null,
};

/** Puts a tone on a text. */
export type Paint = (tone: Tone, text: string) => string;

/**
 * Whether a stream gets colours: `FORCE_COLOR` (anything but `0`) asks for them, `NO_COLOR` forbids them, else they go
 * to terminals only.
 */
export function wantsColour(isTerminal: boolean, env: NodeJS.ProcessEnv = process.env): boolean {
  const { FORCE_COLOR: force, NO_COLOR: none, TERM: term } = env;
  if (none !== undefined && none !== '') return false;
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTerminal && term !== 'dumb';
}

/** The painter for a stream. */
export function painter(coloured: boolean): Paint {
  return (tone, text) => {
    const code = CODES[tone];
    if (!coloured || code === null || text === '') return text;
    return `\u001b[${code[0]}m${text}\u001b[${code[1]}m`;
  };
}
