export { automation } from './automation.ts';
export { firing } from './firing.ts';
