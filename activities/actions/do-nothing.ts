import type { ActionHandler } from './handler.ts';

/** `do-nothing`: leaves a trace in the log and no other. */
export const doNothing: ActionHandler<'do-nothing'> = async () => ({});
