export { automation } from './automation.ts';
export { firing } from './firing.ts';
export { flowRun } from './flow-run.ts';
