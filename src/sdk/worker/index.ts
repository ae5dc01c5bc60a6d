export {
  withAutomations,
  workflowInterceptorModules,
  type AutomationsWorkerOptions,
} from './with-automations.ts';
