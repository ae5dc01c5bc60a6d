import { wantsColour } from './colour.ts';

/** One line on stderr that tells how far something long has come. */
export interface Progress {
  /** Replaces the line. Where stderr is no terminal, each new text is a line of its own. */
  say(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** Starts telling; nothing is shown before the first text. */
export function startProgress(): Progress {
  const { stderr } = process;
  const live = stderr.isTTY === true && wantsColour(true);
  let shown = '';
  return {
    say: (text) => {
      if (text === shown) return;
      shown = text;
      stderr.write(live ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end: () => {
      if (live && shown !== '') stderr.write('\r\u001b[2K');
      shown = '';
    },
  };
}
