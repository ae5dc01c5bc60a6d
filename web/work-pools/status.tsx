import { State, toneOf } from '../components/state.tsx';

const WORDS: Readonly<Record<string, string>> = { READY: 'Ready', NOT_READY: 'Not ready', PAUSED: 'Paused' };

/** The status of a work pool or queue. */
export function PoolStatus({ status }: { status: string | null | undefined }) {
  return <State tone={toneOf(status)}>{WORDS[status ?? ''] ?? 'Unknown'}</State>;
}
