import type { AutomationActivity } from '../api/types.ts';
import { Time } from '../components/time.tsx';

/** When an automation fired last; dots while that is not known yet. */
export function LastFiring({ activity }: { activity: AutomationActivity | undefined }) {
  if (activity === undefined) return '…';
  return activity.last_firing === null ? 'never' : <Time value={activity.last_firing} />;
}
