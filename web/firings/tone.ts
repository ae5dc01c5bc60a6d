import type { ActionResult } from '../api/types.ts';
import type { Tone } from '../components/state.tsx';

/** How the state of an action is to be taken. */
export const actionTone: Readonly<Record<ActionResult['state'], Tone>> = {
  executed: 'ok',
  failed: 'bad',
  pending: 'wait',
};

/** The state of an action in words. */
export const actionWord: Readonly<Record<ActionResult['state'], string>> = {
  executed: 'Done',
  failed: 'Failed',
  pending: 'Under way',
};
