import { defineSignal } from '@temporalio/workflow';

/** What a flow run's workflow is started with: a run on record, or a schedule whose run is to be made. */
export type FlowRunInput =
  { readonly flowRunId: string } | { readonly deploymentId: string; readonly scheduleId: string };

/** Ends the run: the user's workflow gets to clean up. The argument says why. */
export const cancelFlowRunSignal = defineSignal<[message: string]>('cancel');

/** A gate may have opened, or the run's time has been changed. */
export const recheckSignal = defineSignal('recheck');
