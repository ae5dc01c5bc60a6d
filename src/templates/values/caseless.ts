import type { Entry } from './types.ts';

/** The entries of a dict whose text keys are found in any case, as the headers of a request are. */
export class CaselessEntries extends Map<string, Entry> {
  override get(key: string): Entry | undefined {
    return super.get(key.toLowerCase());
  }

  override has(key: string): boolean {
    return super.has(key.toLowerCase());
  }

  override set(key: string, entry: Entry): this {
    return super.set(key.toLowerCase(), entry);
  }
}
