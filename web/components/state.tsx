/** How a state is to be taken at first sight. */
export type Tone = 'ok' | 'bad' | 'wait' | 'busy' | 'idle';

/** A state: a dot in its colour, and always its name. */
export function State({ tone, children }: { tone: Tone; children: string }) {
  return (
    <span className="state" data-tone={tone}>
      {children}
    </span>
  );
}

const TONES: Readonly<Record<string, Tone>> = {
  COMPLETED: 'ok',
  FAILED: 'bad',
  CRASHED: 'bad',
  RUNNING: 'busy',
  PENDING: 'busy',
  SCHEDULED: 'wait',
  PAUSED: 'wait',
  CANCELLING: 'wait',
  CANCELLED: 'idle',
  READY: 'ok',
  NOT_READY: 'wait',
};

/** The tone of a state by its type, as flow runs, work pools and deployments have them. */
export function toneOf(type: string | null | undefined): Tone {
  return TONES[type ?? ''] ?? 'idle';
}
