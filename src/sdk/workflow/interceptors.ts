import type { WorkflowInterceptors } from '@temporalio/workflow';
import { Suspension } from './suspension.ts';

/**
 * The interceptors of one workflow: while it is suspended it waits before each activity, timer, child, signal and
 * continue-as-new. `withAutomations` puts this module into a worker.
 */
export function interceptors(): WorkflowInterceptors {
  const suspension = new Suspension();
  return {
    inbound: [{ execute: (input, next) => suspension.around(() => next(input)) }],
    outbound: [
      {
        scheduleActivity: (input, next) => suspension.gate(() => next(input)),
        scheduleLocalActivity: (input, next) => suspension.gate(() => next(input)),
        startTimer: (input, next) => suspension.gate(() => next(input)),
        startChildWorkflowExecution: (input, next) => suspension.gate(() => next(input)),
        startNexusOperation: (input, next) => suspension.gate(() => next(input)),
        signalWorkflow: (input, next) => suspension.gate(() => next(input)),
        continueAsNew: (input, next) => suspension.gate(() => next(input)),
      },
    ],
    internals: [],
  };
}
