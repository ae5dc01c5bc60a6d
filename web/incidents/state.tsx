import type { Incident } from '../api/types.ts';
import { State, type Tone } from '../components/state.tsx';

const STATUS: Readonly<Record<Incident['status'], readonly [Tone, string]>> = {
  active: ['bad', 'Active'],
  acknowledged: ['wait', 'Acknowledged'],
  resolved: ['ok', 'Resolved'],
};

/** Where an incident stands. */
export function IncidentStatus({ status }: { status: Incident['status'] }) {
  const [tone, words] = STATUS[status];
  return <State tone={tone}>{words}</State>;
}
