export { describeAutomation, describeTrigger } from './automation.ts';
export { actionInWords } from './action.ts';
export { spanInWords } from './span.ts';
export type {
  NameOf,
  WordedAction,
  WordedAutomation,
  WordedLabels,
  WordedMetric,
  WordedTrigger,
} from './definition.ts';
